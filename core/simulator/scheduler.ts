/**
 * The scheduler's verdict on one Pod, in its words, and when it tries again. Mirrors pkg/scheduler/schedule_one.go and
 * backend/queue (1.36), where an idle scheduler takes Pods out of their back-off at once.
 */
import { addCause } from './causes.ts';
import { after, at, PRIORITY_QUEUE, PRIORITY_WRITER } from './engine.ts';
import { emit, emitSeries } from './event-recorder.ts';
import type { Neighbour } from './neighbours.ts';
import { fixedNames } from './node-fit.ts';
import { createTrial, findVictims, preemptionMessage, reasons, refusal } from './node-refusal.ts';
import { findObject } from './volume-references.ts';
import { storeConditions } from './api-server.ts';
import { FLUSH_MS, FLUSH_TICK_MS } from './constants.ts';
import type { ApiPod, Condition } from './pod.ts';
import { fields, list, text } from './read-pod.ts';
import type { SchedulerPlugin } from './placing.ts';
import { isWorthATry, type ClusterChange } from './scheduling-hints.ts';
import { slowTick } from './pod-worker.ts';
import { judgeTaints } from './taint-eviction.ts';
import { truncate, type NodeState, type PodLife } from './world.ts';

/** Something has changed that might let the Pod in. */
export function tellScheduler(life: PodLife, change: ClusterChange): void {
  const { unscheduled } = life.placing;
  if (unscheduled && isWorthATry(life, unscheduled, change)) trySchedule(life);
}

/** The Pod is new, or a look at it is worth while. */
export function trySchedule(life: PodLife): void {
  const { timing } = life;
  life.placing.unscheduled = undefined;
  after(life, timing.schedule, PRIORITY_WRITER, () => attempt(life));
}

function attempt(life: PodLife): void {
  const pod = life.api;
  if (
    !pod ||
    life.node ||
    life.placing.unscheduled ||
    pod.meta.deletionMs !== undefined ||
    pod.spec.schedulingGates.length > 0
  )
    return;
  const { length } = life.cluster.nodes,
    failure = length > 0 ? firstFailure(life, pod) : undefined;
  if (failure) return reject(life, pod, `0/${length} nodes are available: ${failure[0]}. not found`, failure[1]);
  const trial = createTrial(life, pod),
    refusals = trial.nodes.map((node) => refusal(node, trial));
  const chosen = trial.nodes.find((_, i) => refusals[i]?.length === 0);
  if (chosen) return bind(life, pod, chosen);
  const isWaiting = trial.others.some(({ key }) => life.placing.victims.includes(key)),
    victims = isWaiting ? [] : findVictims(trial, refusals),
    all = refusals.flat();
  const why = { plugins: [...new Set(all.map(({ plugin }) => plugin))], field: all[0]?.field };
  const words = reasons(refusals);
  const more = victims.length > 0 ? '' : preemptionMessage(life, trial, refusals, isWaiting);
  reject(life, pod, words + more, why);
  if (refusals.length === 0) tryWithoutNodes(life);
  if (victims.length > 0) preempt(life, victims);
}

/** Where there is no node at all nothing but time wakes the Pod: after 1 s, 2 s … 10 s, and the tick that follows. */
function tryWithoutNodes(life: PodLife): void {
  const waitMs = Math.min(10_000, 1_000 * 2 ** life.placing.emptyTries++);
  at(life, truncate(life, life.nowMs + waitMs) + 1_000, PRIORITY_QUEUE, () => trySchedule(life));
}

/**
 * What is known of the program of a Pod that has to make room: nothing, so it leaves as an assumed one does, and the
 * kubelet notices.
 */
const MAKES_ROOM_MS = 1_000;

/** Those who make room are deleted, one after the other; the Pod is bound when they have ended. */
function preempt(life: PodLife, victims: readonly Neighbour[]): void {
  const { cluster, timing } = life;
  life.placing.victims = victims.map(({ key }) => key);
  addCause(life, `takes the place of ${life.placing.victims.join(', ')}`, undefined, [life.lastCause]);
  victims.forEach((victim, i) => {
    after(life, MAKES_ROOM_MS + i * (timing.schedule + timing.api), PRIORITY_WRITER, () => {
      cluster.objects.delete(victim.key);
      tellScheduler(life, { of: 'pod', pod: victim, isGone: true });
    });
  });
}

/** What is clear before any node is looked at. */
function firstFailure(life: PodLife, pod: ApiPod): readonly [text: string, why: Why] | undefined {
  if (fixedNames(pod.spec)?.length === 0)
    return ['pod affinity terms conflict', { plugins: ['affinity'], field: 'affinity.nodeAffinity' }];
  for (const volume of list(pod.spec.raw['volumes'])) {
    const claim = text(fields(volume['persistentVolumeClaim'])['claimName']);
    if (claim !== '' && !findObject(life, 'PersistentVolumeClaim', claim))
      return [`persistentvolumeclaim "${claim}" not found`, { plugins: ['claims'], field: 'volumes' }];
  }
  return undefined;
}

function bind(life: PodLife, pod: ApiPod, node: NodeState): void {
  const now = truncate(life, life.nowMs);
  life.node = node;
  if (node.silentMs !== undefined) life.kubelet = { ...life.kubelet, running: false };
  const cause = addCause(life, `the scheduler chose node ${node.name}`, undefined, [life.lastCause]);
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
  judgeTaints(life, cause);
}

function setCondition(pod: ApiPod, condition: Condition): readonly Condition[] {
  const before = pod.status.conditions.find((c) => c.type === condition.type);
  const since = before && before.status === condition.status ? before.since : condition.since;
  return [...pod.status.conditions.filter((c) => c.type !== condition.type), { ...condition, since }];
}

interface Why {
  readonly plugins: readonly SchedulerPlugin[];
  readonly field?: string | undefined;
}

function reject(life: PodLife, pod: ApiPod, words: string, { plugins, field }: Why): void {
  const now = truncate(life, life.nowMs);
  const cause = addCause(life, words, field && `${pod.spec.path}.${field}`, [life.lastCause]);
  emitSeries(life, { type: 'Warning', reason: 'FailedScheduling', message: words, source: 'default-scheduler', cause });
  const conditions = setCondition(pod, {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message: words,
    since: now,
  });
  life.placing.unscheduled = { plugins, sinceMs: life.nowMs };
  if (plugins.length > 0) life.placing.emptyTries = 0;
  flushLater(life, life.nowMs);
  const before = pod.status.conditions.find((c) => c.type === 'PodScheduled');
  if (before?.reason === 'Unschedulable' && before.message === words) return;
  storeConditions(life, pod, conditions, cause);
}

/** Twice a minute the scheduler looks for Pods that nothing has moved for five minutes. */
function flushLater(life: PodLife, sinceMs: number): void {
  at(life, slowTick(life, FLUSH_TICK_MS, sinceMs + FLUSH_MS), PRIORITY_QUEUE, () => {
    if (life.placing.unscheduled?.sinceMs === sinceMs) trySchedule(life);
  });
}

/** The first condition of a Pod with gates; the API server sets it. */
export const gatedCondition = (nowMs: number): Condition => ({
  type: 'PodScheduled',
  status: 'False',
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
  since: nowMs,
});
