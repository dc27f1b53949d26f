/** What stands below the lanes: inspector, Scenario, comparison, sweep, and what is said instead of a picture. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act, inBrowser, last, pixels, scene, swept } from './in-browser.ts';
import { modelOf, withThreshold } from './pods.ts';

inBrowser('the panes of the panel', ({ open, close }) => {
  test('a number in the inspector simulates at once and edits the YAML on change', async () => {
    const panel = await open('liveness');
    await act(panel, {
      type: 'select',
      selection: { rowId: 'container/liveness', kind: 'span', atMs: 121_000 },
      atMs: 131_000,
    });
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
    assert.equal((await last(panel, 'editScenario'))?.scenario.containers?.[0]?.instances?.[0]?.listensAfterMs, 60_000);
    await close(panel);
  });

  test('the Scenario folds away by its heading, and stays so after a reload', async () => {
    const panel = await open('compare', { state: { collapsed: [] } });
    const heading = panel.page.getByRole('button', { name: 'Scenario', exact: true });
    assert.equal(await heading.getAttribute('aria-expanded'), 'true');
    await heading.click();
    await panel.settle();
    assert.equal(await panel.page.locator('.form .chip').first().isVisible(), false);
    assert.ok(await panel.page.getByRole('button', { name: 'Presets' }).isVisible());
    await close(panel);
    const again = await open('compare', { state: { collapsed: ['scenario'] } });
    assert.equal(await again.page.locator('.form .chip').first().isVisible(), false);
    await close(again);
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
    assert.match(
      await panel.page.locator('.compare .why').innerText(),
      /containers\[0\]\.startupProbe\.failureThreshold: 3 → 30\s*the only change/,
    );
    await panel.page.locator('.compare .link').click();
    assert.equal((await last(panel, 'reveal'))?.field, 'spec.containers[0].startupProbe.failureThreshold');
    await panel.send({ type: 'baseline', baseline: { id: 'saved', title: 'last save', input: scene('compare') } });
    assert.match(await panel.page.locator('.compare').innerText(), /No difference from last save/);
    assert.equal(await panel.page.locator('.names .lane.base').count(), 0);
    await close(panel);
  });

  test('a sweep fills its cells and a click goes there', async () => {
    const panel = await open('compare');
    await panel.page.keyboard.press('x');
    await swept(panel);
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

  test('one click from the picture to what if', async () => {
    const panel = await open('compare');
    await panel.page.getByRole('button', { name: 'startup probe fails', exact: true }).click();
    await panel.settle();
    const scenario = (await last(panel, 'editScenario'))?.scenario;
    assert.equal(scenario?.containers?.[0]?.answers?.[0]?.probe, 'startup');
    assert.match(await panel.page.locator('.kube').innerText(), /READY\s*0\/1/);
    await close(panel);
  });

  test('the menu offers every baseline; one that is not there says why', async () => {
    const panel = await open('compare');
    const baselines = [
      { id: 'none', title: 'nothing' },
      { id: 'saved', title: 'last save' },
      { id: 'head', title: 'git HEAD', unavailable: 'not committed yet' },
      { id: 'scenario:x#0', title: 'Scenario crash' },
    ];
    await panel.send({ ...modelOf(scene('compare')), version: 2, baselines });
    await panel.page.getByRole('button', { name: 'Compare with: off' }).click();
    const items = panel.page.locator('.menu .item');
    assert.deepEqual(await items.locator('.words').allInnerTexts(), [
      'off',
      'last save',
      'git HEAD',
      'Scenario crash',
      'Pin This Run',
      'no Scenario',
      'Kubernetes 1.35',
      'Kubernetes 1.34',
    ]);
    const head = items.filter({ hasText: 'git HEAD' });
    assert.equal(await head.isDisabled(), true);
    assert.match(await head.innerText(), /not committed yet/);
    await items.filter({ hasText: 'Scenario crash' }).click();
    assert.equal((await last(panel, 'selectBaseline'))?.baselineId, 'scenario:x#0');
    await panel.page.getByRole('button', { name: 'Compare with: off' }).click();
    await items.filter({ hasText: 'Kubernetes 1.34' }).click();
    await panel.settle();
    assert.match(await panel.page.locator('.compare').innerText(), /Kubernetes 1\.34/);
    await close(panel);
  });

  test('of several Pods one is chosen; locking and following are said to the host', async () => {
    const panel = await open('compare');
    const pods = [
      { id: 'a', title: 'Pod a', line: 1 },
      { id: 'b', title: 'Deployment b', line: 20 },
    ];
    await panel.send({ ...modelOf(scene('compare')), version: 2, pods, podId: 'a', kind: 'Deployment' });
    assert.match(await panel.page.locator('.kube .hint').innerText(), /one Pod of this Deployment/);
    await panel.page.getByRole('button', { name: /Pod in this file/ }).click();
    await panel.page.locator('.menu .item', { hasText: 'Deployment b' }).click();
    assert.equal((await last(panel, 'selectPod'))?.podId, 'b');
    await panel.page.getByRole('button', { name: 'Lock to This File' }).click();
    assert.equal((await last(panel, 'lock'))?.locked, true);
    await panel.send({ ...modelOf(scene('compare')), version: 3, locked: true });
    await panel.page.getByRole('button', { name: 'Follow the Active Editor' }).click();
    assert.equal((await last(panel, 'lock'))?.locked, false);
    await close(panel);
  });

  test('any two numbers can be swept', async () => {
    const panel = await open('compare');
    await panel.page.keyboard.press('x');
    await swept(panel);
    const fields = await panel.page.locator('.sweep-bar select').first().locator('option').allInnerTexts();
    assert.ok(fields.length >= 10, fields.join());
    await panel.page.getByLabel('Across').selectOption({ label: 'livenessProbe.periodSeconds' });
    await panel.page.getByLabel('Down').selectOption({ label: 'readinessProbe.failureThreshold' });
    await panel.settle();
    await swept(panel);
    assert.match(
      (await panel.page.locator('.heat-cell').first().getAttribute('aria-label')) ?? '',
      /livenessProbe\.periodSeconds 1, readinessProbe\.failureThreshold 1: Ready at/,
    );
    await close(panel);
  });
});
