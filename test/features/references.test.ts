import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguage, type TextEdit } from '../../core/language.ts';
import { acceptedCases } from '../support/completion-corpus.ts';
import { marked } from '../support/cursor.ts';
import { random } from '../support/random.ts';

const language = createLanguage();
const spec = (body: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${body}`;

/** The lines (from 1) of all places, definitions first. */
function lines(source: string): number[] {
  const { file, offset, text } = marked(source);
  return language.places('a.yaml', file, offset).map(({ range }) => text.slice(0, range.start).split('\n').length);
}

const volume =
  '  volumes:\n    - name: data\n      emptyDir: {}\n  containers:\n    - name: a\n      volumeMounts:\n        - {name: DATA, mountPath: /d}\n';
const ports =
  '  containers:\n    - name: a\n      ports: [{name: http, containerPort: 80}]\n      livenessProbe: {httpGet: {port: PORT}}\n    - name: b\n      ports: [{name: http, containerPort: 81}]\n';

test('a mounted volume leads to its definition', () =>
  assert.deepEqual(lines(spec(volume.replace('DATA', 'da<|>ta'))), [7, 12]));
test('a port name counts in its container only', () =>
  assert.deepEqual(lines(spec(ports.replace('PORT', 'ht<|>tp'))), [8, 9]));
test("other words are nobody's", () => assert.deepEqual(lines(spec('  restart<|>Policy: Always\n')), []));
test('an anchor is left to others', () => assert.deepEqual(lines(spec('  nodeSelector: &an<|>chor {a: b}\n')), []));

test('a ConfigMap is found across files', () => {
  const { file, offset } = marked(
    spec('  containers:\n    - name: a\n      envFrom: [{configMapRef: {name: con<|>fig}}]\n'),
  );
  const other = language.openFile('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\n');
  const places = language.places('pod.yaml', file, offset, [{ uri: 'config.yaml', file: other }]);
  assert.deepEqual(
    places.map(({ uri, isDefinition }) => [uri, isDefinition]),
    [
      ['config.yaml', true],
      ['pod.yaml', false],
    ],
  );
});

const container = (body: string): string => spec(`  containers:\n    - name: app\n${body}`);
const env = '      env:\n        - {name: HOST, value: db}\n        - {name: URL, value: "http://$(HOST):80"}\n';

test('a variable is found where Kubernetes replaces it, and in the scripts of a shell', () => {
  assert.deepEqual(lines(container(`${env.replace('{name: HOST', '{name: HO<|>ST')}`)), [9, 10]);
  const script = `      command: [sh, -c, "ping $HOST; echo \${HOST} \\\\$HOST $(URL)"]\n${env}`;
  assert.deepEqual(lines(container(script.replace('name: HOST', 'name: H<|>OST'))), [10, 8, 8, 11]);
});
test('$$(NAME) is text, and words outside of a shell are no script', () => {
  assert.deepEqual(
    lines(container(`      command: [echo, $HOST, "$$(HOST)"]\n${env.replace('name: HOST', 'name: H<|>OST')}`)),
    [10, 11],
  );
});
test('a block script is searched, too', () => {
  const script = `      command:\n        - sh\n        - -c\n        - |\n          echo 이름\n          ping $HO<|>ST\n${env}`;
  assert.deepEqual(lines(container(script)), [15, 13, 16]);
});
test('a key of a ConfigMap is found in another document', () => {
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata:\n  LEVEL: info\n  OTHER: x\n---\n';
  const use =
    '      env:\n        - name: A\n          valueFrom: {configMapKeyRef: {name: settings, key: LE<|>VEL}}\n';
  assert.deepEqual(lines(map + container(use)), [5, 17]);
});
test("a selector, the template's labels and a Service's selector are one name", () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: w<|>eb}\n---\n';
  const deployment =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector:\n    matchLabels: {app: web}\n  template:\n    metadata:\n      labels: {app: web, tier: web}\n';
  assert.deepEqual(lines(service + deployment), [15, 5, 12]);
});
test("a Service's targetPort is the port of the Pods that it selects", () => {
  const service = (port: string): string =>
    `---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports: [{port: 80, targetPort: ${port}}]\n`;
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels: {app: web}\nspec:\n  containers:\n    - name: a\n      ports: [{name: PORT, containerPort: 80}]\n      livenessProbe: {tcpSocket: {port: http}}\n';
  assert.deepEqual(lines(pod.replace('PORT', 'http') + service('h<|>ttp')), [9, 10, 17]);
  assert.deepEqual(lines(pod.replace('PORT', 'h<|>ttp') + service('http')), [9, 10, 17]);
  assert.deepEqual(
    lines(pod.replace('PORT', 'h<|>ttp').replace('labels: {app: web}', 'labels: {app: other}') + service('http')),
    [9, 10],
  );
});
test('a Scenario names the containers of its target', () => {
  const scenario =
    '---\napiVersion: podscope.dev/v1alpha1\nkind: Scenario\nmetadata: {name: slow}\nspec:\n  target: {kind: Pod, name: web}\n  containers:\n    - {name: a<|>pp, startsAfter: 1s}\n';
  assert.deepEqual(lines(container('      image: nginx\n') + scenario), [7, 16]);
});
test('a container is named by a Job that looks at its exit codes', () => {
  const job =
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: j}\nspec:\n  podFailurePolicy:\n    rules:\n      - {action: FailJob, onExitCodes: {containerName: m<|>ain, operator: In, values: [3]}}\n  template:\n    spec:\n      restartPolicy: Never\n      containers: [{name: main, image: busybox}]\n';
  assert.deepEqual(lines(job), [11, 7]);
});
test('items of a List have names of their own', () => {
  const list =
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: {name: a}\n    spec:\n      volumes: [{name: da<|>ta, emptyDir: {}}]\n      containers:\n        - name: a\n          volumeMounts: [{name: data, mountPath: /d}]\n  - apiVersion: v1\n    kind: Pod\n    metadata: {name: b}\n    spec:\n      volumes: [{name: data, emptyDir: {}}]\n';
  assert.deepEqual(lines(list), [8, 11]);
});
test('a part that an anchor gives to two containers is one place', () => {
  const text =
    '  volumes: [{name: data, emptyDir: {}}]\n  containers:\n    - name: a\n      volumeMounts: &mounts\n        - {name: da<|>ta, mountPath: /d}\n    - name: b\n      volumeMounts: *mounts\n';
  assert.deepEqual(lines(spec(text)), [6, 10]);
});
test('applications in folders side by side do not share their names', () => {
  const { file, offset } = marked(container('      envFrom: [{configMapRef: {name: con<|>fig}}]\n'));
  const map = language.openFile('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config}\n');
  const at = (...uris: string[]): string[] =>
    language
      .places(
        'file:///apps/a/pod.yaml',
        file,
        offset,
        uris.map((uri) => ({ uri, file: map })),
      )
      .map(({ uri }) => uri);
  assert.deepEqual(at('file:///apps/a/config.yaml', 'file:///apps/b/config.yaml'), [
    'file:///apps/a/config.yaml',
    'file:///apps/a/pod.yaml',
  ]);
  // Nobody near defines it: then the one beside is meant.
  assert.deepEqual(at('file:///apps/b/config.yaml'), ['file:///apps/b/config.yaml', 'file:///apps/a/pod.yaml']);
});

test('a name that is taken or malformed is refused with the reason', () => {
  const { file, offset } = marked(spec('  containers:\n    - name: a<|>\n    - name: b\n'));
  assert.deepEqual(language.rename('a', file, offset, 'b'), { problem: 'Another container has the name b already.' });
  assert.match(JSON.stringify(language.rename('a', file, offset, 'Not Good')), /small letters/);
});

test('a name that YAML would read otherwise is quoted', () => {
  const { file, offset, text } = marked(spec('  containers:\n    - name: a<|>\n'));
  assert.match(applied(text, edits(language.rename('a', file, offset, 'on'))), /name: "on"/);
});

test('rename and rename back give the same bytes (500 random names)', () => {
  const draw = random(4711);
  const cases = acceptedCases();
  for (let count = 0; count < 500;) {
    const { text, name } = draw.pick(cases);
    const at = draw.int(0, text.length);
    const file = language.openFile(text);
    const found = language.prepareRename(file, at);
    // The server takes references that no object can have; a rename does not write them.
    if (found === undefined || !(language.rename('a', file, at, found.placeholder) instanceof Map)) continue;
    count++;
    // Variables have no dashes, ports no underscores.
    const word = language.rename('a', file, at, 'zz-renamed') instanceof Map ? 'zz-renamed' : 'zz_renamed';
    const renamed = applied(text, edits(language.rename('a', file, at, word)));
    assert.notEqual(renamed, text, name);
    const shift = language.prepareRename(language.openFile(renamed), renamed.indexOf(word));
    assert.ok(shift, name);
    assert.equal(
      applied(renamed, edits(language.rename('a', language.openFile(renamed), shift.range.start, found.placeholder))),
      text,
      name,
    );
  }
});

function edits(result: ReturnType<typeof language.rename>): readonly TextEdit[] {
  assert.ok(result instanceof Map, JSON.stringify(result));
  return [...result.values()].flat() as TextEdit[];
}

function applied(text: string, list: readonly TextEdit[]): string {
  return [...list]
    .sort((left, right) => right.range.start - left.range.start)
    .reduce((result, { range, newText }) => result.slice(0, range.start) + newText + result.slice(range.end), text);
}

test('the outline shows containers with their images', () => {
  const file = language.openFile(
    spec(
      '  initContainers:\n    - {name: wait, image: busybox}\n  containers:\n    - name: web\n      image: nginx\n      livenessProbe: {}\n',
    ),
  );
  const tree = language.symbols(file).map(function show(symbol): unknown {
    return symbol.children.length === 0
      ? `${symbol.name} ${symbol.detail}`.trim()
      : { [`${symbol.name} ${symbol.detail}`.trim()]: symbol.children.map(show) };
  });
  assert.deepEqual(tree, [
    { 'web Pod': [{ 'initContainers 1': ['wait busybox'] }, { 'containers 1': [{ 'web nginx': ['livenessProbe'] }] }] },
  ]);
});

test('the outline shows the keys of a ConfigMap', () => {
  const file = language.openFile(
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {LEVEL: x}\nbinaryData: {logo: aGk=}\n',
  );
  const names = language.symbols(file).flatMap(({ children }) => children.flatMap((one) => one.children));
  assert.deepEqual(
    names.map(({ name }) => name),
    ['LEVEL', 'logo'],
  );
});
