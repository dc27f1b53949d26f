import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguage } from '../../core/language.ts';
import { accepted, completeAt } from '../support/cursor.ts';

const pod = (body: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${body}`;
const object = (kind: string, name: string, apiVersion = 'v1'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
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
  [
    'a Service of the file for a StatefulSet',
    `apiVersion: apps/v1\nkind: StatefulSet\nspec:\n  serviceName: <|>\n---\n${object('Service', 'db')}`,
    ['db'],
  ],
  [
    'a ConfigMap of the file',
    `${pod('  volumes:\n    - name: a\n      configMap:\n        name: <|>\n')}---\n${object('ConfigMap', 'settings')}`,
    ['settings'],
  ],
  [
    'a key of a ConfigMap',
    `${pod('  containers:\n    - name: a\n      env:\n        - name: L\n          valueFrom:\n            configMapKeyRef:\n              name: settings\n              key: <|>\n')}---\n${object('ConfigMap', 'settings')}data: {LEVEL: x, MODE: y}\n`,
    ['LEVEL', 'MODE'],
  ],
  [
    'a key of a Secret in the items of a volume',
    `${pod('  volumes:\n    - name: a\n      secret:\n        secretName: keys\n        items:\n          - key: <|>\n')}---\n${object('Secret', 'keys')}stringData: {tls.key: x}\n`,
    ['tls.key'],
  ],
  ['a service account', `${pod('  serviceAccountName: <|>\n')}---\n${object('ServiceAccount', 'robot')}`, ['robot']],
  [
    'a pull secret',
    `${pod('  imagePullSecrets:\n    - name: <|>\n')}---\n${object('Secret', 'registry')}`,
    ['registry'],
  ],
  ['a claim', `${pod('  volumes:\n    - name: a\n      persistentVolumeClaim: {claimName: <|>}\n')}`, []],
  [
    'a runtime class',
    `${pod('  runtimeClassName: <|>\n')}---\n${object('RuntimeClass', 'gvisor', 'node.k8s.io/v1')}handler: runsc\n`,
    ['gvisor'],
  ],
  [
    'a priority class',
    `${pod('  priorityClassName: <|>\n')}---\n${object('PriorityClass', 'high', 'scheduling.k8s.io/v1')}value: 5\n`,
    ['high', 'system-cluster-critical', 'system-node-critical'],
  ],
  [
    'a container in the rules of a Job',
    'apiVersion: batch/v1\nkind: Job\nspec:\n  podFailurePolicy:\n    rules:\n      - action: FailJob\n        onExitCodes:\n          containerName: <|>\n  template:\n    spec:\n      containers: [{name: main}]\n',
    ['main'],
  ],
  [
    'labels of the template for a selector',
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  selector:\n    matchLabels:\n      <|>\n  template:\n    metadata:\n      labels: {app: web, tier: front}\n',
    ['app', 'tier'],
  ],
  [
    "labels of the file's Pods for a Service",
    `apiVersion: v1\nkind: Service\nspec:\n  selector:\n    <|>\n---\n${pod('').replace('name: web', 'name: web\n  labels: {app: web}')}`,
    ['app'],
  ],
  [
    'the port of the selected Pods for a Service',
    `apiVersion: v1\nkind: Service\nspec:\n  selector: {app: web}\n  ports:\n    - port: 80\n      targetPort: <|>\n---\n${pod('  containers: [{name: a, ports: [{name: http, containerPort: 8080}]}]\n').replace('name: web', 'name: web\n  labels: {app: web}')}`,
    ['http'],
  ],
  [
    'resource names of a quota',
    'apiVersion: v1\nkind: ResourceQuota\nspec:\n  hard:\n    <|>\n',
    ['pods', 'requests.cpu'],
  ],
  [
    'an item of a List',
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    spec:\n      restartPolicy: <|>\n',
    ['Always', 'OnFailure', 'Never'],
  ],
  [
    'a field in an item of a List',
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    spec:\n      <|>\n',
    ['containers', 'initContainers'],
  ],
  ['indentation of four', pod('    containers:\n    -   name: web\n        <|>\n'), ['image', 'command']],
  [
    'an unfinished line above',
    pod('  containers:\n    - name: web\n      image\n      ports:\n        - <|>\n'),
    ['containerPort', 'name'],
  ],
  ['Korean above', pod('  containers:\n    - name: web # 이름 🙂\n      <|>\n'), ['image']],
  ['a tab', pod('\t<|>\n'), []],
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

test('completion: a probe asks the port that the container declares', () => {
  const item = completeAt(
    pod('  containers:\n    - name: web\n      ports: [{containerPort: 9090}]\n      readiness<|>\n'),
  ).find(({ label }) => label === 'readinessProbe');
  assert.equal(item?.insertText, 'readinessProbe:\n  httpGet:\n    path: ${1:/}\n    port: ${2:9090}');
});

test('completion: whole manifests are valid, explained, and there for every kind and pattern', () => {
  const language = createLanguage();
  const wanted = ['pod', 'deployment', 'job', 'cronjob', 'statefulset', 'daemonset'];
  const patterns = ['sidecar', 'init container', 'ambassador', 'adapter'].map((name) => `pod with ${name}`);
  const items = completeAt('# a comment\n\n<|>').filter(({ kind }) => kind === 'snippet');
  assert.deepEqual(items.map(({ label }) => label).sort(), [...wanted, ...patterns].sort());
  for (const item of items) {
    assert.ok((item.documentation ?? '').length > 20, item.label);
    const text = accepted('', { ...item, replace: { start: 0, end: 0 } });
    const said = language.diagnose(language.openFile(text)).filter(({ severity }) => severity !== 'hint');
    assert.deepEqual(said, [], `${item.label}\n${text}`);
  }
});

test('in front of the first object nothing is offered, and nothing breaks', () => {
  assert.deepEqual(completeAt('---\n<|>---\n\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n'), []);
});
