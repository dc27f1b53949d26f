import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action, Scenario } from '../../core/behaviour/scenario.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Timeline } from '../../core/simulator/timeline.ts';

const away: readonly Action[] = [
  { atMs: 20_000, do: 'kubelet', change: 'stops' },
  { atMs: 26_000, do: 'kubelet', change: 'starts' },
];

function run(spec: object, scenario: Scenario, seconds = 100): Timeline {
  return simulate({
    pod: {
      metadata: { name: 'p', labels: { app: 'p' } },
      spec: { nodeName: 'n', containers: [{ name: 'app', image: 'example/app:1' }], ...spec },
    },
    scenario: { cluster: { nodes: [{ name: 'n', labels: { disk: 'ssd' } }] }, actions: away, ...scenario },
    settings: { kubernetesVersion: '1.36', horizonMs: seconds * 1000 },
  });
}

const times = (timeline: Timeline, reason: string): readonly number[] =>
  timeline.events
    .filter((e) => e.reason === reason && !e.object)
    .flatMap((e) => e.counts.map(({ atMs }) => Math.floor(atMs / 1000)));

test('a pull that the kubelet was at begins anew', () => {
  const timeline = run({}, { images: [{ image: 'example/app:1', takesMs: 30_000 }] });
  assert.deepEqual(times(timeline, 'Pulling'), [0, 29]);
  assert.deepEqual(times(timeline, 'Pulled'), [59]);
});

test('a hook that the kubelet waited for is not run again; the container counts as running', () => {
  const hooked = { name: 'app', image: 'example/app:1', lifecycle: { postStart: { exec: { command: ['hook'] } } } };
  const timeline = run(
    { containers: [hooked] },
    { containers: [{ name: 'app', hooks: { postStart: { takesMs: 30_000 } } }] },
  );
  const running = timeline.kubectl.find(({ status }) => status === 'Running');
  assert.equal(Math.floor((running?.atMs ?? 0) / 1000), 29);
  assert.deepEqual(times(timeline, 'Started'), [0]);
});

test('a kill that the kubelet was at begins anew, with the whole grace period', () => {
  const timeline = run(
    {},
    {
      containers: [{ name: 'app', onSignal: { kind: 'ignores' } }],
      actions: [{ atMs: 15_000, do: 'delete' }, ...away],
    },
  );
  assert.deepEqual(times(timeline, 'Killing'), [15, 29]);
  assert.equal(Math.floor((timeline.status.find((s) => s.pod.deleted)?.atMs ?? 0) / 1000), 59);
});

test('the node may not take any more what it has taken', () => {
  const relabelled: Action = {
    atMs: 10_000,
    do: 'patch',
    kind: 'Node',
    name: 'n',
    patch: { metadata: { labels: { disk: 'hdd' } } },
  };
  const stays = run({ nodeSelector: { disk: 'ssd' } }, { actions: [relabelled] });
  assert.equal(stays.kubectl.at(-1)?.status, 'Running');
  const refused = run({ nodeSelector: { disk: 'ssd' } }, { actions: [relabelled, ...away] });
  assert.equal(refused.status.at(-1)?.pod.reason, 'NodeAffinity');
});
