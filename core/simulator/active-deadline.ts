/** activeDeadlineSeconds. Mirrors pkg/kubelet/active_deadline.go (1.36). */
import type { ApiPod } from './pod.ts';
import { type PodLife, knownStatus } from './world.ts';

export const DEADLINE = {
  reason: 'DeadlineExceeded',
  message: 'Pod was active on the node longer than the specified deadline',
} as const;

/** The moment from which on the Pod is over its time; undefined without a deadline or a start. */
export function deadlineMs(life: PodLife, pod: ApiPod): number | undefined {
  const start = knownStatus(life, pod).startTime;
  const seconds = pod.spec.activeDeadlineSeconds;
  return start === undefined || seconds === undefined ? undefined : start + seconds * 1000;
}

export function isPastDeadline(life: PodLife, pod: ApiPod): boolean {
  const limit = deadlineMs(life, pod);
  return limit !== undefined && life.now() >= limit;
}
