/** Changes of the Pod object by a JSON, merge or strategic merge patch, and who hears of them. */
import { fields, list, strings, text, type Fields, sameJson } from '../kube/json.ts';
import type { Action } from '../behaviour/scenario.ts';
import { collect, store, storeConditions } from './api-server.ts';
import { applyJsonPatch } from '../kube/json-patch.ts';
import { mergePatch } from '../kube/merge-patch.ts';
import { note } from './log.ts';
import type { ApiPod, Condition } from './pod.ts';
import { readSpec } from './read-pod.ts';
import { trySchedule } from './scheduler.ts';
import { tellScheduler } from './scheduling-hints.ts';
import { judgeTaints } from './taint-eviction.ts';
import { truncate, type PodLife } from './world.ts';

type PatchAction = Extract<Action, { do: 'patch' }>;

export function applyPatch(life: PodLife, action: PatchAction, cause: number | undefined): void {
  const pod = life.api;
  if (!pod) return;
  if (action.subresource === 'status') {
    const wanted = list(fields(fields(action.patch)['status'])['conditions']),
      conditions = mergeConditions(life, pod, wanted);
    if (!sameJson(conditions, pod.status.conditions)) storeConditions(life, pod, conditions, cause);
    return;
  }
  if (action.subresource === 'resize') {
    const [{ name: container } = { name: '' }] = pod.spec.containers;
    const words = 'new resources count at once: conditions, events and restarts of a resize are not simulated';
    note(life, { kind: 'assumed', container, text: words });
  }
  const before: Fields = { metadata: { ...pod.meta.raw, finalizers: pod.meta.finalizers }, spec: pod.spec.raw },
    after = patched(before, action);
  if (after === undefined || sameJson(after, before)) return;
  const raw = fields(fields(after)['spec']),
    meta = fields(fields(after)['metadata']);
  const isSame = sameJson(raw, pod.spec.raw);
  const spec = isSame ? pod.spec : readSpec(raw, pod.spec.path),
    finalizers = strings(meta['finalizers']);
  store(
    life,
    { ...pod, spec, meta: { ...pod.meta, raw: meta, finalizers, generation: pod.meta.generation + (isSame ? 0 : 1) } },
    cause,
  );
  collect(life);
  if (pod.spec.schedulingGates.length > 0 && spec.schedulingGates.length === 0) return trySchedule(life);
  if (list(pod.spec.raw['tolerations']).length !== list(spec.raw['tolerations']).length) {
    tellScheduler(life, { of: 'self', plugins: ['taint', 'unschedulable'] });
    judgeTaints(life, cause);
  }
  if (!sameJson(pod.meta.raw['labels'], meta['labels']))
    tellScheduler(life, { of: 'self', plugins: ['pods', 'spread'] });
}

/** An object after a patch; undefined if a JSON patch does not fit it. */
export const patched = (before: Fields, { patch, patchType }: PatchAction): unknown =>
  Array.isArray(patch) ? applyJsonPatch(before, patch) : mergePatch(before, patch, patchType !== 'merge');

function mergeConditions(life: PodLife, pod: ApiPod, changes: readonly Fields[]): readonly Condition[] {
  const result = [...pod.status.conditions],
    now = truncate(life);
  for (const change of changes) {
    const type = text(change['type']),
      i = result.findIndex((c) => c.type === type),
      status = text(change['status'], 'Unknown') as Condition['status'];
    const since = result[i]?.status === status ? result[i].since : now;
    const condition = { type, status, reason: text(change['reason']), message: text(change['message']), since };
    if (i >= 0) result[i] = condition;
    else if (type !== '') result.unshift(condition);
  }
  return result;
}
