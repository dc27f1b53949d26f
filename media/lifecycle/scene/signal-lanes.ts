/** Draws the rows that are lines: Ready and endpoint as signals, phase, STATUS and conditions as text over a line. */
import type { Span } from '../../../core/simulation.ts';
import type { Row } from '../layout.ts';
import type { Draw } from './draw.ts';
import { edges, placeAround, placeFor, visibleSpans } from './draw.ts';
import type { Primitive } from './primitives.ts';
import { named, rect, words } from './primitives.ts';

/** Thick and high for yes, thin and low for no, a ladder for serving while terminating. */
export function signalLane(row: Row, draw: Draw): readonly Primitive[] {
  const middle = row.y + row.h / 2;
  const primitives: Primitive[] = [];
  for (const span of visibleSpans(row.ghost?.spans ?? [], draw.scale)) primitives.push(...ghost(span, middle, draw));
  let before: Span | undefined;
  for (const span of visibleSpans(row.lane.spans, draw.scale)) {
    const [left, right] = edges(span, draw);
    const id = `${row.id}@${span.startMs}`;
    primitives.push(...named(id, signal(span, left, right, middle, draw)));
    if (before !== undefined && before.state !== span.state)
      primitives.push(rect(span.state === 'yes' ? 'serving' : 'neutral', left, middle - 5, 1, 10));
    before = span;
  }
  return primitives;
}

export function textLane(row: Row, draw: Draw): readonly Primitive[] {
  const primitives: Primitive[] = [];
  let lastTick = -Infinity;
  for (const span of visibleSpans(row.lane.spans, draw.scale)) {
    const [left, right] = edges(span, draw);
    if (right - left < 1 && left - lastTick < 1) continue;
    lastTick = left;
    if (span.startMs >= draw.scale.fromMs) primitives.push(rect('neutral', left, row.y + 3, 1, 14));
    primitives.push({
      ...rect('neutral', left, row.y + 16, Math.max(1, right - left), 1),
      id: `${row.id}@${span.startMs}`,
    });
  }
  return primitives;
}

/** The words over the line. Where they fit nowhere else they stand before a fold's zigzag, which they hide in their row. */
export function textLaneLabels(row: Row, draw: Draw): readonly Primitive[] {
  return visibleSpans(row.lane.spans, draw.scale).flatMap((span) => {
    const [left, right] = edges(span, draw);
    const from = Math.max(left, 0) + 6;
    const width = draw.measure(span.label, 11);
    const across = from + width <= right - 6 ? from : undefined;
    const x = placeAround(span.label, from, right - 6, draw) ?? across;
    if (x === undefined) return [];
    return [rect('background', x - 3, row.y, width + 7, 16), words(span.label, x, row.y + row.h / 2 + 2.5)];
  });
}

function signal(span: Span, left: number, right: number, middle: number, draw: Draw): readonly Primitive[] {
  const w = Math.max(1, right - left);
  if (span.state === 'yes') return [rect('serving', left, middle - 5, w, 3)];
  if (span.state !== 'draining') return [rect('neutral', left, middle + 4, w, 1)];
  const ladder: Primitive[] = [
    { kind: 'hatch', x: left, y: middle - 5, w, h: 4, paint: 'ending', pattern: 'ladder', anchor: left },
    rect('ending', left, middle - 5, w, 1),
    rect('ending', left, middle - 2, w, 1),
  ];
  const text = 'serving, terminating';
  const x = placeFor(text, left + 6, right - 6, draw);
  return x === undefined ? ladder : [...ladder, words(text, x, middle + 8)];
}

function ghost(span: Span, middle: number, draw: Draw): readonly Primitive[] {
  const [left, right] = edges(span, draw);
  const y = span.state === 'yes' ? middle - 7.5 : middle + 7.5;
  return [{ kind: 'path', points: [left, y, right, y], paint: 'text', width: 1, dash: [3, 2] }];
}
