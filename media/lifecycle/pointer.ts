/** Mouse, pen, touchpad and fingers on the chart: zoom, pan, scrub, ranges, selection, the overview's window, what-if handles. */
import type { App } from './app.ts';
import type { Chart, Geometry } from './chart.ts';
import { showCard, hideCard } from './card.ts';
import { type Handle, handleAt } from './handles.ts';
import { hitAt, selectionOf, timesOf } from './hit.ts';
import { rowAt, sizes } from './layout.ts';
import { walk } from './scale.ts';
import { overviewX } from './scene/head.ts';
import { chainOf } from './inspector.ts';

interface Point { readonly x: number; readonly y: number }
type Drag = (point: Point, event: PointerEvent) => void;

export interface PointerParts { readonly app: App; readonly chart: Chart; readonly focusTwin: () => void; readonly reveal: () => void }

export function connectPointer(parts: PointerParts): void {
  const { app, chart } = parts;
  const surfaces = [chart.surface, chart.head.querySelector<HTMLElement>('.head-surface')];
  for (const surface of surfaces) {
    surface?.addEventListener('wheel', (event) => onWheel(event, surface, app, chart), { passive: false });
    surface?.addEventListener('contextmenu', () => hideCard());
  }
  const [lanes, head] = surfaces;
  if (lanes === null || lanes === undefined || head === null || head === undefined) return;
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
  for (const end of ['pointerup', 'pointercancel'] as const) lanes.addEventListener(end, (event) => fingers.delete(event.pointerId));
  lanes.addEventListener('pointerleave', () => {
    hideCard();
    chart.setHover(undefined);
  });
  lanes.addEventListener('dblclick', () => parts.reveal());
  head.addEventListener('pointerdown', (event) => {
    if (event.target instanceof HTMLButtonElement) return;
    startDrag(event, head, chart, headDrag(event, head, parts));
  });
  head.addEventListener('pointermove', (event) => { head.style.cursor = headCursor(at(event, head, chart), app, chart); });
}

function at(event: MouseEvent, surface: HTMLElement, chart: Chart): Point {
  const box = surface.getBoundingClientRect();
  const geometry = chart.geometry();
  const unit = geometry?.unit ?? 1;
  const scroll = surface === chart.surface ? (geometry?.scrollY ?? 0) : 0;
  return { x: (event.clientX - box.left) / unit, y: (event.clientY - box.top) / unit + scroll };
}

/** Follows the pointer until it is released; one call a frame is enough, the newest wins. */
function startDrag(event: PointerEvent, surface: HTMLElement, chart: Chart, drag: { readonly move: Drag; readonly end: (moved: boolean, event: PointerEvent) => void } | undefined): void {
  if (event.button !== 0 || drag === undefined) return;
  hideCard();
  const start = { x: event.clientX, y: event.clientY };
  let moved = false;
  surface.setPointerCapture(event.pointerId);
  const move = (next: PointerEvent): void => {
    moved ||= Math.abs(next.clientX - start.x) + Math.abs(next.clientY - start.y) > 3;
    if (moved) drag.move(at(next, surface, chart), next);
  };
  const end = (next: PointerEvent): void => {
    surface.removeEventListener('pointermove', move);
    surface.removeEventListener('pointerup', end);
    surface.removeEventListener('pointercancel', end);
    drag.end(moved, next);
  };
  surface.addEventListener('pointermove', move);
  surface.addEventListener('pointerup', end);
  surface.addEventListener('pointercancel', end);
}

/** Ctrl or pinch zooms at the pointer, Shift or a sideways wheel pans, a plain wheel scrolls the lanes. */
function onWheel(event: WheelEvent, surface: HTMLElement, app: App, chart: Chart): void {
  const geometry = chart.geometry();
  if (geometry === undefined) return;
  const lines = event.deltaMode === 1 ? 16 : 1;
  const [dx, dy] = [event.deltaX * lines, event.deltaY * lines];
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    zoom(app, geometry, Math.exp(-dy * 0.0022), at(event, surface, chart).x);
  } else if (event.shiftKey || Math.abs(dx) > Math.abs(dy)) {
    event.preventDefault();
    pan(app, geometry, (dx === 0 ? dy : dx) / geometry.unit);
  }
  hideCard();
}

