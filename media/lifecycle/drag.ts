/** A drag from press to release, and the one that both surfaces share: scrubbing. */
import type { App } from './app.ts';
import { hideCard } from './card.ts';
import type { Chart } from './chart.ts';
import { type Point, pointOf, snapped } from './navigate.ts';

export interface PointerParts {
  readonly app: App;
  readonly chart: Chart;
  readonly focusTwin: () => void;
  readonly reveal: () => void;
}

/** What a drag does while it moves, and when it ends; `moved` is false for a click. */
export interface DragSteps {
  readonly move: (point: Point, event: PointerEvent) => void;
  readonly end: (moved: boolean, event: PointerEvent) => void;
}

/** Follows the pointer until it is released; one call a frame is enough, the newest wins. */
export function startDrag(event: PointerEvent, surface: HTMLElement, chart: Chart, drag: DragSteps | undefined): void {
  if (event.button !== 0 || drag === undefined) return;
  hideCard();
  const start = { x: event.clientX, y: event.clientY };
  let moved = false;
  surface.setPointerCapture(event.pointerId);
  const move = (next: PointerEvent): void => {
    moved ||= Math.abs(next.clientX - start.x) + Math.abs(next.clientY - start.y) > 3;
    if (moved) drag.move(pointOf(next, surface, chart), next);
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

/** Moves the playhead with the pointer. */
export function scrub(parts: PointerParts): DragSteps {
  const { app, chart } = parts;
  return {
    move: (point, event) => {
      const now = chart.geometry();
      if (now !== undefined) app.dispatch({ type: 'playhead', atMs: snapped(app, now, point.x, event.altKey) });
    },
    end: () => undefined,
  };
}
