/** The time axis: linear, except that a folded wait is as wide as a hand. Maps milliseconds to pixels and back, chooses the ruler's ticks. */
import type { Gap } from './folds.ts';

export interface Fold extends Gap {
  /** Where the zigzags stand. */
  readonly left: number;
  readonly right: number;
}

export interface Scale {
  readonly fromMs: number;
  readonly toMs: number;
  /** Pixels a millisecond outside folds. */
  readonly perMs: number;
  /** The waits that are folded at this scale and touch the window. */
  readonly folds: readonly Fold[];
  readonly left: number;
  readonly right: number;
  readonly x: (ms: number) => number;
  readonly time: (x: number) => number;
}

export interface ScaleInput {
  readonly fromMs: number;
  readonly toMs: number;
  /** The drawing area, padding included on both sides. */
  readonly width: number;
  readonly padding: number;
  /** Waits that are to be folded, in order; `openness` 0 (closed) to 1 (open) is for the moment between. */
  readonly gaps: readonly (Gap & { readonly openness?: number })[];
  readonly foldWidth: number;
}

/** A fold keeps this distance from the marks beside it. */
const margin = 10;

/** The scale that shows exactly `fromMs` to `toMs` in the width. */
export function fitScale(input: ScaleInput): Scale {
  const room = Math.max(1, input.width - 2 * input.padding);
  let [low, high] = [room / Math.max(1, input.toMs - input.fromMs), 1000];
  if (axisLength(input, high) < room) low = high;
  for (let round = 0; round < 60 && high / low > 1.0000001; round++) {
    const middle = Math.sqrt(low * high);
    if (axisLength(input, middle) < room) low = middle;
    else high = middle;
  }
  return scaleAt(input, low);
}

/** Where the axis ends up after walking a number of pixels (negative: back) from a moment, at the scale of `scale`. */
export function walk(input: ScaleInput, perMs: number, fromMs: number, pixels: number): number {
  const pieces = piecesOf(input, perMs);
  return timeAt(pieces, perMs, pixelAt(pieces, perMs, fromMs) + pixels);
}

/** Steps between labels of the ruler, so that they stand at least `apart` pixels from each other. */
export function tickStep(perMs: number, apart: number): number {
  const steps = [
    10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 15e3, 30e3, 60e3, 120e3, 300e3, 600e3, 900e3, 1800e3, 3600e3,
    7200e3, 14400e3, 43200e3,
  ];
  return steps.find((step) => step * perMs >= apart) ?? 86_400_000;
}

/** A part of the axis that is not `perMs` wide: the compressed middle of a wait. */
interface Piece {
  readonly fromMs: number;
  readonly toMs: number;
  readonly width: number;
  readonly gap: Gap;
}

function piecesOf(input: ScaleInput, perMs: number): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const gap of input.gaps) {
    const natural = (gap.toMs - gap.fromMs) * perMs;
    if (natural <= input.foldWidth + 2 * margin || fillsWindow(gap, input)) continue;
    const fromMs = gap.fromMs + margin / perMs;
    const toMs = gap.toMs - margin / perMs;
    const open = gap.openness ?? 0;
    pieces.push({ fromMs, toMs, width: input.foldWidth + open * (natural - 2 * margin - input.foldWidth), gap });
  }
  return pieces;
}

/** Who looks at nothing but a wait wants to see it. */
function fillsWindow(gap: Gap, input: ScaleInput): boolean {
  const overlap = Math.min(gap.toMs, input.toMs) - Math.max(gap.fromMs, input.fromMs);
  return overlap > (input.toMs - input.fromMs) * 0.98;
}

function axisLength(input: ScaleInput, perMs: number): number {
  const pieces = piecesOf(input, perMs);
  return pixelAt(pieces, perMs, input.toMs) - pixelAt(pieces, perMs, input.fromMs);
}

/** Pixels from time zero. */
function pixelAt(pieces: readonly Piece[], perMs: number, ms: number): number {
  let pixels = ms * perMs;
  for (const piece of pieces) {
    if (piece.fromMs >= ms) break;
    const inside = Math.min(ms, piece.toMs) - piece.fromMs;
    pixels += inside * (piece.width / (piece.toMs - piece.fromMs) - perMs);
  }
  return pixels;
}

function timeAt(pieces: readonly Piece[], perMs: number, pixels: number): number {
  let [ms, at] = [0, 0];
  for (const piece of pieces) {
    const start = at + (piece.fromMs - ms) * perMs;
    if (pixels <= start) break;
    if (pixels < start + piece.width)
      return piece.fromMs + ((pixels - start) / piece.width) * (piece.toMs - piece.fromMs);
    [ms, at] = [piece.toMs, start + piece.width];
  }
  return ms + (pixels - at) / perMs;
}

function scaleAt(input: ScaleInput, perMs: number): Scale {
  const pieces = piecesOf(input, perMs);
  const origin = pixelAt(pieces, perMs, input.fromMs) - input.padding;
  const x = (ms: number): number => pixelAt(pieces, perMs, ms) - origin;
  const time = (pixel: number): number => timeAt(pieces, perMs, pixel + origin);
  const folds = pieces
    .filter(
      (piece) =>
        piece.toMs > input.fromMs &&
        piece.fromMs < input.toMs &&
        piece.width < (piece.toMs - piece.fromMs) * perMs - 0.5,
    )
    .map((piece) => ({ fromMs: piece.gap.fromMs, toMs: piece.gap.toMs, left: x(piece.fromMs), right: x(piece.toMs) }));
  return {
    fromMs: input.fromMs,
    toMs: input.toMs,
    perMs,
    folds,
    left: input.padding,
    right: input.width - input.padding,
    x,
    time,
  };
}
