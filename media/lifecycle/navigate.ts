/** Zooming and panning: at the pointer, by wheel, by two fingers; and the nearest moment worth stopping at. */
import type { App } from './app.ts';
import { hideCard } from './card.ts';
import type { Chart, Geometry } from './chart.ts';
import { walk } from './scale.ts';
import { stops } from './stops.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A place on a surface in design pixels; in the lanes counted from the first row. */
export function pointOf(event: MouseEvent, surface: HTMLElement, chart: Chart): Point {
  const box = surface.getBoundingClientRect();
  const geometry = chart.geometry();
  const unit = geometry?.unit ?? 1;
  const scroll = surface === chart.surface ? (geometry?.scrollY ?? 0) : 0;
  return { x: (event.clientX - box.left) / unit, y: (event.clientY - box.top) / unit + scroll };
}

/** Ctrl or pinch zooms at the pointer, Shift or a sideways wheel pans, a plain wheel scrolls the lanes. */
export function onWheel(event: WheelEvent, surface: HTMLElement, app: App, chart: Chart): void {
  const geometry = chart.geometry();
  if (geometry === undefined) return;
  const lines = event.deltaMode === 1 ? 16 : 1;
  const [dx, dy] = [event.deltaX * lines, event.deltaY * lines];
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    zoom(app, geometry, Math.exp(-dy * 0.0022), pointOf(event, surface, chart).x);
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
  app.dispatch(
    fromMs <= 0 && toMs >= app.state.endMs
      ? { type: 'fit' }
      : { type: 'window', fromMs: Math.max(0, fromMs), toMs: Math.min(app.state.endMs, toMs) },
  );
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
  for (const stop of stops(app.run.timeline)) {
    const apart = Math.abs(geometry.scale.x(stop) - x);
    if (apart <= distance) [best, distance] = [stop, apart];
  }
  return best;
}

/** Two fingers: their middle pans, their distance zooms. */
export function pinch(
  event: PointerEvent,
  fingers: Map<number, Point>,
  surface: HTMLElement,
  app: App,
  chart: Chart,
): void {
  const geometry = chart.geometry();
  const old = [...fingers.values()];
  fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  const [one, other] = [...fingers.values()];
  if (
    geometry === undefined ||
    one === undefined ||
    other === undefined ||
    old[0] === undefined ||
    old[1] === undefined
  )
    return;
  const before = Math.max(8, Math.hypot(old[0].x - old[1].x, old[0].y - old[1].y));
  const after = Math.max(8, Math.hypot(one.x - other.x, one.y - other.y));
  const middle = ((one.x + other.x) / 2 - surface.getBoundingClientRect().left) / geometry.unit;
  zoom(app, geometry, after / before, middle);
}
