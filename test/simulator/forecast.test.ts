import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Scenario } from '../../core/behaviour/scenario.ts';
import { admitPod } from '../../core/kube/admission.ts';
import { applyDefaults } from '../../core/kube/defaults.ts';
import type { JsonObject } from '../../core/kube/json.ts';
import { probeSettings, probeTimes } from '../../core/kube/probe-times.ts';
import { forecast, outlook } from '../../core/simulator/forecast.ts';
import type { SimulationInput } from '../../core/simulator/input.ts';
import { simulate } from '../../core/simulator/simulate.ts';
import { boundary, startBudget, sweep, withValue } from '../../core/simulator/sweep.ts';
import { verdictOf } from '../../core/simulator/verdict.ts';
import { inputOf } from '../support/kubelet/run.ts';
import { randomScenario } from '../support/kubelet/scenario.ts';
import { random } from '../support/random.ts';

function input(spec: JsonObject, scenario: Scenario, horizonMs = 600_000): SimulationInput {
  const pod = admitPod(
    applyDefaults('v1', 'Pod', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web', namespace: 'default' },
      spec,
    }),
  );
  return { pod, scenario, settings: { kubernetesVersion: '1.36', horizonMs } };
}

const app = { name: 'app', image: 'nginx:1.27', ports: [{ containerPort: 8080 }] };
const healthz = { httpGet: { path: '/healthz', port: 8080 } };

for (const [about, made, sentence] of [
  ['a healthy Pod', input({ containers: [app] }, {}), /^Ready at 0\.\d s · 0 restarts$/],
  [
    'a slow start',
    input(
      { containers: [{ ...app, readinessProbe: { ...healthz, periodSeconds: 5 } }] },
      { containers: [{ name: 'app', instances: [{ listensAfterMs: 8000 }] }] },
    ),
    /^Ready at 1\d s · 0 restarts$/,
  ],
  [
    'a crash loop',
    input({ containers: [app] }, { containers: [{ name: 'app', instances: [{ exits: { afterMs: 1000, code: 3 } }] }] }),
    /^Ready at .* · app restarts at .*: it exited with 3 · again and again$/,
  ],
  [
    'a failing liveness probe',
    input(
      { containers: [{ ...app, livenessProbe: healthz }] },
      { containers: [{ name: 'app', answers: [{ probe: 'liveness', sequence: [{ fromMs: 0, status: 500 }] }] }] },
    ),
    /app restarts at 3[01] s: its liveness probe failed · again and again$/,
  ],
  [
    'a job that succeeds',
    input(
      { restartPolicy: 'Never', containers: [app] },
      { containers: [{ name: 'app', instances: [{ exits: { afterMs: 5000, code: 0 } }] }] },
    ),
    /^Ready at .* · succeeds at [678](\.\d)? s$/,
  ],
  [
    'a job that fails',
    input(
      { restartPolicy: 'Never', containers: [app] },
      { containers: [{ name: 'app', instances: [{ exits: { afterMs: 5000, code: 1 } }] }] },
    ),
    /fails at [678](\.\d)? s: Error$/,
  ],
  [
    'an init container that does not end',
    input(
      { initContainers: [{ name: 'wait', image: 'busybox' }], containers: [app] },
      { containers: [{ name: 'wait', instances: [{}] }] },
    ),
    /^never Ready: waits for init container wait · 0 restarts$/,
  ],
  [
    'a start that its startup probe still waits for',
    input(
      { containers: [{ ...app, startupProbe: { ...healthz, failureThreshold: 1000 } }] },
      { containers: [{ name: 'app', answers: [{ probe: 'startup', sequence: [{ fromMs: 0, status: 500 }] }] }] },
    ),
    /^never Ready: start-up of app takes too long · 0 restarts$/,
  ],
  [
    'a readiness that is lost',
    input(
      { containers: [{ ...app, readinessProbe: healthz }] },
      {
        containers: [
          {
            name: 'app',
            answers: [
              {
                probe: 'readiness',
                sequence: [
                  { fromMs: 0, status: 200 },
                  { fromMs: 60_000, status: 500 },
                ],
              },
            ],
          },
        ],
      },
    ),
    /^Ready at .* s, not at the end: readiness of app fails · 0 restarts$/,
  ],
  [
    'a readiness gate that nobody sets',
    input({ readinessGates: [{ conditionType: 'example.com/in-service' }], containers: [app] }, {}),
    /^never Ready: a readiness gate is not true · 0 restarts$/,
  ],
  [
    'a hook that fails',
    input({ containers: [{ ...app, lifecycle: { postStart: { tcpSocket: { port: 93 } } } }] }, {}),
    /^never Ready · app restarts at 2(\.\d)? s: its postStart hook failed · again and again$/,
  ],
  [
    'a Pod that no node has room for',
    input({ containers: [{ ...app, resources: { requests: { cpu: '1000' } } }] }, {}),
    /^waits: Unschedulable$/,
  ],
  [
    'a missing image',
    input({ containers: [app] }, { images: [{ image: 'nginx:1.27', present: false, fails: 'not found' }] }),
    /^waits: (ErrImagePull|ImagePullBackOff)$/,
  ],
] as const) {
  test(`the sentence of ${about}`, () => assert.match(forecast(made).sentence, sentence));
}

