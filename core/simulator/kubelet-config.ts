/** What the kubelet makes of a changed Pod object: new, changed, or gone. Mirrors pkg/kubelet/config/config.go and the handlers in kubelet.go (1.36). */
import { sameJson } from '../kube/json.ts';
import { containersReady, podReady } from './conditions.ts';
import { nextTick, slowTick, updatePod } from './pod-worker.ts';
import { deadlineMs } from './active-deadline.ts';
import { at, PRIORITY_QUEUE } from './engine.ts';
import { admit } from './admission.ts';
import { HOUSEKEEPING_MS } from './constants.ts';
import { findCondition, type ApiPod } from './pod.ts';
import { reconcileStatus } from './status-manager.ts';
import type { PodLife } from './world.ts';

export function podChanged(life: PodLife, pod: ApiPod | undefined, cause: number | undefined): void {
  if (!life.kubelet.running || !life.node || life.isStatic) return;
  const before = life.seen;
  if (!pod) {
    life.seen = undefined;
    if (before) {
      updatePod(life, { pod: before, cause }, {});
      forgetStatus(life);
    }
    return;
  }
  life.seen = pod;
  if (!before) {
    if (admit(life, pod)) updatePod(life, { pod, cause });
    return;
  }
  if (differs(before, pod) || needsReadiness(pod)) updatePod(life, { pod, cause });
  watchDeadline(life, pod);
  reconcileStatus(life);
}

/** What makes the kubelet look at a Pod again (podsDifferSemantically); finalizers, for one, do not. */
function differs(before: ApiPod, pod: ApiPod): boolean {
  const a = before.meta,
    b = pod.meta;
  if (before.spec !== pod.spec || a.deletionMs !== b.deletionMs || a.deletionGraceSeconds !== b.deletionGraceSeconds)
    return true;
  return ['labels', 'annotations'].some((name) => !sameJson(a.raw[name], b.raw[name]));
}

/** Housekeeping, every two seconds, drops the statuses of Pods that are gone (removeOrphanedPodStatuses); probes rest without one. */
function forgetStatus(life: PodLife): void {
  if (life.worker.finished || life.timing.tick === 0) return;
  at(life, slowTick(life, HOUSEKEEPING_MS), PRIORITY_QUEUE, () => {
    if (life.seen) return;
    life.statuses.cached = undefined;
    forgetStatus(life);
  });
}

/** A readiness gate that somebody else has opened or closed (NeedToReconcilePodReadiness). It forgets sidecars, which are unknown to it. */
function needsReadiness(pod: ApiPod): boolean {
  if (pod.spec.readinessGates.length === 0) return false;
  const { containers, phase, conditions } = pod.status;
  const wanted = podReady(pod, containersReady(pod, [], containers, phase), conditions),
    current = findCondition(pod.status, 'Ready');
  return current !== undefined && (current.status !== wanted.status || current.message !== wanted.message);
}

/** Once its deadline has passed the Pod is synced at every tick. */
function watchDeadline(life: PodLife, pod: ApiPod): void {
  const limit = deadlineMs(life, pod);
  if (limit === undefined || life.deadline === limit) return;
  life.deadline = limit;
  at(life, nextTick(life, limit - 1), PRIORITY_QUEUE, function check() {
    if (!life.seen || life.deadline !== limit || life.worker.terminating) return;
    updatePod(life, { pod: life.seen, cause: life.lastCause });
    at(life, Math.max(nextTick(life, life.now()), life.now() + 1_000), PRIORITY_QUEUE, check);
  });
}
