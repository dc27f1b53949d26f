/**
 * Small helpers to change a copy of a decoded object: only what lies on the way to a change is copied, the input
 * never changes.
 */

/** A copy of a JSON object that may still be written to; it never leaves the function that made it. */
export type Draft = Record<string, unknown>;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `null` is the same as an absent field for the API server. */
export function isUnset(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

/** A changed copy of an object; everything that is no object is handed back as it is. */
export function edited(value: unknown, change: (draft: Draft) => void): unknown {
  if (!isRecord(value)) return value;
  const draft = { ...value };
  change(draft);
  return draft;
}

/** Changes the object under `key` in place of a copy; nothing happens where there is none. */
export function update(parent: Draft, key: string, change: (draft: Draft) => void): void {
  if (isRecord(parent[key])) parent[key] = edited(parent[key], change);
}

/** As `update`, but an absent object counts as `{}`: a struct field that Go always has. */
export function updateStruct(parent: Draft, key: string, change: (draft: Draft) => void): void {
  parent[key] = edited(parent[key] ?? {}, change);
}

/** Changes every object of a list; a `null` entry is an empty object for the server. */
export function updateEach(parent: Draft, key: string, change: (draft: Draft) => void): void {
  const list = parent[key];
  if (Array.isArray(list)) parent[key] = list.map((item) => edited(item ?? {}, change));
}

/** Default of a field whose zero value counts as a value (a pointer in Go). */
export function fill(draft: Draft, key: string, value: unknown): void {
  if (isUnset(draft[key])) draft[key] = value;
}

/** Default of a field whose `""` or `0` counts as unset (a plain field in Go). */
export function fillEmpty(draft: Draft, key: string, value: unknown): void {
  if (isUnset(draft[key]) || draft[key] === '' || draft[key] === 0) draft[key] = value;
}

/** Adds the entries of a map that the target does not have yet; says whether the source was a map at all. */
export function fillEntries(target: Draft, source: unknown): void {
  if (!isRecord(source)) return;
  for (const [key, value] of Object.entries(source)) {
    if (!Object.hasOwn(target, key))
      Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  }
}

export function isEmptyMap(value: unknown): boolean {
  return isUnset(value) || (isRecord(value) && Object.keys(value).length === 0);
}
