/** The mouse on the chart: zooms, pans, scrubs, chooses ranges, selects, drags what-if handles. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Panel } from '../../media/lifecycle/panel.ts';
import { boxOf, inBrowser, last, momentAt, pixels, state, xOf } from './in-browser.ts';

declare const podscopePanel: Panel;

inBrowser('the pointer in the panel', ({ open, close }) => {
  test('the wheel zooms at the pointer, Shift pans, the picture follows; 0 fits all', async () => {
    const panel = await open('liveness');
    const surface = await boxOf(panel, '.surface canvas.picture');
    const first = await pixels(panel);
    const under = (): Promise<number> => momentAt(panel, 400);
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
    const head = await boxOf(panel, '.head-surface');
    await panel.page.mouse.click(head.x + 100, head.y + 45);
    await panel.settle();
    const line = await panel.page.locator('.kube').innerText();
    const { playheadMs } = await state(panel);
    const bubble = head.x + (await xOf(panel, playheadMs));
    await panel.page.mouse.move(bubble, head.y + 45);
    await panel.page.mouse.down();
    await panel.page.mouse.move(bubble + 300, head.y + 45, { steps: 4 });
    const sameFrame = await panel.page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          const { app } = podscopePanel;
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
    const head = await boxOf(panel, '.head-surface');
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
    const surface = await boxOf(panel, '.surface canvas.picture');
    const x = await xOf(panel, 130_000);
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

  test('the deletion can be dragged in the lanes', async () => {
    const panel = await open('deletion');
    const surface = await boxOf(panel, '.surface canvas.picture');
    const [from, to] = [await xOf(panel, 8000), await xOf(panel, 14_000)];
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
});
