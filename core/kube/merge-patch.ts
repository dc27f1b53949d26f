/**
 * Merge patches (RFC 7386) and strategic ones, which merge lists by the names of their items as the API server does
 * (apimachinery/pkg/util/strategicpatch, 1.36).
 */
import { fields, type Fields } from './json.ts';

const mergeKeys: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  ephemeralContainers: 'name',
  volumes: 'name',
  env: 'name',
  ports: 'containerPort',
  volumeMounts: 'mountPath',
  conditions: 'type',
  schedulingGates: 'name',
  imagePullSecrets: 'name',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
};

/** The changed value, as a new one; `key` is where it stands in its object. */
export function mergePatch(base: unknown, patch: unknown, isStrategic: boolean, key = ''): unknown {
  if (Array.isArray(patch)) {
    if (!isStrategic || !Array.isArray(base)) return patch;
    if (key === 'finalizers') return [...new Set([...(base as unknown[]), ...(patch as unknown[])])];
    return mergeKeys[key] === undefined ? patch : mergeList(base as Fields[], patch as Fields[], mergeKeys[key]);
  }
  if (typeof patch !== 'object' || patch === null) return patch;
  const isReplaced = isStrategic && fields(patch)['$patch'] === 'replace';
  const result: Record<string, unknown> = isReplaced ? {} : { ...fields(base) };
  for (const [name, value] of Object.entries(patch)) {
    if (isStrategic && name.startsWith('$')) {
      const [word, of = ''] = name.split('/');
      if (word === '$deleteFromPrimitiveList' && Array.isArray(value) && Array.isArray(result[of]))
        result[of] = result[of].filter((item) => !value.includes(item));
    } else if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value, isStrategic, name);
  }
  return result;
}

function mergeList(base: readonly Fields[], patch: readonly Fields[], key: string): unknown[] {
  if (patch.some((item) => item['$patch'] === 'replace')) return patch.filter((item) => item['$patch'] !== 'replace');
  const place = (item: Fields): number => base.findIndex((other) => other[key] === item[key]);
  const gone = patch.filter((item) => item['$patch'] === 'delete').map((item) => item[key]);
  const changed = patch
    .filter((item) => item['$patch'] !== 'delete')
    .map((item) => ({ at: place(item), item: place(item) < 0 ? item : mergePatch(base[place(item)], item, true) }));
  const left = base.flatMap((item, at) =>
    gone.includes(item[key]) || changed.some((c) => c.at === at) ? [] : [{ at, item: item as unknown }],
  );
  // The patch's order counts; an item that it does not name stays before one that stood behind it.
  const result: unknown[] = [];
  for (const { at, item } of changed) {
    while (left.length > 0 && left[0]!.at < at) result.push(left.shift()!.item);
    result.push(item);
  }
  return [...result, ...left.map(({ item }) => item)];
}
