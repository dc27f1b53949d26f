/** What the panel loads when: little before the first picture, the rest behind it; a part that cannot be loaded is said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, type SimulationInput } from '../../core/simulation.ts';
import { arrange } from '../../media/lifecycle/arrange.ts';
import type { Panel } from '../../media/lifecycle/panel.ts';
import { bundle, type PanelPage } from './harness.ts';
import { inBrowser, last, scene, settings, state } from './in-browser.ts';
import { container, inputOf, modelOf, podOf } from './pods.ts';

declare const podscopePanel: Panel;

const main = 'media/lifecycle/main.ts';
const after = /^interactive\./;

/** The panel with what comes after the first picture still on its way. */
const start = async (panel: PanelPage): Promise<void> =>
  panel.send({ type: 'init', language: 'en', settings }, modelOf(scene('start')));

/** Waits until every file of the panel was asked for: what no run needed comes last. */
async function allRequested(panel: PanelPage, files: number): Promise<void> {
  for (let turn = 0; turn < 200 && panel.requests.length < files + 1; turn++) await panel.settle();
}

/** Something that is held until it is let go. */
function hold(): { readonly until: Promise<void>; readonly arrive: () => void } {
  let arrive = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return { until, arrive: () => arrive() };
}

const scripted = (script: string): SimulationInput =>
  inputOf(podOf('scripted', { containers: [container('app', { command: ['sh', '-c', script] })] }), {}, 60_000);

