/** Maps whose entries come into being when they are first asked for. */

/** The entry of `key`; where there is none it is made and kept. */
export function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
