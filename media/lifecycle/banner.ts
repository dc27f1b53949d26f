/** Where something is said instead of, or above, the picture. What it is follows with `notices.ts`; that nothing follows is said here. */
import type { App } from './app.ts';
import { attributes, element, rebuild, show } from './dom.ts';

export interface Banner {
  readonly root: HTMLElement;
  readonly empty: HTMLElement;
}

export function createBanner(app: App): Banner & { readonly update: () => void } {
  const root = attributes(element('div', 'banner'), { role: 'status' });
  const empty = element('section', 'empty');
  for (const each of [root, empty]) show(each, false);
  const update = (): void => {
    if (!app.broken) return;
    rebuild(root, 'broken', () => [element('p', '', brokenWords)]);
    show(root, true);
  };
  return { root, empty, update };
}

/** True where the picture must not be shown: the server would not have taken this Pod. */
export function isHeldBack(app: App): boolean {
  return app.model?.rejected !== undefined && !app.state.accepted;
}

/** True where something is said, or should be, if it is not that a part is missing. */
export const hasNotice = ({ model, stale, isEmpty }: App): boolean =>
  stale !== undefined ||
  isEmpty ||
  (model !== undefined && (model.rejected !== undefined || model.input === undefined));

const brokenWords =
  'A part of the panel could not be loaded, so something is missing here. Close the panel and open it again; if that does not help, install Podscope again.';
