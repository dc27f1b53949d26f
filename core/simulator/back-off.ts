/**
 * Delays that double: of restarts and of image pulls. Mirrors client-go/util/flowcontrol/backoff.go and doBackOff in
 * pkg/kubelet/kuberuntime/kuberuntime_manager.go (1.36).
 */
import {
  BACKOFF_INITIAL_MS,
  BACKOFF_MAX_MS,
  BACKOFF_RESET_MS,
  REDUCED_BACKOFF_INITIAL_MS,
  REDUCED_BACKOFF_MAX_MS,
} from './constants.ts';

export interface BackOffLimits {
  readonly initialMs: number;
  readonly maxMs: number;
}
export interface BackOffEntry {
  readonly delayMs: number;
  readonly updatedMs: number;
}
export type BackOffs = ReadonlyMap<string, BackOffEntry>;

export const IMAGE_LIMITS: BackOffLimits = { initialMs: BACKOFF_INITIAL_MS, maxMs: BACKOFF_MAX_MS };

/**
 * Limits of the crash back-off from the kubelet's settings (kl/kubelet.go: newCrashLoopBackOff); where it has a
 * setting for the longest, that counts.
 */
export function crashLimits(maxSeconds: number | undefined, isReduced: boolean, hasSetting = false): BackOffLimits {
  const longest = isReduced && !hasSetting ? REDUCED_BACKOFF_MAX_MS : BACKOFF_MAX_MS,
    maxMs = maxSeconds && maxSeconds > 0 ? maxSeconds * 1000 : longest;
  return { initialMs: Math.min(isReduced ? REDUCED_BACKOFF_INITIAL_MS : BACKOFF_INITIAL_MS, maxMs), maxMs };
}

/** The entry that still counts for something that failed at `sinceMs`. */
function live(offs: BackOffs, key: string, sinceMs: number): BackOffEntry | undefined {
  const entry = offs.get(key);
  return entry && sinceMs - entry.updatedMs <= BACKOFF_RESET_MS ? entry : undefined;
}

/**
 * Without the entries that the kubelet's housekeeping has found too old at `nowMs` (Backoff.GC): a restart that waits at that moment
 * waits no longer.
 */
export function withoutOld(offs: BackOffs, key: string, nowMs: number): BackOffs {
  if (!offs.has(key) || live(offs, key, nowMs)) return offs;
  const kept = new Map(offs);
  kept.delete(key);
  return kept;
}

/** The delay that a try now has to wait for, counted from the failure at `failedMs`; undefined: go. */
export function refusal(offs: BackOffs, key: string, failedMs: number, nowMs: number): number | undefined {
  const entry = live(offs, key, failedMs);
  return entry && nowMs - failedMs < entry.delayMs ? entry.delayMs : undefined;
}

/** As `refusal`, counted from the entry's own last change (image pulls). */
export function refusalSinceUpdate(offs: BackOffs, key: string, nowMs: number): BackOffEntry | undefined {
  const entry = live(offs, key, nowMs);
  return entry && nowMs - entry.updatedMs < entry.delayMs ? entry : undefined;
}

/** The state after one more failure (that happened at `failedMs`) or restart. */
export function advance(offs: BackOffs, limits: BackOffLimits, key: string, failedMs: number, nowMs: number): BackOffs {
  const entry = live(offs, key, failedMs);
  const delayMs = entry ? Math.min(entry.delayMs * 2, limits.maxMs) : limits.initialMs;
  return new Map(offs).set(key, { delayMs, updatedMs: nowMs });
}
