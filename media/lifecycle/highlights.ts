/** What lies over the lanes where somebody points, selects or drags: range, selection, hover, the handle that is dragged. */
import type { Geometry } from './chart.ts';
import { length, moment } from './format.ts';
import { find, timesOf } from './hit.ts';
import type { Row } from './layout.ts';
import { type OverlayInput, overlayScene } from './overlay.ts';
import { containerMarks } from './scene/container-lane.ts';
import type { Primitive } from './scene/primitives.ts';
import { pale, rect, words } from './scene/primitives.ts';

/** With the playhead, in the order in which they cover each other. */
export function highlightedScene(input: OverlayInput): readonly Primitive[] {
  return [...range(input), ...hovered(input), ...selected(input), ...overlayScene(input), ...handle(input)];
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
  return [...grip, rect('bubble', left, row.y + 1, width, 17), words(hover.tip, left + 5, row.y + 13, 'bubbleText')];
}

/** The words of a chosen range, for the card and the clipboard. */
export function rangeTitle(fromMs: number, toMs: number): string {
  return `${moment(fromMs)} – ${moment(toMs)}, ${length(toMs - fromMs)}`;
}
