/** Everything that answers the user: notices, keys, pointer, menus, forms, details, comparison, sweep, exports. The first picture does without. */
import { markExpectations } from '../../core/simulation.ts';
import type { App } from './app.ts';
import type { Banner } from './banner.ts';
import type { Chart } from './chart.ts';
import { addBehaviour, openChip, openGuesses } from './chip-forms.ts';
import { createCommands } from './commands.ts';
import { createComparePane } from './compare-pane.ts';
import { createDetails } from './details.ts';
import { setText } from './dom.ts';
import { createSearch } from './events-search.ts';
import type { Hands } from './hands.ts';
import { highlightedScene } from './highlights.ts';
import { openKeyList } from './key-list.ts';
import { connectKeys } from './keys.ts';
import { litRows } from './lit.ts';
import { showMenu } from './menu-items.ts';
import { createNotices } from './notices.ts';
import { createAnnouncer, createPlayer } from './player.ts';
import { connectPointer } from './pointer.ts';
import { createRangeBar } from './range-bar.ts';
import { createSweepPane } from './sweep-pane.ts';
import { createTwin } from './twin.ts';

/** The places of the panel that this part fills. */
export interface Places {
  readonly app: App;
  readonly chart: Chart;
  readonly banner: Banner;
  readonly events: HTMLElement;
  readonly left: HTMLElement;
  readonly inspector: HTMLElement;
  readonly kube: HTMLElement;
  readonly announcer: HTMLElement;
}

/** Once their styles are there. */
export async function attach(places: Places, styles: Promise<unknown>): Promise<Hands> {
  await styles;
  const { app, chart, banner, events, left, inspector, kube, announcer } = places;
  const say = (words: string): void => setText(announcer, words);
  const search = createSearch(app, events);
  const find = (): void => {
    app.dispatch({ type: 'pane', pane: 'events' });
    search.open();
  };
  const run = createCommands(app, { geometry: chart.geometry, say, find, showKeys: openKeyList });
  const reveal = (): void => run('revealCause');
  const twin = createTwin(app, chart, reveal);
  const range = createRangeBar(app, run);
  const [compare, sweep] = [createComparePane(app), createSweepPane(app)];
  chart.root.after(twin.root);
  kube.before(range.root);
  left.append(compare.root, sweep.root);
  connectPointer({ app, chart, focusTwin: twin.focus, reveal });
  connectKeys(app, chart, run, twin.focus);
  app.judge(markExpectations);
  chart.highlight({ overlay: highlightedScene, lit: litRows });
  const views = [twin, range, search, createDetails(app, chart.geometry, inspector), compare, sweep];
  const announce = createAnnouncer(app, say);
  const [player, notices] = [createPlayer(app), createNotices(app, banner)];
  app.invalidate();
  return {
    run,
    menu: (name, anchor) => showMenu(name, anchor, app, run),
    chip: (anchor, container, name) => openChip(app, anchor, container, name),
    add: (anchor, container) => addBehaviour(app, anchor, container),
    guesses: openGuesses,
    tick: () => {
      player();
      notices.update();
    },
    update: () => {
      for (const view of views) view.update();
      announce();
    },
  };
}
