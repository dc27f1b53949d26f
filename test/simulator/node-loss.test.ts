import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action, Scenario } from '../../core/behaviour/scenario.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Timeline } from '../../core/simulator/timeline.ts';

interface Question {
  readonly actions: readonly Action[];
  readonly seconds: number;
  readonly nodes?: number;
  readonly tolerations?: readonly object[];
}

function run({ actions, seconds, nodes = 2, tolerations }: Question): Timeline {
  const spec = {
    nodeName: 'n1',
    ...(tolerations ? { tolerations } : {}),
    containers: [{ name: 'app', image: 'example/app:1', ports: [{ containerPort: 80 }] }],
  };
  const scenario: Scenario = {
    actions,
    cluster: { nodes: Array.from({ length: nodes }, (_, i) => ({ name: `n${i + 1}` })) },
  };
  return simulate({
    pod: { metadata: { name: 'web' }, spec },
    scenario,
    settings: { kubernetesVersion: '1.36', horizonMs: seconds * 1000 },
  });
}

const stops = (atMs: number): Action => ({ atMs, do: 'node', name: 'n1', change: 'stops' });
const returns = (atMs: number): Action => ({ atMs, do: 'node', name: 'n1', change: 'returns' });
const event = (timeline: Timeline, reason: string, message?: RegExp): number | undefined =>
  timeline.events.find((e) => e.reason === reason && (message?.test(e.message) ?? true))?.counts[0]?.atMs;
const conditionsAt = (timeline: Timeline, atMs: number): Record<string, { status: string; reason?: string }> =>
  timeline.status.findLast((s) => s.atMs <= atMs)?.pod['conditions'] as Record<string, { status: string }>;

test('a node that stops: Ready is false after 50 s, eviction after 300 s more, Terminating until it returns', () => {
  const timeline = run({ actions: [stops(60_000), returns(600_000)], seconds: 700 });
  assert.equal(conditionsAt(timeline, 109_000)['Ready']?.status, 'True');
  const lost = conditionsAt(timeline, 111_000);
  assert.deepEqual(
    [lost['Ready']?.status, lost['Ready']?.reason, lost['ContainersReady']?.status],
    ['False', undefined, 'True'],
  );
  assert.equal(timeline.endpoints.find((e) => e.atMs === 110_000)?.ready, false);
  assert.equal(event(timeline, 'NodeNotReady', /Node is not ready/), 110_000);
  assert.equal(event(timeline, 'TaintManagerEviction', /^Marking for deletion Pod default\/web$/), 410_100);
  assert.equal(conditionsAt(timeline, 411_000)['DisruptionTarget']?.reason, 'DeletionByTaintManager');
  const terminating = timeline.kubectl.find((line) => line.status === 'Terminating');
  assert.equal(terminating?.atMs, 410_100);
  assert.ok(timeline.status.every((s) => s.atMs > 600_000 || !s.pod.deleted));
  assert.equal(timeline.endedBecause, 'the Pod is gone');
});

test('the only node is lost: nothing is evicted', () => {
  const timeline = run({ actions: [stops(60_000)], seconds: 1200, nodes: 1 });
  assert.equal(event(timeline, 'TaintManagerEviction'), undefined);
  assert.equal(timeline.kubectl.at(-1)?.status, 'Running');
});

test('tolerations of the Pod say when it is evicted, if ever', () => {
  const toleration = { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' };
  const soon = run({ actions: [stops(0)], seconds: 600, tolerations: [{ ...toleration, tolerationSeconds: 30 }] });
  assert.equal(event(soon, 'TaintManagerEviction'), 80_100);
  const cause = soon.causes[soon.events.find((e) => e.reason === 'TaintManagerEviction')!.cause!];
  assert.equal(cause?.field, 'spec.tolerations[0].tolerationSeconds');
  const never = run({ actions: [stops(0)], seconds: 3600, tolerations: [toleration] });
  assert.equal(event(never, 'TaintManagerEviction'), undefined);
});

test('a node that returns in time cancels the deletion; its containers were lost with the machine', () => {
  const timeline = run({ actions: [stops(60_000), returns(200_000)], seconds: 400 });
  assert.equal(event(timeline, 'TaintManagerEviction', /^Cancelling deletion of Pod default\/web$/), 202_340);
  assert.equal(event(timeline, 'TaintManagerEviction', /^Marking/), undefined);
  assert.ok(event(timeline, 'SandboxChanged'));
  const app = (timeline.status.at(-1)!.pod['containers'] as { restartCount: number; lastState: object }[])[0]!;
  assert.equal(app.restartCount, 1);
  assert.partialDeepStrictEqual(app.lastState, { terminated: { exitCode: 255, reason: 'Unknown' } });
  assert.equal(conditionsAt(timeline, 400_000)['Ready']?.status, 'True');
});

test('the containers of a kubelet that stops run on', () => {
  const actions: Action[] = [
    { atMs: 60_000, do: 'kubelet', change: 'stops' },
    { atMs: 200_000, do: 'kubelet', change: 'starts' },
  ];
  const timeline = run({ actions, seconds: 400 });
  assert.equal(event(timeline, 'SandboxChanged'), undefined);
  assert.equal((timeline.status.at(-1)!.pod['containers'] as { restartCount: number }[])[0]?.restartCount, 0);
  assert.equal(conditionsAt(timeline, 150_000)['Ready']?.status, 'False');
  assert.equal(conditionsAt(timeline, 400_000)['Ready']?.status, 'True');
});
