/** Expectations against runs: what is met, what is not, at which moment and with which words. */
import assert from 'node:assert/strict';
import test from 'node:test';
import type { Expectation, Scenario } from '../../core/behaviour/scenario.ts';
import { markExpectations } from '../../core/simulator/expectation-marks.ts';
import { checkExpectations } from '../../core/simulator/expectations.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import type { Timeline } from '../../core/simulator/timeline.ts';

function run(scenario: Scenario): Timeline {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      containers: [{ name: 'app', image: 'acme/app:1', imagePullPolicy: 'IfNotPresent', resources: {} }],
    },
  };
  return simulate({
    pod,
    scenario: { images: [{ image: 'acme/app:1', present: true }], ...scenario },
    settings: { kubernetesVersion: '1.36', horizonMs: 120_000 },
  });
}

const healthy = run({});
const crashing = run({ containers: [{ name: 'app', instances: [{ exits: { afterMs: 5000, code: 3 } }] }] });
const deleted = run({ actions: [{ atMs: 20_000, do: 'delete' }] });

const cases: readonly (readonly [string, Timeline, Expectation, string])[] = [
  ['a condition in time', healthy, { withinMs: 20_000, condition: 'Ready' }, 'met'],
  ['cells of kubectl at a moment', healthy, { atMs: 60_000, status: 'Running', ready: '1/1', restarts: 0 }, 'met'],
  ['a phase that never comes', healthy, { phase: 'Succeeded' }, 'at 120 s: phase is Running'],
  ['nothing bad happens', healthy, { never: { reason: 'CrashLoopBackOff' } }, 'met'],
  ['something bad happens', crashing, { never: { restarts: 2 } }, 'restarts 2 came true'],
  ['a wrong cell', crashing, { atMs: 4000, restarts: 5 }, 'at 4 s: RESTARTS is 0'],
  ['an exit code', crashing, { exitCode: 3, container: 'app' }, 'met'],
  ['events counted', crashing, { event: { reason: 'Started' }, atLeast: 2 }, 'met'],
  ['too many events', crashing, { event: { reason: 'Started' }, atMost: 1 }, 'at most 1 wanted'],
  [
    'an event that never came',
    healthy,
    { event: { reason: 'Unhealthy' } },
    'Unhealthy came 0 times, at least 1 wanted',
  ],
  ['a reason that never came, the Pod is gone', deleted, { never: { reason: 'CrashLoopBackOff' } }, 'met'],
  ['the Pod is gone', deleted, { withinMs: 30_000, deleted: true }, 'met'],
  [
    'a moment after the end of the run',
    healthy,
    { atMs: 600_000, phase: 'Running' },
    'the run ends before (horizon reached)',
  ],
];

for (const [what, timeline, expectation, expected] of cases) {
  test(what, () => {
    const [result] = checkExpectations(timeline, [expectation]);
    const shown =
      result?.met === true ? 'met' : `at ${Math.round((result?.atMs ?? 0) / 1000)} s: ${result?.reason ?? ''}`;
    assert.ok(shown.includes(expected) && (shown === 'met') === (expected === 'met'), shown);
  });
}

test('results stand as marks in the row of moments, unmet ones with a cause', () => {
  const marked = markExpectations(crashing, [{ never: { restarts: 1 } }, { phase: 'Running' }]);
  const marks =
    marked.lanes.find((lane) => lane.kind === 'moments')?.marks.filter((mark) => mark.kind === 'expectation') ?? [];
  assert.deepEqual(marks.map((mark) => mark.value).sort(), [0, 1]);
  assert.ok(marks.some((mark) => mark.value === 0 && mark.cause !== undefined));
});
