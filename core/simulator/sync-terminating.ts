/**
 * The end of a Pod: stop everything, then wait for the volumes. Mirrors SyncTerminatingPod and SyncTerminatedPod in
 * pkg/kubelet/kubelet.go (1.36).
 */
import { named } from './conditions.ts';
import type { Process } from './engine.ts';
import { killPod } from './kill-container.ts';
import { readRuntime } from './pleg.ts';
import { DISRUPTION, type ApiPod } from './pod.ts';
import { generateStatus } from './pod-status.ts';
import type { SyncResult } from './pod-worker.ts';
import { stopProbes } from './probe-worker.ts';
import { setPodStatus, terminatePod } from './status-manager.ts';
import { waitForUnmount } from './volume-manager.ts';
import type { PodLife, RuntimeStatus, Update } from './world.ts';

export function* syncTerminating(life: PodLife, update: Update, status: RuntimeStatus): Process<SyncResult> {
  const { worker } = life,
    { pod, graceSeconds } = update;
  const now = generateStatus(life, pod, status, false);
  setPodStatus(life, pod, worker.evicted ? withEviction(now, worker.evicted) : now);
  stopProbes(life, ['liveness', 'startup'], pod.spec.containers);
  yield* killPod(life, pod, status, graceSeconds);
  stopProbes(life, ['readiness', 'liveness', 'startup'], [...pod.spec.containers, ...pod.spec.init]);
  const stopped: RuntimeStatus = { ...readRuntime(life), hasIP: status.hasIP };
  setPodStatus(life, pod, generateStatus(life, pod, stopped, true));
  return {};
}

function withEviction(
  status: ReturnType<typeof generateStatus>,
  evicted: NonNullable<PodLife['worker']['evicted']>,
): ReturnType<typeof generateStatus> {
  const { reason, message } = evicted;
  const conditions = evicted.disruption
    ? [
        named(DISRUPTION, 'True', 'TerminationByKubelet', message),
        ...status.conditions.filter((c) => c.type !== DISRUPTION),
      ]
    : status.conditions;
  return { ...status, phase: 'Failed', reason, message, conditions };
}

export function* syncTerminated(life: PodLife, pod: ApiPod, status: RuntimeStatus): Process<SyncResult> {
  setPodStatus(life, pod, generateStatus(life, pod, status, true));
  yield* waitForUnmount(life, pod);
  terminatePod(life, pod);
  return {};
}
