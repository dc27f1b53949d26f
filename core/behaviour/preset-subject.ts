/** What the presets need to know of a Pod, read from its object. */
import { bytesOf } from '../kube/amount.ts';
import { given } from '../kube/given.ts';
import { fields, list, text } from '../kube/json.ts';
import type { PresetSubject } from './presets.ts';

export function presetSubject(pod: Readonly<Record<string, unknown>>, node: string | undefined): PresetSubject {
  const containers = list(fields(pod['spec'])['containers']).map((container) => {
    const limits = fields(fields(container['resources'])['limits']);
    return given({
      name: text(container['name']),
      image: text(container['image']),
      probes: (['startup', 'readiness', 'liveness'] as const).filter((kind) => container[`${kind}Probe`] !== undefined),
      memoryLimit: bytesOf(limits['memory']),
    });
  });
  return given({ containers, node, secrets: secretsOf(pod['spec']) });
}

/** Names of Secrets anywhere in the Pod: `secretKeyRef`, `secretRef`, volumes. */
function secretsOf(value: unknown, key = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { name, secretName } = value as Readonly<Record<string, unknown>>;
  const own = /^secret(KeyRef|Ref|)$/.test(key) ? (secretName ?? name) : undefined;
  const below = Object.entries(value).flatMap(([inner, each]) => secretsOf(each, inner));
  return typeof own === 'string' ? [own, ...below] : below;
}
