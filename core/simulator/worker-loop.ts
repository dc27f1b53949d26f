/**
 * The worker of a Pod: one sync after the other, with a pause that depends on how the last one ended. Mirrors
 * pkg/kubelet/pod_workers.go (1.36).
 */
import { statusWriter } from './status-manager.ts';
import { RESYNC_MS, RETRY_MS, WORKER_JITTER } from './constants.ts';
import { collectDuring } from './container-gc.ts';
import { at, PRIORITY_QUEUE, type Process, PRIORITY_WORKER, PRIORITY_WRITER, spawn } from './engine.ts';
import { newerStatus, relistPod } from './pleg.ts';
import { effectiveGrace, nextTick, updatePod, type SyncResult } from './pod-worker.ts';
import { syncPod } from './sync-pod.ts';
import { syncTerminated, syncTerminating } from './sync-terminating.ts';
import type { PodLife, Update, WorkType, World } from './world.ts';

/** Starts what the kubelet does for the Pod: its worker, and the writer of its status. */
export function beginWork(life: PodLife): void {
  spawn(life, PRIORITY_WORKER, workerLoop(life));
  spawn(life, PRIORITY_WRITER, statusWriter(life));
}

function* workerLoop(life: PodLife): Process {
  const { worker } = life;
  while (!worker.finished) {
    while (!worker.pending || !life.kubelet.running) yield worker.wake;
    const update: Update = worker.pending;
    const type: WorkType = worker.terminated ? 'terminated' : worker.terminating ? 'terminating' : 'sync';
    worker.pending = undefined;
    worker.cancelled = false;
    worker.started = true;
    life.lastCause = update.cause ?? life.lastCause;
    const status = yield* newerStatus(life, worker.lastSyncMs);
    const result =
      type === 'sync'
        ? yield* syncPod(life, update.pod, status)
        : type === 'terminating'
          ? yield* syncTerminating(life, update, status)
          : yield* syncTerminated(life, update.pod, status);
    worker.lastSyncMs = life.now();
    if (result.acted && !result.error && life.gates.enabled('PLEGOnDemandRelist')) {
      yield life.now() + life.timing.request;
      relistPod(life);
    }
    completeWork(life, update, type, result);
  }
}

function completeWork(life: PodLife, update: Update, type: WorkType, result: SyncResult): void {
  const { worker } = life;
  let delayMs = 0;
  if (result.error) delayMs = retryDelay(life, result.error);
  else if (type === 'terminated') {
    worker.finished = true;
    return;
  } else if (type === 'terminating') {
    worker.terminated = true;
    worker.terminatedAtMs = life.now();
    collectDuring(life, life.now() + 2000);
    worker.pending ??= update;
  } else if (result.isTerminal) {
    worker.terminating = true;
    worker.pending ??= update;
    worker.grace = effectiveGrace(worker.grace, update.pod, undefined);
  } else delayMs = jittered(life, RESYNC_MS);
  enqueue(life, delayMs);
}

function retryDelay(life: World, { retryAtMs }: NonNullable<SyncResult['error']>): number {
  const isTimed = retryAtMs !== undefined && life.gates.minor >= 35;
  return jittered(life, isTimed ? Math.min(Math.max(retryAtMs - life.now(), 0), RESYNC_MS) : RETRY_MS);
}

const jittered = (life: World, ms: number): number => ms + life.workerJitter() * WORKER_JITTER * ms;

/** The next sync without any other trigger; drained by a ticker, so the start is the first tick after the due time. */
function enqueue(life: PodLife, delayMs: number): void {
  const { worker } = life;
  const turn = ++worker.dueTurn;
  at(life, nextTick(life, life.now() + delayMs), PRIORITY_QUEUE, () => {
    if (worker.dueTurn === turn && life.seen) updatePod(life, { pod: life.seen, cause: undefined });
  });
}
