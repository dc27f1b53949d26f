import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completeAt } from '../support/cursor.ts';

const pod = (body: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${body}`;
const first = (source: string, count = 3): string[] =>
  completeAt(source)
    .slice(0, count)
    .map(({ label }) => label);

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['fields of a container', pod('  containers:\n    - name: web\n      <|>\n'), ['image', 'command', 'args']],
  [
    'a typed prefix comes first',
    pod('  containers:\n    - name: web\n      image: nginx\n      liv<|>\n'),
    ['livenessProbe'],
  ],
  ['the first key of an item', pod('  containers:\n    - <|>\n'), ['name', 'image', 'command']],
  [
    'fields of the spec',
    pod('  containers:\n    - name: web\n  <|>\n'),
    ['initContainers', 'volumes', 'restartPolicy'],
  ],
  ['an enum', pod('  restartPolicy: <|>\n  containers: []\n'), ['Always', 'OnFailure', 'Never']],
  ['an enum with a prefix', pod('  restartPolicy: Ne<|>\n'), ['Never']],
  ['an existing key', pod('  rest<|>Policy: Always\n'), ['restartPolicy']],
  [
    'a port by name',
    pod(
      '  containers:\n    - name: web\n      ports:\n        - name: http\n          containerPort: 80\n      livenessProbe:\n        httpGet:\n          port: <|>\n',
    ),
    ['http', '80'],
  ],
  [
    'a volume',
    pod(
      '  volumes:\n    - name: data\n      emptyDir: {}\n  containers:\n    - name: web\n      volumeMounts:\n        - name: <|>\n',
    ),
    ['data'],
  ],
  ['flow style', pod('  containers: [{name: web, ima<|>}]\n'), ['image']],
  [
    'flow style, value',
    pod('  containers: [{name: web, imagePullPolicy: <|>}]\n'),
    ['IfNotPresent', 'Always', 'Never'],
  ],
  [
    'quantities below the limit',
    pod(
      '  containers:\n    - name: web\n      resources:\n        limits: {memory: 128Mi}\n        requests:\n          memory: <|>\n',
    ),
    ['64Mi', '128Mi'],
  ],
  [
    'resource names',
    pod('  containers:\n    - name: web\n      resources:\n        requests:\n          <|>\n'),
    ['cpu', 'memory', 'ephemeral-storage'],
  ],
  [
    'nothing more in a probe with a handler',
    pod('  containers:\n    - name: web\n      livenessProbe:\n        tcpSocket: {port: 80}\n        <|>\n'),
    ['periodSeconds', 'failureThreshold', 'initialDelaySeconds'],
  ],
  ['kinds', 'apiVersion: batch/v1\nkind: <|>\n', ['Job', 'CronJob']],
  ['a comment', pod('  # <|>\n'), []],
  ['a block scalar', pod('  containers:\n    - name: web\n      args:\n        - |\n          ima<|>\n'), []],
  [
    'capabilities',
    pod(
      '  containers:\n    - name: web\n      securityContext:\n        capabilities:\n          drop:\n            - <|>\n',
    ),
    ['ALL'],
  ],
  [
    'cut off behind the cursor',
    pod('  containers:\n    - name: web\n      image: nginx\n      readinessProbe:\n        <|>'),
    ['httpGet', 'exec', 'tcpSocket'],
  ],
  ['CRLF', pod('  containers:\n    - name: web\n      <|>\n').replaceAll('\n', '\r\n'), ['image', 'command', 'args']],
  [
    'the second document',
    `${pod('  containers: []\n')}---\n${pod('  restartPolicy: <|>\n')}`,
    ['Always', 'OnFailure', 'Never'],
  ],
];

for (const [title, source, expected] of cases) {
  test(`completion: ${title}`, () =>
    assert.deepEqual(first(source, Math.max(expected.length, 1)).slice(0, expected.length || 1), expected));
}

test('completion: probes are not offered to a plain init container', () => {
  const labels = completeAt(pod('  initContainers:\n    - name: wait\n      <|>\n')).map(({ label }) => label);
  assert.ok(labels.includes('command'));
  assert.ok(!labels.includes('livenessProbe'));
});

test('completion: a Job cannot restart always', () => {
  assert.deepEqual(
    first('apiVersion: batch/v1\nkind: Job\nspec:\n  template:\n    spec:\n      restartPolicy: <|>\n', 9),
    ['Never', 'OnFailure'],
  );
});

test('completion: an empty document offers whole manifests', () => {
  assert.ok(first('<|>', 99).includes('deployment'));
});
