/** What every lane painter needs, and the helpers they share: visible parts of sorted lists, labels that fit or are left out. */
import type { Span } from '../../../core/simulation.ts';
import type { Scale } from '../scale.ts';
import type { Measure, Primitive } from './primitives.ts';
import { label } from './primitives.ts';

export interface Draw {
  readonly scale: Scale;
  readonly measure: Measure;
  readonly width: number;
  readonly narrow: boolean;
  readonly highContrast: boolean;
}

/** Index of the first item that ends at or after a moment; items are in order. */
export function firstFrom<T>(items: readonly T[], ms: number, end: (item: T) => number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (end(items[middle] as T) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The spans that touch the window, in order. */
export function visibleSpans(spans: readonly Span[], scale: Scale): readonly Span[] {
  const from = firstFrom(spans, scale.fromMs, (span) => span.endMs);
  const to = firstFrom(spans, scale.toMs, (span) => span.startMs);
  return spans.slice(from, spans[to]?.startMs === scale.toMs ? to + 1 : to);
}

/** The marks within the window and a glyph's width around it, in order. */
export function visibleMarks<T extends { readonly atMs: number }>(marks: readonly T[], scale: Scale): readonly T[] {
  const slack = 12 / scale.perMs;
  const from = firstFrom(marks, scale.fromMs - slack, (mark) => mark.atMs);
  const to = firstFrom(marks, scale.toMs + slack, (mark) => mark.atMs);
  return marks.slice(from, to);
}

/** Left and right of a span within the picture. */
export function edges(
  span: { readonly startMs: number; readonly endMs: number },
  draw: Draw,
): readonly [number, number] {
  const left = span.startMs < draw.scale.fromMs ? 0 : draw.scale.x(span.startMs);
  const right = span.endMs > draw.scale.toMs ? draw.width : draw.scale.x(span.endMs);
  return [left, right];
}

/** Where a text fits between two edges without touching a fold; undefined if nowhere. The first place wins: it does not jump about. */
export function placeFor(text: string, left: number, right: number, draw: Draw): number | undefined {
  if (text === '') return undefined;
  const width = draw.measure(text, 11);
  let from = left;
  for (const fold of draw.scale.folds) {
    if (fold.right <= from) continue;
    if (fold.left - 5 - from >= width) break;
    if (fold.left > right) break;
    from = Math.max(from, fold.right + 8);
  }
  return from + width <= right ? from : undefined;
}

/** The middle of the first fold within the edges in which a text fits. */
export function placeInFold(text: string, left: number, right: number, draw: Draw): number | undefined {
  const width = draw.measure(text, 11);
  const fold = draw.scale.folds.find(
    (each) => each.left >= left - 1 && each.right <= right + 1 && each.right - each.left >= width + 8,
  );
  return fold === undefined ? undefined : (fold.left + fold.right) / 2 - width / 2;
}

/** Before the first fold if it fits there, else in a fold, else behind it. */
export function placeAround(text: string, left: number, right: number, draw: Draw): number | undefined {
  const outside = placeFor(text, left, right, draw);
  return outside === left ? outside : (placeInFold(text, left, right, draw) ?? outside);
}

/** A label on its patch, or nothing. */
export function fitLabel(text: string, left: number, right: number, middle: number, draw: Draw): readonly Primitive[] {
  const x = placeFor(text, left, right, draw);
  return x === undefined ? [] : label(draw.measure, text, x, middle);
}
