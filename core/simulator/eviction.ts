/**
 * Evictions: by the kubelet (node pressure, limits of local storage) or through the eviction API. Mirrors
 * pkg/kubelet/eviction and pkg/registry/core/pod/storage/eviction.go (1.36).
 */
import type { Action } from '../behaviour/scenario.ts';
import { deletePod, storeDisruption } from './api-server.ts';
import { warn } from './event-recorder.ts';
import { isTerminalPhase, type PodSpec } from './pod.ts';
import { updatePod } from './pod-worker.ts';
import type { PodLife } from './world.ts';

type EvictAction = Extract<Action, { do: 'evict' }>;

/** With a message the kubelet evicts (the node is short of something), without one somebody used the eviction API. */
export function evictPod(life: PodLife, action: EvictAction, cause: number | undefined): void {
  const { reason = 'Evicted', message, gracePeriodSeconds } = action;
  if (message === undefined && action.reason === undefined) return evictThroughApi(life, gracePeriodSeconds, cause);
  const words = reason === SHUTDOWN ? SHUTDOWN_MESSAGE : 'The node was low on resource: memory. ';
  evictByKubelet(life, { reason, message: message ?? words, disruption: true }, gracePeriodSeconds ?? 1, cause);
}

/** Two billion: what the system needs is left alone (IsCriticalPod). */
export const isCritical = ({ raw }: PodSpec): boolean => Number(raw['priority'] ?? 0) >= 2e9;

/** A node that is being shut down ends its Pods without an event (nodeshutdown). */
const SHUTDOWN = 'Terminated';
const SHUTDOWN_MESSAGE = 'Pod was terminated in response to imminent node shutdown.';

export function evictByKubelet(
  life: PodLife,
  evict: NonNullable<PodLife['worker']['evicted']>,
  graceSeconds: number,
  cause: number | undefined,
): void {
  const pod = life.seen;
  if (!pod || life.worker.terminating || isTerminalPhase(pod.status.phase) || life.isStatic || isCritical(pod.spec))
    return;
  if (evict.reason !== SHUTDOWN) warn(life, undefined, evict.reason, evict.message, cause);
  updatePod(life, { pod, cause }, { graceSeconds, evict });
}

/** What `kubectl drain` does to a Pod. */
export function evictThroughApi(life: PodLife, graceSeconds: number | undefined, cause: number | undefined): void {
  const pod = life.api;
  if (!pod) return;
  storeDisruption(life, pod, 'EvictionByEvictionAPI', 'Eviction API: evicting', cause);
  deletePod(life, graceSeconds, cause);
}
