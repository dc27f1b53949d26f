/** Draws the rows that few pictures have: hooks, log lines, memory. */
import { roughLength } from '../format.ts';
import type { Row } from '../layout.ts';
import type { Draw } from './draw.ts';
import { edges, fitLabel, visibleMarks, visibleSpans } from './draw.ts';
import type { Primitive } from './primitives.ts';
import { pale, rect } from './primitives.ts';

/** A line between two brackets with name and length. */
export function hookLane(row: Row, draw: Draw): readonly Primitive[] {
  const middle = row.y + row.h / 2;
  return visibleSpans(row.lane.spans, draw.scale).flatMap((span) => {
    const [left, right] = edges(span, draw);
    const words = `${span.label === '' ? row.name : span.label} ${roughLength(span.endMs - span.startMs)}`;
    return [
      { ...rect('ending', left, middle - 6, 2, 12), id: `${row.id}@${span.startMs}` },
      rect('ending', right - 2, middle - 6, 2, 12),
      rect('ending', left, middle, right - left, 1),
      ...fitLabel(words, left + 10, right - 6, middle, draw),
    ];
  });
}

/** Log lines: a tick each, the words where they fit. */
export function logLane(row: Row, draw: Draw): readonly Primitive[] {
  const middle = row.y + row.h / 2;
  const marks = visibleMarks(row.lane.marks, draw.scale);
  let last = -Infinity;
  return marks.flatMap((mark, index) => {
    const x = draw.scale.x(mark.atMs);
    if (x - last < 2) return [];
    last = x;
    const next = marks[index + 1];
    const right = next === undefined ? draw.width : draw.scale.x(next.atMs);
    return [
      { ...rect('neutral', x, middle - 4, 1, 8), id: `${row.id}!${mark.atMs}` },
      ...fitLabel(mark.label ?? '', x + 6, right - 6, middle, draw),
    ];
  });
}

/** Memory in steps, the limit as a dashed line where the run names it. */
export function memoryLane(row: Row, draw: Draw): readonly Primitive[] {
  const marks = row.lane.marks;
  const most = Math.max(1, ...marks.map((mark) => mark.value ?? 0));
  const foot = row.y + row.h - 3;
  const y = (value: number): number => foot - (value / most) * (row.h - 6);
  return marks.flatMap((mark, index) => {
    const next = marks[index + 1];
    const [left, right] = edges({ startMs: mark.atMs, endMs: next?.atMs ?? draw.scale.toMs }, draw);
    if (right < 0 || left > draw.width) return [];
    const top = y(mark.value ?? 0);
    return [
      pale(rect('working', left, top, right - left, foot - top), 0.14),
      rect('working', left, top, right - left, 1),
      rect('neutral', left, foot, right - left, 1),
    ];
  });
}
