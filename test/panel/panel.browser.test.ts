/** The panel in a real browser under VS Code's policy: draws, zooms, scrubs, keys, hostile names, accessibility, bounded work. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import type { Lane, Span, Timeline } from '../../core/simulation.ts';
import type { PanelMessage } from '../../protocol/webview.ts';
import { browserForTests, startBrowser } from '../support/browser.ts';
import { themeNames } from '../support/themes.ts';
import { bundle, openPanel, type PageOptions, type PanelPage } from './harness.ts';
import { container, inputOf, modelOf, podOf, scenes, withThreshold } from './pods.ts';

const path = browserForTests('The panel in a browser');
const settings = { collapseIdle: 'auto', timeFormat: 'relative', followEditor: true };
const scene = (name: string): (typeof scenes)[string] => scenes[name] ?? assert.fail(name);

interface Inside {
  readonly fromMs: number;
  readonly toMs: number;
  readonly playheadMs: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly opened: readonly number[];
  readonly folding: boolean;
  readonly selection?: { readonly rowId: string; readonly atMs: number };
  readonly range?: { readonly fromMs: number; readonly toMs: number };
}

const state = (panel: PanelPage): Promise<Inside> =>
  panel.page.evaluate(
    () => (globalThis as unknown as { podscopePanel: { app: { state: Inside } } }).podscopePanel.app.state,
  );
const last = async <T extends PanelMessage['type']>(
  panel: PanelPage,
  type: T,
): Promise<Extract<PanelMessage, { type: T }> | undefined> =>
  (await panel.said()).findLast((message): message is Extract<PanelMessage, { type: T }> => message.type === type);
const act = (panel: PanelPage, ...actions: readonly object[]): Promise<void> =>
  panel.page.evaluate((all) => {
    const { app } = (globalThis as unknown as { podscopePanel: { app: { dispatch: (action: unknown) => void } } })
      .podscopePanel;
    for (const action of all) app.dispatch(action);
  }, actions);
/** The pixels of the picture, as a fingerprint. */
const pixels = (panel: PanelPage, canvas = '.picture'): Promise<string> =>
  panel.page.evaluate((name) => document.querySelector<HTMLCanvasElement>(name)?.toDataURL() ?? '', canvas);

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
    return result.violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map((node) => `${node.html.slice(0, 120)} ${node.failureSummary.slice(0, 300)}`)
          .join(' | ')}`,
    );
  });

if (path !== undefined) {
  describe('the panel in a browser', () => {
    let browser: Browser;
    before(async () => {
      browser = await startBrowser(path);
    });
    after(() => browser.close());

    const open = async (name = 'start', options: PageOptions = {}): Promise<PanelPage> => {
      const panel = await openPanel(browser, options);
      await panel.send({ type: 'init', language: 'en', settings }, modelOf(scene(name)));
      return panel;
    };
    const close = async (panel: PanelPage): Promise<void> => {
      assert.deepEqual(panel.errors, []);
      assert.deepEqual(panel.violations, []);
      await panel.page.context().close();
    };

    test('draws lanes, the kubectl line and the Events; says that it painted', async () => {
      const panel = await open();
      assert.equal((await last(panel, 'painted'))?.version, 1);
      assert.deepEqual(await panel.page.locator('.names .lane b').allTextContents(), [
        'moments',
        'phase',
        'STATUS',
        'Ready',
        'proxy',
        'migrate',
        'app',
        'startup',
        'readiness',
        'liveness',
        'events',
      ]);
      assert.match(
        await panel.page.locator('.kube').innerText(),
        /NAME\s*checkout\s*READY\s*2\/2\s*STATUS\s*Running\s*RESTARTS\s*0/,
      );
      const rows = await panel.page.locator('.events tbody tr:visible').allInnerTexts();
      assert.match(
        rows[0] ?? '',
        /^Normal\s+Scheduled\s+\d+s\s+default-scheduler\s+Successfully assigned default\/checkout/,
      );
      assert.ok(
        rows.some((row) => /Warning\s+Unhealthy/.test(row)),
        rows.join('\n'),
      );
      const blank = await panel.page.evaluate(() => {
        const canvas = document.createElement('canvas');
        const of = document.querySelector<HTMLCanvasElement>('.picture');
        if (of !== null) [canvas.width, canvas.height] = [of.width, of.height];
        return canvas.toDataURL();
      });
      assert.notEqual(await pixels(panel), blank);
      await close(panel);
    });

    test('the packaged entry starts and simulates by itself', async () => {
      const panel = await open('start', { bundle: await bundle('media/lifecycle/main.ts') });
      assert.match((await last(panel, 'painted'))?.summary ?? '', /^checkout 2\/2 Running restarts 0$/);
      await close(panel);
    });

    test('the canvas covers the lanes whatever stands below them, also scrolled', async () => {
      for (const [width, height] of [
        [1200, 760],
        [760, 500],
        [480, 500],
      ] as const) {
        const panel = await open('start', { width, height });
        await panel.page.locator('.lanes').evaluate((lanes) => {
          lanes.scrollTop = 40;
        });
        await panel.settle();
        const [lanes, canvas] = await panel.page.evaluate(() =>
          ['.lanes', 'canvas.picture'].map(
            (name) =>
              document.querySelector(name)?.getBoundingClientRect().toJSON() as {
                bottom: number;
                right: number;
                top: number;
              },
          ),
        );
        assert.ok(
          lanes !== undefined &&
            canvas !== undefined &&
            canvas.bottom >= lanes.bottom - 1.5 &&
            canvas.top <= lanes.top + 1,
          `${width}: ${JSON.stringify([lanes, canvas])}`,
        );
        await close(panel);
      }
    });

    test('an older model is dropped, a newer one keeps window and playhead', async () => {
      const panel = await open();
      await panel.page.keyboard.press('w');
      await panel.send({ ...modelOf(scene('start')), version: 3 });
      const { fromMs, toMs } = await state(panel);
      await panel.send({ ...modelOf(scene('compare')), uri: 'file:///checkout.yaml', version: 2 });
      assert.match(await panel.page.locator('.kube').innerText(), /checkout/);
      assert.deepEqual([(await state(panel)).fromMs, (await state(panel)).toMs], [fromMs, toMs]);
      await close(panel);
    });

    test('the wheel zooms at the pointer, Shift pans, the picture follows; 0 fits all', async () => {
      const panel = await open('liveness');
      const surface = (await panel.page.locator('.surface canvas.picture').boundingBox()) ?? assert.fail();
      const first = await pixels(panel);
      const under = (): Promise<number> =>
        panel.page.evaluate(() =>
          (
            globalThis as unknown as {
              podscopePanel: { chart: { geometry: () => { scale: { time: (x: number) => number } } } };
            }
          ).podscopePanel.chart
            .geometry()
            .scale.time(400),
        );
      await panel.page.mouse.move(surface.x + 400, surface.y + 80);
      const before_ = await under();
      await panel.page.keyboard.down('Control');
      await panel.page.mouse.wheel(0, -400);
      await panel.page.keyboard.up('Control');
      await panel.settle();
      const zoomed = await state(panel);
      assert.ok(zoomed.toMs - zoomed.fromMs < 800_000, JSON.stringify(zoomed));
      assert.ok(Math.abs((await under()) - before_) < (zoomed.toMs - zoomed.fromMs) * 0.01);
      assert.notEqual(await pixels(panel), first);
      await panel.page.keyboard.down('Shift');
      await panel.page.mouse.wheel(0, 200);
      await panel.page.keyboard.up('Shift');
      await panel.settle();
      assert.ok((await state(panel)).fromMs > zoomed.fromMs);
      await panel.page.keyboard.press('0');
      await panel.settle();
      assert.equal(await pixels(panel), first);
      await close(panel);
    });

    test('scrubbing shows the new state in the same frame', async () => {
      const panel = await open('liveness');
      const head = (await panel.page.locator('.head-surface').boundingBox()) ?? assert.fail();
      await panel.page.mouse.click(head.x + 100, head.y + 45);
      await panel.settle();
      const line = await panel.page.locator('.kube').innerText();
      const { playheadMs } = await state(panel);
      const bubble =
        head.x +
        (await panel.page.evaluate(
          (ms) =>
            (
              globalThis as unknown as {
                podscopePanel: { chart: { geometry: () => { scale: { x: (ms: number) => number } } } };
              }
            ).podscopePanel.chart
              .geometry()
              .scale.x(ms),
          playheadMs,
        ));
      await panel.page.mouse.move(bubble, head.y + 45);
      await panel.page.mouse.down();
      await panel.page.mouse.move(bubble + 300, head.y + 45, { steps: 4 });
      const sameFrame = await panel.page.evaluate(
        () =>
          new Promise<boolean>((resolve) => {
            const app = (
              globalThis as unknown as {
                podscopePanel: { app: { state: { playheadMs: number }; dispatch: (action: unknown) => void } };
              }
            ).podscopePanel.app;
            const before = document.querySelector('.kube')?.textContent;
            app.dispatch({ type: 'playhead', atMs: app.state.playheadMs + 200_000 });
            requestAnimationFrame(() => resolve(document.querySelector('.kube')?.textContent !== before));
          }),
      );
      assert.ok(sameFrame);
      await panel.page.mouse.up();
      await panel.settle();
      assert.ok((await state(panel)).playheadMs > playheadMs);
      assert.notEqual(await panel.page.locator('.kube').innerText(), line);
      await close(panel);
    });

    test('a drag in the ruler is a range with exact words; Escape lets it go', async () => {
      const panel = await open('liveness');
      const head = (await panel.page.locator('.head-surface').boundingBox()) ?? assert.fail();
      await panel.page.mouse.move(head.x + 60, head.y + 50);
      await panel.page.mouse.down();
      await panel.page.mouse.move(head.x + 400, head.y + 50, { steps: 5 });
      await panel.page.mouse.up();
      await panel.settle();
      assert.match(await panel.page.locator('.range-bar').innerText(), /restarts? · .*probe failures/s);
      await panel.page.keyboard.press('Control+c');
      assert.match((await last(panel, 'copy'))?.text ?? '', /^[\dms. ]+ – .*restart/);
      await panel.page.keyboard.press('Escape');
      await panel.settle();
      assert.equal((await state(panel)).range, undefined);
      await close(panel);
    });

    test('a click on a bar shows why, with links into the YAML; a double click reveals', async () => {
      const panel = await open('liveness');
      const rows =
        (await panel.page.locator('.names .lane', { hasText: 'liveness' }).first().boundingBox()) ?? assert.fail();
      const surface = (await panel.page.locator('.surface canvas.picture').boundingBox()) ?? assert.fail();
      const x = await panel.page.evaluate(() =>
        (
          globalThis as unknown as {
            podscopePanel: { chart: { geometry: () => { scale: { x: (ms: number) => number } } } };
          }
        ).podscopePanel.chart
          .geometry()
          .scale.x(130_000),
      );
      await panel.page.mouse.click(surface.x + x, rows.y + rows.height / 2);
      await panel.settle();
      assert.match(await panel.page.locator('.inspector').innerText(), /terminating[\s\S]*Liveness failed 3 of 3/i);
      const link = panel.page.locator('.why .link').first();
      await link.click();
      const reveal = await last(panel, 'reveal');
      assert.ok(reveal?.field?.startsWith('spec.'), JSON.stringify(reveal));
      await panel.page.mouse.dblclick(surface.x + x, rows.y + rows.height / 2);
      await panel.settle();
      assert.ok((await panel.said()).filter((message) => message.type === 'reveal').length >= 2);
      await close(panel);
    });

    test('a number in the inspector simulates at once and edits the YAML on change', async () => {
      const panel = await open('liveness');
      await panel.page.evaluate(() =>
        (
          globalThis as unknown as { podscopePanel: { app: { dispatch: (action: unknown) => void } } }
        ).podscopePanel.app.dispatch({
          type: 'select',
          selection: { rowId: 'container/liveness', kind: 'span', atMs: 121_000 },
          atMs: 131_000,
        }),
      );
      await panel.settle();
      const first = await pixels(panel);
      const input = panel.page.locator('.edit', { hasText: 'failureThreshold' }).locator('input');
      await input.fill('6');
      await panel.settle();
      assert.notEqual(await pixels(panel), first);
      assert.equal(await last(panel, 'editField'), undefined);
      await input.press('Enter');
      await input.blur();
      assert.deepEqual(
        [(await last(panel, 'editField'))?.field, (await last(panel, 'editField'))?.value],
        ['spec.containers[0].livenessProbe.failureThreshold', 6],
      );
      await close(panel);
    });

    test('everything of the key list works, and letters typed in a field do nothing else', async () => {
      const panel = await open('liveness');
      const { keyboard } = panel.page;
      const after_ = async (key: string): Promise<Inside> => {
        await keyboard.press(key);
        await panel.settle();
        return state(panel);
      };
      const start = await state(panel);
      assert.ok((await after_(',')).playheadMs < start.playheadMs);
      assert.equal((await after_('.')).playheadMs, start.playheadMs);
      assert.equal((await after_(']')).speed, 25);
      assert.equal((await after_('[')).speed, 10);
      const zoomed = await after_('w');
      assert.ok(zoomed.toMs - zoomed.fromMs < start.toMs);
      assert.ok((await after_('d')).fromMs >= zoomed.fromMs);
      assert.ok((await after_('a')).fromMs >= 0);
      await after_('s');
      await after_('+');
      await after_('-');
      assert.equal((await after_('0')).toMs, start.toMs);
      assert.equal((await after_('z')).folding, false);
      assert.equal((await after_('z')).folding, true);
      assert.equal((await after_('Space')).playing, true);
      assert.equal((await after_('Space')).playing, false);
      await after_('?');
      assert.equal(await panel.page.locator('dialog.keys').isVisible(), true);
      await after_('Escape');
      await after_('/');
      const before_ = await state(panel);
      await keyboard.type('zwasd 0?');
      await panel.settle();
      const { playheadMs, fromMs, toMs, folding, playing } = await state(panel);
      assert.deepEqual(
        [playheadMs, fromMs, toMs, folding, playing],
        [before_.playheadMs, before_.fromMs, before_.toMs, before_.folding, before_.playing],
      );
      await close(panel);
    });

    test('the chart is one tab stop: arrows move by interval and lane, Enter reveals, Tab leaves', async () => {
      const panel = await open('deletion');
      const grid = panel.page.locator('[role=grid]').first();
      assert.equal(await grid.locator('[tabindex="0"]').count(), 1);
      await grid.locator('[tabindex="0"]').focus();
      await panel.settle();
      const name = (): Promise<string | null> => panel.page.evaluate(() => document.activeElement?.textContent ?? null);
      assert.match((await name()) ?? '', /, from .* to /);
      await panel.page.keyboard.press('ArrowDown');
      await panel.settle();
      const rowA = (await state(panel)).selection?.rowId;
      await panel.page.keyboard.press('ArrowUp');
      await panel.settle();
      assert.notEqual((await state(panel)).selection?.rowId, rowA);
      await panel.page.keyboard.press('Home');
      await panel.settle();
      const first = (await state(panel)).selection?.atMs ?? NaN;
      await panel.page.keyboard.press('ArrowRight');
      await panel.settle();
      assert.ok(((await state(panel)).selection?.atMs ?? NaN) > first);
      await panel.page.keyboard.press('Shift+ArrowRight');
      await panel.settle();
      assert.ok((await state(panel)).range !== undefined);
      await panel.page.keyboard.press('End');
      await panel.page.keyboard.press('Enter');
      assert.ok((await last(panel, 'reveal')) !== undefined);
      await panel.page.keyboard.press('Tab');
      assert.equal(await panel.page.evaluate(() => document.activeElement?.closest('[role=grid]') === null), true);
      await close(panel);
    });

    test('the form writes a Scenario and the picture changes at once', async () => {
      const panel = await open('compare');
      const first = await pixels(panel);
      await panel.page.locator('.chip', { hasText: 'start-up' }).click();
      await panel.page.locator('.popover input').fill('60s');
      await panel.settle();
      assert.notEqual(await pixels(panel), first);
      await panel.page.locator('.popover input').press('Enter');
      await panel.page.locator('.popover input').blur();
      await panel.settle();
      assert.equal(
        (await last(panel, 'editScenario'))?.scenario.containers?.[0]?.instances?.[0]?.listensAfterMs,
        60_000,
      );
      await close(panel);
    });

    test('the deletion can be dragged in the lanes', async () => {
      const panel = await open('deletion');
      const surface = (await panel.page.locator('.surface canvas.picture').boundingBox()) ?? assert.fail();
      const at = (ms: number): Promise<number> =>
        panel.page.evaluate(
          (value) =>
            (
              globalThis as unknown as {
                podscopePanel: { chart: { geometry: () => { scale: { x: (ms: number) => number } } } };
              }
            ).podscopePanel.chart
              .geometry()
              .scale.x(value),
          ms,
        );
      const [from, to] = [await at(8000), await at(14_000)];
      await panel.page.mouse.move(surface.x + from, surface.y + 12);
      await panel.page.mouse.down();
      await panel.page.mouse.move(surface.x + to, surface.y + 12, { steps: 6 });
      await panel.settle();
      assert.equal(await last(panel, 'editScenario'), undefined);
      await panel.page.mouse.up();
      await panel.settle();
      const scenario = (await last(panel, 'editScenario'))?.scenario;
      const deletion = scenario?.actions?.find((action) => action.do === 'delete');
      assert.ok(Math.abs((deletion?.atMs ?? 0) - 14_000) < 400, JSON.stringify(scenario));
      await close(panel);
    });

    test('comparison as ghost lanes and as text; equal runs differ in nothing', async () => {
      const panel = await open('compare');
      await panel.send({
        type: 'baseline',
        baseline: { id: 'saved', title: 'last save', input: withThreshold(scene('compare'), 3) },
      });
      assert.match(
        await panel.page.locator('.compare').innerText(),
        /Ready[\s\S]*becomes Ready[\s\S]*Restarts[\s\S]*fewer/,
      );
      assert.ok((await panel.page.locator('.names .lane.base').count()) >= 2);
      await panel.send({ type: 'baseline', baseline: { id: 'saved', title: 'last save', input: scene('compare') } });
      assert.match(await panel.page.locator('.compare').innerText(), /No difference from last save/);
      assert.equal(await panel.page.locator('.names .lane.base').count(), 0);
      await close(panel);
    });

    test('a sweep fills its cells and a click goes there', async () => {
      const panel = await open('compare');
      await panel.page.keyboard.press('x');
      await panel.page.waitForFunction(
        () =>
          [...document.querySelectorAll('.heat-cell')].length > 20 &&
          ![...document.querySelectorAll('.heat-cell')].some((cell) => cell.textContent === '·'),
      );
      assert.equal(await panel.page.locator('.heat-cell.now').count(), 1);
      assert.ok((await panel.page.locator('.heat-cell.loop').count()) > 0);
      await panel.page.locator('.heat-cell.ready:not(.now)').first().click();
      assert.ok((await last(panel, 'editScenario')) !== undefined || (await last(panel, 'editField')) !== undefined);
      await close(panel);
    });

    test('broken text, a rejected Pod, no Pod', async () => {
      const panel = await open('liveness');
      await panel.send({ type: 'stale', line: 14, message: 'bad indentation' });
      assert.match(
        await panel.page.locator('.banner').innerText(),
        /Last valid state; line 14 has an error: bad indentation/,
      );
      await panel.page.locator('.banner .link').click();
      assert.equal((await last(panel, 'reveal'))?.line, 14);
      const rejected = {
        message: 'spec.x: Invalid value: 1: must be 2',
        field: 'spec.x',
        line: 3,
        more: 0,
        fixes: ['Set x to 2'],
      };
      await panel.send({ ...modelOf(scene('liveness')), version: 2, rejected });
      assert.equal(await panel.page.locator('.chart').isVisible(), false);
      await panel.page.getByRole('button', { name: 'Set x to 2' }).click();
      assert.equal((await last(panel, 'applyFix'))?.index, 0);
      await panel.page.getByRole('button', { name: 'Simulate as if Accepted' }).click();
      await panel.settle();
      assert.equal(await panel.page.locator('.chart').isVisible(), true);
      await panel.send({ type: 'empty' });
      await panel.page.getByRole('button', { name: 'Open Sample Pod' }).click();
      assert.ok((await last(panel, 'openSample')) !== undefined);
      await close(panel);
    });

    test('the field at the cursor keeps its lanes coloured', async () => {
      const panel = await open('start');
      const first = await pixels(panel);
      await panel.send({ type: 'cursor', field: 'spec.containers[0].livenessProbe' });
      assert.ok((await panel.page.locator('.lane.faint').count()) > 3);
      assert.equal(await panel.page.locator('.lane.faint b', { hasText: 'liveness' }).count(), 0);
      assert.notEqual(await pixels(panel), first);
      await panel.send({ type: 'cursor' });
      assert.equal(await pixels(panel), first);
      await close(panel);
    });

    test('hostile names are text and are cut cleanly', async () => {
      const names = ['<img src=x onerror="document.title=1">', 'a\u202eb', 'x'.repeat(10_000), '🚀🎉 한국어'];
      const input = inputOf(podOf('p', { containers: names.map((name) => container(name)) }));
      const panel = await openPanel(browser);
      await panel.send(
        { type: 'init', language: 'en', settings },
        { ...modelOf(input), podName: names[0] ?? '', file: names[2] ?? '' },
      );
      assert.equal(await panel.page.locator('img').count(), 0);
      assert.equal(await panel.page.title(), 'Pod Lifecycle');
      const shown = await panel.page.locator('.names .lane b').allTextContents();
      assert.ok(shown.includes('<img src=x onerror="document.title=1">'));
      assert.ok(shown.every((text) => text.length <= 130 && !text.includes('\u202e')));
      assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
      await close(panel);
    });

    test('10,000 marks: a frame is a bounded number of calls, and a playhead step draws no lane again', async () => {
      const lanes = Array.from({ length: 12 }, (_, index): Lane => ({
        id: `container/c${index}`,
        kind: 'container',
        name: `c${index}`,
        container: `c${index}`,
        role: 'regular',
        marks: [],
        spans: Array.from({ length: 834 }, (_each, at): Span => ({
          startMs: at * 700,
          endMs: at * 700 + 700,
          state: at % 3 === 0 ? 'ready' : at % 3 === 1 ? 'running' : 'backoff',
          label: 'x',
        })),
      }));
      const timeline: Timeline = {
        endMs: 583_800,
        endedBecause: 'horizon reached',
        podName: 'many',
        lanes,
        status: [],
        kubectl: [],
        events: [],
        endpoints: [],
        assumptions: [],
        causes: [],
      };
      const panel = await openPanel(browser, { width: 1400 });
      await panel.send(
        { type: 'init', language: 'en', settings },
        modelOf({ ...inputOf(podOf('many', { containers: [container('c0')] })), timeline } as never),
      );
      const counts = (): Promise<{ lanes: number; overlay: number; frames: number }> =>
        panel.page.evaluate(() => ({
          ...(
            globalThis as unknown as {
              podscopePanel: { chart: { counts: () => { lanes: number; overlay: number; frames: number } } };
            }
          ).podscopePanel.chart.counts(),
        }));
      const whole = await counts();
      assert.ok(whole.lanes > 12 && whole.lanes <= 2500, JSON.stringify(whole));
      const first = await pixels(panel);
      await panel.page.keyboard.press(',');
      await panel.settle();
      assert.equal(await pixels(panel), first);
      const { frames } = await counts();
      await panel.settle();
      assert.equal((await counts()).frames, frames, 'nothing is drawn while nothing happens');
      assert.ok((await counts()).overlay < 20);
      await close(panel);
    });

    test('state survives a reload', async () => {
      const kept = {
        fromMs: 100_000,
        toMs: 200_000,
        fitted: false,
        endMs: 900_000,
        playheadMs: 131_000,
        speed: 50,
        uri: 'file:///liveness-exec.yaml',
        podId: 'liveness-exec',
      };
      const panel = await open('liveness', { state: kept });
      const { fromMs, toMs, playheadMs, speed } = await state(panel);
      assert.deepEqual([fromMs, toMs, playheadMs, speed], [100_000, 200_000, 131_000, 50]);
      await panel.page.keyboard.press(']');
      await panel.page.waitForFunction(
        () => (globalThis as unknown as { keptState?: { speed: number } }).keptState?.speed === 100,
      );
      await close(panel);
    });

    test('reduced motion: playing goes in steps', async () => {
      const panel = await open('start', { bodyClasses: ['vscode-reduce-motion'] });
      await panel.page.keyboard.press('Home');
      await panel.page.evaluate(() =>
        (
          globalThis as unknown as { podscopePanel: { app: { dispatch: (action: unknown) => void } } }
        ).podscopePanel.app.dispatch({ type: 'playhead', atMs: 0 }),
      );
      await panel.page.keyboard.press('Space');
      await panel.settle();
      const stops = await panel.page.evaluate(
        () =>
          (globalThis as unknown as { podscopePanel: { app: { run: { stops: readonly number[] } } } }).podscopePanel.app
            .run.stops,
      );
      assert.ok(stops.includes((await state(panel)).playheadMs));
      await panel.page.keyboard.press('Space');
      await close(panel);
    });

    for (const [name, options] of [
      ['320 px wide', { width: 320, height: 640 }],
      ['200 %', { width: 640, height: 480, fontSize: 26 }],
      ['font size 24', { width: 900, height: 700, fontSize: 24 }],
    ] as const) {
      test(`usable at ${name}: nothing is cut, nothing scrolls sideways`, async () => {
        const panel = await open('liveness', options);
        assert.equal(await panel.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
        const cut = await panel.page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('.bar button, .kube .cell, .tabs button, .lane em, .chip')]
            .filter(
              (each) =>
                each.offsetParent !== null &&
                (each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1),
            )
            .map((each) => each.className + each.textContent),
        );
        assert.deepEqual(cut, []);
        await close(panel);
      });
    }

    test('one click from the picture to what if', async () => {
      const panel = await open('compare');
      await panel.page.getByRole('button', { name: 'startup fails', exact: true }).click();
      await panel.settle();
      const scenario = (await last(panel, 'editScenario'))?.scenario;
      assert.equal(scenario?.containers?.[0]?.answers?.[0]?.probe, 'startup');
      assert.match(await panel.page.locator('.kube').innerText(), /READY\s*0\/1/);
      await close(panel);
    });

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
          await panel.page.waitForFunction(
            () => ![...document.querySelectorAll('.heat-cell')].some((cell) => cell.textContent === '·'),
          );
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

    test('without colour the states still differ', async () => {
      const panel = await open('start');
      const patterns = await panel.page.evaluate(async () => {
        const states = [
          ['waiting', 1000],
          ['pulling', 6000],
          ['running', 15_000],
          ['ready', 40_000],
        ] as const;
        const canvas = document.querySelector<HTMLCanvasElement>('.picture');
        const chart = (
          globalThis as unknown as {
            podscopePanel: {
              chart: {
                geometry: () => {
                  layout: { rows: readonly { id: string; y: number; h: number }[] };
                  scale: { x: (ms: number) => number };
                };
              };
            };
          }
        ).podscopePanel.chart.geometry();
        const row = chart.layout.rows.find((each) => each.id === 'container/app');
        const context = canvas?.getContext('2d');
        if (row === undefined || context === null || context === undefined) return [];
        return states.map(([, ms]) => {
          const { data } = context.getImageData(Math.round(chart.scale.x(ms)), Math.round(row.y), 16, row.h);
          const grey: number[] = [];
          for (let index = 0; index < data.length; index += 4)
            grey.push(
              Math.round(
                (0.3 * (data[index] ?? 0) + 0.59 * (data[index + 1] ?? 0) + 0.11 * (data[index + 2] ?? 0)) / 24,
              ),
            );
          return grey.join('');
        });
      });
      assert.equal(new Set(patterns).size, 4);
      await close(panel);
    });

    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const states: Readonly<Record<string, (panel: PanelPage) => Promise<void>>> = {
      running: async () => undefined,
      selected: (panel) =>
        panel.page.evaluate(() =>
          (
            globalThis as unknown as { podscopePanel: { app: { dispatch: (action: unknown) => void } } }
          ).podscopePanel.app.dispatch({
            type: 'select',
            selection: { rowId: 'container/app', kind: 'span', atMs: 26_000 },
            atMs: 20_000,
          }),
        ),
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
}
