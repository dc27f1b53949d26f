/** Changes one number of a simulation's input by its field path, without touching the rest. */
import type { SimulationInput } from '../../core/simulation.ts';

type Key = string | number;

/** Keys of a path as the server prints it: `spec.containers[0].ports[1].name`, `metadata.annotations[a.b/c]`. */
export function keysOf(path: string): readonly Key[] {
  const keys: Key[] = [];
  for (const [, name, index] of path.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (name !== undefined) keys.push(name);
    else if (index !== undefined) keys.push(/^\d+$/.test(index) ? Number(index) : index);
  }
  return keys;
}

/** The input with the number at a field of the manifest set; the same input if the field is not of the Pod's spec. */
export function setNumber(input: SimulationInput, field: string, value: number): SimulationInput {
  const specPath = input.specPath ?? 'spec';
  if (!field.startsWith(`${specPath}.`)) return input;
  const pod = withValue(input.pod, ['spec', ...keysOf(field.slice(specPath.length + 1))], value);
  return { ...input, pod: pod as SimulationInput['pod'] };
}

export function numberAt(input: SimulationInput, field: string): number | undefined {
  const specPath = input.specPath ?? 'spec';
  if (!field.startsWith(`${specPath}.`)) return undefined;
  let at: unknown = input.pod;
  for (const key of ['spec', ...keysOf(field.slice(specPath.length + 1))])
    at = (at as Readonly<Record<Key, unknown>> | undefined)?.[key];
  return typeof at === 'number' ? at : undefined;
}

function withValue(target: unknown, keys: readonly Key[], value: number): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(target))
    return target.map((item: unknown, index) => (index === key ? withValue(item, rest, value) : item));
  const fields = typeof target === 'object' && target !== null ? (target as Readonly<Record<Key, unknown>>) : {};
  return { ...fields, [key]: withValue(fields[key], rest, value) };
}