/** Zooms by a factor so that what is at x stays there. */
export function zoom(app: App, geometry: Geometry, factor: number, x: number): void {
  const { scale, scaleInput } = geometry;
  const perMs = scale.perMs * factor;
  const anchor = scale.time(x);
  const fromMs = walk(scaleInput, perMs, anchor, scale.left - x);
  const toMs = walk(scaleInput, perMs, anchor, scale.right - x);
  app.dispatch(fromMs <= 0 && toMs >= app.state.endMs ? { type: 'fit' } : { type: 'window', fromMs: Math.max(0, fromMs), toMs: Math.min(app.state.endMs, toMs) });
}

/** Pans by pixels; the scale stays, ends stop it. */
export function pan(app: App, geometry: Geometry, pixels: number): void {
  const { scale, scaleInput } = geometry;
  const { endMs } = app.state;
  let fromMs = walk(scaleInput, scale.perMs, scale.fromMs, pixels);
  let toMs = walk(scaleInput, scale.perMs, scale.toMs, pixels);
  if (fromMs < 0) [fromMs, toMs] = [0, walk(scaleInput, scale.perMs, 0, scale.right - scale.left)];
  if (toMs > endMs) [fromMs, toMs] = [walk(scaleInput, scale.perMs, endMs, scale.left - scale.right), endMs];
  if (fromMs >= 0) app.dispatch({ type: 'window', fromMs, toMs });
}

/** The nearest stop within 4 px; Alt does without. */
export function snapped(app: App, geometry: Geometry, x: number, free: boolean): number {
  const atMs = geometry.scale.time(x);
  if (free || app.run === undefined) return atMs;
  let [best, distance] = [atMs, 4];
  for (const stop of app.run.stops) {
    const apart = Math.abs(geometry.scale.x(stop) - x);
    if (apart <= distance) [best, distance] = [stop, apart];
  }
  return best;
}

function laneDrag(event: PointerEvent, parts: PointerParts): { readonly move: Drag; readonly end: (moved: boolean, event: PointerEvent) => void } | undefined {
  const { app, chart } = parts;
  const geometry = chart.geometry();
  if (geometry === undefined) return undefined;
  const start = at(event, chart.surface, chart);
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
    end: (moved, up) => { if (!moved) click(at(up, chart.surface, chart), up, parts); },
  };
}

