/**
 * The scheduler's choice among nodes that do not take everybody, and what it says and does where it finds none. Mirrors
 * pkg/scheduler/schedule_one.go and framework/preemption (1.36).
 */
import { removePod } from './scheduling-hints.ts';
import { fields, list, text } from '../kube/json.ts';
import { storeConditions } from './api-server.ts';
import { addCause } from './causes.ts';
import { FLUSH_MS, FLUSH_TICK_MS } from './constants.ts';
import { after, at, PRIORITY_QUEUE, PRIORITY_WRITER } from './engine.ts';
import { emitSeries } from './event-recorder.ts';
import type { Neighbour } from './neighbours.ts';
import { fixedNames } from './node-fit.ts';
import { createTrial, findVictims, preemptionMessage, reasons, refusal } from './node-refusal.ts';
import { withScheduled, type SchedulerPlugin } from './placing.ts';
import type { ApiPod } from './pod.ts';
import { slowTick } from './pod-worker.ts';
import { findObject } from './volume-references.ts';
import { truncate, type NodeState, type PodLife } from './world.ts';

/** Undefined: none, and the Pod has been told. */
export function chooseNode(life: PodLife, pod: ApiPod): NodeState | undefined {
  const { length } = life.cluster.nodes,
    failure = length > 0 ? firstFailure(life, pod) : undefined;
  if (failure) {
    const { words, ...why } = failure;
    return reject(life, pod, `0/${length} nodes are available: ${words}. not found`, why);
  }
  const trial = createTrial(life, pod),
    refusals = trial.nodes.map((node) => refusal(node, trial));
  const chosen = trial.nodes.find((_, i) => refusals[i]?.length === 0);
  if (chosen) return chosen;
  const isWaiting = trial.others.some(({ key }) => life.placing.victims.includes(key)),
    victims = isWaiting ? [] : findVictims(trial, refusals),
    all = refusals.flat();
  const more = victims.length > 0 ? '' : preemptionMessage(life, trial, refusals, isWaiting);
  const why = { plugins: [...new Set(all.map(({ plugin }) => plugin))], field: all[0]?.field };
  reject(life, pod, reasons(refusals) + more, why);
  if (refusals.length === 0) tryWithoutNodes(life);
  if (victims.length > 0) preempt(life, victims);
  return undefined;
}

interface Why {
  readonly plugins: readonly SchedulerPlugin[];
  readonly field: string | undefined;
}

/** What is clear before any node is looked at. */
function firstFailure(life: PodLife, { spec }: ApiPod): (Why & { readonly words: string }) | undefined {
  if (fixedNames(spec)?.length === 0)
    return { words: 'pod affinity terms conflict', plugins: ['affinity'], field: 'affinity.nodeAffinity' };
  const missing = list(spec.raw['volumes'])
    .map((volume) => text(fields(volume['persistentVolumeClaim'])['claimName']))
    .find((claim) => claim !== '' && !findObject(life, 'PersistentVolumeClaim', claim));
  return missing === undefined
    ? undefined
    : { words: `persistentvolumeclaim "${missing}" not found`, plugins: ['claims'], field: 'volumes' };
}

/** Where there is no node at all nothing but time wakes the Pod: after 1 s, 2 s … 10 s, and the tick that follows. */
function tryWithoutNodes(life: PodLife): void {
  const waitMs = Math.min(10_000, 1_000 * 2 ** life.placing.emptyTries++);
  at(life, truncate(life, life.now() + waitMs) + 1_000, PRIORITY_QUEUE, () => life.listeners.worthATry(life));
}

/**
 * What is known of the program of a Pod that has to make room: nothing, so it leaves as an assumed one does, and the
 * kubelet notices.
 */
const MAKES_ROOM_MS = 1_000;

/** Those who make room are deleted, one after the other; the Pod is bound when they have ended. */
function preempt(life: PodLife, victims: readonly Neighbour[]): void {
  const { timing, placing } = life;
  placing.victims = victims.map(({ key }) => key);
  addCause(life, `takes the place of ${placing.victims.join(', ')}`, undefined, [life.lastCause]);
  victims.forEach((victim, i) => {
    after(life, MAKES_ROOM_MS + i * (timing.schedule + timing.api), PRIORITY_WRITER, () => removePod(life, victim));
  });
}

function reject(life: PodLife, pod: ApiPod, words: string, { plugins, field }: Why): undefined {
  const { placing } = life,
    sinceMs = life.now(),
    reason = 'Unschedulable';
  const cause = addCause(life, words, field && `${pod.spec.path}.${field}`, [life.lastCause]);
  emitSeries(life, { type: 'Warning', reason: 'FailedScheduling', message: words, source: 'default-scheduler', cause });
  placing.unscheduled = { plugins, sinceMs };
  if (plugins.length > 0) placing.emptyTries = 0;
  // Twice a minute the scheduler looks for Pods that nothing has moved for five minutes.
  at(life, slowTick(life, FLUSH_TICK_MS, sinceMs + FLUSH_MS), PRIORITY_QUEUE, () => {
    if (placing.unscheduled?.sinceMs === sinceMs) life.listeners.worthATry(life);
  });
  if (!pod.status.conditions.some((c) => c.type === 'PodScheduled' && c.reason === reason && c.message === words))
    storeConditions(life, pod, withScheduled(life, pod, 'False', reason, words), cause);
}
