/** What the repairs know of an error: its true place, what is written there, the Pod around it. */
import type { FieldError, FixIntent } from '../../kube/field-error.ts';
import { child, type FieldPath } from '../../kube/field-path.ts';
import { asObject, type Json, type JsonObject } from '../../kube/json.ts';
import { splitPath } from '../../schema/locate.ts';

export interface Broken {
  readonly error: FieldError;
  /** The true place in the manifest. */
  readonly at: FieldPath;
  /** The object as it is written, decoded. */
  readonly object: JsonObject;
  /** The PodSpec in it and its path; both empty where there is none. */
  readonly spec: JsonObject;
  readonly specPath: FieldPath;
}

/** Ways to mend an error, the best first; none where only the author can know. */
export type Repair = (broken: Broken) => readonly FixIntent[];
export type Repairs = Readonly<Record<string, Repair>>;

export function valueAt(object: JsonObject, path: FieldPath): Json | undefined {
  let value: Json | undefined = object;
  for (const step of splitPath(path)) {
    if (Array.isArray(value)) value = typeof step === 'number' ? (value as readonly Json[])[step] : undefined;
    else {
      const owner: JsonObject | undefined = asObject(value);
      value = owner !== undefined && Object.hasOwn(owner, String(step)) ? owner[String(step)] : undefined;
    }
  }
  return value;
}

/** `a.b[0].c` -> `a.b[0]`, `a.b[0]` -> `a.b`, `limits[x.y/z]` -> `limits`. */
export function ownerOf(path: FieldPath): FieldPath {
  return path.replace(/(?:\.?[^.[\]]+|\[[^\]]*\])$/, '');
}

/** `a.b[0].c` -> `c`, `limits[x.y/z]` -> `x.y/z`. */
export function lastOf(path: FieldPath): string {
  return String(splitPath(path).at(-1) ?? '');
}

/** The list and the position of an item; `undefined` for other places. */
export function itemOf(path: FieldPath): { readonly list: FieldPath; readonly position: number } | undefined {
  const match = /^(.*)\[(\d+)\]$/.exec(path);
  return match === null ? undefined : { list: match[1] ?? '', position: Number(match[2]) };
}

/** Path of the container around a place. */
export function containerPathOf(path: FieldPath): FieldPath | undefined {
  return /^.*?\.(?:initContainers|containers|ephemeralContainers)\[\d+\]/.exec(path)?.[0];
}

export function containerAround({ object, at }: Broken): JsonObject {
  const path = containerPathOf(at);
  return (path === undefined ? undefined : asObject(valueAt(object, path))) ?? {};
}

/** The bad value as the server quotes it, if it is a text. */
export function quotedValue({ error }: Broken): string | undefined {
  const match = /^[A-Z][a-z ]+: ("(?:[^"\\]|\\.)*")/.exec(error.message);
  if (match === null) return undefined;
  try {
    return String(JSON.parse(match[1] ?? '""'));
  } catch {
    return undefined;
  }
}

export const set = (at: FieldPath, value: string | number | boolean): FixIntent => ({ kind: 'set', at, value });
export const add = (at: FieldPath, field: string, value: unknown): FixIntent => ({ kind: 'add', at, field, value });
export const remove = (at: FieldPath, title?: string): FixIntent =>
  title === undefined ? { kind: 'remove', at } : { kind: 'remove', at, title };

/** Each of a few right values as a way out. */
export function oneOf(at: FieldPath, values: readonly (string | number)[]): readonly FixIntent[] {
  return values.map((value) => set(at, value));
}

/** Of fields that exclude each other each alone: the others go. */
export function keepOne(owner: FieldPath, keys: readonly string[]): readonly FixIntent[] {
  return keys.map((kept) => ({
    kind: 'all',
    title: `Keep ${kept}, remove ${keys.filter((key) => key !== kept).join(' and ')}`,
    steps: keys.filter((key) => key !== kept).map((key) => remove(child(owner, key))),
  }));
}

/** Which of these keys an object has with a value. */
export function writtenOf(object: Json | undefined, keys: readonly string[]): readonly string[] {
  const owner = asObject(object);
  return keys.filter((key) => owner?.[key] !== undefined && owner[key] !== null);
}

/** An object, or nothing at all, that says nothing. */
export function isEmptyObject(value: Json | undefined): boolean {
  const object = asObject(value);
  return value === null || (object !== undefined && Object.values(object).every((one) => one === undefined));
}

/** The outermost owner of a place that says nothing else: it may go as a whole. */
export function emptyOwnerOf({ object, at }: Broken): FieldPath | undefined {
  let path = ownerOf(at);
  if (path === '' || !isEmptyObject(valueAt(object, path))) return undefined;
  for (let owner = ownerOf(path); owner !== ''; owner = ownerOf(owner)) {
    const value = valueAt(object, owner);
    const isAlone = Object.keys(asObject(value) ?? {}).length === 1 && itemOf(path) === undefined;
    if (!isAlone || owner.endsWith('spec') || itemOf(owner) !== undefined) break;
    path = owner;
  }
  return path;
}
