import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action, Scenario } from '../../core/behaviour/scenario.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Timeline } from '../../core/simulator/timeline.ts';

function run(spec: object, scenario: Scenario, seconds = 120): Timeline {
  return simulate({
    pod: { metadata: { name: 'p' }, spec: { containers: [{ name: 'app', image: 'example/app:1' }], ...spec } },
    scenario: { cluster: { nodes: [{ name: 'a' }] }, ...scenario },
    settings: { kubernetesVersion: '1.36', horizonMs: seconds * 1000 },
  });
}

const messages = (timeline: Timeline, reason: string): readonly string[] =>
  timeline.events.filter((e) => e.reason === reason).map((e) => e.message.replace(/ no new claims.*/, ''));
const tainted = (atMs: number, taints: readonly object[]): Action => ({
  atMs,
  do: 'patch',
  kind: 'Node',
  name: 'a',
  patchType: 'merge',
  patch: { spec: { taints } },
});

test('an uncordoned node is tried twice: the mark goes before its taint', () => {
  const timeline = run(
    {},
    {
      cluster: { nodes: [{ name: 'a', unschedulable: true }] },
      actions: [{ atMs: 10_000, do: 'node', name: 'a', change: 'uncordon' }],
    },
  );
  assert.deepEqual(messages(timeline, 'FailedScheduling'), [
    '0/1 nodes are available: 1 node(s) were unschedulable.',
    '0/1 nodes are available: 1 node(s) had untolerated taint(s).',
  ]);
  assert.equal(timeline.kubectl.at(-1)?.status, 'Running');
});

test('a taint of effect NoExecute evicts at once, or when its toleration ends', () => {
  const key = 'example.com/broken';
  const at = (tolerations: readonly object[]): number | undefined =>
    run({ tolerations }, { actions: [tainted(10_000, [{ key, effect: 'NoExecute' }])] }).events.find(
      (e) => e.reason === 'TaintManagerEviction',
    )?.counts[0]?.atMs;
  assert.equal(at([]), 10_000);
  assert.equal(at([{ key, operator: 'Exists', tolerationSeconds: 8 }]), 18_000);
  assert.equal(at([{ key, operator: 'Exists' }]), undefined);
});

test('a taint that goes in time cancels the eviction', () => {
  const tolerations = [{ operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }];
  const timeline = run(
    { tolerations },
    { actions: [tainted(10_000, [{ key: 'k', effect: 'NoExecute' }]), tainted(20_000, [])] },
  );
  assert.deepEqual(messages(timeline, 'TaintManagerEviction'), ['Cancelling deletion of Pod default/p']);
  assert.equal(timeline.kubectl.at(-1)?.status, 'Running');
});

test('the Pods of a deleted node are collected', () => {
  const timeline = run({}, { actions: [{ atMs: 25_000, do: 'delete', kind: 'Node', name: 'a' }] });
  assert.equal(timeline.endedBecause, 'the Pod is gone');
  const last = timeline.status.findLast((s) => !s.pod.deleted)?.pod;
  assert.equal(last?.phase, 'Failed');
  assert.equal(
    (last?.conditions as Record<string, { reason?: string }>)['DisruptionTarget']?.reason,
    'DeletionByPodGC',
  );
});

test('a Pod on a node that does not exist never begins', () => {
  const timeline = run({ nodeName: 'nowhere' }, {});
  assert.equal(timeline.endedBecause, 'the Pod is gone');
  assert.deepEqual(timeline.events, []);
});

test('a node that joins takes the Pod', () => {
  const node = { kind: 'Node', metadata: { name: 'b' }, status: { allocatable: { cpu: '200' } } };
  const timeline = run(
    { containers: [{ name: 'app', image: 'example/app:1', resources: { requests: { cpu: '100' } } }] },
    { actions: [{ atMs: 30_000, do: 'create', object: node }] },
  );
  assert.deepEqual(messages(timeline, 'Scheduled'), ['Successfully assigned default/p to b']);
});

