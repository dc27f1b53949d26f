/**
 * A small seeded generator of random numbers, so that every run of a differential test can be repeated (mulberry32).
 */

export interface Random {
  /** 0 to `limit` - 1. */
  int(limit: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
}

/** Equal seeds give equal numbers. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (limit: number): number => Math.floor(next() * limit);
  return { int, pick: (items) => items[int(items.length)] as never, chance: (probability) => next() < probability };
}
