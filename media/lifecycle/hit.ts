/** What is under the pointer or the keyboard's focus: a span or a mark of a row, found by binary search. */
import type { Mark, Span } from '../../core/simulation.ts';
import type { Layout, Row } from './layout.ts';
import type { Scale } from './scale.ts';
import { firstFrom } from './scene/draw.ts';
import type { Selection } from './state.ts';

export type Hit =
  | { readonly kind: 'span'; readonly row: Row; readonly span: Span; readonly index: number }
  | {
      readonly kind: 'mark';
      readonly row: Row;
      readonly mark: Mark;
      readonly index: number;
      readonly near: readonly Mark[];
    };

/** Marks are taken from this many pixels away. */
const reach = 5;

/** The row at a height, with a little room between rows given to the one above. */
export function rowAt(layout: Layout, y: number): Row | undefined {
  return layout.rows.find((row) => y >= row.nameY && y < row.y + row.h);
}

export function hitAt(row: Row, x: number, scale: Scale): Hit | undefined {
  const mark = markNear(row, x, scale);
  if (mark !== undefined) return mark;
  const atMs = scale.time(x);
  const index = firstFrom(row.lane.spans, atMs, (span) => span.endMs);
  const span = row.lane.spans[index];
  return span !== undefined && span.startMs <= atMs ? { kind: 'span', row, span, index } : undefined;
}

function markNear(row: Row, x: number, scale: Scale): Hit | undefined {
  const { marks } = row.lane;
  const from = firstFrom(marks, scale.time(x - reach), (mark) => mark.atMs);
  const to = firstFrom(marks, scale.time(x + reach), (mark) => mark.atMs);
  const near = marks.slice(from, to);
  let best: number | undefined;
  near.forEach((mark, index) => {
    const old = best === undefined ? undefined : near[best];
    if (
      old === undefined ||
      rank(mark) < rank(old) ||
      (rank(mark) === rank(old) && Math.abs(scale.x(mark.atMs) - x) < Math.abs(scale.x(old.atMs) - x))
    )
      best = index;
  });
  const mark = best === undefined ? undefined : near[best];
  return mark === undefined || best === undefined ? undefined : { kind: 'mark', row, mark, index: from + best, near };
}

/** Where several share the place, the one that is drawn is meant: a Warning hides a Normal Event. */
const rank = (mark: Mark): number => (mark.kind === 'event-normal' ? 1 : 0);

export function selectionOf(hit: Hit): Selection {
  return { rowId: hit.row.id, kind: hit.kind, atMs: hit.kind === 'span' ? hit.span.startMs : hit.mark.atMs };
}

/** The selected thing in this run: the same start, or the span that now covers it. */
export function find(rows: readonly Row[], selection: Selection | undefined): Hit | undefined {
  const row = rows.find((each) => each.id === selection?.rowId);
  if (row === undefined || selection === undefined) return undefined;
  if (selection.kind === 'mark') {
    const index = nearest(row.lane.marks, selection.atMs);
    const mark = row.lane.marks[index];
    return mark === undefined ? undefined : { kind: 'mark', row, mark, index, near: [mark] };
  }
  const index = firstFrom(row.lane.spans, selection.atMs + 0.5, (span) => span.endMs);
  const at = Math.min(index, row.lane.spans.length - 1);
  const span = row.lane.spans[at];
  return span === undefined ? undefined : { kind: 'span', row, span, index: at };
}

/** The items of a row that arrows walk through: its spans, or its marks where it has none. */
export function itemsOf(row: Row): readonly Selection[] {
  if (row.lane.spans.length > 0)
    return row.lane.spans.map((span) => ({ rowId: row.id, kind: 'span', atMs: span.startMs }));
  return row.lane.marks.map((mark) => ({ rowId: row.id, kind: 'mark', atMs: mark.atMs }));
}

/** Index of the selected item; where it has moved, of the one that now holds there. */
export function indexOf(items: readonly Selection[], { atMs }: Selection): number {
  const exact = items.findIndex((item) => item.atMs === atMs);
  return exact === -1 ? itemAt(items, atMs) : exact;
}

/** Index of the item that holds at a moment, or the last one before it. */
export function itemAt(items: readonly Selection[], atMs: number): number {
  return Math.max(0, firstFrom(items, atMs + 0.5, (item) => item.atMs) - 1);
}

function nearest(marks: readonly Mark[], atMs: number): number {
  const index = firstFrom(marks, atMs, (mark) => mark.atMs);
  const [before, after] = [marks[index - 1], marks[index]];
  if (after === undefined) return index - 1;
  return before !== undefined && atMs - before.atMs < after.atMs - atMs ? index - 1 : index;
}

/** When a hit begins and ends. */
export function timesOf(hit: Hit): readonly [number, number] {
  return hit.kind === 'span' ? [hit.span.startMs, hit.span.endMs] : [hit.mark.atMs, hit.mark.atMs];
}
