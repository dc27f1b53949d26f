/**
 * JSON patches (RFC 6902) on plain values. An operation that does not fit makes the whole patch void, as the API
 * server refuses it.
 */

type Json = unknown;
interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}

/** The changed copy, or undefined where the patch does not fit the value. */
export function applyJsonPatch(value: Json, operations: readonly unknown[]): Json {
  let result: Json = structuredCopy(value);
  for (const operation of operations) {
    const next = applyOne(result, (operation ?? {}) as Operation);
    if (!next) return undefined;
    result = next.value;
  }
  return result;
}

interface Done {
  readonly value: Json;
}

function applyOne(value: Json, { op, path, from, value: wanted }: Operation): Done | undefined {
  if (typeof path !== 'string') return undefined;
  const names = split(path);
  switch (op) {
    case 'add':
      return put(value, names, structuredCopy(wanted), true);
    case 'replace':
      return get(value, names) && put(value, names, structuredCopy(wanted), false);
    case 'remove':
      return take(value, names);
    case 'test':
      return JSON.stringify(get(value, names)?.value) === JSON.stringify(wanted) ? { value } : undefined;
    case 'copy':
    case 'move': {
      const source = typeof from === 'string' ? get(value, split(from)) : undefined;
      const rest = op === 'move' && typeof from === 'string' ? take(value, split(from)) : { value };
      return source && rest && put(rest.value, names, structuredCopy(source.value), true);
    }
    default:
      return undefined;
  }
}

const split = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));

function get(value: Json, names: readonly string[]): Done | undefined {
  let at = value;
  for (const name of names) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, Json>>)[name];
  }
  return { value: at };
}

/** Sets a member of a fresh copy; `isNew` makes room in a list. */
function put(value: Json, names: readonly string[], wanted: Json, isNew: boolean): Done | undefined {
  const name = names.at(-1);
  if (name === undefined) return { value: wanted };
  const holder = get(value, names.slice(0, -1))?.value;
  if (Array.isArray(holder)) {
    const index = name === '-' ? holder.length : Number(name);
    if (!Number.isInteger(index) || index < 0 || index > holder.length) return undefined;
    holder.splice(index, isNew ? 0 : 1, wanted);
    return { value };
  }
  if (typeof holder !== 'object' || holder === null || name === '__proto__') return undefined;
  (holder as Record<string, Json>)[name] = wanted;
  return { value };
}

function take(value: Json, names: readonly string[]): Done | undefined {
  const name = names.at(-1);
  if (name === undefined || !get(value, names)) return undefined;
  const holder = get(value, names.slice(0, -1))?.value;
  if (Array.isArray(holder)) holder.splice(Number(name), 1);
  else delete (holder as Record<string, Json>)[name];
  return { value };
}

const structuredCopy = (value: Json): Json =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
