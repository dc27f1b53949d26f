/** The sweep: a heat map of two parameters, the current point in it; a click goes there. */
import type { App } from './app.ts';
import { element } from './dom.ts';

export function createSweepPane(app: App): { readonly root: HTMLElement; readonly update: () => void } {
  const root = element('div', 'body sweep');
  const update = (): void => {
    if (app.state.left !== 'sweep') return;
  };
  return { root, update };
}
