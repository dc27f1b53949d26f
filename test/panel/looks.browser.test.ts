/** How the panel looks: twelve states in four themes, without colour, narrow and zoomed; axe finds nothing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Panel } from '../../media/lifecycle/panel.ts';
import { themeNames } from '../support/themes.ts';
import type { PanelPage } from './harness.ts';
import { act, inBrowser, pixels, scene, swept } from './in-browser.ts';
import { modelOf, withThreshold } from './pods.ts';

declare const podscopePanel: Panel;

interface Axe {
  readonly run: (
    context: Document,
    options: unknown,
  ) => Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
    }[];
  }>;
}

/** What axe finds, in words. */
const violations = (panel: PanelPage): Promise<readonly string[]> =>
  panel.page.evaluate(async () => {
    const result = await (globalThis as unknown as { axe: Axe }).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return result.violations.map(({ id, nodes }) => {
      const places = nodes.slice(0, 3).map((node) => `${node.html.slice(0, 120)} ${node.failureSummary.slice(0, 300)}`);
      return `${id}: ${places.join(' | ')}`;
    });
  });

/** In the page: controls and words that reach beyond its edges. */
function cutElements(): readonly string[] {
  const all = document.querySelectorAll<HTMLElement>(
    '.bar button, .kube .cell, .tabs button, .lane em, .chip, .edit, .why li, .events td, .heat td, .range-bar button',
  );
  return [...all]
    .filter((each) => each.offsetParent !== null)
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1)
    .map((each) => `${each.className} ${each.textContent}`);
}

/** In the page: 16 pixels of a lane from a moment on, in ten shades of grey. */
function greyAt({ rowId, atMs }: { readonly rowId: string; readonly atMs: number }): string {
  const at = podscopePanel.chart.geometry();
  const row = at?.layout.rows.find((each) => each.id === rowId);
  const context = document.querySelector<HTMLCanvasElement>('.picture')?.getContext('2d');
  if (at === undefined || row === undefined || context === null || context === undefined) return '';
  const { data } = context.getImageData(Math.round(at.scale.x(atMs)), Math.round(row.y), 16, row.h);
  let grey = '';
  for (let index = 0; index < data.length; index += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(index, index + 3);
    grey += Math.round((0.3 * red + 0.59 * green + 0.11 * blue) / 16).toString(16);
  }
  return grey;
}