function handleDrag(handle: Handle, parts: PointerParts, geometry: Geometry): { readonly move: Drag; readonly end: (moved: boolean) => void } {
  const { app, chart } = parts;
  let atMs: number | undefined;
  const show = (ms: number): void => chart.setHover({ rowId: handle.rowId, fromMs: ms, toMs: ms, handleMs: ms, tip: handle.tip(ms) });
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

function scrub(parts: PointerParts): { readonly move: Drag; readonly end: () => void } {
  const { app, chart } = parts;
  return {
    move: (point, event) => {
      const now = chart.geometry();
      if (now !== undefined) app.dispatch({ type: 'playhead', atMs: snapped(app, now, point.x, event.altKey) });
    },
    end: () => undefined,
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
  app.dispatch(hit === undefined ? { type: 'select', atMs: playheadMs } : { type: 'select', selection: selectionOf(hit), atMs: playheadMs });
  app.dispatch({ type: 'range' });
  parts.focusTwin();
  const cause = hit === undefined ? undefined : chainOf(app.run?.timeline.causes ?? [], hit.kind === 'span' ? hit.span.cause : hit.mark.cause).find((each) => each.field !== undefined);
  const field = cause?.field ?? row.lane.field;
  app.post(field === undefined ? { type: 'highlight' } : { type: 'highlight', field });
}

function onHover(event: PointerEvent, surface: HTMLElement, parts: PointerParts): void {
  const { app, chart } = parts;
  const geometry = chart.geometry();
  if (geometry === undefined || app.run === undefined) return;
  const point = at(event, surface, chart);
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

/** Two fingers: their middle pans, their distance zooms. */
function pinch(event: PointerEvent, fingers: Map<number, Point>, surface: HTMLElement, app: App, chart: Chart): void {
  const geometry = chart.geometry();
  const old = [...fingers.values()];
  fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  const [one, other] = [...fingers.values()];
  if (geometry === undefined || one === undefined || other === undefined || old[0] === undefined || old[1] === undefined) return;
  const before = Math.max(8, Math.hypot(old[0].x - old[1].x, old[0].y - old[1].y));
  const after = Math.max(8, Math.hypot(one.x - other.x, one.y - other.y));
  const middle = ((one.x + other.x) / 2 - surface.getBoundingClientRect().left) / geometry.unit;
  zoom(app, geometry, after / before, middle);
}

type HeadPart = 'window' | 'left' | 'right' | 'overview' | 'bubble' | 'ruler';

function headPart(point: Point, app: App, chart: Chart): HeadPart {
  const geometry = chart.geometry();
  if (geometry === undefined || point.y > sizes.overview) return geometry !== undefined && Math.abs(geometry.scale.x(app.state.playheadMs) - point.x) < 28 ? 'bubble' : 'ruler';
  const x = overviewX(app.state.endMs, geometry.draw.width);
  const [left, right] = [x(app.state.fromMs), x(app.state.toMs)];
  if (Math.abs(point.x - left) < 6) return 'left';
  if (Math.abs(point.x - right) < 6) return 'right';
  return point.x > left && point.x < right && !app.state.fitted ? 'window' : 'overview';
}

const headCursor = (point: Point, app: App, chart: Chart): string =>
  ({ left: 'ew-resize', right: 'ew-resize', window: 'grab', overview: 'crosshair', bubble: 'col-resize', ruler: 'text' })[headPart(point, app, chart)];

function headDrag(event: PointerEvent, head: HTMLElement, parts: PointerParts): { readonly move: Drag; readonly end: (moved: boolean, event: PointerEvent) => void } | undefined {
  const { app, chart } = parts;
  const geometry = chart.geometry();
  if (geometry === undefined) return undefined;
  const start = at(event, head, chart);
  const part = headPart(start, app, chart);
  const overview = (x: number): number => ((x - sizes.padding) / (geometry.draw.width - 2 * sizes.padding)) * app.state.endMs;
  const { fromMs, toMs } = app.state;
  const scrubbing = scrub(parts);
  const jump = (up: PointerEvent): void => app.dispatch({ type: 'playhead', atMs: snapped(app, geometry, at(up, head, chart).x, up.altKey) });
  switch (part) {
    case 'bubble': return { move: scrubbing.move, end: (moved, up) => { if (!moved) jump(up); } };
    case 'ruler': return {
      move: (point, next) => app.dispatch({ type: 'range', range: { fromMs: snapped(app, geometry, start.x, next.altKey), toMs: snapped(app, geometry, point.x, next.altKey) } }),
      end: (moved, up) => {
        if (moved) return;
        app.dispatch({ type: 'range' });
        jump(up);
      },
    };
    case 'left': return { move: (point) => app.dispatch({ type: 'window', fromMs: Math.min(overview(point.x), toMs - 40), toMs }), end: () => undefined };
    case 'right': return { move: (point) => app.dispatch({ type: 'window', fromMs, toMs: Math.max(overview(point.x), fromMs + 40) }), end: () => undefined };
    case 'window': return {
      move: (point) => {
        const shift = overview(point.x) - overview(start.x);
        app.dispatch({ type: 'window', fromMs: fromMs + shift, toMs: toMs + shift });
      },
      end: () => undefined,
    };
    case 'overview': return {
      move: (point) => {
        const [one, other] = [overview(start.x), overview(point.x)];
        app.dispatch({ type: 'window', fromMs: Math.min(one, other), toMs: Math.max(one, other) });
      },
      end: (moved) => { if (!moved) app.dispatch({ type: 'playhead', atMs: overview(start.x) }); },
    };
  }
}
