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
  if (part !== 'bubble' && part !== 'ruler') return overviewDrag(part, start.x, geometry.draw.width, app);
  const at = (x: number, { altKey }: PointerEvent): number => snapped(app, geometry, x, altKey);
  const jump = (up: PointerEvent): void => app.dispatch({ type: 'playhead', atMs: at(pointOf(up, head, chart).x, up) });
  if (part === 'bubble') {
    return {
      move: scrub(parts).move,
      end: (moved, up) => {
        if (!moved) jump(up);
      },
    };
  }
  return {
    move: (point, next) =>
      app.dispatch({ type: 'range', range: { fromMs: at(start.x, next), toMs: at(point.x, next) } }),
    end: (moved, up) => {
      if (moved) return;
      app.dispatch({ type: 'range' });
      jump(up);
    },
  };
}

/** The overview's window is dragged, its edges are moved, or a new one is drawn. */
function overviewDrag(part: Exclude<HeadPart, 'bubble' | 'ruler'>, startX: number, width: number, app: App): DragSteps {
  const { fromMs, toMs, endMs } = app.state;
  const time = (x: number): number => ((x - sizes.padding) / (width - 2 * sizes.padding)) * endMs;
  const show = (from: number, to: number): void => app.dispatch({ type: 'window', fromMs: from, toMs: to });
  const least = 40;
  const moves: Readonly<Record<typeof part, (x: number) => void>> = {
    left: (x) => show(Math.min(time(x), toMs - least), toMs),
    right: (x) => show(fromMs, Math.max(time(x), fromMs + least)),
    window: (x) => show(fromMs + time(x) - time(startX), toMs + time(x) - time(startX)),
    overview: (x) => show(Math.min(time(startX), time(x)), Math.max(time(startX), time(x))),
  };
  return {
    move: ({ x }) => moves[part](x),
    end: (moved) => {
      if (!moved && part === 'overview') app.dispatch({ type: 'playhead', atMs: time(startX) });
    },
  };
}