test('the few words of a lens', () => {
  const exits = (code: number, afterMs: number): Scenario => ({
    containers: [{ name: 'app', instances: [{ exits: { afterMs, code } }] }],
  });
  assert.match(outlook(input({ containers: [app] }, {})).short, /^Ready at 0\.\d s · 0 restarts$/);
  assert.match(
    outlook(input({ containers: [app] }, exits(1, 5000))).short,
    /^Ready at 0\.\d s · \d+ restarts in 10 min$/,
  );
  assert.match(
    outlook(input({ restartPolicy: 'Never', containers: [app] }, exits(0, 5000))).short,
    /^Ready at 0\.\d s · succeeds at [67](\.\d)? s$/,
  );
  assert.match(
    outlook(
      input(
        { containers: [{ ...app, readinessProbe: healthz }] },
        { containers: [{ name: 'app', answers: [{ probe: 'readiness', sequence: [{ fromMs: 0, status: 500 }] }] }] },
      ),
    ).short,
    /^never Ready: readiness of app fails · 0 restarts$/,
  );
});

test('figures: the longest hang that goes unnoticed, and how long a deletion takes', () => {
  const made = input(
    {
      containers: [{ ...app, livenessProbe: { ...healthz, periodSeconds: 5, failureThreshold: 2, timeoutSeconds: 3 } }],
    },
    { containers: [{ name: 'app', onSignal: { kind: 'ignores' } }] },
  );
  const { detectHang, terminates } = forecast(made);
  assert.deepEqual(detectHang, { container: 'app', worstMs: 5000 + 3000 + 5000 });
  assert.ok(
    terminates && terminates.takesMs >= 30_000 && terminates.takesMs <= terminates.atMostMs,
    JSON.stringify(terminates),
  );
  assert.equal(forecast(input({ containers: [app] }, {})).detectHang, undefined);
});

test('the arithmetic of a probe agrees with the simulator, wherever the program hangs', () => {
  const probe = { ...healthz, periodSeconds: 5, failureThreshold: 3, timeoutSeconds: 2 };
  const times = probeTimes(probeSettings(probe));
  for (let fromMs = 20_000; fromMs < 26_000; fromMs += 700) {
    const made = input(
      { containers: [{ ...app, livenessProbe: probe }] },
      {
        containers: [
          { name: 'app', answers: [{ probe: 'liveness', clock: 'pod', sequence: [{ fromMs, hangs: true }] }] },
        ],
      },
      60_000,
    );
    const [firstRestart] = forecast(made).firstRestarts;
    const killedMs = (firstRestart?.atMs ?? 0) - fromMs;
    assert.ok(
      killedMs >= times.hangingToLimit.earliestMs && killedMs <= times.hangingToLimit.latestMs + 500,
      `${killedMs} after ${fromMs}`,
    );
  }
});

