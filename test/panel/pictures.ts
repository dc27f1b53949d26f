/** Takes the pictures of README and docs from the built panel, in a browser: `npm run pictures` runs it. */
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBrowser, startBrowser } from '../support/browser.ts';
import { openPanel, type PageOptions, type PanelPage } from './harness.ts';
import { modelOf, scenes, settings, withThreshold } from './pods.ts';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
/** All pictures together. */
const mostBytes = 3_000_000;

interface Picture {
  readonly name: string;
  readonly scene: string;
  readonly options: PageOptions;
  readonly prepare?: (panel: PanelPage) => Promise<void>;
}

const act = (panel: PanelPage, ...actions: readonly object[]): Promise<void> =>
  panel.page.evaluate((all) => {
    const { app } = (globalThis as unknown as { podscopePanel: { app: { dispatch: (action: unknown) => void } } })
      .podscopePanel;
    for (const action of all) app.dispatch(action);
  }, actions);
const select =
  (rowId: string, atMs: number, playheadMs: number) =>
  (panel: PanelPage): Promise<void> =>
    act(panel, { type: 'select', selection: { rowId, kind: 'span', atMs }, atMs: playheadMs });
const compared = (panel: PanelPage): Promise<void> => {
  const input = scenes['compare'];
  return input === undefined
    ? Promise.resolve()
    : panel.send({ type: 'baseline', baseline: { id: 'saved', title: 'last save', input: withThreshold(input, 3) } });
};

const pictures: readonly Picture[] = [
  {
    name: 'panel-start-dark',
    scene: 'start',
    options: { theme: 'dark', deviceScaleFactor: 2 },
    prepare: select('container/app', 9000, 21_400),
  },
  {
    name: 'panel-liveness-light',
    scene: 'liveness',
    options: { theme: 'light', deviceScaleFactor: 2 },
    prepare: select('container/liveness', 121_000, 131_000),
  },
  {
    name: 'panel-deletion-light',
    scene: 'deletion',
    options: { theme: 'light' },
    prepare: select('container/app', 18_500, 24_600),
  },
  {
    name: 'panel-compare-dark',
    scene: 'compare',
    options: { theme: 'dark' },
    prepare: async (panel) => {
      await compared(panel);
      await act(panel, { type: 'playhead', atMs: 42_000 });
    },
  },
  {
    name: 'panel-sweep-dark',
    scene: 'compare',
    options: { theme: 'dark' },
    prepare: async (panel) => {
      await act(panel, { type: 'left', left: 'sweep' });
      await panel.page.waitForFunction(
        () => ![...document.querySelectorAll('.heat-cell')].some((cell) => cell.textContent === '·'),
      );
    },
  },
  {
    name: 'panel-high-contrast',
    scene: 'liveness',
    options: { theme: 'hc-dark' },
    prepare: select('container/liveness', 121_000, 131_000),
  },
  {
    name: 'panel-narrow-light',
    scene: 'liveness',
    options: { theme: 'light', width: 420, height: 780 },
    prepare: select('container/liveness', 121_000, 131_000),
  },
];

const path = findBrowser();
if (path === undefined) throw new Error('No Chromium found: set PODSCOPE_CHROMIUM to its path.');
mkdirSync(folder, { recursive: true });
const browser = await startBrowser(path);
for (const { name, scene, options, prepare } of pictures) {
  const input = scenes[scene];
  if (input === undefined) throw new Error(`No scene ${scene}`);
  const panel = await openPanel(browser, options);
  await panel.send({ type: 'init', language: 'en', settings }, modelOf(input));
  await prepare?.(panel);
  await panel.settle();
  await panel.page.waitForTimeout(300);
  await panel.shot(`${folder}${name}.png`);
  await panel.page.context().close();
}
await browser.close();
const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(`${folder}${file}`).size, 0);
console.log(`${pictures.length} pictures, ${Math.round(bytes / 1000)} kB in docs/pictures`);
if (bytes > mostBytes) throw new Error(`docs/pictures holds ${bytes} bytes, more than ${mostBytes}`);
