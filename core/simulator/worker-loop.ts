/**
 * The worker of a Pod: one sync after the other, with a pause that depends on how the last one ended. Mirrors
 * pkg/kubelet/pod_workers.go (1.36).
 */
import { NETWORK_RETRY_MS, RESYNC_MS, RETRY_MS, WORKER_JITTER } from './constants.ts';
import { collectDuring } from './container-gc.ts';
import { at, PRIORITY, type Process } from './engine.ts';
import { newerStatus, relistPod } from './pleg.ts';
import { effectiveGrace, nextTick, updatePod, type SyncResult } from './pod-worker.ts';
import { syncPod } from './sync-pod.ts';
import { syncTerminated, syncTerminating } from './sync-terminating.ts';
import type { PodLife, Update, WorkType, World } from './world.ts';

export function* workerLoop(life: PodLife): Process {
  const { worker, world } = life;
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
    worker.lastSyncMs = world.engine.nowMs;
    if (result.acted && !result.error && world.gates.enabled('PLEGOnDemandRelist')) {
      yield world.engine.nowMs + world.timing.request;
      relistPod(life);
    }
    completeWork(life, update, type, result);
  }
}

function completeWork(life: PodLife, update: Update, type: WorkType, result: SyncResult): void {
  const { worker, world } = life;
  let delayMs = 0;
  if (result.error) delayMs = retryDelay(world, result.error);
  else if (type === 'terminated') {
    worker.finished = true;
    return;
  } else if (type === 'terminating') {
    worker.terminated = true;
    worker.terminatedAtMs = world.engine.nowMs;
    collectDuring(life, world.engine.nowMs + 2000);
    worker.pending ??= update;
  } else if (result.isTerminal) {
    worker.terminating = true;
    worker.startedTerminating = true;
    worker.pending ??= update;
    worker.grace = effectiveGrace(worker.grace, update.pod, undefined);
  } else delayMs = jittered(world, RESYNC_MS);
  enqueue(life, delayMs);
}

function retryDelay(world: World, error: NonNullable<SyncResult['error']>): number {
  if (error.isNetwork) return jittered(world, NETWORK_RETRY_MS);
  const isTimed = error.retryAtMs !== undefined && world.gates.minor >= 35;
  const base = isTimed ? Math.min(Math.max(error.retryAtMs! - world.engine.nowMs, 0), RESYNC_MS) : RETRY_MS;
  return jittered(world, base);
}

const jittered = (world: World, ms: number): number => ms + world.workerJitter() * WORKER_JITTER * ms;

/** The next sync without any other trigger; drained by a ticker, so the start is the first tick after the due time. */
function enqueue(life: PodLife, delayMs: number): void {
  const { worker, world } = life,
    { engine } = world;
  const turn = ++worker.dueTurn;
  at(engine, nextTick(world, engine.nowMs + delayMs), PRIORITY.queue, () => {
    if (worker.dueTurn === turn && life.seen) updatePod(life, { pod: life.seen, cause: undefined });
  });
}