test('a sweep has a row for every combination, in order', () => {
  const made = input(
    { containers: [{ ...app, startupProbe: { ...healthz, periodSeconds: 1, failureThreshold: 3 } }] },
    { containers: [{ name: 'app' }] },
    60_000,
  );
  const rows = sweep(made, [
    { path: 'spec.containers[0].startupProbe.failureThreshold', values: [3, 10] },
    { path: 'scenario.containers[0].instances[0].listensAfterMs', values: [1000, 5000, 20_000] },
  ]);
  assert.deepEqual(
    rows.map((row) => row.values),
    [
      [3, 1000],
      [3, 5000],
      [3, 20_000],
      [10, 1000],
      [10, 5000],
      [10, 20_000],
    ],
  );
  assert.deepEqual(
    rows.map(({ verdict }) => verdict.firstRestarts.some(({ isWhileStarting }) => isWhileStarting)),
    [false, true, true, false, false, true],
  );
});

test('the start budget is what the startup probe gives, exactly', () => {
  const made = input(
    { containers: [{ ...app, startupProbe: { ...healthz, periodSeconds: 3, failureThreshold: 30 } }] },
    {},
  );
  const budget = startBudget(made, 'app', 200_000);
  assert.equal(budget.sentence, 'app may take at most 89 s to start');
  assert.equal((budget.firstBad ?? 0) - (budget.lastGood ?? 0), 1);
  assert.equal(
    startBudget(input({ containers: [app] }, {}), 'app', 100_000).sentence,
    'app may take any time to start',
  );
});

test('the start budget of a container is its own, whatever happens to its neighbours', () => {
  const broken = { name: 'broken', image: 'nginx:1.27', lifecycle: { postStart: { tcpSocket: { port: 93 } } } };
  const made = input({ containers: [broken, { ...app, livenessProbe: { ...healthz, periodSeconds: 10 } }] }, {});
  assert.equal(startBudget(made, 'app', 200_000).sentence, 'app may take at most 29 s to start');
  assert.equal(startBudget(made, 'broken', 200_000).sentence, 'broken restarts while it starts, however fast it is');
});

test('a boundary says where nothing or everything is good', () => {
  const made = input(
    { containers: [app] },
    { containers: [{ name: 'app', instances: [{ exits: { afterMs: 1000, code: 0 } }] }] },
    20_000,
  );
  const path = 'scenario.containers[0].instances[0].exits.afterMs';
  assert.deepEqual(
    boundary(made, path, [0, 100], () => false),
    { lastGood: undefined, firstBad: 0 },
  );
  assert.deepEqual(
    boundary(made, path, [0, 100], () => true),
    { lastGood: 100, firstBad: undefined },
  );
});

test('a value is put in without changing the input, and never into a prototype', () => {
  const made = input({ containers: [app] }, {});
  const changed = withValue(made, 'spec.containers[0].livenessProbe.periodSeconds', 7);
  assert.equal(JSON.stringify(changed.pod).includes('"periodSeconds":7'), true);
  assert.equal(JSON.stringify(made.pod).includes('periodSeconds'), false);
  withValue(made, 'scenario.__proto__.polluted', 1);
  assert.equal('polluted' in {}, false);
});

test('the verdict of a run is the same without lanes and causes', () => {
  const r = random(3);
  for (let i = 0; i < 150; i++) {
    const made = inputOf(randomScenario(r, `p${i}`));
    const quick = { ...made, settings: { ...made.settings, verdictOnly: true } };
    assert.deepEqual(verdictOf(simulate(quick)), verdictOf(simulate(made)), `p${i}`);
  }
});
