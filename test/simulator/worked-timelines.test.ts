import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Scenario } from '../../core/behaviour/scenario.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Timeline } from '../../core/simulator/timeline.ts';

/** In a world without delays the textbook's numbers appear; times are seconds. */
function run(spec: object, scenario: Scenario, seconds: number): Timeline {
  return simulate({
    pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec },
    scenario: { timing: 'ideal', ...scenario },
    settings: { kubernetesVersion: '1.36', horizonMs: seconds * 1000 },
  });
}

const restarts = (timeline: Timeline): readonly number[] =>
  timeline.lanes
    .find((l) => l.id === 'container/app')!
    .marks.filter((m) => m.kind === 'restart')
    .map((m) => m.atMs / 1000);
const events = (timeline: Timeline, reason: string): readonly number[] =>
  timeline.events.filter((e) => e.reason === reason).flatMap((e) => e.counts.map((c) => c.atMs / 1000));
const lines = (timeline: Timeline): readonly string[] =>
  timeline.kubectl.map((l) => `${l.atMs / 1000} ${l.ready} ${l.status} ${l.restarts.replace(/ .*/, '')}`);

const app = { name: 'app', image: 'example/app:1' };
const always404 = { port: 80, sequence: [{ fromMs: 0, status: 404 }] };
const liveness = { ...app, livenessProbe: { httpGet: { port: 80 } } };

test('a liveness probe that always fails, a process that leaves at once', () => {
  const timeline = run(
    { containers: [liveness] },
    {
      containers: [
        {
          name: 'app',
          instances: [{ listensAfterMs: 0 }],
          onSignal: { kind: 'exits', afterMs: 0, code: 143 },
          answers: [always404],
        },
      ],
    },
    900,
  );
  assert.deepEqual(restarts(timeline), [30, 60, 90, 120, 190, 300, 490, 820, 850]);
  assert.deepEqual(lines(timeline).slice(-2), ['850 1/1 Running 9', '880 0/1 CrashLoopBackOff 9']);
});

test('the same with a process that ignores SIGTERM', () => {
  const timeline = run(
    { containers: [liveness] },
    {
      containers: [
        { name: 'app', instances: [{ listensAfterMs: 0 }], onSignal: { kind: 'ignores' }, answers: [always404] },
      ],
    },
    700,
  );
  assert.deepEqual(restarts(timeline), [60, 120, 180, 240, 300, 440, 660]);
  assert.deepEqual(
    timeline.lanes
      .find((l) => l.id === 'container/app')!
      .marks.filter((m) => m.kind === 'sigkill')
      .slice(0, 2)
      .map((m) => m.atMs / 1000),
    [60, 120],
  );
});

test('a command that exits 1 at once', () => {
  const timeline = run(
    { containers: [app] },
    { containers: [{ name: 'app', instances: [{ exits: { afterMs: 0, code: 1 } }] }] },
    1300,
  );
  assert.deepEqual(restarts(timeline), [0, 10, 30, 70, 150, 310, 610, 910, 1210]);
});

test('a smaller maximum of the back-off, and the reduced one', () => {
  const exits = { containers: [{ name: 'app', instances: [{ exits: { afterMs: 0, code: 1 } }] }] };
  assert.deepEqual(
    restarts(run({ containers: [app] }, { ...exits, kubelet: { maxContainerRestartPeriodSeconds: 60 } }, 260)),
    [0, 10, 30, 70, 130, 190, 250],
  );
  const reduced = { ...exits, featureGates: { ReduceDefaultCrashLoopBackOffDecay: true } };
  const limited = { ...reduced, kubelet: { maxContainerRestartPeriodSeconds: 60 } };
  assert.deepEqual(restarts(run({ containers: [app] }, limited, 130)), [0, 1, 3, 7, 15, 31, 63, 123]);
  assert.deepEqual(restarts(run({ containers: [app] }, reduced, 130)), [0, 1, 3, 7, 15, 31, 63, 127]);
});

test('exit 0 under Never: Completed, then Succeeded, no Killing', () => {
  const timeline = run(
    { restartPolicy: 'Never', containers: [app] },
    { containers: [{ name: 'app', instances: [{ exits: { afterMs: 20_000, code: 0 } }] }] },
    60,
  );
  assert.equal(lines(timeline).at(-1), '20 0/1 Completed 0');
  assert.equal(timeline.status.at(-1)!.pod.phase, 'Succeeded');
  assert.deepEqual(events(timeline, 'Killing'), []);
});

test('an image that cannot be pulled: pulls at the first retry after the back-off', () => {
  const timeline = run(
    { containers: [app] },
    { images: [{ image: 'example/app:1', fails: 'not found', takesMs: 1000 }] },
    320,
  );
  // The last Pulling event is one of those that the spam filter drops; the lane shows all of them.
  assert.deepEqual(events(timeline, 'Pulling'), [0, 11, 32, 73, 154]);
  assert.deepEqual(
    timeline.lanes
      .find((l) => l.id === 'container/app')!
      .spans.filter((s) => s.state === 'pulling')
      .map((s) => s.startMs / 1000),
    [0, 11, 32, 73, 154, 315],
  );
  assert.deepEqual(lines(timeline).slice(3, 8), [
    '1 0/1 ErrImagePull 0',
    '11 0/1 ImagePullBackOff 0',
    '22 0/1 ErrImagePull 0',
    '32 0/1 ImagePullBackOff 0',
    '43 0/1 ErrImagePull 0',
  ]);
});

