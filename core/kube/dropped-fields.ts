/**
 * Which fields of an object a server of some version does not know, or drops without a word because a feature gate is
 * off.
 */
import { isRecord } from './defaults/draft.ts';
import { isGateEnabled } from './feature-gates.ts';
import { type FieldPath, child, index } from './field-path.ts';
import { fieldVersions } from './field-versions.ts';
import { goFields } from './go-fields.ts';
import type { JsonObject } from './json.ts';

export interface DroppedField {
  readonly at: FieldPath;
  readonly name: string;
  /** `unknown`: the version has no such field, strict decoding refuses it; `gated`: accepted and removed. */
  readonly reason: 'unknown' | 'gated';
  /** First minor of 1.x with the field (32 where it is older). */
  readonly since: number;
  readonly gate?: string;
  /** First minor of 1.x, up to 36, in which the field works by default; none where it is off in all of them. */
  readonly worksSince?: number;
}

const newest = 36;

/** Fields in the order of the object; `version` is like `1.34`. */
export function droppedFields(
  kind: string,
  object: JsonObject,
  version: string,
  featureGates: Readonly<Record<string, boolean>> = {},
): readonly DroppedField[] {
  const minor = Number(version.split('.')[1]);
  const found: DroppedField[] = [];
  /** What is dropped anyway is still decoded: in it only unknown fields are of interest. */
  const visit = (struct: string, value: unknown, at: FieldPath, isDropped: boolean): void => {
    if (!isRecord(value)) return;
    for (const field of goFields(struct)) {
      const inner = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
      if (inner === undefined || inner === null || field.name === 'status') continue;
      const place = child(at, field.name);
      const dropped = check(`${struct}.${field.name}`, field.name, place, minor, featureGates);
      if (dropped !== undefined && !(isDropped && dropped.reason === 'gated')) found.push(dropped);
      if (dropped?.reason === 'unknown' || !field.isStruct) continue;
      const isInside = isDropped || dropped !== undefined;
      if (Array.isArray(inner)) inner.forEach((item, i) => visit(field.type, item, index(place, i), isInside));
      else visit(field.type, inner, place, isInside);
    }
  };
  visit(kind, object, '', false);
  return found;
}

function check(
  id: string,
  name: string,
  at: FieldPath,
  minor: number,
  gates: Readonly<Record<string, boolean>>,
): DroppedField | undefined {
  const entry = Object.hasOwn(fieldVersions, id) ? fieldVersions[id] : undefined;
  if (entry === undefined) return undefined;
  const { since, gate } = entry;
  const isUnknown = minor < since;
  if (!isUnknown && (gate === undefined || isGateEnabled(gate, minor, gates))) return undefined;
  const works = [...Array(newest + 1 - since).keys()]
    .map((i) => since + i)
    .find((one) => gate === undefined || isGateEnabled(gate, one));
  return {
    at,
    name,
    reason: isUnknown ? 'unknown' : 'gated',
    since,
    ...(gate === undefined ? {} : { gate }),
    ...(works === undefined ? {} : { worksSince: works }),
  };
}

/** A field written without a value, which matters only to a server that has no such field. */
export function unknownField(struct: string, name: string, at: FieldPath, version: string): DroppedField | undefined {
  const found = check(`${struct}.${name}`, name, at, Number(version.split('.')[1]), {});
  return found?.reason === 'unknown' ? found : undefined;
}

/** Whether the field of a Go struct came after 1.`minor`. */
export function isYoungerThan(struct: string, field: string, minor: number): boolean {
  const id = `${struct}.${field}`;
  const entry = Object.hasOwn(fieldVersions, id) ? fieldVersions[id] : undefined;
  return entry !== undefined && minor < entry.since;
}
