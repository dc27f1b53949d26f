/** Scenarios as text: printed and read back the same, edited with comments kept. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { presetsFor } from '../../core/behaviour/presets.ts';
import type { Scenario } from '../../core/behaviour/scenario.ts';
import { bytesText, durationText } from '../../core/features/scenario-document.ts';
import { editScenarioText, printScenario } from '../../core/features/scenario-text.ts';
import { readScenario } from '../../core/model/scenario.ts';
import { parseTree } from '../../core/syntax/parse.ts';

function readBack(text: string): Scenario {
  const document = readScenario(parseTree(text));
  assert.deepEqual(document?.problems, [], text);
  return document?.scenario ?? {};
}

const subject = { containers: [{ name: 'app', image: 'acme/app:1', memoryLimit: 128 * 2 ** 20 }], secrets: ['token'] };

for (const { id, scenario } of presetsFor(subject)) {
  test(`preset ${id} is the same after printing and reading`, () =>
    assert.deepEqual(readBack(printScenario(scenario)), scenario));
}

test('durations and sizes are written as people write them', () => {
  assert.deepEqual([0, 250, 1000, 90_000, 1500, 3_600_000].map(durationText), [
    '0s',
    '250ms',
    '1s',
    '1m30s',
    '1.5s',
    '1h',
  ]);
  assert.deepEqual([0, 1000, 1024, 64 * 2 ** 20].map(bytesText), ['0', '1000', '1Ki', '64Mi']);
});

const text = `# Team checkout
apiVersion: podscope.dev/v1alpha1
kind: Scenario
metadata:
  name: slow
spec:
  horizon: 5m   # long enough
  containers:
    - name: app
      # the first start is slow
      instances:
        - listensAfter: 8s
          exits: {after: 30s, code: 1}   # then it dies
        - listensAfter: 2s
  actions:
    - {at: 1m, delete: {}}
`;
const original = readBack(text);
const app = original.containers?.[0] ?? { name: 'app' };

const edits: readonly (readonly [string, Scenario, string, string])[] = [
  ['a scalar', { ...original, horizonMs: 600_000 }, 'horizon: 5m   #', 'horizon: 10m   #'],
  [
    'a value in a flow map',
    {
      ...original,
      containers: [
        {
          ...app,
          instances: [{ listensAfterMs: 8000, exits: { afterMs: 45_000, code: 1 } }, { listensAfterMs: 2000 }],
        },
      ],
    },
    'after: 30s',
    'after: 45s',
  ],
  [
    'a new field',
    { ...original, jitter: 0.5 },
    '    - {at: 1m, delete: {}}\n',
    '    - {at: 1m, delete: {}}\n  jitter: 0.5\n',
  ],
  [
    'a new action',
    { ...original, actions: [...(original.actions ?? []), { atMs: 120_000, do: 'kubelet', change: 'restarts' }] },
    'delete: {}}\n',
    'delete: {}}\n    - {at: 2m, kubelet: restarts}\n',
  ],
  [
    'a new container field',
    { ...original, containers: [{ ...app, onSignal: { kind: 'ignores' } }] },
    '        - listensAfter: 2s\n',
    '        - listensAfter: 2s\n      onSignal:\n        ignores: true\n',
  ],
];
for (const [what, scenario, before, after] of edits) {
  test(`changing ${what} touches nothing else`, () => {
    const changed = editScenarioText(text, scenario);
    assert.equal(changed, text.replace(before, after));
    assert.deepEqual(readBack(changed), scenario);
  });
}

test('any change gives a text that means the wanted Scenario', () => {
  const wanted: readonly Scenario[] = [
    { ...original, containers: [] },
    { name: 'slow' },
    { ...original, containers: [{ name: 'other', memory: [{ fromMs: 0, bytes: 1024 }] }, app] },
    ...presetsFor(subject).map(({ scenario }) => scenario),
  ];
  for (const scenario of wanted) {
    const { containers, ...rest } = scenario;
    assert.deepEqual(readBack(editScenarioText(text, scenario)), containers?.length === 0 ? rest : scenario);
  }
});

test('the same Scenario leaves the text as it is', () => assert.equal(editScenarioText(text, original), text));
