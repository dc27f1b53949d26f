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

const neighbour = (name: string, spec: object, priority = 0): Record<string, unknown> => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { nodeName: 'a', priority, containers: [{ name: 'other', image: 'example/other:1' }], ...spec },
});
const beside = (objects: readonly Record<string, unknown>[], spec: object, scenario: Scenario = { cluster: small }) =>
  simulate({
    pod: { metadata: { name: 'p' }, spec: { containers: [{ name: 'app', image: 'example/app:1' }], ...spec } },
    objects,
    scenario,
    settings: { kubernetesVersion: '1.36', horizonMs: 60_000 },
  });
const port = { containers: [{ name: 'c', image: 'example/c:1', ports: [{ containerPort: 80, hostPort: 8080 }] }] };

test('a host port that another Pod of the node holds', () => {
  const other = neighbour('holder', port);
  assert.equal(
    first(beside([other], port), 'FailedScheduling'),
    "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.",
  );
  const bound = beside([other], { ...port, nodeName: 'a' });
  assert.equal(
    first(bound, 'NodePorts'),
    "Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports",
  );
  assert.equal(bound.status.at(-1)!.pod.reason, 'NodePorts');
  const elsewhere = { containers: [{ ...port.containers[0]!, ports: [{ containerPort: 80, hostPort: 8081 }] }] };
  assert.equal(first(beside([other], elsewhere), 'FailedScheduling'), undefined);
});

test('what other Pods have taken is missing', () => {
  const other = neighbour('big', needs({ cpu: '1500m' }));
  assert.match(
    first(beside([other], needs({ cpu: '1' })), 'FailedScheduling') ?? '',
    /^0\/1 nodes are available: 1 Insufficient cpu\..* 1 No preemption victims found for incoming pod\.$/,
  );
  assert.equal(
    first(beside([other], { ...needs({ cpu: '1' }), nodeName: 'a' }), 'OutOfcpu'),
    "Node didn't have enough resource: cpu, requested: 1000, used: 1500, capacity: 2000",
  );
});

test('a Pod of higher priority takes the place of as few others as it needs', () => {
  const others = [neighbour('low', needs({ cpu: '1' }), -5), neighbour('high', needs({ cpu: '1' }), 5)];
  const timeline = beside(others, { ...needs({ cpu: '1' }), priority: 10 });
  assert.equal(first(timeline, 'FailedScheduling'), '0/1 nodes are available: 1 Insufficient cpu.');
  assert.ok(timeline.causes.some((cause) => cause.text === 'takes the place of Pod/low'));
  assert.equal(timeline.kubectl.at(-1)!.status, 'Running');
  const never = beside(others, { ...needs({ cpu: '1' }), priority: 10, preemptionPolicy: 'Never' });
  assert.match(first(never, 'FailedScheduling') ?? '', /preemption: not eligible due to preemptionPolicy=Never\.$/);
});

const asksOfItsNode: readonly (readonly [string, object])[] = [
  ['nodeSelector', { nodeSelector: { disktype: 'ssd' } }],
  [
    'affinity',
    {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { app: 'cache' } }, topologyKey: 'zone' },
          ],
        },
      },
    },
  ],
  [
    'topologySpreadConstraints',
    {
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'zone',
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { a: 'b' } },
        },
      ],
    },
  ],
  ['example.com/gpu', needs({ 'example.com/gpu': '1' })],
];

for (const [what, spec] of asksOfItsNode) {
  test(`a node of which nothing is known has what the Pod asks of it: ${what}`, () => {
    const timeline = run(spec);
    assert.equal(timeline.kubectl.at(-1)?.status, 'Running');
    assert.deepEqual(
      timeline.assumptions.filter(({ container }) => container === undefined).map(({ text }) => text),
      [`node node-1 has what the Pod asks of its node (${what})`],
    );
  });
}