test('what nothing moves is tried again after five minutes; only the second time is counted at once', () => {
  const timeline = run({ nodeSelector: { zone: 'none' } }, {}, 2000);
  assert.deepEqual(
    timeline.events.map((e) => e.counts.map(({ atMs, count }) => [Math.floor(atMs / 60_000), count])),
    [
      [[0, 1]],
      [
        [5, 1],
        [10, 2],
        [29, 5],
      ],
    ],
  );
});

test('kubectl drain evicts through the API', () => {
  const timeline = run({}, { actions: [{ atMs: 20_000, do: 'node', name: 'a', change: 'drain' }] });
  const target = timeline.status.findLast((s) => s.pod.conditions)?.pod.conditions as Record<
    string,
    { reason?: string }
  >;
  assert.equal(target['DisruptionTarget']?.reason, 'EvictionByEvictionAPI');
});

test('a Pod that writes more than its containers may is evicted, unless the system needs it', () => {
  const containers = [
    { name: 'app', image: 'example/app:1', resources: { limits: { 'ephemeral-storage': '1Gi' } } },
    { name: 'log', image: 'example/log:1', resources: { limits: { 'ephemeral-storage': '512Mi' } } },
  ];
  const scenario: Scenario = { containers: [{ name: 'app', emptyDir: [{ fromMs: 5_000, bytes: 2 ** 31 }] }] };
  const volumes = [{ name: 'work', emptyDir: {} }];
  assert.deepEqual(messages(run({ containers, volumes }, scenario), 'Evicted'), [
    'Pod ephemeral local storage usage exceeds the total limit of containers 1536Mi. ',
  ]);
  assert.deepEqual(messages(run({ containers, volumes, priority: 2_000_001_000 }, scenario), 'Evicted'), []);
});

test('a volume of memory has no limit to be evicted for', () => {
  const volumes = [{ name: 'work', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } }];
  const timeline = run({ volumes }, { containers: [{ name: 'app', emptyDir: [{ fromMs: 5_000, bytes: 2 ** 24 }] }] });
  assert.deepEqual(messages(timeline, 'Evicted'), []);
});

test('a node that shuts down ends its Pods with a reason and no event', () => {
  const timeline = run(
    { containers: [{ name: 'app', image: 'example/app:1' }] },
    {
      containers: [{ name: 'app', onSignal: { kind: 'exits', afterMs: 0, code: 1 } }],
      actions: [{ atMs: 20_000, do: 'evict', reason: 'Terminated' }],
    },
  );
  const last = timeline.status.at(-1)?.pod;
  assert.deepEqual(
    [last?.phase, last?.reason, last?.message],
    ['Failed', 'Terminated', 'Pod was terminated in response to imminent node shutdown.'],
  );
  assert.deepEqual(messages(timeline, 'Evicted'), []);
});

test('a resize says that it is not simulated', () => {
  const patch = { spec: { containers: [{ name: 'app', resources: { requests: { cpu: '2' } } }] } };
  const timeline = run({}, { actions: [{ atMs: 9_000, do: 'patch', subresource: 'resize', patch }] });
  assert.ok(timeline.assumptions.some(({ text }) => text.includes('a resize are not simulated')));
});

test('a Pod for another operating system is turned down by its node, not by the scheduler', () => {
  const timeline = run({ os: { name: 'windows' } }, {});
  assert.deepEqual(messages(timeline, 'Scheduled'), ['Successfully assigned default/p to a']);
  assert.deepEqual(messages(timeline, 'PodOSNotSupported'), [
    "Failed to admit pod as the OS field doesn't match node OS",
  ]);
  assert.equal(timeline.kubectl.at(-1)?.status, 'PodOSNotSupported');
});

test('a world without delays does not wear its budget out by waiting for a volume', () => {
  const volumes = [{ name: 'v', secret: { secretName: 'absent' } }];
  const missing = [{ kind: 'Secret', name: 'absent' }];
  const timeline = run({ volumes }, { timing: 'ideal', cluster: { missing } }, 3600);
  assert.equal(timeline.endedBecause, 'horizon reached');
});
