/** What lies over the lanes and moves: range, selection, hover, playhead, the grace period's rest, the handle that is dragged. */
import type { App, Run } from './app.ts';
import type { Geometry, Hover } from './chart.ts';
import { length, moment } from './format.ts';
import { find, timesOf } from './hit.ts';
import type { Row } from './layout.ts';
import { containerMarks } from './scene/container-lane.ts';
import type { Measure, Primitive } from './scene/primitives.ts';
import { label, pale, rect } from './scene/primitives.ts';

export interface OverlayInput {
  readonly app: App;
  readonly run: Run;
  readonly geometry: Geometry;
  readonly hover: Hover | undefined;
  /** What stands in the lanes already: the playhead passes behind its labels. */
  readonly lanes: readonly Primitive[];
}

export function overlayScene(input: OverlayInput): readonly Primitive[] {
  return [
    ...range(input),
    ...hovered(input),
    ...selected(input),
    ...playhead(input),
    ...graceLeft(input),
    ...handle(input),
  ];
}

function range({ app, geometry }: OverlayInput): readonly Primitive[] {
  const { range: chosen } = app.state;
  if (chosen === undefined) return [];
  const { scale } = geometry.draw;
  const [left, right] = [scale.x(chosen.fromMs), scale.x(chosen.toMs)];
  const [top, height] = [geometry.scrollY, geometry.viewHeight];
  return [
    pale(rect('focus', left, top, right - left, height), 0.12),
    rect('focus', left, top, 1, height),
    rect('focus', right, top, 1, height),
  ];
}

function playhead({ app, geometry, lanes }: OverlayInput): readonly Primitive[] {
  const { draw, scrollY, viewHeight } = geometry;
  const x = draw.scale.x(app.state.playheadMs);
  if (x < -1 || x > draw.width + 1) return [];
  const parts: Primitive[] = [];
  let top = scrollY;
  const to = (bottom: number): void => {
    if (bottom > top)
      parts.push(rect('background', x - 1, top, 3, bottom - top), rect('focus', x, top, 1, bottom - top));
  };
  for (const [from, until] of labelsAt(x, lanes, draw.measure)) {
    to(from);
    top = Math.max(top, until);
  }
  to(scrollY + viewHeight);
  return parts;
}

/** Top and bottom of the labels that a vertical line would cross, from above. */
function labelsAt(x: number, lanes: readonly Primitive[], measure: Measure): readonly (readonly [number, number])[] {
  return lanes
    .flatMap((part): readonly (readonly [number, number])[] => {
      if (part.kind !== 'text' || x < part.x - 3 || x > part.x + measure(part.text, part.size) + 3) return [];
      return [[part.y - 10, part.y + 3]];
    })
    .sort(([one], [other]) => one - other);
}

function frameAround(
  row: Row,
  [fromMs, toMs]: readonly [number, number],
  { draw }: Geometry,
  paint: 'focus' | 'text',
  width: number,
): readonly Primitive[] {
  const [left, right] = [Math.max(-4, draw.scale.x(fromMs)), Math.min(draw.width + 4, draw.scale.x(toMs))];
  if (right < -4 || left > draw.width + 4) return [];
  const box = toMs === fromMs ? { x: left - 7, w: 15 } : { x: left - 2, w: Math.max(5, right - left + 4) };
  const [y, h] = [row.y + 1, row.h - 2];
  return [
    { kind: 'frame', x: box.x - 1, w: box.w + 2, y: y - 1, h: h + 2, paint: 'background' },
    { kind: 'frame', ...box, y, h, paint, width },
  ];
}

function hovered({ geometry, hover }: OverlayInput): readonly Primitive[] {
  const row = geometry.layout.rows.find((each) => each.id === hover?.rowId);
  if (row === undefined || hover === undefined || hover.handleMs !== undefined) return [];
  return frameAround(row, [hover.fromMs, hover.toMs], geometry, 'text', 1);
}

function selected({ app, geometry }: OverlayInput): readonly Primitive[] {
  const hit = find(geometry.layout.rows, app.state.selection);
  if (hit === undefined) return [];
  const frame = frameAround(hit.row, timesOf(hit), geometry, 'focus', geometry.draw.highContrast ? 2 : 1);
  return hit.row.lane.kind === 'container' ? [...frame, ...containerMarks(hit.row, geometry.draw)] : frame;
}

function graceLeft({ app, geometry }: OverlayInput): readonly Primitive[] {
  const { draw } = geometry;
  const atMs = app.state.playheadMs;
  return geometry.layout.rows
    .filter((row) => row.lane.kind === 'grace')
    .flatMap((row) => {
      const span = row.lane.spans.find((each) => each.startMs <= atMs && atMs < each.endMs);
      if (span === undefined) return [];
      const words = `${moment(span.endMs - atMs)} left`;
      const width = draw.measure(words, 11);
      const x = draw.scale.x(atMs);
      return label(draw.measure, words, x + width + 12 > draw.width ? x - width - 4 : x + 5, row.y + row.h / 2);
    });
}

/** A two-pixel handle on what can be dragged, and the new time while it is. */
function handle({ geometry, hover }: OverlayInput): readonly Primitive[] {
  const row = geometry.layout.rows.find((each) => each.id === hover?.rowId);
  if (row === undefined || hover?.handleMs === undefined) return [];
  const { draw } = geometry;
  const x = draw.scale.x(hover.handleMs);
  const grip = [rect('background', x - 2, row.y + 1, 5, row.h - 2), rect('focus', x - 0.5, row.y + 1, 2, row.h - 2)];
  if (hover.tip === undefined) return grip;
  const width = draw.measure(hover.tip, 11) + 10;
  const left = x + 8 + width > draw.width ? x - 8 - width : x + 8;
  return [
    ...grip,
    rect('bubble', left, row.y + 1, width, 17),
    { kind: 'text', x: left + 5, y: row.y + 13, text: hover.tip, paint: 'bubbleText', size: 11 },
  ];
}

/** The words of a chosen range, for the card and the clipboard. */
export function rangeTitle(fromMs: number, toMs: number): string {
  return `${moment(fromMs)} – ${moment(toMs)}, ${length(toMs - fromMs)}`;
}
