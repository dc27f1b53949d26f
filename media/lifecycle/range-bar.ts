/** The chosen range in words: exact length, what happened in it; zoom to it, copy it, let it go. */
import type { App } from './app.ts';
import type { RunCommand } from './commands.ts';
import { rangeFacts } from './compare.ts';
import { button, element, iconButton, setText, show } from './dom.ts';
import { length, moment } from './format.ts';

export function createRangeBar(app: App, run: RunCommand): { readonly root: HTMLElement; readonly update: () => void } {
  const root = element('div', 'range-bar');
  show(root, false);
  const [size, words] = [element('b'), element('span')];
  root.append(
    size,
    words,
    element('span', 'space'),
    button('Zoom', 'quiet', () => run('fitSelection')),
    button('Copy', 'quiet', () => run('copySelection')),
    iconButton('close', 'Clear Range (Escape)', () => app.dispatch({ type: 'range' })),
  );
  const update = (): void => {
    const { run: shown, state } = app;
    const visible = shown !== undefined && state.range !== undefined && state.range.toMs > state.range.fromMs;
    show(root, visible);
    if (shown === undefined || state.range === undefined) return;
    const { fromMs, toMs } = state.range;
    setText(size, length(toMs - fromMs));
    setText(words, `${moment(fromMs)} – ${moment(toMs)} · ${rangeFacts(shown.timeline, fromMs, toMs).join(' · ')}`);
  };
  return { root, update };
}
