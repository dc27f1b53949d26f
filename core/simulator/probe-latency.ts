/**
 * What a probe takes at least, and how far the workers of a Pod tick apart: fractions of a millisecond, different from probe to probe and
 * always the same. Without them probes of one instant would have no order. The numbers are those of kubelet-oracle, so that runs can be
 * compared; inside a run times are multiples of 2^-16 ms, which sums of floating point numbers keep exactly.
 */
import { grain } from './engine.ts';
import { sha256 } from './sha256.ts';
import type { PodLife } from './world.ts';

/** Each other probe of the same handler that is under way adds this much. */
const BUSY_MS = 0.7;

/** Milliseconds for a probe of this handler; `endProbe` is to be called at its end. */
export function beginProbe(life: PodLife, handler: string): number {
  const { timing } = life.world;
  if (timing.probeSpread === 0) return timing.probe;
  const busy = life.probing.get(handler) ?? 0;
  life.probing.set(handler, busy + 1);
  let own = life.latencies.get(handler);
  if (own === undefined) {
    own = grain(timing.probe + ((sha256(handler)[0]! >>> 16) * timing.probeSpread) / 65_536);
    life.latencies.set(handler, own);
  }
  return busy === 0 ? own : own + grain(busy * BUSY_MS);
}

export function endProbe(life: PodLife, handler: string): void {
  if (life.world.timing.probeSpread > 0) life.probing.set(handler, (life.probing.get(handler) ?? 1) - 1);
}

/** How long after its creation the k-th worker (from 1) begins to tick. */
export function workerOffset(life: PodLife, k: number, periodSeconds: number): number {
  return life.world.timing.probeSpread === 0 ? 0 : grain(1e-3 * (1 + 0.618 * k + 0.01 * k * k) * periodSeconds);
}
