/**
 * Changes of the Pod object by a JSON, merge or strategic merge patch; the last merges lists by name as the API
 * server does (apimachinery/pkg/util/strategicpatch).
 */
import type { Action } from '../behaviour/scenario.ts';
import { collect, store } from './api-server.ts';
import { applyJsonPatch } from './json-patch.ts';
import { note } from './log.ts';
import type { ApiPod, Condition } from './pod.ts';
import { fields, list, readSpec, strings, text } from './read-pod.ts';
import { trySchedule } from './scheduler.ts';
import { tellScheduler } from './scheduling-hints.ts';
import { judgeTaints } from './taint-eviction.ts';
import { truncate, type PodLife } from './world.ts';

type Fields = Readonly<Record<string, unknown>>;
type PatchAction = Extract<Action, { do: 'patch' }>;

const MERGE_KEYS: Readonly<Record<string, string>> = {
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

export function applyPatch(life: PodLife, action: PatchAction, cause: number | undefined): void {
  const pod = life.api;
  if (!pod) return;
  if (action.subresource === 'status') {
    const wanted = list(fields(fields(action.patch)['status'])['conditions']),
      conditions = mergeConditions(life, pod, wanted);
    if (JSON.stringify(conditions) !== JSON.stringify(pod.status.conditions))
      store(life, { ...pod, status: { ...pod.status, conditions } }, cause);
    return;
  }
  if (action.subresource === 'resize') {
    const [{ name: container } = { name: '' }] = pod.spec.containers;
    const words = 'new resources count at once: conditions, events and restarts of a resize are not simulated';
    note(life, { kind: 'assumed', container, text: words });
  }
  const before: Fields = { metadata: { ...pod.meta.raw, finalizers: pod.meta.finalizers }, spec: pod.spec.raw },
    after = patched(before, action);
  if (after === undefined || JSON.stringify(after) === JSON.stringify(before)) return;
  const raw = fields(fields(after)['spec']),
    meta = fields(fields(after)['metadata']);
  const isSame = JSON.stringify(raw) === JSON.stringify(pod.spec.raw);
  const spec = isSame ? pod.spec : readSpec(raw, pod.spec.path),
    finalizers = strings(meta['finalizers']);
  store(
    life,
    { ...pod, spec, meta: { ...pod.meta, raw: meta, finalizers, generation: pod.meta.generation + (isSame ? 0 : 1) } },
    cause,
  );
  collect(life);
  if (pod.spec.schedulingGates.length > 0 && spec.schedulingGates.length === 0) return trySchedule(life);
  const counts = (key: string): number => list(pod.spec.raw[key]).length - list(spec.raw[key]).length;
  if (counts('tolerations') !== 0) {
    tellScheduler(life, { of: 'self', plugins: ['taint', 'unschedulable'] });
    judgeTaints(life, cause);
  }
  if (JSON.stringify(pod.meta.raw['labels']) !== JSON.stringify(meta['labels']))
    tellScheduler(life, { of: 'self', plugins: ['pods', 'spread'] });
}

/** An object after a patch; undefined if a JSON patch does not fit it. */
export function patched(before: Fields, { patch, patchType }: PatchAction): unknown {
  return Array.isArray(patch) ? applyJsonPatch(before, patch) : merge(before, patch, patchType !== 'merge');
}

function mergeConditions(life: PodLife, pod: ApiPod, changes: readonly Fields[]): readonly Condition[] {
  const result = [...pod.status.conditions],
    now = truncate(life, life.nowMs);
  for (const change of changes) {
    const type = text(change['type']),
      i = result.findIndex((c) => c.type === type),
      status = text(change['status'], 'Unknown') as Condition['status'];
    const since = i >= 0 && result[i]!.status === status ? result[i]!.since : now;
    const condition: Condition = {
      type,
      status,
      reason: text(change['reason']),
      message: text(change['message']),
      since,
    };
    if (i >= 0) result[i] = condition;
    else if (type !== '') result.unshift(condition);
  }
  return result;
}

function merge(base: unknown, patch: unknown, isStrategic: boolean, key = ''): unknown {
  if (Array.isArray(patch)) {
    if (!isStrategic || !Array.isArray(base)) return patch;
    if (key === 'finalizers') return [...new Set([...(base as unknown[]), ...(patch as unknown[])])];
    return MERGE_KEYS[key] === undefined ? patch : mergeList(base as Fields[], patch as Fields[], MERGE_KEYS[key]);
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
    else result[name] = merge(result[name], value, isStrategic, name);
  }
  return result;
}

function mergeList(base: readonly Fields[], patch: readonly Fields[], key: string): unknown[] {
  if (patch.some((item) => item['$patch'] === 'replace')) return patch.filter((item) => item['$patch'] !== 'replace');
  const place = (item: Fields): number => base.findIndex((other) => other[key] === item[key]);
  const gone = patch.filter((item) => item['$patch'] === 'delete').map((item) => item[key]);
  const changed = patch
    .filter((item) => item['$patch'] !== 'delete')
    .map((item) => ({ at: place(item), item: place(item) < 0 ? item : merge(base[place(item)], item, true) }));
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
