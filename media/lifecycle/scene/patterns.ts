/** The hatches of the picture, shared by all painters. */
import type { Pattern } from './primitives.ts';

/** Pitch of a pattern in design pixels and its strokes within one tile. */
export const patterns: Readonly<
  Record<Pattern, { readonly pitch: number; readonly strokes: readonly (readonly number[])[]; readonly width: number }>
> = {
  waiting: {
    pitch: 4,
    strokes: [
      [0, 4, 4, 0],
      [-1, 1, 1, -1],
      [3, 5, 5, 3],
    ],
    width: 0.8,
  },
  pulling: {
    pitch: 4,
    strokes: [
      [0, 4, 4, 0],
      [-1, 1, 1, -1],
      [3, 5, 5, 3],
    ],
    width: 1.7,
  },
  backoff: {
    pitch: 5,
    strokes: [
      [0, 0, 5, 5],
      [0, 5, 5, 0],
      [-1, 1, 1, -1],
      [4, 6, 6, 4],
      [-1, 4, 1, 6],
      [4, -1, 6, 1],
    ],
    width: 0.9,
  },
  stripes: { pitch: 4, strokes: [[1, 0, 1, 4]], width: 2 },
  ladder: { pitch: 4, strokes: [[0.5, 0, 0.5, 4]], width: 1 },
};
