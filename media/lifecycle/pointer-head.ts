/** The pointer above the lanes: the overview's window, the playhead's bubble, ranges on the ruler. */
import type { App } from './app.ts';
import type { Chart } from './chart.ts';
import { sizes } from './layout.ts';
import { type DragSteps, type PointerParts, scrub } from './drag.ts';
import { type Point, pointOf, snapped } from './navigate.ts';
import { overviewX } from './scene/head.ts';

type HeadPart = 'window' | 'left' | 'right' | 'overview' | 'bubble' | 'ruler';

function headPart(point: Point, app: App, chart: Chart): HeadPart {
  const geometry = chart.geometry();
  if (geometry === undefined || point.y > sizes.overview)
    return geometry !== undefined && Math.abs(geometry.scale.x(app.state.playheadMs) - point.x) < 28
      ? 'bubble'
      : 'ruler';
  const x = overviewX(app.state.endMs, geometry.draw.width);
  const [left, right] = [x(app.state.fromMs), x(app.state.toMs)];
  if (Math.abs(point.x - left) < 6) return 'left';
  if (Math.abs(point.x - right) < 6) return 'right';
  return point.x > left && point.x < right && !app.state.fitted ? 'window' : 'overview';
}

export const headCursor = (point: Point, app: App, chart: Chart): string =>
  ({
    left: 'ew-resize',
    right: 'ew-resize',
    window: 'grab',
    overview: 'crosshair',
    bubble: 'col-resize',
    ruler: 'text',
  })[headPart(point, app, chart)];

export function headDrag(event: PointerEvent, head: HTMLElement, parts: PointerParts): DragSteps | undefined {
  const { app, chart } = parts;
  const geometry = chart.geometry();
  if (geometry === undefined) return undefined;
  const start = pointOf(event, head, chart);
  const part = headPart(start, app, chart);
  const overview = (x: number): number =>
    ((x - sizes.padding) / (geometry.draw.width - 2 * sizes.padding)) * app.state.endMs;
  const { fromMs, toMs } = app.state;
  const scrubbing = scrub(parts);
  const jump = (up: PointerEvent): void =>
    app.dispatch({ type: 'playhead', atMs: snapped(app, geometry, pointOf(up, head, chart).x, up.altKey) });
  switch (part) {
    case 'bubble':
      return {
        move: scrubbing.move,
        end: (moved, up) => {
          if (!moved) jump(up);
        },
      };
    case 'ruler':
      return {
        move: (point, next) =>
          app.dispatch({
            type: 'range',
            range: {
              fromMs: snapped(app, geometry, start.x, next.altKey),
              toMs: snapped(app, geometry, point.x, next.altKey),
            },
          }),
        end: (moved, up) => {
          if (moved) return;
          app.dispatch({ type: 'range' });
          jump(up);
        },
      };
    case 'left':
      return {
        move: (point) => app.dispatch({ type: 'window', fromMs: Math.min(overview(point.x), toMs - 40), toMs }),
        end: () => undefined,
      };
    case 'right':
      return {
        move: (point) => app.dispatch({ type: 'window', fromMs, toMs: Math.max(overview(point.x), fromMs + 40) }),
        end: () => undefined,
      };
    case 'window':
      return {
        move: (point) => {
          const shift = overview(point.x) - overview(start.x);
          app.dispatch({ type: 'window', fromMs: fromMs + shift, toMs: toMs + shift });
        },
        end: () => undefined,
      };
    case 'overview':
      return {
        move: (point) => {
          const [one, other] = [overview(start.x), overview(point.x)];
          app.dispatch({ type: 'window', fromMs: Math.min(one, other), toMs: Math.max(one, other) });
        },
        end: (moved) => {
          if (!moved) app.dispatch({ type: 'playhead', atMs: overview(start.x) });
        },
      };
  }
}
