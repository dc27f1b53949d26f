/** Diagnoses of `apiVersion` and `kind`: missing, misspelled, of another group, or no longer served. */
import { nearest } from '../kube/nearest.ts';
import { removedVersion } from '../kube/removed-versions.ts';
import type { Manifest } from '../model/manifest.ts';
import { isBuiltInVersion, isListKind, isServed, knownKinds, versionOf } from '../schema/api-kinds.ts';
import type { Fix } from '../text/diagnostic.ts';
import type { Range } from '../text/range.ts';
import type { Finding } from './finding.ts';
import { fixOf } from './fix.ts';

export function headFindings(manifest: Manifest): readonly Finding[] {
  const { head, root, isEmpty } = manifest.read;
  if (isEmpty || root === undefined || manifest.isPatch || head.isAssumed) return [];
  const { kind, apiVersion, kindEntry, apiVersionEntry } = head;
  const isNamed = head.apiVersion !== undefined || (kind !== undefined && versionOf(kind) !== undefined);
  if (!isNamed) return [];
  if (apiVersionEntry === undefined)
    return missing(manifest, 'apiVersion', versionOf(kind ?? ''), kindEntry?.keyNode.range);
  if (kindEntry === undefined)
    return isBuiltInVersion(apiVersion ?? '')
      ? missing(manifest, 'kind', undefined, apiVersionEntry.keyNode.range)
      : [];
  if (apiVersion === undefined || kind === undefined) return wrongType(manifest);
  const isKnown = isServed(apiVersion, kind) || isListKind(apiVersion, kind);
  return isKnown ? [] : notServed(manifest, apiVersion, kind);
}

function finding(code: string, message: string, range: Range | undefined, fixes: readonly Fix[]): readonly Finding[] {
  const place = range ?? { start: 0, end: 1 };
  return [{ code, level: 'rejected', severity: 'error', message, range: place, ...(fixes.length > 0 && { fixes }) }];
}

function missing(
  manifest: Manifest,
  field: 'apiVersion' | 'kind',
  value: string | undefined,
  range: Range | undefined,
): readonly Finding[] {
  const fixes = value === undefined ? [] : fixOf(manifest, { kind: 'add', at: '', field, value }, 'safe');
  const code = field === 'kind' ? 'dec-kind-missing' : 'dec-version-missing';
  return finding(code, `error validating data: ${field} not set`, range, fixes);
}

function wrongType(manifest: Manifest): readonly Finding[] {
  const { read } = manifest;
  const version = versionOf(read.head.kind ?? '');
  const isKind = read.head.apiVersion !== undefined;
  const entry = isKind ? read.head.kindEntry : read.head.apiVersionEntry;
  return finding(
    'dec-type-mismatch',
    `error validating data: ${isKind ? 'kind' : 'apiVersion'} isn't string type`,
    entry?.value.range,
    version === undefined || isKind ? [] : fixOf(manifest, { kind: 'set', at: 'apiVersion', value: version }),
  );
}

/** Kinds of other groups (custom resources) are none of our business. */
function notServed(manifest: Manifest, apiVersion: string, kind: string): readonly Finding[] {
  const { kindEntry, apiVersionEntry } = manifest.read.head;
  const text = `no matches for kind "${kind}" in version "${apiVersion}"`;
  const removed = removedVersion(apiVersion, kind);
  if (removed !== undefined) {
    const { since, instead } = removed;
    const what = instead === undefined ? 'nothing took its place' : `use ${instead}`;
    const fixes = instead === undefined ? [] : fixOf(manifest, { kind: 'set', at: 'apiVersion', value: instead });
    return finding(
      'dec-api-mismatch',
      `${text}: removed in Kubernetes ${since}, ${what}.`,
      apiVersionEntry?.value.range,
      fixes,
    );
  }
  const version = versionOf(kind);
  if (version !== undefined && isKnownGroup(apiVersion)) {
    const fixes = fixOf(manifest, { kind: 'set', at: 'apiVersion', value: version }, 'safe');
    return finding(
      'dec-api-mismatch',
      `${text}: a ${kind} belongs to ${version}.`,
      apiVersionEntry?.value.range,
      fixes,
    );
  }
  const right = isBuiltInVersion(apiVersion) ? nearest(kind, knownKinds()) : undefined;
  if (right === undefined)
    return isBuiltInVersion(apiVersion) ? finding('dec-api-mismatch', text, kindEntry?.value.range, []) : [];
  return finding(
    'dec-api-mismatch',
    `${text}: did you mean ${right}?`,
    kindEntry?.value.range,
    fixOf(manifest, { kind: 'set', at: 'kind', value: right }),
  );
}

/** Kubernetes' own groups; a custom resource may well be called Service or Job. */
function isKnownGroup(apiVersion: string): boolean {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return !group.includes('.') || group.endsWith('.k8s.io');
}
