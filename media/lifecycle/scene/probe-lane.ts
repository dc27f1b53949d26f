/** Draws a probe: success up, failure down, steps that rise towards the threshold; columns where single ticks would touch. */
import type { Mark } from '../../../core/simulation.ts';
import type { Row } from '../layout.ts';
import type { Draw } from './draw.ts';
import { visibleMarks } from './draw.ts';
import type { Primitive } from './primitives.ts';
import { label, pale, rect, solid } from './primitives.ts';

/** Ticks closer than this become columns of this width. */
const column = 3;

export function probeLane(row: Row, draw: Draw): readonly Primitive[] {
  const base = row.y + 9;
  const all = visibleMarks(row.lane.marks, draw.scale).filter((mark) => mark.kind.startsWith('probe-'));
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = Math.max(0, draw.scale.x(first.atMs));
  const primitives: Primitive[] = [
    { ...rect('neutral', from, base, Math.min(draw.width, draw.scale.x(last.atMs)) - from + 2, 1), id: row.id },
  ];
  const shown = all.filter((mark) => !isFolded(mark, draw));
  const narrowest = closest(shown, draw);
  primitives.push(
    ...(narrowest < column ? columns(shown, row, base, draw) : ticks(shown, row, base, draw, narrowest > 5 ? 2 : 1)),
  );
  primitives.push(...foldedCounts(all, base, draw));
  return primitives;
}

export const isFailure = (mark: Mark): boolean => mark.kind === 'probe-failure' || mark.kind === 'probe-threshold';

function isFolded(mark: Mark, draw: Draw): boolean {
  if (mark.kind !== 'probe-success') return false;
  const x = draw.scale.folds.length === 0 ? 0 : draw.scale.x(mark.atMs);
  return draw.scale.folds.some((fold) => x > fold.left - 1 && x < fold.right + 1);
}

function closest(marks: readonly Mark[], draw: Draw): number {
  let least = Infinity;
  let before: number | undefined;
  for (const { atMs } of marks) {
    if (before !== undefined && atMs > before) least = Math.min(least, atMs - before);
    before = atMs;
  }
  return least * draw.scale.perMs;
}

function ticks(marks: readonly Mark[], row: Row, base: number, draw: Draw, width: number): readonly Primitive[] {
  const primitives: Primitive[] = [];
  const [good, bad] = row.base ? (['neutral', 'neutral'] as const) : (['serving', 'failing'] as const);
  const threshold = row.lane.failureThreshold ?? 1;
  marks.forEach((mark, index) => {
    if (row.base || !isFailure(mark)) return;
    const next = marks[index + 1];
    if (next === undefined || !isFailure(next) || (next.count ?? 0) <= (mark.count ?? 0)) return;
    const [left, right] = [draw.scale.x(mark.atMs), draw.scale.x(next.atMs)];
    const height = Math.max(2, Math.min(1, (mark.count ?? 1) / threshold) * 7);
    primitives.push(
      pale(rect('backoff', left + width, base + 1, right - left - width, height), 0.4),
      rect('backoff', left + width, base + height, right - left - width, 1),
    );
  });
  for (const mark of marks) {
    const x = draw.scale.x(mark.atMs);
    const id = `${row.id}!${mark.atMs}`;
    primitives.push(
      isFailure(mark) ? { ...rect(bad, x, base + 1, width, 7), id } : { ...rect(good, x, base - 5, width, 5), id },
    );
    if (mark.kind === 'probe-threshold' && isFailure(mark))
      primitives.push(solid(bad, [x - 3.5, base - 5, x + 5.5, base - 5, x + 1, base + 1]));
  }
  return primitives;
}

/** No failure is averaged away: any makes the column's foot red, most make it longer, the threshold longest. */
function columns(marks: readonly Mark[], row: Row, base: number, draw: Draw): readonly Primitive[] {
  const primitives: Primitive[] = [];
  const [good, bad] = row.base ? (['neutral', 'neutral'] as const) : (['serving', 'failing'] as const);
  const anchor = draw.scale.x(0) % column;
  let [at, ok, failed, hit] = [NaN, 0, 0, false];
  const flush = (): void => {
    const x = at * column + anchor;
    if (ok > 0) primitives.push(rect(good, x, base - 4, column, 4));
    if (failed > 0) primitives.push(rect(bad, x, base + 1, column, hit ? 8 : failed > ok ? 6 : 4));
  };
  for (const mark of marks) {
    const slot = Math.floor((draw.scale.x(mark.atMs) - anchor) / column);
    if (slot !== at) {
      if (!Number.isNaN(at)) flush();
      [at, ok, failed, hit] = [slot, 0, 0, false];
    }
    if (isFailure(mark)) failed++;
    else ok++;
    hit ||= mark.kind === 'probe-threshold';
  }
  if (!Number.isNaN(at)) flush();
  return primitives;
}

/** Successes inside a folded wait are counted, not drawn. */
function foldedCounts(marks: readonly Mark[], base: number, draw: Draw): readonly Primitive[] {
  if (draw.narrow || draw.scale.folds.length === 0) return [];
  return draw.scale.folds.flatMap((fold) => {
    const inside = marks.filter(
      (mark) =>
        mark.kind === 'probe-success' && mark.atMs > fold.fromMs && mark.atMs < fold.toMs && isFolded(mark, draw),
    ).length;
    const text = `${inside} ok`;
    const width = draw.measure(text, 11);
    if (inside === 0 || width > fold.right - fold.left - 8) return [];
    return label(draw.measure, text, (fold.left + fold.right - width) / 2, base);
  });
}
