/**
 * Volumes before the first container and after the last one. Mirrors WaitForAttachAndMount and WaitForUnmount in
 * pkg/kubelet/volumemanager/volume_manager.go and the retries of its reconciler (1.36).
 */
import { addCause } from './causes.ts';
import {
  MOUNT_RETRY_INITIAL_MS,
  MOUNT_RETRY_MAX_MS,
  POPULATOR_PHASE_MS,
  VOLUME_LOOP_MS,
  VOLUME_POLL_MS,
  VOLUME_TIMEOUT_MS,
} from './constants.ts';
import { fire, PRIORITY_WORKER, spawn, type Process, gridAfter } from './engine.ts';
import { warn } from './event-recorder.ts';
import type { ApiPod } from './pod.ts';
import { missingVolumes } from './volume-references.ts';
import type { PodLife } from './world.ts';

/** True when everything is mounted; false if the sync has to end (deleted meanwhile, or out of time). */
export function* waitForVolumes(life: PodLife): Process<boolean> {
  const { volumes, worker } = life;
  if (volumes.mounted) return true;
  if (!volumes.failing) {
    volumes.failing = true;
    spawn(life, PRIORITY_WORKER, mountLoop(life));
  }
  const limitMs = life.now() + VOLUME_TIMEOUT_MS,
    // Where the world takes no time nobody polls.
    pollMs = life.timing.volumes || VOLUME_TIMEOUT_MS,
    also = life.timing.volumes === 0 ? volumes.done : undefined;
  let next = life.now();
  for (;;) {
    if (volumes.mounted) return true;
    if (worker.cancelled || life.now() >= limitMs) return false;
    next += pollMs;
    while (life.now() < next && !worker.cancelled && !(also && volumes.mounted))
      yield { signal: worker.cancel, also, untilMs: next };
  }
}

/** The first tick of a loop of 100 ms after an instant; the populator sees what happens at the instant of its tick. */
function loopTick(life: PodLife, sinceMs: number, phaseMs: number): number {
  const { create, volumes } = life.timing;
  if (volumes === 0) return sinceMs;
  const afterMs = phaseMs === 0 ? sinceMs : sinceMs - 2 ** -16;
  return gridAfter(phaseMs - create, VOLUME_LOOP_MS, afterMs);
}

/** The populator's loop has seen that a deleted Pod has ended. */
function isForgotten(life: PodLife): boolean {
  const { worker } = life;
  return worker.terminated && loopTick(life, worker.terminatedAtMs, POPULATOR_PHASE_MS) <= life.now();
}

/**
 * The reconciler's tries: what is missing is reported, the next try comes after twice the time. What was never
 * mounted is tried as long
 * as the Pod is there, also after its end, when ConfigMaps and Secrets are no longer watched for it.
 */
function* mountLoop(life: PodLife): Process {
  const { volumes } = life;
  const known = loopTick(life, life.now(), POPULATOR_PHASE_MS);
  yield loopTick(life, loopTick(life, known, 0), 0);
  let delayMs = MOUNT_RETRY_INITIAL_MS,
    waiting: ReadonlySet<string> | undefined;
  for (;;) {
    if (!life.seen && isForgotten(life)) return;
    const missing = missingVolumes(life, life.seen ?? life.lastApi).filter(
      ({ volume }) => waiting?.has(volume) ?? true,
    );
    if (missing.length === 0) {
      volumes.mounted = true;
      return fire(life, volumes.done);
    }
    waiting = new Set(missing.map(({ volume }) => volume));
    for (const { volume, error, field } of missing) {
      const cause = addCause(life, error, [field, 'cluster.missing']);
      warn(life, undefined, 'FailedMount', `MountVolume.SetUp failed for volume "${volume}" : ${error}`, cause);
    }
    // Turns that take a moment come a little later each: the one that would be exactly in time is late enough.
    yield loopTick(life, life.now() + delayMs - (life.timing.mounting > 0 ? 2 ** -16 : 0), 0);
    delayMs = Math.min(delayMs * 2, MOUNT_RETRY_MAX_MS);
  }
}

/** Volumes go at the next ticks after the last container has stopped; the kubelet asks for it every now and then. */
export function* waitForUnmount(life: PodLife, pod: ApiPod): Process {
  const { volumes } = life;
  if (!pod.spec.hasVolumes || !volumes.mounted) return;
  const goneMs = loopTick(life, loopTick(life, life.worker.terminatedAtMs, POPULATOR_PHASE_MS), 0);
  while (life.now() < goneMs) yield life.now() + VOLUME_POLL_MS;
}
