/** How folded waits are opened: the frame of each on the ruler is a button, and it opens smoothly. */
import type { App } from './app.ts';
import type { Geometry } from './chart.ts';
import { attributes, button, element, rebuild } from './dom.ts';
import { length } from './format.ts';
import type { Fold } from './scale.ts';

/** They lie on `head`, the surface above the lanes. */
export function createFoldButtons(
  app: App,
  geometry: () => Geometry | undefined,
  head: HTMLElement,
): { readonly update: () => void } {
  const root = element('div', 'folds');
  head.append(root);
  const update = (): void => {
    const folds = geometry()?.scale.folds ?? [];
    const signature = folds.map((fold) => `${fold.fromMs} ${Math.round(fold.left)}`).join();
    rebuild(root, signature, () => folds.map((fold) => foldButton(fold, app)));
  };
  return { update };
}

function foldButton(fold: Fold, app: App): HTMLElement {
  const made = button('', 'fold', () => app.dispatch({ type: 'toggleFold', fromMs: fold.fromMs }));
  const words = `Open this folded wait of ${length(fold.toMs - fold.fromMs)}`;
  made.style.left = `${(fold.left + 1) / 13}em`;
  made.style.width = `${(fold.right - fold.left - 2) / 13}em`;
  return attributes(made, { title: words, 'aria-label': words });
}

const opened = new Map<number, number>();

/** A fold opens in 120 ms, easing out; at once where motion is reduced. */
export function opening(app: App, fromMs: number): number {
  const target = app.state.opened.includes(fromMs) ? 1 : 0;
  const now = opened.get(fromMs) ?? target;
  if (app.theme.reducedMotion || Math.abs(target - now) < 0.01) {
    opened.set(fromMs, target);
    return target;
  }
  const next = now + (target - now) * 0.4;
  opened.set(fromMs, next);
  app.invalidate();
  return next;
}
