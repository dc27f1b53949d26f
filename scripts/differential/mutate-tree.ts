/**
 * Changes manifests as values: fields dropped, added from other manifests, misspelled or nulled; items doubled,
 * moved; values changed.
 */
import type { Random } from './random.ts';

type Values = Record<string, unknown>;

interface Place {
  readonly parent: Values | unknown[];
  readonly key: string | number;
  /** Path without indexes. */
  readonly path: string;
}

/** Beyond it stands what aliases made endless. */
const longestPath = 300;

/** All places below the head, in order. */
export function placesOf(value: unknown, path = ''): readonly Place[] {
  if (typeof value !== 'object' || value === null || path.length > longestPath) return [];
  const parent = value as Values;
  return (Array.isArray(value) ? [...value.keys()] : Object.keys(value)).flatMap((key) => {
    if (path === '' && (key === 'apiVersion' || key === 'kind')) return [];
    const inner = typeof key === 'number' ? `${path}[]` : `${path}.${key}`;
    return [{ parent, key, path: inner }, ...placesOf(parent[key], inner)];
  });
}

/** What stands at a path without indexes in any of many manifests. */
export type Pool = ReadonlyMap<string, readonly unknown[]>;

export function poolOf(manifests: readonly unknown[]): Pool {
  const pool = new Map<string, unknown[]>();
  for (const manifest of manifests) {
    for (const { parent, key, path } of placesOf(manifest)) {
      const short = shortPath(path);
      const known = pool.get(short) ?? [];
      if (known.length < 60) known.push((parent as Values)[key]);
      pool.set(short, known);
    }
  }
  return pool;
}

/** Pod specs of all kinds share their fields. */
function shortPath(path: string): string {
  return path.replace(/^.*\.template\.spec\./, '.spec.').replace(/initContainers|ephemeralContainers/g, 'containers');
}

const odd: readonly unknown[] = [
  null,
  true,
  '',
  'x',
  0,
  -1,
  1,
  1.5,
  70000,
  2 ** 31,
  2 ** 53,
  '5',
  [],
  {},
  ['a'],
  { a: 'b' },
  'a b',
  'A',
  '-x',
  [null],
  [{}],
];
const affixes = ['s', 'S', '_', '-', 'x', '1'];

export function mutateTree(manifest: unknown, random: Random, pool: Pool): unknown {
  const copy = structuredClone(manifest);
  for (let left = 1 + random.int(5); left > 0; left--) {
    const places = placesOf(copy);
    if (places.length === 0) return copy;
    mutateAt(random.pick(places), random, pool);
  }
  return copy;
}

function mutateAt(place: Place, random: Random, pool: Pool): void {
  const { parent, key, path } = place;
  const at = parent as Values;
  switch (random.int(9)) {
    case 0:
      return void (Array.isArray(parent) ? parent.splice(Number(key), 1) : delete at[key]);
    case 1:
      return void (at[key] = structuredClone(random.pick(odd)));
    case 2:
    case 3:
      return void (at[key] = structuredClone(random.pick(pool.get(shortPath(path)) ?? odd)));
    case 4:
    case 5:
      return addSibling(place, random, pool);
    case 6:
      return changeItems(at[key], random);
    case 7:
      return misspell(place, random);
    default:
      at[key] = changed(at[key], random);
  }
}

/** A field that others have beside this one. */
function addSibling({ parent, path }: Place, random: Random, pool: Pool): void {
  if (Array.isArray(parent))
    return void parent.splice(random.int(parent.length + 1), 0, structuredClone(random.pick(parent)));
  const prefix = shortPath(path).replace(/\.[^.]*$/, '.');
  const known = [...pool.keys()].filter((each) => each.startsWith(prefix) && !/[.[]/.test(each.slice(prefix.length)));
  const chosen = known.length === 0 ? undefined : random.pick(known);
  if (chosen !== undefined) parent[chosen.slice(prefix.length)] = structuredClone(random.pick(pool.get(chosen) ?? odd));
}

function changeItems(value: unknown, random: Random): void {
  if (!Array.isArray(value) || value.length === 0) return;
  const at = random.int(value.length);
  if (random.chance(0.4)) value.splice(at, 0, structuredClone(value[at]));
  else if (random.chance(0.5)) value.reverse();
  else value.splice(at, 1);
}

function misspell({ parent, key }: Place, random: Random): void {
  if (Array.isArray(parent)) return;
  const name = String(key);
  const wrong = random.pick([
    name.toLowerCase(),
    name.toUpperCase(),
    `${name}${random.pick(affixes)}`,
    name.slice(1),
    ` ${name}`,
  ]);
  parent[wrong] = parent[name];
  if (random.chance(0.8)) delete parent[name];
}

function changed(value: unknown, random: Random): unknown {
  if (typeof value === 'number')
    return random.pick([value + 1, value - 1, -value, value * 1000, String(value), value + 0.5]);
  if (typeof value === 'boolean') return random.pick([!value, String(value), 1]);
  if (typeof value !== 'string') return structuredClone(random.pick(odd));
  return random.pick([
    value.toUpperCase(),
    value.toLowerCase(),
    `${value}-`,
    `${value}${value}`.slice(0, 300),
    value.slice(0, -1),
    `${value} `,
    value.replace(/[a-z]/, '_'),
    `${value}.${value}`,
    value.padEnd(random.pick([16, 64, 254]), 'a'),
    '',
    `${value}/x`,
  ]);
}
