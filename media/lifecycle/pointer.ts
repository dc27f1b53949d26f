/** Mouse, pen, touchpad and fingers on the chart: zoom, pan, scrub, ranges, selection, the overview's window, what-if handles. */
import { showCard, hideCard } from './card.ts';
import { chainOf } from './causes.ts';
import type { Geometry } from './chart.ts';
import { type DragSteps, type PointerParts, scrub, startDrag } from './drag.ts';
import { type Handle, handleAt } from './handles.ts';
import { hitAt, rowAt, selectionOf, timesOf } from './hit.ts';
import { onWheel, pan, pinch, type Point, pointOf, snapped } from './navigate.ts';
import { headCursor, headDrag } from './pointer-head.ts';

export function connectPointer(parts: PointerParts): void {
  const { app, chart } = parts;
  const { surface: lanes, head } = chart;
  for (const surface of [lanes, head]) {
    surface.addEventListener('wheel', (event) => onWheel(event, surface, app, chart), { passive: false });
    surface.addEventListener('contextmenu', () => hideCard());
  }
  const fingers = new Map<number, Point>();
  lanes.addEventListener('pointerdown', (event) => {
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 2) return;
    startDrag(event, lanes, chart, laneDrag(event, parts));
  });
  lanes.addEventListener('pointermove', (event) => {
    if (fingers.has(event.pointerId)) pinch(event, fingers, lanes, app, chart);
    else if (event.buttons === 0) onHover(event, lanes, parts);
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    lanes.addEventListener(end, (event) => fingers.delete(event.pointerId));
  lanes.addEventListener('pointerleave', () => {
    hideCard();
    chart.setHover(undefined);
  });
  lanes.addEventListener('dblclick', () => parts.reveal());
  head.addEventListener('pointerdown', (event) => {
    if (event.target instanceof HTMLButtonElement) return;
    startDrag(event, head, chart, headDrag(event, head, parts));
  });
  head.addEventListener('pointermove', (event) => {
    head.style.cursor = headCursor(pointOf(event, head, chart), app, chart);
  });
}

function laneDrag(event: PointerEvent, parts: PointerParts): DragSteps | undefined {
  const { app, chart } = parts;
  const geometry = chart.geometry();
  if (geometry === undefined) return undefined;
  const start = pointOf(event, chart.surface, chart);
  const handle = handleAt(app, geometry, start);
  if (handle !== undefined) return handleDrag(handle, parts, geometry);
  if (Math.abs(geometry.scale.x(app.state.playheadMs) - start.x) <= 3) return scrub(parts);
  let last = start.x;
  return {
    move: (point) => {
      const now = chart.geometry();
      if (now !== undefined) pan(app, now, last - point.x);
      last = point.x;
    },
    end: (moved, up) => {
      if (!moved) click(pointOf(up, chart.surface, chart), up, parts);
    },
  };
}

function handleDrag(handle: Handle, parts: PointerParts, geometry: Geometry): DragSteps {
  const { app, chart } = parts;
  let atMs: number | undefined;
  const show = (ms: number): void =>
    chart.setHover({ rowId: handle.rowId, fromMs: ms, toMs: ms, handleMs: ms, tip: handle.tip(ms) });
  return {
    move: (point) => {
      atMs = Math.max(0, Math.round(geometry.scale.time(point.x) / 100) * 100);
      app.editScenario(handle.change(atMs), false);
      show(atMs);
    },
    end: (moved) => {
      chart.setHover(undefined);
      if (moved && atMs !== undefined) app.editScenario(handle.change(atMs), true);
    },
  };
}

/** Selects what is there and moves the playhead; the line in the YAML is marked. */
function click(point: Point, event: PointerEvent, parts: PointerParts): void {
  const { app, chart } = parts;
  const geometry = chart.geometry();
  const row = geometry === undefined ? undefined : rowAt(geometry.layout, point.y);
  if (geometry === undefined || row === undefined) return;
  const hit = hitAt(row, point.x, geometry.scale);
  const playheadMs = hit?.kind === 'mark' ? hit.mark.atMs : snapped(app, geometry, point.x, event.altKey);
  app.dispatch(
    hit === undefined
      ? { type: 'select', atMs: playheadMs }
      : { type: 'select', selection: selectionOf(hit), atMs: playheadMs },
  );
  app.dispatch({ type: 'range' });
  parts.focusTwin();
  const cause =
    hit === undefined
      ? undefined
      : chainOf(app.run?.timeline.causes ?? [], hit.kind === 'span' ? hit.span.cause : hit.mark.cause).find(
          (each) => each.field !== undefined,
        );
  const field = cause?.field ?? row.lane.field;
  app.post(field === undefined ? { type: 'highlight' } : { type: 'highlight', field });
}

function onHover(event: PointerEvent, surface: HTMLElement, parts: PointerParts): void {
  const { app, chart } = parts;
  const geometry = chart.geometry();
  if (geometry === undefined || app.run === undefined) return;
  const point = pointOf(event, surface, chart);
  const row = rowAt(geometry.layout, point.y);
  const handle = handleAt(app, geometry, point);
  const nearPlayhead = Math.abs(geometry.scale.x(app.state.playheadMs) - point.x) <= 3;
  surface.style.cursor = handle !== undefined || nearPlayhead ? 'col-resize' : 'default';
  if (handle !== undefined) {
    hideCard();
    chart.setHover({ rowId: handle.rowId, fromMs: handle.atMs, toMs: handle.atMs, handleMs: handle.atMs });
    return;
  }
  const hit = row === undefined || point.y < row.y ? undefined : hitAt(row, point.x, geometry.scale);
  if (hit === undefined || row === undefined) {
    hideCard();
    chart.setHover(undefined);
    return;
  }
  const [fromMs, toMs] = timesOf(hit);
  chart.setHover({ rowId: row.id, fromMs, toMs });
  const box = surface.getBoundingClientRect();
  const bottom = box.top + (row.y + row.h - geometry.scrollY) * geometry.unit;
  showCard(hit, app.run, { x: event.clientX, top: bottom - row.h * geometry.unit, bottom });
}
