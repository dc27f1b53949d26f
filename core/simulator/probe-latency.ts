/**
 * What a probe takes at least, and how far the workers of a Pod tick apart: fractions of a millisecond, different
 * from probe to probe and
 * always the same. Without them probes of one instant would have no order. The numbers are those of kubelet-oracle,
 * so that runs can be
 * compared; inside a run times are multiples of 2^-16 ms, which sums of floating point numbers keep exactly.
 */
import { entry } from './entry.ts';
import { grain } from './engine.ts';
import { sha256 } from './sha256.ts';
import type { PodLife, ProbeTarget } from './world.ts';

/** Each other probe of the same handler that is under way adds this much. */
const BUSY_MS = 0.7;

/** The target of this address (or of these words); all that name it share it. */
export function probeTarget(life: PodLife, name: string): ProbeTarget {
  const { probe, probeSpread } = life.timing;
  return entry(life.targets, name, () => {
    const ownMs = probeSpread === 0 ? 0 : ((sha256(name) >>> 16) * probeSpread) / 65_536;
    return { takesMs: grain(probe + ownMs), waiting: 0 };
  });
}

/** Milliseconds until the target answers; `endProbe` is to be called at the end. */
export function beginProbe(life: PodLife, target: ProbeTarget): number {
  const busy = target.waiting++;
  return busy === 0 || life.timing.probeSpread === 0 ? target.takesMs : target.takesMs + grain(busy * BUSY_MS);
}

export function endProbe(target: ProbeTarget): void {
  target.waiting--;
}

/** How long after its creation the k-th worker (from 1) begins to tick. */
export const workerOffset = (life: PodLife, k: number, periodSeconds: number): number =>
  life.timing.probeSpread === 0 ? 0 : grain(1e-3 * (1 + 0.618 * k + 0.01 * k * k) * periodSeconds);

/** What the first sync of a Pod needs to make its workers, whether it has any or not. */
export const addingProbes = (life: PodLife): number => (life.timing.probeSpread === 0 ? 0 : grain(1e-3));
