/** A run of states too narrow to have shapes, as cells of one pixel each: drawn in one go, however many states there are. */
import type { SpanState } from '../../../core/simulation.ts';
import type { Paint } from '../colors.ts';

/** Height of a strip; lower states stand in its middle. */
export const stripHeight = 12;

interface StripStyle {
  readonly state: SpanState;
  readonly paint: Paint;
  readonly height: number;
}

/** What a cell shows, by its number; 0 shows nothing. When several states share a pixel, the one with the lowest number is drawn: the worst. */
export const stripStyles: readonly (StripStyle | undefined)[] = [
  undefined,
  { state: 'failed', paint: 'failing', height: 12 },
  { state: 'backoff', paint: 'backoff', height: 8 },
  { state: 'terminating', paint: 'ending', height: 12 },
  { state: 'running', paint: 'working', height: 12 },
  { state: 'pulling', paint: 'working', height: 8 },
  { state: 'ready', paint: 'serving', height: 12 },
  { state: 'waiting', paint: 'neutral', height: 1 },
  { state: 'completed', paint: 'neutral', height: 1 },
];

const numbers = new Map(stripStyles.map((style, index) => [style?.state, index]));

/** Cells of a strip that starts at pixel `left`; `edges` are the left and right edge of each state, in pixels. */
export function stripCells(
  left: number,
  right: number,
  states: Iterable<readonly [{ readonly state: SpanState }, number, number]>,
): Uint8Array {
  const cells = new Uint8Array(Math.max(1, right - left));
  for (const [span, from, to] of states) {
    const number = numbers.get(span.state) ?? 0;
    const first = Math.round(from);
    const end = Math.min(right, Math.max(first + 1, Math.round(to)));
    for (let x = Math.max(left, first); x < end; x++) {
      const now = cells[x - left] ?? 0;
      if (now === 0 || number < now) cells[x - left] = number;
    }
  }
  return cells;
}

/** How a state looks where it has no room for its shape. */
export const styleOf = (state: SpanState): StripStyle =>
  stripStyles[numbers.get(state) ?? 0] ?? { state, paint: 'neutral', height: stripHeight };
