/** What the panel loads when: little before the first picture, the rest behind it; a part that cannot be loaded is said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundle, type PanelPage } from './harness.ts';
import { inBrowser, last, scene, settings, state } from './in-browser.ts';
import { modelOf } from './pods.ts';

const main = 'media/lifecycle/main.ts';
const after = /^interactive\./;

/** The panel with what comes after the first picture still on its way. */
const start = async (panel: PanelPage): Promise<void> =>
  panel.send({ type: 'init', language: 'en', settings }, modelOf(scene('start')));

inBrowser('what the panel loads', ({ bare, open, close }) => {
  test('before the first picture only what it needs, with everything that answers behind it', async () => {
    const { files, first } = await bundle(main);
    const panel = await bare({ entry: main });
    assert.deepEqual(panel.requests.slice(1).sort(), [...first].sort());
    await panel.send({ type: 'init', language: 'en', settings }, modelOf(scene('start')));
    await panel.page.waitForFunction(() => document.querySelector('.twin') !== null);
    assert.deepEqual([...new Set(panel.requests.slice(1))].sort(), files.map(({ name }) => name).sort());
    await close(panel);
  });

  test('nothing is asked for twice, however often it is needed', async () => {
    const panel = await open();
    await panel.page.keyboard.press('x');
    await panel.page.locator('.drop', { hasText: '10×' }).click();
    await panel.settle();
    assert.equal(new Set(panel.requests).size, panel.requests.length);
    await close(panel);
  });

  test('the picture stands while the rest is on its way, and a click made meanwhile counts', async () => {
    let arrive = (): void => undefined;
    const until = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const panel = await bare({ held: { files: after, until } });
    await start(panel);
    assert.equal((await last(panel, 'painted'))?.version, 1);
    assert.match(await panel.page.locator('.inspector').innerText(), /checkout/);
    await panel.page.getByRole('button', { name: 'Next Event (.)' }).click();
    await panel.page.getByRole('button', { name: /^Speed/ }).click();
    const before = (await state(panel)).playheadMs;
    assert.equal(await panel.page.locator('.menu').count(), 0);
    arrive();
    await panel.page.locator('.menu').waitFor();
    assert.ok((await state(panel)).playheadMs > before);
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
