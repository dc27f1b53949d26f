/** Diagnoses of validation errors, API warnings and admission: paths of the server become ranges of the text. */
import type { ApiWarning, FieldError } from '../kube/field-error.ts';
import type { Manifest } from '../model/manifest.ts';
import { locate } from '../schema/locate.ts';
import type { Range } from '../text/range.ts';
import type { Finding } from './diagnose.ts';
import { placeOfField } from './field-place.ts';
import type { Verdict } from './verdict.ts';

export function validationDiagnostics(manifest: Manifest, verdict: Verdict): readonly Finding[] {
  const errors = verdict.errors.map((error) => errorFinding(manifest, error));
  const warnings = verdict.warnings.map((warning) => warningFinding(manifest, warning));
  return [...errors, ...warnings, ...forbiddenFindings(manifest, verdict)];
}

function errorFinding(manifest: Manifest, error: FieldError): Finding {
  const related = (error.related ?? []).map((other) => ({ message: other.message, range: rangeOfPath(manifest, other.at) }));
  return {
    code: error.code, level: 'rejected', severity: 'error', message: `${error.field}: ${error.message}`,
    range: rangeOfPath(manifest, error.at ?? placeOfField(error.field, manifest.podSpecPath)), field: error.field,
    ...(related.length === 0 ? {} : { related }),
  };
}

function warningFinding(manifest: Manifest, warning: ApiWarning): Finding {
  const field = warning.at === undefined ? {} : { field: warning.at };
  return {
    code: warning.code, level: 'warned', severity: 'warning', message: warning.message, range: rangeOfPath(manifest, warning.at ?? ''), ...field,
  };
}

function forbiddenFindings(manifest: Manifest, verdict: Verdict): readonly Finding[] {
  if (verdict.forbidden === undefined) return [];
  return [{ code: 'forbidden', level: 'rejected', severity: 'error', message: verdict.forbidden, range: headRange(manifest) }];
}

/** The whole object is marked by its kind: a line of red under everything would help nobody. */
function headRange(manifest: Manifest): Range {
  const { head, root } = manifest.read;
  return head.kindEntry?.value.range ?? head.apiVersionEntry?.keyNode.range ?? root?.entries[0]?.keyNode.range ?? { start: 0, end: 1 };
}

export function rangeOfPath(manifest: Manifest, path: string): Range {
  const { root } = manifest.read;
  if (root === undefined || path === '') return headRange(manifest);
  const place = locate(root, path);
  return place.entry === undefined && place.node === root ? headRange(manifest) : place.range;
}
