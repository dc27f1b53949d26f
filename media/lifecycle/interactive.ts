/** Everything below the chart, and all that answers the user: notices, keys, pointer, menus, forms, exports. The first picture does without. */
import { markExpectations } from '../../core/simulation.ts';
import type { App } from './app.ts';
import type { Banner } from './banner.ts';
import type { Chart } from './chart.ts';
import { createCommands } from './commands.ts';
import { setText } from './dom.ts';
import { createFoldButtons, opening } from './fold-buttons.ts';
import type { Hands, MenuName } from './hands.ts';
import { highlightedScene } from './highlights.ts';
import { openKeyList } from './key-list.ts';
import { connectKeys } from './keys.ts';
import { litRows } from './lit.ts';
import { createLowerPart } from './lower-part.ts';
import { showMenu } from './menu-items.ts';
import { createNotices } from './notices.ts';
import { createAnnouncer, createPlayer } from './player.ts';
import { connectPointer } from './pointer.ts';
import { createRangeBar } from './range-bar.ts';
import { createTwin } from './twin.ts';

/** The places of the panel that this part fills. */
export interface Places {
  readonly app: App;
  readonly chart: Chart;
  readonly banner: Banner;
  readonly kube: HTMLElement;
  readonly lower: HTMLElement;
  readonly announcer: HTMLElement;
}

/** Once their styles are there. */
export async function attach(places: Places, styles: Promise<unknown>): Promise<Hands> {
  await styles;
  const { app, chart, banner, kube, announcer } = places;
  const { geometry } = chart;
  const say = (words: string): void => setText(announcer, words);
  const menu = (name: MenuName, anchor: HTMLElement): void => showMenu(name, anchor, app, run);
  const lower = createLowerPart(app, places.lower, geometry, menu);
  const run = createCommands(app, { geometry, say, find: lower.find, showKeys: openKeyList });
  const reveal = (): void => run('revealCause');
  const twin = createTwin(app, chart, reveal);
  const [range, folds] = [createRangeBar(app, run), createFoldButtons(app, geometry, chart.head)];
  chart.root.after(twin.root);
  kube.before(range.root);
  connectPointer({ app, chart, focusTwin: twin.focus, reveal });
  connectKeys(app, chart, run, twin.focus);
  app.judge(markExpectations);
  chart.highlight({ overlay: highlightedScene, lit: litRows, openness: opening });
  const [player, notices] = [createPlayer(app), createNotices(app, banner)];
  const announce = createAnnouncer(app, say);
  app.invalidate();
  return {
    run,
    menu,
    tick: () => {
      player();
      notices.update();
    },
    update: () => {
      for (const view of [twin, folds, range, lower]) view.update();
      announce();
    },
  };
}
