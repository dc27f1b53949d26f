/**
 * The scheduler's verdict on one Pod, in its words. Mirrors pkg/scheduler/schedule_one.go and framework/types.go
 * (1.36).
 */
import { addCause } from './causes.ts';
import { at, PRIORITY } from './engine.ts';
import { emit } from './event-recorder.ts';
import { neighboursOn, type Neighbour } from './neighbours.ts';
import { findVictims, mayPreempt, reasons, refusal, refusalMessage } from './node-refusal.ts';
import { findObject } from './volume-references.ts';
import { storeConditions } from './api-server.ts';
import type { ApiPod, Condition } from './pod.ts';
import { fields, list, text } from './read-pod.ts';
import { truncate, type NodeState, type PodLife } from './world.ts';

/** Something changed that might let the Pod in. */
export function trySchedule(life: PodLife, delayMs = life.world.timing.schedule): void {
  at(life.world.engine, life.world.engine.nowMs + delayMs, PRIORITY.writer, () => attempt(life));
}

function attempt(life: PodLife): void {
  const pod = life.api;
  if (!pod || life.node || pod.meta.deletionMs !== undefined || pod.spec.schedulingGates.length > 0) return;
  const { nodes } = life.world.cluster,
    failure = claimFailure(life, pod);
  if (failure !== undefined) return reject(life, pod, failure, undefined);
  const refusals = nodes.map((node) => refusal(node, pod.spec, neighboursOn(life, node)));
  const chosen = nodes.find((_, i) => refusals[i]?.length === 0);
  if (chosen) return bind(life, pod, chosen);
  const victims = mayPreempt(pod.spec) ? findVictims(life, pod.spec) : [];
  const field = refusals.flat()[0]?.field;
  if (victims.length === 0) return reject(life, pod, refusalMessage(life, pod.spec, refusals), field);
  reject(life, pod, reasons(refusals), field);
  preempt(life, victims);
}

/**
 * What is known of the program of a Pod that has to make room: nothing, so it leaves as an assumed one does, and the
 * kubelet notices.
 */
const MAKES_ROOM_MS = 1_000;

/** Those who make room are deleted; the Pod is bound when they have ended. */
function preempt(life: PodLife, victims: readonly Neighbour[]): void {
  const { engine, cluster } = life.world;
  addCause(life, { text: `takes the place of ${victims.map(({ key }) => key).join(', ')}`, because: [life.lastCause] });
  at(engine, engine.nowMs + MAKES_ROOM_MS, PRIORITY.writer, () => {
    for (const { key } of victims) cluster.objects.delete(key);
    trySchedule(life, 0);
  });
}

function claimFailure(life: PodLife, pod: ApiPod): string | undefined {
  for (const volume of list(pod.spec.raw['volumes'])) {
    const claim = text(fields(volume['persistentVolumeClaim'])['claimName']);
    if (claim !== '' && !findObject(life, 'PersistentVolumeClaim', claim)) {
      const n = life.world.cluster.nodes.length;
      return `0/${n} nodes are available: persistentvolumeclaim "${claim}" not found. not found`;
    }
  }
  return undefined;
}

function bind(life: PodLife, pod: ApiPod, node: NodeState): void {
  const { world } = life,
    now = truncate(world, world.engine.nowMs);
  life.node = node;
  if (node.silentMs !== undefined) life.kubelet = { ...life.kubelet, running: false };
  const cause = addCause(life, { text: `the scheduler chose node ${node.name}`, because: [life.lastCause] });
  const { namespace, name } = pod.meta;
  emit(life, {
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${namespace}/${name} to ${node.name}`,
    source: 'default-scheduler',
    cause,
  });
  const bound = setCondition(pod, { type: 'PodScheduled', status: 'True', reason: '', message: '', since: now });
  storeConditions(life, pod, bound, cause);
}

function setCondition(pod: ApiPod, condition: Condition): readonly Condition[] {
  const before = pod.status.conditions.find((c) => c.type === condition.type);
  const since = before && before.status === condition.status ? before.since : condition.since;
  return [...pod.status.conditions.filter((c) => c.type !== condition.type), { ...condition, since }];
}

function reject(life: PodLife, pod: ApiPod, words: string, field: string | undefined): void {
  const { world } = life,
    now = truncate(world, world.engine.nowMs);
  const cause = addCause(life, { text: words, field: field && `${pod.spec.path}.${field}`, because: [life.lastCause] });
  emit(life, { type: 'Warning', reason: 'FailedScheduling', message: words, source: 'default-scheduler', cause });
  const conditions = setCondition(pod, {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message: words,
    since: now,
  });
  const before = pod.status.conditions.find((c) => c.type === 'PodScheduled');
  if (before?.reason === 'Unschedulable' && before.message === words) return;
  storeConditions(life, pod, conditions, cause);
}

/** The first condition of a Pod with gates; the API server sets it. */
export const gatedCondition = (nowMs: number): Condition => ({
  type: 'PodScheduled',
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
  since: nowMs,
});
