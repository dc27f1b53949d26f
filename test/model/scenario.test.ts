/** Scenario documents: from YAML to the plain Scenario, with problems at their places. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { readScenario, rangeOfScenarioField } from '../../core/model/scenario.ts';
import { parseTree } from '../../core/syntax/parse.ts';

const head = 'apiVersion: podscope.dev/v1alpha1\nkind: Scenario\nmetadata: {name: s}\nspec:\n';

function read(spec: string): NonNullable<ReturnType<typeof readScenario>> {
  const document = readScenario(parseTree(head + spec));
  assert.ok(document);
  return document;
}

/** `message @ text below the range` of each problem. */
function problems(spec: string): readonly string[] {
  return read(spec).problems.map(({ message, range }) => `${message} @ ${(head + spec).slice(range.start, range.end)}`);
}

test('a whole Scenario becomes plain data with times in milliseconds and sizes in bytes', () => {
  const { scenario, problems: found } = read(`  target: {file: checkout.yaml, kind: Deployment, name: checkout}
  kubernetesVersion: "1.36"
  featureGates: {ReduceDefaultCrashLoopBackOffDecay: true}
  horizon: 10m
  timing: typical
  jitter: off
  images:
    - image: ghcr.io/acme/checkout:2.1
      pull: {takes: 4s}
  containers:
    - name: checkout
      instances:
        - listensAfter: 8s
          exits: {after: 30s, code: 1}
        - listensAfter: 8
      answers:
        - port: 8080
          path: /healthz
          sequence:
            - {from: 8s, status: 200, takes: 20ms}
            - {from: 1m30s, hangs: true}
        - exec: [cat, /tmp/healthy]
          sequence: [{from: 0s, exitCode: 0}, {from: 30s, exitCode: 1}]
      onSignal: {exitsAfter: 2s, code: 143}
      memory: [{from: 0s, uses: 64Mi}]
      hooks: {preStop: {takes: 5s, fails: false}}
  cluster:
    missing: [{kind: ConfigMap, name: app-config}]
  actions:
    - {at: 1m, create: {kind: ConfigMap, name: app-config}}
    - {at: 2m, exec: {container: checkout, command: [rm, /tmp/healthy]}}
    - {at: 3m, delete: {gracePeriodSeconds: 10}}
    - {at: 5m, node: {name: a, stops: true}}
    - {at: 6m, patch: {spec: {activeDeadlineSeconds: 60}}}
    - {at: 7m, kubelet: restarts}
    - {at: 8m, delete: {}}
  expect:
    - {within: 20s, condition: Ready}
    - {at: 5m, status: Running, ready: 1/1, restarts: 0}
    - {never: {reason: CrashLoopBackOff}}
    - {event: {reason: Unhealthy}, atMost: 3}
`);
  assert.deepEqual(found, []);
  assert.deepEqual(scenario, {
    name: 's',
    target: { file: 'checkout.yaml', kind: 'Deployment', name: 'checkout' },
    kubernetesVersion: '1.36',
    featureGates: { ReduceDefaultCrashLoopBackOffDecay: true },
    horizonMs: 600_000,
    timing: 'typical',
    jitter: 'off',
    images: [{ takesMs: 4000, image: 'ghcr.io/acme/checkout:2.1' }],
    containers: [
      {
        name: 'checkout',
        instances: [{ listensAfterMs: 8000, exits: { code: 1, afterMs: 30_000 } }, { listensAfterMs: 8000 }],
        answers: [
          {
            port: 8080,
            path: '/healthz',
            sequence: [
              { fromMs: 8000, status: 200, takesMs: 20 },
              { fromMs: 90_000, hangs: true },
            ],
          },
          {
            exec: ['cat', '/tmp/healthy'],
            sequence: [
              { fromMs: 0, exitCode: 0 },
              { fromMs: 30_000, exitCode: 1 },
            ],
          },
        ],
        onSignal: { kind: 'exits', afterMs: 2000, code: 143 },
        memory: [{ fromMs: 0, bytes: 67_108_864 }],
        hooks: { preStop: { takesMs: 5000, fails: false } },
      },
    ],
    cluster: { missing: [{ kind: 'ConfigMap', name: 'app-config' }] },
    actions: [
      { atMs: 60_000, do: 'create', object: { kind: 'ConfigMap', metadata: { name: 'app-config' } } },
      { atMs: 120_000, do: 'exec', container: 'checkout', command: ['rm', '/tmp/healthy'] },
      { atMs: 180_000, do: 'delete', gracePeriodSeconds: 10 },
      { atMs: 300_000, do: 'node', change: 'stops', name: 'a' },
      { atMs: 360_000, do: 'patch', patch: { spec: { activeDeadlineSeconds: 60 } } },
      { atMs: 420_000, do: 'kubelet', change: 'restarts' },
      { atMs: 480_000, do: 'delete' },
    ],
    expect: [
      { withinMs: 20_000, condition: 'Ready' },
      { atMs: 300_000, status: 'Running', ready: '1/1', restarts: 0 },
      { never: { reason: 'CrashLoopBackOff' } },
      { event: { reason: 'Unhealthy' }, atMost: 3 },
    ],
  });
});

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['an unknown field', '  horizonn: 5m\n', ['A Scenario has no field horizonn here. Did you mean horizon? @ horizonn']],
  [
    'a wrong duration',
    '  horizon: soon\n',
    ['horizon takes a duration like 30s or 1m30s, or a number of seconds. @ soon'],
  ],
  [
    'a negative duration',
    '  horizon: -5s\n',
    ['horizon takes a duration like 30s or 1m30s, or a number of seconds. @ -5s'],
  ],
  ['a wrong choice', '  timing: ideel\n', ['timing cannot be ideel. Did you mean ideal? @ ideel']],
  [
    'a container without a name',
    '  containers:\n  - onSignal: {ignores: true}\n',
    ['name is missing: Name of a container of the Pod. @ onSignal'],
  ],
  [
    'an action that does nothing',
    '  actions: [{at: 5s}]\n',
    [
      'Say what happens: one of create, exec, delete, node, kubelet, patch, evict, removeFinalizer, ephemeralContainer, file, image, answers. @ {at',
    ],
  ],
  [
    'two actions in one',
    '  actions: [{at: 5s, delete: {}, kubelet: stops}]\n',
    ['Only one of delete, kubelet can happen in one entry. @ {at'],
  ],
  ['a list where a mapping belongs', '  cluster: []\n', ['cluster takes a mapping. @ []']],
  [
    'a status beyond HTTP',
    '  containers: [{name: a, answers: [{sequence: [{from: 0s, status: 42}]}]}]\n',
    ['status is 42 and must be between 100 and 599. @ 42'],
  ],
  ['jitter above one', '  jitter: 2\n', ['jitter is 2 and must be between 0 and 1. @ 2']],
];
for (const [what, spec, expected] of cases)
  test(`says what is wrong: ${what}`, () => assert.deepEqual(problems(spec), expected));

test('other documents are left alone', () => {
  assert.equal(readScenario(parseTree('apiVersion: v1\nkind: Pod\n')), undefined);
  assert.equal(readScenario(parseTree('')), undefined);
});

test('a field of the Scenario is found again in its text, or its nearest ancestor is', () => {
  const text = '  containers:\n  - name: a\n    instances: [{exits: {after: 3s}}]\n';
  const document = read(text);
  const shown = (path: string): string => {
    const range = rangeOfScenarioField(document, path);
    return range === undefined ? '' : (head + text).slice(range.start, range.end);
  };
  assert.equal(shown('containers[0].instances[0].exits'), '{after: 3s}');
  assert.equal(shown('containers[0].name'), 'a');
  assert.equal(shown('containers[0].instances[0].onSignal'), '{exits: {after: 3s}}');
});
