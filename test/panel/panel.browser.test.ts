/** The panel in a real browser under VS Code's policy: draws, keeps the newest model, survives a reload, takes hostile names as text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageOptions } from './harness.ts';
import { boxOf, inBrowser, last, pixels, scene, settings, state } from './in-browser.ts';
import { container, inputOf, modelOf, podOf, withThreshold } from './pods.ts';

inBrowser('the panel in a browser', ({ bare, open, close }) => {
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
    const panel = await open('start', { entry: 'media/lifecycle/main.ts' });
    assert.match((await last(panel, 'painted'))?.summary ?? '', /^checkout 2\/2 Running restarts 0$/);
    await close(panel);
  });

  test('the canvas covers the lanes whatever stands below them, also scrolled', async () => {
    for (const [width, height] of [
      [1200, 760],
      [1200, 470],
      [760, 500],
      [480, 500],
    ] as const) {
      const panel = await open('start', { width, height });
      for (const scrollTop of [0, 40]) {
        await panel.page.locator('.lanes').evaluate((lanes, top) => {
          lanes.scrollTop = top;
        }, scrollTop);
        await panel.settle();
        const [lanes, canvas] = await Promise.all([boxOf(panel, '.lanes'), boxOf(panel, 'canvas.picture')]);
        const covers = canvas.y + canvas.height >= lanes.y + lanes.height - 1.5 && canvas.y <= lanes.y + 1;
        assert.ok(covers, `${width}, ${scrollTop}: ${JSON.stringify([lanes, canvas])}`);
      }
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
    const panel = await bare();
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

  test('after a reload the same comparison is made again: its own by the panel, others by the host', async () => {
    const kept = (baselineId: string): PageOptions => ({
      state: { uri: 'file:///startup-late.yaml', podId: 'startup-late', baselineId },
    });
    const own = await open('compare', kept('no-scenario'));
    assert.match(await own.page.locator('.compare').innerText(), /no Scenario/);
    await close(own);
    const hosts = await open('compare', kept('head'));
    assert.equal((await last(hosts, 'selectBaseline'))?.baselineId, 'head');
    await close(hosts);
    const other = await open('start', kept('head'));
    assert.equal(await last(other, 'selectBaseline'), undefined);
    await close(other);
  });

  test('a pinned run survives a reload, chosen or not', async () => {
    const panel = await open('compare');
    const input = withThreshold(scene('compare'), 3);
    await panel.send({ type: 'baseline', baseline: { id: 'pinned', title: 'pinned', input } });
    await panel.page.waitForFunction(() => (globalThis as unknown as Kept).keptState?.pinned !== undefined);
    const kept = await panel.page.evaluate(() => (globalThis as unknown as Kept).keptState);
    await close(panel);
    for (const [baselineId, ids] of [
      ['pinned', ['pin']],
      ['saved', ['pin', 'saved']],
      [undefined, ['pin', 'none']],
    ] as const) {
      const again = await open('compare', { state: { ...kept, baselineId } });
      const asked = (await again.said()).filter((each) => each.type === 'selectBaseline');
      assert.deepEqual(
        asked.map((each) => each.baselineId),
        ids,
      );
      assert.deepEqual(asked[0]?.input, input);
      await close(again);
    }
    const other = await open('start', { state: kept });
    assert.equal(await last(other, 'selectBaseline'), undefined);
    await close(other);
  });

  test("a comparison of the panel's own outlives the host's none", async () => {
    const panel = await open('compare', {
      state: { uri: 'file:///startup-late.yaml', podId: 'startup-late', baselineId: 'no-scenario' },
    });
    await panel.send({ type: 'baseline' });
    assert.match(await panel.page.locator('.compare').innerText(), /no Scenario/);
    await close(panel);
  });

  test('what a reload needs is written down: file, Pod, Scenario without a file, baseline; small', async () => {
    const panel = await open('compare');
    const input = withThreshold(scene('compare'), 3);
    await panel.send({ type: 'baseline', baseline: { id: 'saved', title: 'last save', input } });
    await panel.page.keyboard.press('z');
    await panel.page.waitForFunction(() => (globalThis as unknown as Kept).keptState?.baselineId === 'saved');
    const kept = await panel.page.evaluate(() => (globalThis as unknown as Kept).keptState);
    assert.deepEqual(
      [kept?.uri, kept?.podId, kept?.locked, kept?.scenarioId, kept?.scenario],
      ['file:///startup-late.yaml', 'startup-late', false, 'none', scene('compare').scenario],
    );
    assert.ok(JSON.stringify(kept).length < 50_000);
    await close(panel);
  });

  test('problems of the manifest stand on the lanes of their fields; a click goes to the line', async () => {
    const panel = await open('start');
    const problem = (field: string, line: number, severity = 'warning'): object => ({
      field,
      severity,
      line,
      message: `about ${field}`,
    });
    const problems = [
      problem('spec.containers[0].livenessProbe.periodSeconds', 21),
      problem('spec.containers[0].image', 9, 'error'),
      problem('spec.hostname', 5),
    ];
    await panel.send({ ...modelOf(scene('start')), version: 2, problems });
    const badges = await panel.page.locator('.lane').evaluateAll((lanes) =>
      lanes.flatMap((lane) => {
        const badge = lane.querySelector('.badge');
        return badge === null ? [] : [`${lane.querySelector('b')?.textContent} ${badge.textContent}`];
      }),
    );
    assert.deepEqual(badges, ['STATUS ▲', 'app ✕', 'liveness ▲']);
    await panel.page.getByRole('button', { name: /about spec.containers\[0\].image/ }).click();
    assert.equal((await last(panel, 'reveal'))?.line, 9);
    assert.match(await panel.page.locator('.twin').innerText(), /line 21: about/);
    await panel.send({ ...modelOf(scene('start')), version: 3 });
    assert.equal(await panel.page.locator('.badge').count(), 0);
    await close(panel);
  });
});

interface Kept {
  readonly keptState?: Readonly<Record<string, unknown>>;
}
