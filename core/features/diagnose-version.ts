/** Diagnoses of fields that the chosen Kubernetes version does not have yet, or drops because a feature gate is off. */
import type { DroppedField } from '../kube/dropped-fields.ts';
import { goQuote } from '../kube/go-print.ts';
import type { Manifest } from '../model/manifest.ts';
import { locate } from '../schema/locate.ts';
import type { Finding } from './finding.ts';
import { fixOf } from './fix.ts';

export function versionDiagnostics(
  manifest: Manifest,
  dropped: readonly DroppedField[],
  version: string,
): readonly Finding[] {
  const { root } = manifest.read;
  if (root === undefined) return [];
  return dropped.map((field) => {
    const place = locate(root, field.at);
    const fixes = fixOf(manifest, { kind: 'remove', at: field.at });
    const said = field.reason === 'unknown' ? tooYoung(field, version) : gated(field, version);
    return {
      ...said,
      range: place.entry?.keyNode.range ?? place.range,
      field: field.at,
      ...(fixes.length > 0 && { fixes }),
    };
  });
}

type Said = Pick<Finding, 'code' | 'level' | 'severity' | 'message'>;

function tooYoung({ at, since }: DroppedField, version: string): Said {
  const message = `unknown field ${goQuote(at)}: it came with Kubernetes 1.${since}, the server is ${version}.`;
  return { code: 'dec-unknown-field', level: 'rejected', severity: 'error', message };
}

function gated({ name, gate, worksSince }: DroppedField, version: string): Said {
  const works =
    worksSince === undefined
      ? 'it is off by default in every version up to 1.36'
      : `it is on by default from 1.${worksSince}`;
  const message = `The server accepts ${name} and drops it silently: feature gate ${gate ?? ''} is off in ${version}; ${works}.`;
  return { code: 'field-gated', level: 'fails', severity: 'warning', message };
}
