import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Cause, Timeline } from '../../core/simulator/timeline.ts';

function chain(timeline: Timeline, index: number | undefined): readonly Cause[] {
  const cause = index === undefined ? undefined : timeline.causes[index];
  return cause ? [cause, ...(cause.because ?? []).flatMap((i) => chain(timeline, i))] : [];
}

const timeline = simulate({
  pod: {
    metadata: { name: 'web' },
    spec: {
      containers: [
        {
          name: 'app',
          image: 'example/app:1',
          livenessProbe: { httpGet: { path: '/healthz', port: 80 }, periodSeconds: 5, failureThreshold: 2 },
        },
      ],
    },
  },
  scenario: {
    timing: 'ideal',
    containers: [
      {
        name: 'app',
        instances: [{ listensAfterMs: 0 }],
        answers: [
          {
            port: 80,
            sequence: [
              { fromMs: 0, status: 200 },
              { fromMs: 12_000, status: 503 },
            ],
          },
        ],
      },
    ],
  },
  settings: { kubernetesVersion: '1.36', horizonMs: 60_000 },
});
const lane = timeline.lanes.find((l) => l.id === 'container/app')!;

test('a kill names the threshold, the period and the answer of the Scenario behind it', () => {
  const killed = lane.marks.find((m) => m.kind === 'killed')!;
  const causes = chain(timeline, killed.cause);
  assert.equal(killed.atMs, 20_000);
  assert.equal(causes[0]!.field, 'spec.terminationGracePeriodSeconds');
  assert.ok(causes.some((c) => c.text === 'Liveness failed 2 of 2' && c.field === 'spec.containers[0].livenessProbe'));
  assert.ok(causes.some((c) => c.field === 'spec.containers[0].livenessProbe.failureThreshold'));
  assert.ok(causes.some((c) => c.field === 'spec.containers[0].livenessProbe.periodSeconds'));
  assert.ok(causes.some((c) => c.scenarioField === 'containers[0].answers[0].sequence[1]'));
});

test('a restart goes back to the kill', () => {
  const restart = lane.marks.find((m) => m.kind === 'restart')!;
  assert.ok(chain(timeline, restart.cause).some((c) => c.text === 'Liveness failed 2 of 2'));
});

test('without causes everything else is the same', () => {
  const none = simulate({
    pod: { metadata: { name: 'web' }, spec: { containers: [{ name: 'app', image: 'example/app:1' }] } },
    scenario: {},
    settings: { kubernetesVersion: '1.36', horizonMs: 1000, withCauses: false },
  });
  assert.deepEqual(none.causes, []);
  assert.ok(none.lanes.length > 5);
});
