/** One Pod as the controller of a workload makes it from its template: same spec, a name in the controller's style. */
import { asObject, type JsonObject, objectAt, stringAt, structAt } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { structAtPath } from '../model/manifest.ts';

/** Letters that Kubernetes uses in generated names (apimachinery `rand`, no vowels). */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/** The Pod after defaulting; undefined for objects without one. `defaulted` is the whole object. */
export function podFromTemplate(manifest: Manifest, defaulted: JsonObject): JsonObject | undefined {
  const { podSpecPath, kind } = manifest;
  if (podSpecPath === undefined) return undefined;
  if (kind === 'Pod') return withName(defaulted, manifest.name || 'pod');
  const template = structAtPath(defaulted, podSpecPath.replace(/\.?spec$/, ''));
  const metadata: JsonObject = {
    ...structAt(template, 'metadata'),
    name: podName(kind, manifest.name || kind.toLowerCase()),
    ...(namespaceOf(defaulted) === '' ? {} : { namespace: namespaceOf(defaulted) }),
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: asObject(template['spec']) ?? {} };
}

function withName(pod: JsonObject, name: string): JsonObject {
  return stringAt(objectAt(pod, 'metadata'), 'name') === ''
    ? { ...pod, metadata: { ...structAt(pod, 'metadata'), name } }
    : pod;
}

function namespaceOf(object: JsonObject): string {
  return stringAt(objectAt(object, 'metadata'), 'namespace');
}

/** `web-6c8d7bfb9f-xk2lp`, `db-0`, `backup-29103840-b7x2c`: the same for the same workload, so that pictures stay comparable. */
function podName(kind: string, owner: string): string {
  switch (kind) {
    case 'StatefulSet':
      return `${owner}-0`;
    case 'Deployment':
      return `${owner}-${letters(owner, 10)}-${letters(`${owner}/pod`, 5)}`;
    case 'CronJob':
      return `${owner}-29103840-${letters(owner, 5)}`;
    default:
      return `${owner}-${letters(owner, 5)}`;
  }
}

/** FNV-1a of the name, spelled in the alphabet. */
function letters(seed: string, count: number): string {
  let hash = 2_166_136_261;
  let result = '';
  for (let at = 0; result.length < count; at++) {
    hash = Math.imul(hash ^ (seed.charCodeAt(at % Math.max(1, seed.length)) || 1) ^ at, 16_777_619) >>> 0;
    if (at >= seed.length) result += alphabet[hash % alphabet.length] ?? 'b';
  }
  return result;
}
