/** A strip for painters that draw shapes instead of pixels. */
import type { Primitive } from './primitives.ts';
import { rect } from './primitives.ts';
import { stripHeight, stripStyles } from './strip.ts';

/** The same strip as rectangles, equal neighbours joined: for painters that draw shapes. */
export function stripRects(strip: Extract<Primitive, { kind: 'strip' }>): readonly Primitive[] {
  const rects: Primitive[] = [];
  const { cells, x, y } = strip;
  for (let from = 0, to = 0; from < cells.length; from = to) {
    while (to < cells.length && cells[to] === cells[from]) to++;
    const style = stripStyles[cells[from] ?? 0];
    if (style === undefined) continue;
    const paint = strip.paint === 'neutral' ? 'neutral' : style.paint;
    rects.push(rect(paint, x + from, y + Math.floor((stripHeight - style.height) / 2), to - from, style.height));
  }
  return rects;
}
