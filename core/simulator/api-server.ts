/**
 * The API server's part in a Pod's life: versions of the object, status writes, graceful deletion. Mirrors
 * pkg/registry/core/pod/strategy.go (1.36).
 */
import { addCause } from './causes.ts';
import { after, PRIORITY_LOOP } from './engine.ts';
import { DISRUPTION, isTerminalPhase, type ApiPod, type Condition, isLeaving } from './pod.ts';
import { truncate, type PodLife } from './world.ts';

/** Stores a version and tells everybody. */
export function store(life: PodLife, pod: ApiPod | undefined, cause: number | undefined): void {
  life.api = pod;
  if (pod) life.lastApi = pod;
  life.log.versions.push({ atMs: Math.round(life.now()), pod, cause });
  after(life, life.timing.watch, PRIORITY_LOOP, () => life.listeners.podChanged(life, pod, cause));
}

/** A version with other conditions; who writes them is not the kubelet. */
export function storeConditions(
  life: PodLife,
  pod: ApiPod,
  conditions: readonly Condition[],
  cause: number | undefined,
): void {
  store(life, { ...pod, status: { ...pod.status, conditions } }, cause);
}

/** Says on the Pod why somebody takes it away from its node. */
export function storeDisruption(life: PodLife, pod: ApiPod, reason: string, message: string, cause?: number): void {
  const since = truncate(life),
    others = pod.status.conditions.filter((c) => c.type !== DISRUPTION);
  storeConditions(life, pod, [...others, { type: DISRUPTION, status: 'True', reason, message, since }], cause);
}

/** A deletion with its grace period; a second one can only shorten it. */
export function deletePod(life: PodLife, graceSeconds: number | undefined, cause: number | undefined): void {
  const pod = life.api;
  if (!pod) return;
  const { meta } = pod,
    now = truncate(life);
  const wanted = graceSeconds !== undefined && graceSeconds < 0 ? 1 : graceSeconds;
  if (meta.deletionMs === undefined) {
    const isOver = !life.node || isTerminalPhase(pod.status.phase),
      grace = isOver ? 0 : Math.max(0, wanted ?? pod.spec.terminationGracePeriodSeconds);
    const marks = { deletionMs: now + grace * 1000, deletionGraceSeconds: grace, generation: meta.generation + 1 };
    return mark(life, { ...pod, meta: { ...meta, ...marks } }, cause);
  }
  const before = meta.deletionGraceSeconds ?? 0;
  if (before === 0 || wanted === undefined || wanted >= before) return;
  const endMs = meta.deletionMs + (wanted - before) * 1000,
    deletionGraceSeconds = endMs < now && wanted !== 0 ? 1 : wanted;
  mark(life, { ...pod, meta: { ...meta, deletionMs: Math.max(endMs, now), deletionGraceSeconds } }, cause);
}

function mark(life: PodLife, pod: ApiPod, cause: number | undefined): void {
  store(life, pod, cause);
  collect(life);
}

/** The object goes when its grace is over and no finalizer holds it. */
export function collect(life: PodLife): void {
  const pod = life.api;
  if (!pod || !isLeaving(pod) || pod.meta.deletionGraceSeconds !== 0 || pod.meta.finalizers.length > 0) return;
  const cause = addCause(life, 'the object is gone', undefined, [life.lastCause]);
  store(life, undefined, cause);
}