test('deletion: preStop takes its share of the grace period', () => {
  const spec = { containers: [{ ...app, lifecycle: { preStop: { sleep: { seconds: 10 } } } }] };
  const timeline = run(
    spec,
    { containers: [{ name: 'app', onSignal: { kind: 'ignores' } }], actions: [{ atMs: 60_000, do: 'delete' }] },
    120,
  );
  const marks = timeline.lanes
    .find((l) => l.id === 'container/app')!
    .marks.filter((m) => m.kind === 'sigterm' || m.kind === 'sigkill')
    .map((m) => `${m.kind} ${m.atMs / 1000}`);
  assert.deepEqual(marks, ['sigterm 70', 'sigkill 90']);
  assert.equal(timeline.endedBecause, 'the Pod is gone');
  assert.deepEqual(
    timeline.endpoints
      .filter((e) => e.atMs === 60_000)
      .map(({ ready, serving, terminating }) => ({ ready, serving, terminating })),
    [{ ready: false, serving: true, terminating: true }],
  );
});

test('a sidecar ends after the main container of a Job', () => {
  const spec = {
    restartPolicy: 'Never',
    initContainers: [{ name: 's', image: 'example/s:1', restartPolicy: 'Always' }],
    containers: [app],
  };
  const timeline = run(
    spec,
    {
      containers: [
        { name: 'app', instances: [{ exits: { afterMs: 20_000, code: 0 } }] },
        { name: 's', onSignal: { kind: 'exits', afterMs: 1000, code: 0 } },
      ],
    },
    60,
  );
  assert.deepEqual(events(timeline, 'Killing'), [20]);
  assert.deepEqual(
    timeline.lanes
      .find((l) => l.id === 'container/s')!
      .marks.filter((m) => m.kind === 'exit')
      .map((m) => m.atMs / 1000),
    [21],
  );
  assert.equal(timeline.status.at(-1)!.pod.phase, 'Succeeded');
});

test('older versions wait a flat 10 s and say other words', () => {
  const timeline = simulate({
    pod: { metadata: { name: 'app' }, spec: { containers: [app] } },
    scenario: { timing: 'ideal', containers: [{ name: 'app', instances: [{ exits: { afterMs: 0, code: 1 } }] }] },
    settings: { kubernetesVersion: '1.31', horizonMs: 80_000 },
  });
  assert.deepEqual(
    timeline.events.map((e) => e.message),
    [
      'Successfully assigned default/app to node-1',
      'Container image "example/app:1" already present on machine',
      'Created container app',
      'Started container app',
      'Back-off restarting failed container app in pod app_default(11111111-2222-4333-8444-555555555555)',
    ],
  );
  assert.equal(
    lines(timeline).some((l) => l.startsWith('10 ') || l.startsWith('20 ')),
    true,
  );
});

test('a restart says between which moments a real kubelet would make it, and lies between them for every random delay', () => {
  for (const jitter of ['off', 0.25, 0.5, 0.999, { seed: 7 }] as const) {
    const timeline = simulate({
      pod: { metadata: { name: 'app' }, spec: { containers: [app] } },
      scenario: { jitter, containers: [{ name: 'app', instances: [{ exits: { afterMs: 2000, code: 1 } }] }] },
      settings: { kubernetesVersion: '1.36', horizonMs: 1_800_000 },
    });
    const marks = timeline.lanes.find((l) => l.id === 'container/app')!.marks.filter((m) => m.kind === 'restart');
    assert.ok(marks.length >= 9);
    assert.deepEqual(
      marks.filter((m) => !(m.earliestMs! <= m.atMs && m.atMs <= m.latestMs!)),
      [],
    );
  }
});

test('memory over the limit: OOMKilled, and the marks of the memory', () => {
  const limited = { ...app, resources: { limits: { memory: '200Mi' } } };
  const timeline = run(
    { containers: [limited] },
    {
      containers: [
        {
          name: 'app',
          memory: [
            { fromMs: 0, bytes: 1e8 },
            { fromMs: 20_000, bytes: 15e7 },
            { fromMs: 60_000, bytes: 3e8 },
          ],
        },
      ],
    },
    65,
  );
  const lane = timeline.lanes.find((l) => l.id === 'container/app')!;
  assert.deepEqual(
    lane.marks
      .filter((m) => m.kind === 'memory')
      .slice(0, 2)
      .map((m) => [m.atMs, m.value]),
    [
      [0, 1e8],
      [20_000, 15e7],
    ],
  );
  assert.ok(lane.marks.some((m) => m.kind === 'exit' && m.label === 'OOMKilled' && m.value === 137));
});
