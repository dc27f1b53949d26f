/** The language service of Scenario documents: diagnoses, completion, hover, outline, lenses and links. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { createLanguage, scenarioTemplate, subjectsOf } from '../../core/language.ts';

const language = createLanguage();
const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    image: acme/app:1
    ports: [{name: http, containerPort: 8080}]
    readinessProbe: {httpGet: {path: /ready, port: http}}
    livenessProbe: {exec: {command: [cat, /tmp/healthy]}}
`;
const head = `${pod}---
apiVersion: podscope.dev/v1alpha1
kind: Scenario
metadata: {name: s}
spec:
`;

/** Diagnoses as `message @ text`. */
function diagnoses(spec: string): readonly string[] {
  const text = head + spec;
  const found = language.diagnose(language.openFile(text, 'a.yaml')).filter(({ code }) => code.startsWith('scenario-'));
  return found.map(({ message, range }) => `${message} @ ${text.slice(range.start, range.end)}`);
}

const cases: readonly (readonly [string, readonly string[]])[] = [
  [
    '  containers: [{name: app, answers: [{port: http, path: /ready, sequence: []}, {exec: [cat, /tmp/healthy], sequence: []}]}]\n',
    [],
  ],
  ['  containers: [{name: apq}]\n', ['Pod web has no container apq. Did you mean app? @ apq']],
  [
    '  containers: [{name: app, answers: [{port: 9090, sequence: []}]}]\n',
    ['Nothing asks port 9090 of container app; it has http, 8080. @ 9090'],
  ],
  [
    '  containers: [{name: app, answers: [{path: /redy, sequence: []}]}]\n',
    ['No probe or hook of container app asks for /redy. Did you mean /ready? @ /redy'],
  ],
  [
    '  containers: [{name: app, answers: [{exec: [cat, /tmp/x], sequence: []}]}]\n',
    ['No probe or hook of container app runs this command. @ [cat, /tmp/x]'],
  ],
  [
    '  images: [{image: acme/app:2}]\n',
    ['No container of Pod web uses the image acme/app:2. Did you mean acme/app:1? @ acme/app:2'],
  ],
  ['  target: {kind: Pod, name: wep}\n', ['No Pod wep is in sight. Did you mean web? @ wep']],
  ['  horizont: 5m\n', ['A Scenario has no field horizont here. Did you mean horizon? @ horizont']],
  ['  actions: [{at: 5s, exec: {container: db, command: [ls]}}]\n', ['Pod web has no container db. It has app. @ db']],
];
for (const [spec, expected] of cases)
  test(`diagnoses ${spec.trim().slice(0, 70)}`, () => assert.deepEqual(diagnoses(spec), expected));

test('a fix renames the field', () => {
  const file = language.openFile(`${head}  horizont: 5m\n`, 'a.yaml');
  const [first] = language.diagnose(file).filter(({ code }) => code === 'scenario-unknown-field');
  assert.equal(first?.fixes?.[0]?.edits[0]?.newText, 'horizon');
});

function labels(spec: string): readonly string[] {
  const text = head + spec.replace('|', '');
  return language
    .complete(language.openFile(text, 'a.yaml'), head.length + spec.indexOf('|'))
    .map(({ label }) => label);
}

test('completes fields, required ones first', () => {
  assert.deepEqual(labels('  containers:\n  - |\n').slice(0, 3), ['name', 'instances', 'answers']);
  assert.ok(labels('  |\n').includes('actions'));
  assert.ok(labels('  actions:\n  - at: 5s\n    |\n').includes('delete'));
  assert.ok(!labels('  actions:\n  - delete: {}\n    |\n').includes('exec'));
});

test('completes names, ports, paths and commands of the manifest', () => {
  assert.deepEqual(labels('  containers:\n  - name: |\n'), ['app']);
  assert.deepEqual(labels('  containers:\n  - name: app\n    answers:\n    - path: |\n'), ['/ready']);
  assert.deepEqual(labels('  containers:\n  - name: app\n    answers:\n    - port: |\n'), ['8080']);
  assert.deepEqual(labels('  containers:\n  - name: app\n    answers:\n    - exec: |\n'), ['cat /tmp/healthy']);
  assert.deepEqual(labels('  timing: |\n'), ['ideal', 'typical', '5s', '30s', '1m', '5m'].slice(0, 2));
});

test('hover tells the meaning, and what the manifest says of a name', () => {
  const text = `${head}  containers:\n  - name: app\n`;
  const file = language.openFile(text, 'a.yaml');
  assert.match(
    language.hover(file, text.lastIndexOf('containers') + 2)?.contents ?? '',
    /\*\*containers\*\*.*\n\nWhat the containers do\./,
  );
  assert.match(
    language.hover(file, text.lastIndexOf('app'))?.contents ?? '',
    /Container of Pod web, image `acme\/app:1`; readiness probe asks port http\/ready/,
  );
});

test('outline, lenses and links', () => {
  const text = `${head}  containers:\n  - name: app\n  expect:\n  - {within: 5s, condition: Ready}\n`;
  const file = language.openFile(text, 'a.yaml');
  const outline = language
    .symbols(file)
    .map(({ name, detail, children }) => `${name} ${detail} ${children.map((child) => child.name).join(' ')}`);
  assert.deepEqual(outline, ['web Pod containers', 's Scenario containers expect']);
  assert.deepEqual(
    language.scenarioLenses(file).map(({ title }) => title),
    ['Run', 'Check 1 expectation'],
  );
  const [link] = language.scenarioLinks(file);
  assert.equal(text.slice(link?.range.start, link?.range.end), 'app');
  assert.ok(text.slice(link?.offset).startsWith('app\n    image'));
});

test('the template is a Scenario without problems', () => {
  const manifest = language.openFile(pod, 'a.yaml');
  const text = `${pod}---\n${scenarioTemplate(subjectsOf([manifest])[0], 'first')}`;
  assert.deepEqual(
    language.diagnose(language.openFile(text, 'b.yaml')).filter(({ code }) => code.startsWith('scenario-')),
    [],
  );
});
