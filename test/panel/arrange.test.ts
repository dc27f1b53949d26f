/** From the run's lanes to rows: moments, signals, grace periods, parts of a termination, conditions; and what could happen at a moment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate, type Timeline } from '../../core/simulation.ts';
import { arrange } from '../../media/lifecycle/arrange.ts';
import { kubectlAt, valueAt } from '../../media/lifecycle/at.ts';
import { eventRowsAt } from '../../media/lifecycle/event-rows.ts';
import { stops } from '../../media/lifecycle/stops.ts';
import { firstEffect } from '../../media/lifecycle/first-effect.ts';
import { governed } from '../../media/lifecycle/lit.ts';
import { layOut, type Row } from '../../media/lifecycle/layout.ts';
import { sentence } from '../../media/lifecycle/words.ts';
import { questionsAt } from '../../media/lifecycle/what-if.ts';
import { scenes } from './pods.ts';

const input = (name: string): NonNullable<(typeof scenes)[string]> => scenes[name] ?? assert.fail(name);
const run = (name: string): Timeline => arrange(simulate(input(name)));
const rows = (name: string): readonly Row[] =>
  layOut({ timeline: run(name), narrow: false, collapsed: [], shown: ['condition'] }).rows;
const row = (name: string, id: string): Row =>
  rows(name).find((each) => each.id === id) ??
  assert.fail(
    `${id} in ${rows(name)
      .map((each) => each.id)
      .join()}`,
  );

test('rows stand from the outside in, each container with what belongs to it', () => {
  assert.deepEqual(
    rows('deletion').map((each) => each.id),
    [
      'moments',
      'phase',
      'status',
      'ready',
      'condition/PodScheduled',
      'condition/PodReadyToStartContainers',
      'condition/Initialized',
      'condition/ContainersReady',
      'endpoint',
      'container/app',
      'hook/app/preStop',
      'signals/app',
      'grace/app',
      'events',
    ],
  );
});

test('the moments of a deletion', () => {
  assert.deepEqual(
    row('deletion', 'moments')
      .lane.marks.map((mark) => mark.label)
      .filter((label) => ['Scheduled', 'Ready', 'Deleted', 'Gone'].includes(label ?? '')),
    ['Scheduled', 'Ready', 'Deleted', 'Gone'],
  );
});

test('a termination is told in parts', () => {
  const parts = row('deletion', 'container/app')
    .lane.spans.filter((span) => span.state === 'terminating')
    .map((span) => [span.label, Math.round((span.endMs - span.startMs) / 1000)]);
  assert.deepEqual(parts, [
    ['terminating: preStop', 10],
    ['terminating: SIGTERM ignored', 20],
  ]);
  assert.ok(
    row('liveness', 'container/liveness').lane.spans.some((span) => span.label === 'terminating: SIGTERM ignored'),
  );
});

test('the run ends soon after the Pod is gone', () => {
  const { endMs } = run('deletion');
  assert.ok(endMs < 45_000, String(endMs));
});

test('values beside the names belong to the playhead', () => {
  const liveness = row('liveness', 'probe/liveness/liveness').lane;
  assert.deepEqual(
    [0, 20_000, 41_000, 46_000].map((atMs) => valueAt(liveness, atMs).text),
    ['–/3', '0/3', '2/3', '3/3'],
  );
  assert.equal(valueAt(liveness, 46_000).alarm, true);
  const container = row('liveness', 'container/liveness').lane;
  assert.deepEqual(
    [0, 100_000, 900_000].map((atMs) => valueAt(container, atMs).text),
    ['0↻', '1↻', '7↻'],
  );
});

test('kubectl at a moment', () => {
  const given = { input: input('liveness'), timeline: run('liveness') };
  const line = kubectlAt(given, 131_000);
  assert.deepEqual([line.ready, line.status, line.age], ['1/1', 'Running', '2m11s']);
  assert.match(line.restarts, /^1 \(\d+s ago\)$/);
  const events = eventRowsAt(given, 131_000);
  assert.match(events.find((each) => each.reason === 'Unhealthy')?.age ?? '', /^\d+s \(x6 over \d+s\)$/);
  assert.ok(eventRowsAt(given, 100).length < events.length);
});

test('stops are in order and hold every Event', () => {
  const timeline = run('liveness');
  const all = stops(timeline);
  assert.deepEqual(
    [...all].sort((one, other) => one - other),
    all,
  );
  for (const event of timeline.events) for (const write of event.counts) assert.ok(all.includes(write.atMs));
});

test('the field at the cursor lights what it governs', () => {
  const timeline = run('start');
  const all = layOut({ timeline, narrow: false, collapsed: [], shown: [] }).rows;
  const lit = governed(all, timeline.causes, 'spec.containers[0].livenessProbe.periodSeconds');
  assert.ok(lit?.has('probe/app/liveness'));
  assert.ok(lit?.has('container/proxy') !== true);
  assert.equal(governed(all, timeline.causes, 'metadata.labels'), undefined);
});

test('a field leads to its first effect', () => {
  const timeline = run('liveness');
  const shown = firstEffect(timeline, 'spec.containers[0].livenessProbe.failureThreshold');
  assert.equal(shown?.rowId, 'probe/liveness/liveness');
  assert.ok(Math.abs((shown?.atMs ?? 0) - 35_000) < 1500, JSON.stringify(shown));
  assert.equal(firstEffect(run('start'), 'spec.containers[0].livenessProbe')?.rowId, 'probe/app/liveness');
  assert.equal(firstEffect(timeline, 'metadata.labels'), undefined);
});

test('a cell of the twin is a sentence', () => {
  const container = row('deletion', 'container/app');
  const index = container.lane.spans.findIndex((span) => span.label.includes('ignored'));
  const span = container.lane.spans[index] ?? assert.fail();
  assert.match(
    sentence({ kind: 'span', row: container, span, index }),
    /^app, terminating: SIGTERM ignored, from 18\.\ds to 38\.\ds$/,
  );
});

test('what could happen at a moment is what happens when one asks for it', () => {
  const given = { input: input('compare'), timeline: run('compare') };
  const probe =
    layOut({ timeline: given.timeline, narrow: false, collapsed: [], shown: [] }).rows.find(
      (each) => each.id === 'probe/app/liveness',
    ) ?? assert.fail();
  const mark = probe.lane.marks[0] ?? assert.fail();
  const questions = questionsAt({ kind: 'mark', row: probe, mark, index: 0, near: [mark] }, given, 60_000);
  assert.deepEqual(
    questions.map((each) => each.text),
    ['it fails from 1m 00.0s on', 'it never succeeds', 'the Pod is deleted at 1m 00.0s'],
  );
  const failing = arrange(simulate({ ...given.input, scenario: questions[0]?.scenario ?? {} }));
  const first = failing.lanes
    .find((each) => each.id === 'probe/app/liveness')
    ?.marks.find((each) => each.kind === 'probe-failure');
  assert.ok(first !== undefined && first.atMs >= 60_000 && first.atMs < 66_000, JSON.stringify(first));
});
