/** A small seeded generator of random numbers, so that every run of a differential test can be repeated. */
import { draws } from '../differential/random.ts';

export interface Random {
  /** 0 to 1, without 1. */
  next(): number;
  /** 0 to `limit` - 1. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  chance(probability: number): boolean;
}

export function randomOf(seed: number): Random {
  const next = draws(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (items) => items[below(items.length)] as never,
    chance: (probability) => next() < probability,
  };
}
