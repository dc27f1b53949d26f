/** Draws the rows of moments: Pod moments, Events, signals; and the grace period between signals. */
import type { Mark } from '../../../core/simulation.ts';
import type { Row } from '../layout.ts';
import type { Draw } from './draw.ts';
import { edges, visibleMarks, visibleSpans } from './draw.ts';
import type { Primitive } from './primitives.ts';
import { check, cross, line, rect, solid, words } from './primitives.ts';

/** Of labels that would overlap the first of these stays. */
const importance = ['Gone', 'Ready', 'Deleted', 'restart', 'Started', 'Scheduled'];

/** A tick for each moment, a label where it fits, and a dotted line through all lanes for those that have one. */
export function momentsLane(row: Row, draw: Draw, bottom: number): readonly Primitive[] {
  const marks = visibleMarks(row.lane.marks, draw.scale);
  const used: (readonly [number, number])[] = draw.scale.folds.map((fold) => [fold.left - 4, fold.right + 4]);
  const primitives: Primitive[] = [];
  let lastTick = -Infinity;
  for (const mark of marks) {
    const x = draw.scale.x(mark.atMs);
    if (x - lastTick < 2 || x < 0 || x > draw.width) continue;
    lastTick = x;
    primitives.push(
      { ...rect('neutral', x, row.y + 4, 1, 12), id: `${row.id}!${mark.atMs}` },
      ...verdictGlyph(mark, x, row.y + 10),
    );
    if (mark.kind === 'expectation') used.push([x - 4, x + 5]);
  }
  for (const mark of [...marks]
    .sort((one, other) => weight(one) - weight(other) || one.atMs - other.atMs)
    .slice(0, 400)) {
    primitives.push(...momentLabel(mark, row, draw, bottom, used));
  }
  return primitives;
}

function weight(mark: Mark): number {
  const found = importance.findIndex((word) => momentText(mark, false).startsWith(word));
  return found === -1 ? importance.length : found;
}

export function momentText(mark: Mark, narrow: boolean): string {
  if (mark.kind !== 'restart') return mark.label ?? mark.kind;
  const number = mark.count ?? mark.value ?? Number(/\d+/.exec(mark.label ?? '')?.[0] ?? 1);
  return narrow ? `${number}↻` : `restart ${number}`;
}

function momentLabel(
  mark: Mark,
  row: Row,
  draw: Draw,
  bottom: number,
  used: (readonly [number, number])[],
): readonly Primitive[] {
  const x = draw.scale.x(mark.atMs);
  const text = momentText(mark, draw.narrow);
  const width = draw.measure(text, 11);
  const isFree = (from: number): boolean =>
    from >= 0 &&
    from + width < draw.width - 2 &&
    !used.some(([one, other]) => from - 3 < other && from + width + 3 > one);
  const gap = mark.kind === 'expectation' ? 9 : 5;
  const left = [x + gap, x + 1 - gap - width].find(isFree);
  if (left === undefined) return [];
  used.push([Math.min(x, left) - 3, Math.max(x, left + width) + 3]);
  const dotted: Primitive[] =
    mark.kind === 'restart'
      ? []
      : [{ kind: 'path', points: [x + 0.5, row.y + 18, x + 0.5, bottom], paint: 'neutral', width: 1, dash: [1, 2] }];
  return [...dotted, words(text, left, row.y + 14)];
}

/** ○ Normal, ▲ Warning, at least 9 px apart; where they are closer the Warning wins. */
export function eventsLane(row: Row, draw: Draw): readonly Primitive[] {
  const middle = row.y + row.h / 2;
  const marks = visibleMarks(row.lane.marks, draw.scale);
  const warnings = spaced(
    marks.filter((mark) => mark.kind === 'event-warning'),
    [],
    draw,
  );
  const normals = spaced(
    marks.filter((mark) => mark.kind !== 'event-warning'),
    warnings,
    draw,
  );
  return [
    ...normals.map((x): Primitive => ({
      kind: 'circle',
      x: x + 0.5,
      y: middle,
      r: 3,
      paint: 'neutral',
      fill: 'background',
      id: `${row.id}!normal`,
    })),
    ...warnings.map((x): Primitive => ({
      ...solid('backoff', [x - 4, middle + 4, x + 5, middle + 4, x + 0.5, middle - 5]),
      id: `${row.id}!warning`,
    })),
  ];
}

/** Positions of marks, in order, that keep their distance from each other and from those already taken. */
function spaced(marks: readonly Mark[], taken: readonly number[], draw: Draw): readonly number[] {
  const kept: number[] = [];
  let next = 0;
  for (const mark of marks) {
    const x = draw.scale.x(mark.atMs);
    while (next < taken.length && (taken[next] ?? 0) < x - 9) next++;
    const beside = taken[next];
    if (x < -4 || x > draw.width + 4 || (beside !== undefined && Math.abs(beside - x) < 9)) continue;
    if (x - (kept.at(-1) ?? -Infinity) >= 9) kept.push(x);
  }
  return kept;
}

export function signalsLane(row: Row, draw: Draw): readonly Primitive[] {
  const marks = visibleMarks(row.lane.marks, draw.scale).filter(
    (mark) => mark.kind === 'sigterm' || mark.kind === 'sigkill',
  );
  const texts = marks.map((mark) => (mark.kind === 'sigkill' ? 'SIGKILL' : 'SIGTERM'));
  const xs = marks.map((mark) => draw.scale.x(mark.atMs));
  const fits = texts.every(
    (word, index) =>
      (xs[index] ?? 0) + 10 + draw.measure(word, 11) < Math.min((xs[index + 1] ?? Infinity) - 6, draw.width),
  );
  const middle = row.y + row.h / 2;
  return marks.flatMap((mark, index): readonly Primitive[] => {
    const x = xs[index] ?? 0;
    const points = [x - 3.5, middle - 4.5, x + 4.5, middle - 4.5, x + 0.5, middle + 4.5];
    const id = `${row.id}!${mark.atMs}`;
    const glyph: Primitive =
      mark.kind === 'sigkill'
        ? { ...solid('failing', points), id }
        : { kind: 'path', points, paint: 'ending', close: true, width: 1.5, id };
    return fits ? [glyph, words(texts[index] ?? '', x + 9, middle + 4)] : [glyph];
  });
}

/** A wedge that falls to the moment of SIGKILL. */
export function graceLane(row: Row, draw: Draw): readonly Primitive[] {
  return visibleSpans(row.lane.spans, draw.scale).map((span) => {
    const [left, right] = edges(span, draw);
    const [top, foot] = [row.y + 3.5, row.y + 14.5];
    return {
      kind: 'path',
      points: [left + 0.5, top, right - 0.5, foot, left + 0.5, foot],
      paint: 'neutral',
      close: true,
      width: 1,
      id: `${row.id}@${span.startMs}`,
    };
  });
}

/** An expectation of the Scenario stands in the row of moments as ✓ or ✕. */
function verdictGlyph(mark: Mark, x: number, middle: number): readonly Primitive[] {
  if (mark.kind !== 'expectation') return [];
  return mark.value === 0 ? cross('failing', x, middle, 3.5) : [check('serving', x - 4, middle)];
}

export const zigzag = (x: number, top: number, bottom: number): readonly Primitive[] => {
  const points: number[] = [];
  for (let y = top, side = -2; y <= bottom; y += 4, side = -side) points.push(x + side, y);
  return [line('background', points, 5), line('neutral', points, 1)];
};
