/**
 * The worker of a Pod: one sync after the other, updates that arrive meanwhile collapse into one.
 * Mirrors pkg/kubelet/pod_workers.go (1.36).
 */
import { NETWORK_RETRY_MS, RESYNC_MS, RETRY_MS, WORKER_JITTER } from './constants.ts';
import { at, fire, PRIORITY, type Process } from './engine.ts';
import { collectDuring } from './container-gc.ts';
import { newerStatus, relistPod } from './pleg.ts';
import { isTerminalPhase, type ApiPod } from './pod.ts';
import { syncPod } from './sync-pod.ts';
import { syncTerminated, syncTerminating } from './sync-terminating.ts';
import type { PodLife, Update, WorkType, World } from './world.ts';

/** How a sync ended. `acted`: the runtime did something, so it is worth a look. */
export interface SyncResult {
  readonly isTerminal?: boolean;
  readonly acted?: boolean;
  readonly error?: { readonly retryAtMs?: number | undefined; readonly isNetwork?: boolean };
}

export interface KillOptions {
  readonly graceSeconds?: number | undefined;
  readonly evict?: PodLife['worker']['evicted'];
}

/** A trigger: the worker will sync the Pod (or end it, if it shall end). */
export function updatePod(life: PodLife, update: Update, kill?: KillOptions): void {
  const { worker, world } = life;
  if (worker.finished || !life.kubelet.running) return;
  const became = !worker.terminating && becomesTerminating(life, update.pod, kill);
  let isShorter = false;
  if (worker.terminating && !worker.terminated) {
    const grace = effectiveGrace(worker.grace, update.pod, kill);
    isShorter = worker.grace !== 0 && worker.grace !== grace;
    worker.grace = grace;
  }
  worker.pending = update.cause === undefined && worker.pending ? { ...update, cause: worker.pending.cause } : update;
  fire(world.engine, worker.wake);
  if (became || isShorter) {
    worker.cancelled = worker.contextEnded = true;
    fire(world.engine, worker.cancel);
  }
}

function becomesTerminating(life: PodLife, pod: ApiPod, kill: KillOptions | undefined): boolean {
  const { worker } = life;
  if (pod.meta.deletionMs !== undefined) worker.deleted = true;
  else if (!isTerminalPhase(pod.status.phase) && !kill) return false;
  else if (kill?.evict) worker.evicted = kill.evict;
  worker.terminating = true;
  return true;
}

/** Grace periods only shrink and are at least a second (calculateEffectiveGracePeriod). */
function effectiveGrace(before: number, pod: ApiPod, kill: KillOptions | undefined): number {
  let grace = before,
    isSet = false;
  for (const wish of [pod.meta.deletionGraceSeconds, kill?.graceSeconds]) {
    if (wish !== undefined && (grace === 0 || wish < grace)) {
      grace = wish;
      isSet = true;
    }
  }
  if (!isSet && grace === 0) grace = pod.spec.terminationGracePeriodSeconds;
  return Math.max(1, grace);
}

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
    worker.running = true;
    const result =
      type === 'sync'
        ? yield* syncPod(life, update.pod, status)
        : type === 'terminating'
          ? yield* syncTerminating(life, update.pod, status)
          : yield* syncTerminated(life, update.pod, status);
    worker.running = false;
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
  let delayMs = jittered(world, RESYNC_MS);
  if (result.error) delayMs = retryDelay(world, result.error);
  else if (type === 'terminated') {
    worker.finished = true;
    return;
  } else if (type === 'terminating') {
    worker.terminated = true;
    worker.terminatedAtMs = world.engine.nowMs;
    collectDuring(life, world.engine.nowMs + 2000);
    delayMs = 0;
    worker.pending ??= update;
  } else if (result.isTerminal) {
    worker.terminating = true;
    worker.startedTerminating = true;
    delayMs = 0;
    worker.pending ??= update;
    worker.grace = effectiveGrace(worker.grace, update.pod, undefined);
  }
  enqueue(life, delayMs);
}

function retryDelay(world: World, error: NonNullable<SyncResult['error']>): number {
  if (error.isNetwork) return jittered(world, NETWORK_RETRY_MS);
  const isTimed = error.retryAtMs !== undefined && world.gates.minor >= 35;
  const base = isTimed ? Math.min(Math.max(error.retryAtMs! - world.engine.nowMs, 0), RESYNC_MS) : RETRY_MS;
  return jittered(world, base);
}

function jittered(world: World, ms: number): number {
  return ms + world.workerJitter() * WORKER_JITTER * ms;
}

/** The next sync without any other trigger; drained by a ticker, so the start is the first tick after the due time. */
function enqueue(life: PodLife, delayMs: number): void {
  const { worker, world } = life,
    { engine } = world;
  const turn = ++worker.dueTurn;
  at(engine, nextTick(world, engine.nowMs + delayMs), PRIORITY.queue, () => {
    if (worker.dueTurn === turn && life.seen) updatePod(life, { pod: life.seen, cause: undefined });
  });
}

/** The first tick of the kubelet's one-second ticker strictly after an instant. */
export function nextTick(world: World, afterMs: number): number {
  const { tick, create } = world.timing;
  return tick === 0 ? Math.round(afterMs) : (Math.floor((afterMs + create) / tick) + 1) * tick - create;
}
