/** What must stay fast, counted and not timed: calls and pictures while one zooms and plays over 10,000 states, and bytes over the bridge. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act, counts, inBrowser, pixels, settings, state } from './in-browser.ts';
import { manyEndMs, manyModel } from './many.ts';
import { modelOf, scenes } from './pods.ts';

/** Touches of the canvas that one frame may take: measured, this is drawn within 4 ms. */
const mostCalls = 2500;

inBrowser('10,000 states in the panel', ({ bare, open, close }) => {
  test('a frame is a bounded number of calls at every zoom', async () => {
    const panel = await bare({ width: 1400 });
    await panel.send({ type: 'init', language: 'en', settings }, manyModel());
    for (let size = manyEndMs; size > 400; size *= 0.8) {
      const fromMs = (manyEndMs - size) / 2;
      await act(panel, { type: 'window', fromMs, toMs: fromMs + size });
      await panel.settle();
      const { lanes } = await counts(panel);
      assert.ok(lanes >= 12 && lanes <= mostCalls, `${lanes} calls for ${size} ms`);
    }
    await close(panel);
  });

  test('a step of the playhead draws no lane again, and nothing is drawn while nothing happens', async () => {
    const panel = await bare({ width: 1400 });
    await panel.send({ type: 'init', language: 'en', settings }, manyModel());
    const first = await pixels(panel);
    await panel.page.keyboard.press(',');
    await panel.settle();
    assert.equal(await pixels(panel), first);
    const { frames, overlay } = await counts(panel);
    assert.ok(overlay < 20, String(overlay));
    await panel.settle();
    assert.equal((await counts(panel)).frames, frames);
    await close(panel);
  });

  test('many steps within a frame are one picture of the last', async () => {
    const panel = await open('liveness');
    const { frames } = await counts(panel);
    await act(panel, ...Array.from({ length: 50 }, (_, index) => ({ type: 'playhead', atMs: index * 1000 }) as const));
    await panel.settle();
    assert.equal((await counts(panel)).frames, frames + 1);
    assert.equal((await state(panel)).playheadMs, 49_000);
    await close(panel);
  });

  test('a model is at most 30 KB, and no list of Events crosses the bridge', async () => {
    for (const [name, input] of Object.entries(scenes)) {
      const bytes = JSON.stringify(modelOf(input)).length;
      assert.ok(bytes <= 30_000, `${name}: ${bytes}`);
    }
    const panel = await open('liveness');
    await panel.page.keyboard.press('Space');
    await panel.settle();
    for (const message of await panel.said())
      assert.ok(JSON.stringify(message).length < 1000, `${message.type}: ${JSON.stringify(message).slice(0, 100)}`);
    await close(panel);
  });
});
