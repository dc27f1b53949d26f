/** Tests of the panel in a browser: one browser a file, a fresh panel a test, which must end without errors and policy violations. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Browser } from 'playwright-core';
import type { HostMessage, PanelMessage } from '../../protocol/webview.ts';
import type { Panel } from '../../media/lifecycle/panel.ts';
import { browserForTests, startBrowser } from '../support/browser.ts';
import { openPanel, type PageOptions, type PanelPage } from './harness.ts';
import { modelOf, scene, settings } from './pods.ts';

export { scene, settings };

export interface Tools {
  /** A panel without any message yet. */
  readonly bare: (options?: PageOptions) => Promise<PanelPage>;
  /** A panel that shows a scene. */
  readonly open: (name?: string, options?: PageOptions) => Promise<PanelPage>;
  readonly close: (panel: PanelPage) => Promise<void>;
  readonly browser: () => Browser;
}

/** Runs the tests of a file if there is a browser. */
export function inBrowser(part: string, define: (tools: Tools) => void): void {
  const path = browserForTests(part);
  if (path === undefined) return;
  describe(part, () => {
    let browser: Browser;
    before(async () => {
      browser = await startBrowser(path);
    });
    after(() => browser.close());
    const bare = (options: PageOptions = {}): Promise<PanelPage> => openPanel(browser, options);
    define({
      browser: () => browser,
      bare,
      open: async (name = 'start', options = {}) => {
        const panel = await bare(options);
        await panel.send({ type: 'init', language: 'en', settings }, modelOf(scene(name)));
        return panel;
      },
      close: async (panel) => {
        assert.deepEqual(panel.errors, []);
        assert.deepEqual(panel.violations, []);
        await panel.page.context().close();
      },
    });
  });
}

export type Inside = Panel['app']['state'];

declare const podscopePanel: Panel;

export const state = (panel: PanelPage): Promise<Inside> => panel.page.evaluate(() => podscopePanel.app.state);

/** What the panel said last of a kind. */
export async function last<T extends PanelMessage['type']>(
  panel: PanelPage,
  type: T,
): Promise<Extract<PanelMessage, { type: T }> | undefined> {
  const said = await panel.said();
  return said.findLast((message): message is Extract<PanelMessage, { type: T }> => message.type === type);
}

export const act = (panel: PanelPage, ...actions: readonly Parameters<Panel['app']['dispatch']>[0][]): Promise<void> =>
  panel.page.evaluate((all) => {
    for (const action of all) podscopePanel.app.dispatch(action);
  }, actions);

/** Selects the span of a row that holds at a moment. */
export const select = (panel: PanelPage, rowId: string, atMs: number, playheadMs: number): Promise<void> =>
  act(panel, { type: 'select', selection: { rowId, kind: 'span', atMs }, atMs: playheadMs });

/** Runs one of the panel's commands, as the palette does. */
export const command = (panel: PanelPage, name: Extract<HostMessage, { type: 'command' }>['command']): Promise<void> =>
  panel.send({ type: 'command', command: name });

/** Where a moment stands in the lanes. */
export const xOf = (panel: PanelPage, atMs: number): Promise<number> =>
  panel.page.evaluate((ms) => podscopePanel.chart.geometry()?.scale.x(ms) ?? NaN, atMs);

/** Which moment stands at a place of the lanes. */
export const momentAt = (panel: PanelPage, x: number): Promise<number> =>
  panel.page.evaluate((at) => podscopePanel.chart.geometry()?.scale.time(at) ?? NaN, x);

/** The pixels of the picture, as a fingerprint. */
export const pixels = (panel: PanelPage, canvas = '.picture'): Promise<string> =>
  panel.page.evaluate((name) => document.querySelector<HTMLCanvasElement>(name)?.toDataURL() ?? '', canvas);

/** How often the canvas was touched, and how many frames were drawn. */
export const counts = (panel: PanelPage): Promise<ReturnType<Panel['chart']['counts']>> =>
  panel.page.evaluate(() => ({ ...podscopePanel.chart.counts() }));

export async function boxOf(
  panel: PanelPage,
  selector: string,
): Promise<{ x: number; y: number; width: number; height: number }> {
  return (await panel.page.locator(selector).first().boundingBox()) ?? assert.fail(selector);
}

/** Waits until every cell of the sweep has its run. */
export async function swept(panel: PanelPage): Promise<void> {
  await panel.page.waitForFunction(() => {
    const cells = [...document.querySelectorAll('.heat-cell')];
    return cells.length > 20 && cells.every((cell) => cell.textContent !== '·');
  });
}