inBrowser('what the panel loads', ({ bare, open, close }) => {
  test('before the first picture only what it needs, with everything that answers behind it', async () => {
    const { files, first } = await bundle(main);
    const panel = await bare({ entry: main });
    assert.deepEqual(panel.requests.slice(1).sort(), [...first].sort());
    await panel.send({ type: 'init', language: 'en', settings }, modelOf(scene('start')));
    await panel.page.waitForFunction(() => document.querySelector('.twin') !== null);
    await allRequested(panel, files.length);
    assert.deepEqual(panel.requests.slice(1).sort(), files.map(({ name }) => name).sort());
    await close(panel);
  });

  test('nothing is asked for twice, however often it is needed', async () => {
    const panel = await open();
    await panel.page.keyboard.press('x');
    await panel.page.locator('.drop', { hasText: '10×' }).click();
    await panel.settle();
    await allRequested(panel, (await bundle()).files.length);
    assert.equal(new Set(panel.requests).size, panel.requests.length);
    await close(panel);
  });

  test('the picture stands while the rest is on its way, and a click made meanwhile counts', async () => {
    const { until, arrive } = hold();
    const panel = await bare({ held: { files: after, until } });
    await start(panel);
    assert.equal((await last(panel, 'painted'))?.version, 1);
    assert.match(await panel.page.locator('.kube').innerText(), /checkout/);
    assert.ok(await panel.page.locator('.chart').isVisible());
    await panel.page.getByRole('button', { name: 'Next Event (.)' }).click();
    await panel.page.getByRole('button', { name: /^Speed/ }).click();
    const before = (await state(panel)).playheadMs;
    assert.equal(await panel.page.locator('.menu').count(), 0);
    arrive();
    await panel.page.locator('.menu').waitFor();
    assert.ok((await state(panel)).playheadMs > before);
    await close(panel);
  });

  test('a run that needs a part of the simulator waits for it and for no other, and is what it is elsewhere', async () => {
    for (const [script, parts] of [
      ['echo up; sleep 20; exit 3', ['shell.js']],
      ["echo '7 8' | awk '{exit $1}'", ['shell.js', 'tools.js']],
      ['nslookup db || exit 4', ['network.js', 'shell.js']],
    ] as const) {
      const input = scripted(script);
      const panel = await bare({ held: { files: after, until: new Promise(() => undefined) } });
      await panel.send({ type: 'init', language: 'en', settings }, modelOf(input));
      await panel.page.waitForFunction(() => podscopePanel.app.run !== undefined);
      const named = panel.requests.filter((name) => /^(shell|tools|network|actions)\.js$/.test(name));
      assert.deepEqual(named.sort(), parts);
      assert.deepEqual(
        await panel.page.evaluate(() => podscopePanel.app.run?.timeline),
        JSON.parse(JSON.stringify(arrange(simulate(input)))),
      );
      await close(panel);
    }
  });

  test('an edit that needs another part shows the old picture until that part is there', async () => {
    const { until, arrive } = hold();
    const panel = await bare({ held: { files: /^actions\.js$/, until } });
    await start(panel);
    const later = { ...scene('start').scenario, actions: [{ atMs: 30_000, do: 'delete' }] } as const;
    await panel.page.evaluate((scenario) => podscopePanel.app.editScenario(scenario, true), later);
    await panel.page.waitForFunction(() => podscopePanel.hands.now() !== undefined);
    const isDeleted = (): boolean =>
      podscopePanel.app.run?.timeline.events.some((event) => event.reason === 'Killing') === true;
    assert.equal(await panel.page.evaluate(isDeleted), false);
    arrive();
    await panel.page.waitForFunction(isDeleted);
    assert.equal((await last(panel, 'editScenario'))?.scenario.actions?.length, 1);
    await close(panel);
  });

  for (const width of [1400, 700, 480])
    test(`at ${width} px nothing that stands moves when the rest arrives`, async () => {
      const { until, arrive } = hold();
      const panel = await bare({ width, held: { files: after, until } });
      await start(panel);
      const places = (): Promise<unknown> =>
        panel.page.evaluate(() =>
          ['.bar', '.chart', '.surface canvas', '.kube', '.lower'].map((each) =>
            document.querySelector(each)?.getBoundingClientRect().toJSON(),
          ),
        );
      const before = await places();
      arrive();
      await panel.page.locator('.twin').waitFor({ state: 'attached' });
      await panel.settle();
      assert.deepEqual(await places(), before);
      await close(panel);
    });

  test('what is said above the picture comes with it, so that nothing moves', async () => {
    const { until, arrive } = hold();
    const panel = await bare({ held: { files: after, until } });
    const rejected = { message: 'no', field: 'spec', line: 3, more: 0, fixes: [] };
    const model = { ...modelOf(scene('start')), rejected };
    await panel.send({ type: 'init', language: 'en', settings }, model);
    await panel.page.evaluate(() => podscopePanel.app.dispatch({ type: 'accept', on: true }));
    await panel.settle();
    assert.equal(await panel.page.locator('.chart').isVisible(), false);
    arrive();
    await panel.page.locator('.banner', { hasText: 'Shown as if accepted' }).waitFor();
    assert.equal(await panel.page.locator('.chart').isVisible(), true);
    await close(panel);
  });

  test('a picture with rows that few have waits for the part that draws them', async () => {
    const { until, arrive } = hold();
    const panel = await bare({ state: { shown: ['log'] }, held: { files: /^actions\.js$/, until } });
    await panel.send({ type: 'init', language: 'en', settings }, modelOf(scripted('echo up; sleep 20')));
    await panel.page.waitForFunction(() => podscopePanel.app.run !== undefined);
    await panel.settle();
    assert.equal(await last(panel, 'painted'), undefined);
    arrive();
    await panel.page.waitForFunction(() => podscopePanel.chart.counts().lanes > 0);
    await panel.settle();
    assert.equal((await last(panel, 'painted'))?.version, 1);
    await close(panel);
  });

  test('a part of the simulator that cannot be loaded is said', async () => {
    const panel = await bare({ refused: /^shell\.js$/ });
    await panel.send({ type: 'init', language: 'en', settings }, modelOf(scripted('sleep 5')));
    await panel.page.locator('.banner', { hasText: 'could not be loaded' }).waitFor();
    assert.equal(await panel.page.evaluate(() => podscopePanel.app.run), undefined);
    await close(panel);
  });

  test('a part that cannot be loaded is said in the panel and to the host; the picture stays', async () => {
    const panel = await bare({ refused: after });
    await start(panel);
    await panel.page.locator('.banner', { hasText: 'could not be loaded' }).waitFor();
    assert.equal((await last(panel, 'log'))?.level, 'error');
    assert.ok(await panel.page.locator('.chart').isVisible());
    await close(panel);
  });
});
