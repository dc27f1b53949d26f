/** Search in the Events: filters the table; Enter jumps to the next Event with the words, Shift+Enter to the one before. */
import type { App } from './app.ts';
import { attributes, element, iconButton, setText, show } from './dom.ts';
import { eventRowsAt } from './event-rows.ts';
import { matches } from './events-table.ts';

export interface Search {
  readonly update: () => void;
  readonly open: () => void;
}

/** Below the heading of the table. */
export function createSearch(app: App, events: HTMLElement): Search {
  const input = attributes(element('input', 'search'), {
    type: 'search',
    placeholder: 'Find in Events',
    'aria-label': 'Find in Events',
  });
  const found = attributes(element('span', 'dim s11'), { role: 'status' });
  const root = element('div', 'search-bar');
  const close = (): void => {
    input.value = '';
    app.dispatch({ type: 'search', text: '' });
    show(root, false);
  };
  root.append(input, found, iconButton('close', 'Close Search', close));
  input.addEventListener('input', () => app.dispatch({ type: 'search', text: input.value }));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Enter') jump(app, input.value, event.shiftKey ? -1 : 1);
  });
  // What was searched for before a reload still filters.
  input.value = app.state.search;
  show(root, app.state.search !== '');
  events.firstElementChild?.after(root);
  return {
    update: () => setText(found, foundWords(app)),
    open: () => {
      show(root, true);
      input.focus();
      input.select();
    },
  };
}

function foundWords({ run, state }: App): string {
  if (run === undefined || state.search === '') return '';
  const all = eventRowsAt(run, state.playheadMs);
  return `${all.filter((row) => matches(row, state.search)).length} of ${all.length}`;
}

/** Moves the playhead to the next or previous Event that has the words. */
function jump(app: App, words: string, direction: 1 | -1): void {
  const { run, state } = app;
  if (run === undefined || words === '') return;
  const moments = run.timeline.events
    .filter((event) =>
      `${event.type} ${event.reason} ${event.source} ${event.fieldPath}: ${event.message}`
        .toLowerCase()
        .includes(words.toLowerCase()),
    )
    .flatMap((event) => event.counts.map((write) => write.atMs))
    .sort((one, other) => one - other);
  const next =
    direction === 1
      ? (moments.find((atMs) => atMs > state.playheadMs) ?? moments[0])
      : (moments.findLast((atMs) => atMs < state.playheadMs) ?? moments.at(-1));
  if (next !== undefined) app.dispatch({ type: 'playhead', atMs: next });
}
