/**
 * Decoded JSON of any shape, and accessors that read it the way Go reads a struct: what is missing or of another
 * type is the zero value.
 */

export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

const nothing: JsonObject = Object.freeze({});
const none: readonly never[] = Object.freeze([]);

/** The value as an object; `undefined` for everything else (null, lists, scalars), as a nil pointer. */
export function asObject(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** The object at a key, or `undefined` where Go has a nil pointer. */
export function objectAt(parent: JsonObject | undefined, key: string): JsonObject | undefined {
  return asObject(parent?.[key]);
}

/** The object at a key, or an empty one where Go embeds a struct by value. */
export function structAt(parent: JsonObject | undefined, key: string): JsonObject {
  return asObject(parent?.[key]) ?? nothing;
}

/** The string at a key; empty where it is missing. */
export function stringAt(parent: JsonObject | undefined, key: string): string {
  const value = parent?.[key];
  return typeof value === 'string' ? value : '';
}

/** The string at a key, or `undefined` where Go has a nil pointer. */
export function optionalStringAt(parent: JsonObject | undefined, key: string): string | undefined {
  const value = parent?.[key];
  return typeof value === 'string' ? value : undefined;
}

/** The boolean at a key, or `undefined` where Go has a nil pointer. */
export function booleanAt(parent: JsonObject | undefined, key: string): boolean | undefined {
  const value = parent?.[key];
  return typeof value === 'boolean' ? value : undefined;
}

/** The integer at a key (a bigint beyond 2^53), or `undefined` where Go has a nil pointer. */
export function integerAt(parent: JsonObject | undefined, key: string): number | bigint | undefined {
  const value = parent?.[key];
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

/** The list at a key; empty where it is missing. */
export function listAt(parent: JsonObject | undefined, key: string): readonly Json[] {
  const value = parent?.[key];
  return Array.isArray(value) ? (value as readonly Json[]) : none;
}

/**
 * The objects of the list at a key; an item of another shape (null) is an empty object, as in a Go slice of
 * structs.
 */
export function objectsAt(parent: JsonObject | undefined, key: string): readonly JsonObject[] {
  const items = listAt(parent, key);
  return items.length === 0 ? none : items.map((item) => asObject(item) ?? nothing);
}

/** The strings of the list at a key; an item of another shape (null) is the empty string. */
export function stringsAt(parent: JsonObject | undefined, key: string): readonly string[] {
  const items = listAt(parent, key);
  return items.length === 0 ? none : items.map((item) => (typeof item === 'string' ? item : ''));
}

/**
 * The entries of the string map at a key, in the order of the text; a value of another shape (null) is the empty
 * string.
 */
export function stringMapAt(parent: JsonObject | undefined, key: string): readonly (readonly [string, string])[] {
  const map = objectAt(parent, key);
  if (map === undefined) return none;
  return Object.entries(map).map(([name, value]) => [name, typeof value === 'string' ? value : ''] as const);
}

/** A value as one text; numbers beyond 53 bits, which JSON.stringify refuses, as texts. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
}

/** Whether two values have the same content. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) return sameList(left, right);
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  for (const key of keys)
    if (!Object.hasOwn(right, key) || !sameJson((left as Fields)[key], (right as Fields)[key])) return false;
  return true;
}

function sameList(left: unknown, right: unknown): boolean {
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
  return left.every((item, position) => sameJson(item, right[position]));
}

/** Plain data that nobody has checked: an object's members by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** The members of an object; none of anything else. */
export const fields = (value: unknown): Fields => (asObject(value as Json) ?? nothing) as Fields;

/** A list of objects; what is none in it has no members. */
export const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);

export const text = (value: unknown, otherwise = ''): string => (typeof value === 'string' ? value : otherwise);

/** The texts of a list. */
export const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** Integers beyond 2^53 do not cross a JSON bridge; no mechanism of the simulator needs their last digits. */
export function plain(value: Json | undefined): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}
