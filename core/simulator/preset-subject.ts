/** What the presets need to know of a Pod, read from its object. */
import { PROBE_KINDS } from './pod.ts';
import { given } from '../kube/given.ts';
import type { PresetSubject } from '../behaviour/presets.ts';
import type { SimulationInput } from './input.ts';
import { readSpec } from './read-pod.ts';

export function presetSubject(pod: SimulationInput['pod'], node: string | undefined): PresetSubject {
  const { containers } = readSpec(pod['spec'], 'spec');
  return given({
    containers: containers.map(({ name, image, probes, memoryLimit }) =>
      given({ name, image, probes: PROBE_KINDS.filter((kind) => probes[kind] !== undefined), memoryLimit }),
    ),
    node,
    secrets: secretsOf(pod['spec']),
  });
}

/** Names of Secrets anywhere in the Pod: `secretKeyRef`, `secretRef`, volumes. */
function secretsOf(value: unknown, key = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { name, secretName } = value as Readonly<Record<string, unknown>>;
  const own = /^secret(KeyRef|Ref|)$/.test(key) ? (secretName ?? name) : undefined;
  const below = Object.entries(value).flatMap(([inner, each]) => secretsOf(each, inner));
  return typeof own === 'string' ? [own, ...below] : below;
}
