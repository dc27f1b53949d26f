import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordingInput } from '../../cli/recording.ts';
import type { JsonObject } from '../../core/kube/json.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Cause, Timeline } from '../../core/simulator/timeline.ts';
import { randomScenario } from '../support/kubelet/scenario.ts';
import { random } from '../support/random.ts';

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

/** The causes that lead to a field of the manifest or a line of the Scenario. */
function isGrounded(of: Timeline, index: number | undefined): boolean {
  return chain(of, index).some((cause) => cause.field !== undefined || cause.scenarioField !== undefined);
}

test('every span and mark of random runs has a cause that ends at a field', () => {
  let seen = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const { pod, ...recording } = randomScenario(random(seed), `seed-${seed}`);
    const run = simulate(
      recordingInput({ ...recording, t0: '2000-01-01T00:00:20.250Z' }, pod as unknown as JsonObject, { jitter: 'off' }),
    );
    const known = new Map<number, boolean>();
    for (const { id, spans, marks } of run.lanes)
      for (const { cause, label } of [...spans, ...marks]) {
        seen++;
        const isKnown = cause !== undefined && (known.get(cause) ?? isGrounded(run, cause));
        if (cause !== undefined) known.set(cause, isKnown);
        assert.ok(isKnown, `seed ${seed}, ${id}: ${label ?? ''}`);
      }
  }
  assert.ok(seen > 4000);
});

test('what runs names its container, what runs again its policy; fields stand below the spec of the manifest', () => {
  const pod = { metadata: { name: 'web' }, spec: { containers: [{ name: 'app', image: 'example/app:1' }] } };
  const run = simulate({
    pod,
    scenario: { containers: [{ name: 'app', instances: [{ exits: { afterMs: 1000, code: 1 } }] }] },
    settings: { kubernetesVersion: '1.36', horizonMs: 60_000 },
    specPath: 'spec.template.spec',
  });
  const running = run.lanes.find((l) => l.id === 'container/app')!.spans.filter((s) => s.state === 'running');
  assert.equal(run.causes[running[0]!.cause!]?.field, 'spec.template.spec.containers[0]');
  assert.equal(run.causes[running[1]!.cause!]?.field, 'spec.template.spec.restartPolicy');
  assert.ok(chain(run, running[1]!.cause).some((cause) => cause.text === 'exit 1'));
});