inBrowser('the looks of the panel', ({ open, close }) => {
  for (const [name, options] of [
    ['320 px wide', { width: 320, height: 640 }],
    ['200 %', { width: 640, height: 480, fontSize: 26 }],
    ['font size 24', { width: 900, height: 700, fontSize: 24 }],
  ] as const) {
    test(`usable at ${name}: nothing is cut, nothing scrolls sideways`, async () => {
      const panel = await open('liveness', options);
      for (const change of [
        { type: 'pane', pane: 'inspector' },
        { type: 'pane', pane: 'events' },
        { type: 'pane', pane: 'scenario' },
        { type: 'left', left: 'sweep' },
        { type: 'range', range: { fromMs: 60_000, toMs: 300_000 } },
      ] as const) {
        await act(panel, change);
        await panel.settle();
        assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
        assert.deepEqual(await panel.page.evaluate(cutElements), [], JSON.stringify(change));
      }
      await close(panel);
    });
  }

  const problems = [
    { field: 'spec.containers[0].livenessProbe.periodSeconds', severity: 'warning', line: 21, message: 'x' },
    { field: 'spec.containers[0].image', severity: 'warning', line: 9, message: 'The image has no tag.' },
  ];

  const shots = new URL('../results/panel/', import.meta.url);

  const views: Readonly<Record<string, readonly [string, (panel: PanelPage) => Promise<unknown>]>> = {
    start: ['start', async () => undefined],
    startSelected: [
      'start',
      (panel) =>
        act(panel, { type: 'select', selection: { rowId: 'container/app', kind: 'span', atMs: 9000 }, atMs: 21_400 }),
    ],
    liveness: [
      'liveness',
      (panel) =>
        act(panel, {
          type: 'select',
          selection: { rowId: 'container/liveness', kind: 'span', atMs: 121_000 },
          atMs: 131_000,
        }),
    ],
    unfolded: ['liveness', (panel) => act(panel, { type: 'folding', on: false })],
    zoomed: ['liveness', (panel) => act(panel, { type: 'window', fromMs: 100_000, toMs: 180_000 })],
    deletion: ['deletion', (panel) => act(panel, { type: 'playhead', atMs: 24_600 })],
    compared: [
      'compare',
      (panel) =>
        panel.send(
          { ...modelOf(scene('compare')), version: 2, problems },
          {
            type: 'baseline',
            baseline: { id: 'saved', title: 'last save', input: withThreshold(scene('compare'), 3) },
          },
        ),
    ],
    sweep: [
      'compare',
      async (panel) => {
        await act(panel, { type: 'left', left: 'sweep' });
        await swept(panel);
      },
    ],
    range: ['liveness', (panel) => act(panel, { type: 'range', range: { fromMs: 60_000, toMs: 300_000 } })],
    stale: ['liveness', (panel) => panel.send({ type: 'stale', line: 14, message: 'bad indentation' })],
    rejected: [
      'start',
      (panel) =>
        panel.send({
          ...modelOf(scene('start')),
          version: 9,
          rejected: { message: 'spec.x: Required value', field: 'spec.x', line: 3, more: 1, fixes: ['Add x'] },
        }),
    ],
    empty: ['start', (panel) => panel.send({ type: 'empty' })],
  };

  for (const theme of themeNames) {
    test(`twelve states in ${theme}: the same pixels twice, kept in test/results/panel`, async () => {
      for (const [name, [of, prepare]] of Object.entries(views)) {
        const panel = await open(of, { theme });
        await prepare(panel);
        await panel.settle();
        await panel.shot(fileURLToPath(new URL(`${theme}-${name}.png`, shots)));
        const picture = await pixels(panel);
        await panel.page.setViewportSize({ width: 900, height: 700 });
        await panel.settle();
        await panel.page.setViewportSize({ width: 1200, height: 760 });
        await panel.settle();
        assert.equal(await pixels(panel), picture, name);
        await close(panel);
      }
    });
  }

  for (const theme of themeNames) {
    test(`without colour the states still differ, ${theme}`, async () => {
      const pictures: string[] = [];
      for (const [name, rowId, moments] of [
        ['start', 'container/app', [1000, 6000, 15_000, 40_000]],
        ['start', 'container/migrate', [20_000]],
        ['liveness', 'container/liveness', [122_000, 470_000]],
      ] as const) {
        const panel = await open(name, { theme });
        for (const atMs of moments) pictures.push(await panel.page.evaluate(greyAt, { rowId, atMs }));
        await close(panel);
      }
      // Waiting, pulling, running, ready, exited, terminating, back-off.
      assert.equal(new Set(pictures).size, 7);
    });
  }

  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  const states: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
    running: async () => undefined,
    selected: (panel) =>
      act(panel, { type: 'select', selection: { rowId: 'container/app', kind: 'span', atMs: 26_000 }, atMs: 20_000 }),
    comparing: (panel) =>
      panel.send({
        type: 'baseline',
        baseline: { id: 'saved', title: 'last save', input: withThreshold(scene('compare'), 3) },
      }),
    sweeping: async (panel) => {
      await panel.page.keyboard.press('x');
      await panel.page.waitForTimeout(300);
    },
    rejected: (panel) =>
      panel.send({
        ...modelOf(scene('compare')),
        version: 2,
        rejected: { message: 'spec.x: Required value', field: 'spec.x', line: 3, more: 2, fixes: ['Add x'] },
      }),
    empty: (panel) => panel.send({ type: 'empty' }),
  };

  for (const theme of themeNames) {
    test(`axe finds nothing in six states, ${theme}`, async () => {
      const panel = await open('compare', { theme });
      await panel.page.evaluate(axe);
      for (const [name, prepare] of Object.entries(states)) {
        await prepare(panel);
        await panel.settle();
        assert.deepEqual(await violations(panel), [], name);
      }
      await close(panel);
    });
  }
});
