/** Steps that bring an object to where it says what is wanted, with as few additions as that takes. */
import type { FixIntent } from '../../kube/field-error.ts';
import { child, type FieldPath } from '../../kube/field-path.ts';
import { asObject, type Json, type JsonObject } from '../../kube/json.ts';
import { add, remove, set } from './context.ts';

/** `wanted` is a part of the object at `at`; what is there already stays as it is. */
export function ensure(at: FieldPath, actual: Json | undefined, wanted: JsonObject): readonly FixIntent[] {
  const owner = asObject(actual);
  return Object.entries(wanted).flatMap(([key, value]): readonly FixIntent[] => {
    const own = owner?.[key];
    if (own === undefined) return [add(at, key, value)];
    const inner = asObject(value);
    if (inner !== undefined) return ensure(child(at, key), own ?? {}, inner);
    const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return own === value || !isScalar ? [] : [set(child(at, key), value)];
  });
}

/** Removes those of the keys that are there. */
export function drop(at: FieldPath, actual: Json | undefined, keys: readonly string[]): readonly FixIntent[] {
  const owner = asObject(actual);
  return keys.filter((key) => owner?.[key] !== undefined).map((key) => remove(child(at, key)));
}
