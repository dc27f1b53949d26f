/** Seeded random numbers: the same seed gives the same run everywhere. Each use has a stream of its own. */

/** Fractions in [0, 1). */
export type Random = () => number;

/** A small generator with 32 bits of state (mulberry32); good enough for delays. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A stream for one use, so that one more draw there changes nothing elsewhere. */
export function splitRandom(seed: number, use: string): Random {
  let hash = 2166136261;
  for (let i = 0; i < use.length; i++) hash = Math.imul(hash ^ use.charCodeAt(i), 16777619);
  return createRandom(hash ^ seed);
}
