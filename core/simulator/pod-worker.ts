/**
 * What triggers the worker of a Pod: updates that arrive while it is busy collapse into one, and some end the Pod.
 * Mirrors UpdatePod in pkg/kubelet/pod_workers.go (1.36).
 */
import { WARM_MS } from './constants.ts';
import { fire, gridAfter } from './engine.ts';
import { isTerminalPhase, type ApiPod, isLeaving } from './pod.ts';
import type { PodLife, Update, World } from './world.ts';

/** How a sync ended. `acted`: the runtime did something, so it is worth a look. */
export interface SyncResult {
  readonly isTerminal?: boolean;
  readonly acted?: boolean;
  readonly error?: { readonly retryAtMs?: number | undefined };
}

export interface KillOptions {
  readonly graceSeconds?: number | undefined;
  readonly evict?: PodLife['worker']['evicted'];
}

/** A trigger: the worker will sync the Pod (or end it, if it shall end). */
export function updatePod(life: PodLife, update: Update, kill?: KillOptions): void {
  const { worker } = life;
  if (worker.finished || !life.kubelet.running) return;
  if (!worker.started && !worker.pending) beginTerminated(life, update.pod);
  const became = !worker.terminating && becomesTerminating(life, update.pod, kill);
  let isShorter = false,
    wanted = update;
  if (worker.terminating && !worker.terminated) {
    const grace = effectiveGrace(worker.grace, update.pod, kill);
    isShorter = worker.grace !== 0 && worker.grace !== grace;
    worker.grace = grace;
    wanted = { ...update, graceSeconds: grace };
  }
  worker.pending = update.cause === undefined && worker.pending ? { ...wanted, cause: worker.pending.cause } : wanted;
  fire(life, worker.wake);
  if (became || isShorter) {
    worker.cancelled = worker.contextEnded = true;
    fire(life, worker.cancel);
  }
}

/** A Pod that was over before its worker begins, with nothing of it in the runtime, only has to be cleaned up. */
function beginTerminated(life: PodLife, pod: ApiPod): void {
  const { worker, pleg } = life,
    { containers, sandboxes } = pleg.status;
  if (!isTerminalPhase(pod.status.phase) || worker.terminating) return;
  if (containers.some((view) => view.state === 'running') || sandboxes.some((sandbox) => sandbox.ready)) return;
  worker.terminating = worker.terminated = true;
  worker.terminatedAtMs = life.now();
}

function becomesTerminating(life: PodLife, pod: ApiPod, kill: KillOptions | undefined): boolean {
  const { worker } = life;
  if (isLeaving(pod)) worker.deleted = true;
  else if (!isTerminalPhase(pod.status.phase) && !kill) return false;
  else if (kill?.evict) worker.evicted = kill.evict;
  worker.terminating = true;
  return true;
}

/** Grace periods only shrink and are at least a second (calculateEffectiveGracePeriod). */
export function effectiveGrace(before: number, pod: ApiPod, kill: KillOptions | undefined): number {
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

/** The first tick after an instant of one of the kubelet's slower tickers, which count from its start. */
export const slowTick = ({ now, timing }: World, periodMs: number, afterMs = now()): number =>
  gridAfter(-WARM_MS - timing.create, periodMs, afterMs);

/** The last tick of such a ticker; where nothing has a phase it is now. */
export const lastTick = (life: World, periodMs: number): number =>
  life.timing.tick === 0 ? life.now() : slowTick(life, periodMs) - periodMs;

/** The first tick of the kubelet's one-second ticker strictly after an instant. */
export const nextTick = ({ timing: { tick, create } }: World, afterMs: number): number =>
  tick === 0 ? Math.round(afterMs) : gridAfter(-create, tick, afterMs);
