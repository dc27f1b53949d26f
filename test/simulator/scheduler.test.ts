import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Scenario } from '../../core/behaviour/scenario.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Timeline } from '../../core/simulator/timeline.ts';

function run(spec: object, scenario: Scenario = {}): Timeline {
  return simulate({
    pod: { metadata: { name: 'p' }, spec: { containers: [{ name: 'app', image: 'example/app:1' }], ...spec } },
    scenario,
    settings: { kubernetesVersion: '1.36', horizonMs: 120_000 },
  });
}

const first = (timeline: Timeline, reason: string): string | undefined =>
  timeline.events.find((e) => e.reason === reason)?.message;
const needs = (requests: object): object => ({
  containers: [{ name: 'app', image: 'example/app:1', resources: { requests } }],
});
const small = { nodes: [{ name: 'a', allocatable: { cpu: '2', memory: '4Gi' }, labels: { zone: 'z1' } }] };

const refused: readonly (readonly [string, object, Scenario, string])[] = [
  ['too little cpu', needs({ cpu: '3' }), { cluster: small }, '1 Insufficient cpu.'],
  [
    'too little of two',
    needs({ cpu: '3', memory: '8Gi' }),
    { cluster: small },
    '1 Insufficient cpu, 1 Insufficient memory.',
  ],
  [
    'a selector that no node matches',
    { nodeSelector: { zone: 'z2' } },
    { cluster: small },
    "1 node(s) didn't match Pod's node affinity/selector.",
  ],
  [
    'a taint',
    {},
    { cluster: { nodes: [{ name: 'a', taints: [{ key: 'k', value: 'v', effect: 'NoSchedule' }] }] } },
    '1 node(s) had untolerated taint(s).',
  ],
  [
    'a cordoned node',
    {},
    { cluster: { nodes: [{ name: 'a', unschedulable: true }] } },
    '1 node(s) were unschedulable.',
  ],
];

for (const [what, spec, scenario, reason] of refused) {
  test(`${what} keeps the Pod pending, in the scheduler's words`, () => {
    const timeline = run(spec, scenario);
    const words = `0/1 nodes are available: ${reason} no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.`;
    assert.equal(first(timeline, 'FailedScheduling'), words);
    assert.equal(timeline.kubectl.at(-1)!.status, 'Pending');
    assert.deepEqual(
      (timeline.status.at(-1)!.pod['conditions'] as Record<string, { reason: string; message: string }>)[
        'PodScheduled'
      ]!.message,
      words,
    );
  });
}

test('no node at all', () => {
  assert.equal(first(run({}, { cluster: { nodes: [] } }), 'FailedScheduling'), 'no nodes available to schedule pods');
});

test('a tolerated taint and the second of two nodes', () => {
  const cluster = { nodes: [{ name: 'a', taints: [{ key: 'k', effect: 'NoSchedule' }] }, { name: 'b' }] };
  assert.equal(first(run({}, { cluster }), 'Scheduled'), 'Successfully assigned default/p to b');
  assert.equal(
    first(run({ tolerations: [{ key: 'k', operator: 'Exists' }] }, { cluster }), 'Scheduled'),
    'Successfully assigned default/p to a',
  );
});

test('gates hold the Pod without any event; removing them lets it go', () => {
  const gated = { schedulingGates: [{ name: 'example.com/wait' }] };
  const waiting = run(gated);
  assert.equal(waiting.kubectl.at(-1)!.status, 'SchedulingGated');
  assert.deepEqual(waiting.events, []);
  const freed = run(gated, {
    actions: [{ atMs: 10_000, do: 'patch', patchType: 'merge', patch: { spec: { schedulingGates: null } } }],
  });
  assert.equal(freed.kubectl.at(-1)!.status, 'Running');
});

test('a Pod with a node name skips the scheduler; the node may turn it down', () => {
  const timeline = run({ nodeName: 'a', ...needs({ cpu: '3' }) }, { cluster: small });
  assert.equal(
    first(timeline, 'OutOfcpu'),
    "Node didn't have enough resource: cpu, requested: 3000, used: 0, capacity: 2000",
  );
  assert.equal(timeline.status.at(-1)!.pod.phase, 'Failed');
  assert.equal(timeline.kubectl.at(-1)!.status, 'OutOfcpu');
});
