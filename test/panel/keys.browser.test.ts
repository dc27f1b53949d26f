/** The keyboard in the panel: letters, arrows, the one tab stop; nothing happens while one types. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Panel } from '../../media/lifecycle/panel.ts';
import { stops } from '../../media/lifecycle/stops.ts';
import { act, inBrowser, type Inside, last, select, state } from './in-browser.ts';

declare const podscopePanel: Panel;

inBrowser('the keyboard in the panel', ({ open, close }) => {
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

  for (const [name, options] of [
    ['by VS Code', { bodyClasses: ['vscode-reduce-motion'] }],
    ['by the system', { reducedMotion: true }],
  ] as const) {
    test(`reduced motion, said ${name}: playing goes in steps`, async () => {
      const panel = await open('start', options);
      await act(panel, { type: 'playhead', atMs: 0 });
      await panel.page.keyboard.press('Space');
      await panel.settle();
      const timeline = await panel.page.evaluate(() => podscopePanel.app.run?.timeline);
      assert.ok(timeline !== undefined && stops(timeline).includes((await state(panel)).playheadMs));
      await panel.page.keyboard.press('Space');
      await close(panel);
    });
  }

  test('for a screen reader the Events come first, and a step is announced once', async () => {
    const panel = await open('liveness', { bodyClasses: ['vscode-using-screen-reader'], width: 480 });
    assert.equal(await panel.page.locator('.events').isVisible(), true);
    // What is heard of where one is comes first.
    await act(panel, { type: 'playhead', atMs: 130_000 });
    await panel.page.locator('[aria-live=polite]', { hasText: 'At 130 seconds' }).waitFor({ state: 'attached' });
    await panel.page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(globalThis, { heard });
      const status = document.querySelector('[aria-live=polite]');
      if (status !== null)
        new MutationObserver(() => heard.push(status.textContent ?? '')).observe(status, { childList: true });
    });
    await panel.page.keyboard.press(',');
    await panel.page.waitForFunction(() => (globalThis as unknown as { heard: string[] }).heard.length > 0);
    await panel.settle();
    const heard = await panel.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
    assert.equal(heard.length, 1);
    assert.match(heard[0] ?? '', /^At [\d.]+ seconds: .*, ready \d\/\d, restarts/);
    await close(panel);
  });

  test('I pins the card of the selection; the next key lets it go and the focus is back', async () => {
    const panel = await open('liveness');
    await select(panel, 'container/liveness', 121_000, 131_000);
    await panel.settle();
    await panel.page.locator('[role=grid] [tabindex="0"]').first().focus();
    await panel.page.keyboard.press('i');
    const card = panel.page.getByRole('dialog', { name: 'liveness' });
    assert.match(await card.innerText(), /terminating[\s\S]*failed liveness probe/);
    assert.equal(await card.evaluate((element) => element === document.activeElement), true);
    await panel.page.keyboard.press('Escape');
    await panel.settle();
    assert.equal(await panel.page.locator('.card').count(), 0);
    assert.equal(await panel.page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null), true);
    assert.notEqual((await state(panel)).selection, undefined);
    await close(panel);
  });

  test('keys that are not ours are left to VS Code, and none is trapped', async () => {
    const panel = await open('start');
    await panel.page.evaluate(() => {
      const taken: string[] = [];
      Object.assign(globalThis, { taken });
      addEventListener('keydown', (event) => {
        if (event.defaultPrevented) taken.push(`${event.ctrlKey ? 'Control+' : ''}${event.key}`);
      });
    });
    for (const key of ['F1', 'Control+Tab', 'Control+Shift+P', 'Control+1', 'Alt+ArrowLeft', 'Tab', 'w'])
      await panel.page.keyboard.press(key);
    assert.deepEqual(await panel.page.evaluate(() => (globalThis as unknown as { taken: string[] }).taken), ['w']);
    await close(panel);
  });
});
