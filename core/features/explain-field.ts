/** A field of the API by a path as `kubectl explain` takes it: `pod.spec.containers.livenessProbe.periodSeconds`. */
import { type FieldType, structOf } from '../schema/tree.ts';

export interface ExplainedField {
  /** The struct that owns the field; the name is empty for the object itself. */
  readonly struct: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** Names of the fields below it. */
  readonly fields: readonly string[];
}

const roots = [
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'PodTemplate',
  'LimitRange',
];

/** Positions in lists may be left out or written. Undefined if there is no such field. */
export function fieldOfPath(path: string): ExplainedField | undefined {
  const [first = '', ...names] = path
    .replace(/\[[^\]]*\]/g, '')
    .split('.')
    .filter((name) => name !== '');
  const root = roots.find(
    (kind) => kind.toLowerCase() === first.toLowerCase() || `${kind.toLowerCase()}s` === first.toLowerCase(),
  );
  // A path without a kind is one of a Pod.
  const steps = root === undefined ? [first, ...names] : names;
  let struct = structOf(root ?? 'Pod');
  let found: ExplainedField | undefined =
    root === undefined
      ? undefined
      : { struct: root, name: '', type: root, required: false, fields: [...(struct?.fields.keys() ?? [])] };
  for (const step of steps) {
    const field = struct?.fields.get(step);
    if (struct === undefined || field === undefined) return undefined;
    const below = structIn(field.type);
    found = {
      struct: struct.name,
      name: step,
      type: typeText(field.type),
      required: field.required,
      fields: below === undefined ? [] : [...(structOf(below)?.fields.keys() ?? [])],
    };
    struct = below === undefined ? undefined : structOf(below);
  }
  return found;
}

function structIn(type: FieldType): string | undefined {
  return type.kind === 'struct'
    ? type.struct
    : type.kind === 'list' || type.kind === 'map'
      ? structIn(type.of)
      : undefined;
}

function typeText(type: FieldType): string {
  switch (type.kind) {
    case 'list':
      return `[]${typeText(type.of)}`;
    case 'map':
      return `map[string]${typeText(type.of)}`;
    case 'struct':
      return type.struct;
    default:
      return type.kind;
  }
}
