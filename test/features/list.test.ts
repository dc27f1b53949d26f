/** The items of a List are objects like any other: rules, outline, inlay hints, the panel's questions and Scenarios reach into them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createLanguage,
  findScenarios,
  numbersOf,
  objectsOf,
  placeOfObject,
  simulationInput,
} from '../../core/language.ts';
import { simulate } from '../../core/simulation.ts';

const list = `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: Pod
    metadata:
      name: web
    spec:
      containers:
        - name: web
          image: nginx
          livenessProbe:
            tcpSocket: {port: htp}
            periodSeconds: 7
  - apiVersion: apps/v1
    kind: Deployment
    metadata:
      name: api
    spec:
      selector:
        matchLabels: {app: api}
      template:
        metadata:
          labels: {app: api}
        spec:
          containers:
            - name: api
              image: busybox
              command: [sh, -c, exit 1]
`;
const language = createLanguage();
const file = language.openFile(list, 'file:///list.yaml');
const objects = file.documents.flatMap(objectsOf);

test('rules find in an item what they find in a document', () => {
  const alone = list
    .split(/^ {2}- /m)
    .slice(1)
    .flatMap((item) => language.diagnose(language.openFile(item.replace(/^ {4}/gm, ''))));
  const inside = language.diagnose(file);
  const said = (diagnostics: typeof inside): readonly string[] =>
    diagnostics.map(({ code, message, field }) => `${code} ${field ?? ''} ${message}`).sort();
  assert.deepEqual(said(inside), said(alone));
  const port = inside.find(({ code }) => code === 'probe-port-undeclared');
  assert.equal(port && list.slice(port.range.start, port.range.end), 'htp');
});

test('a rule is silenced in the item that says so', () => {
  const silenced = list.replace('exit 1]', 'exit 1] # podscope-ignore command-ends');
  const codes = (text: string): readonly string[] => language.diagnose(language.openFile(text)).map(({ code }) => code);
  assert.ok(codes(list).includes('command-ends'));
  assert.ok(!codes(silenced).includes('command-ends'));
});

test('items have places, numbers and lives of their own', () => {
  assert.deepEqual(
    objects.map((object) => list.slice(placeOfObject(object).start).split('\n')[0]),
    ['apiVersion: v1', 'apiVersion: apps/v1'],
  );
  const [web, api] = objects;
  assert.ok(web && numbersOf(web).some(({ value }) => value === 7));
  const settings = { kubernetesVersion: '1.36', horizonMs: 60_000 };
  const input = api && simulationInput({ document: api, verdict: language.verdict(api), scenario: {}, settings });
  const events = input === undefined ? [] : simulate(input).events;
  assert.ok(events.some(({ reason }) => reason === 'BackOff'));
});

test('the outline shows the items', () => {
  assert.deepEqual(
    language.symbols(file).map(({ name, detail }) => [name, detail]),
    [
      ['web', 'Pod'],
      ['api', 'Deployment'],
    ],
  );
});

test('hints stand in items, too', () => {
  const hints = language.inlayHints(file, { start: 0, end: list.length }, 'budgets');
  assert.equal(hints.length, 1);
});

test('a Scenario aims at an item', () => {
  const scenario = `${list}---\napiVersion: podscope.dev/v1\nkind: Scenario\nmetadata: {name: slow}\nspec:\n  target: {kind: Deployment, name: api}\n`;
  const all = language.openFile(scenario, 'file:///list.yaml');
  const [found] = findScenarios([all]);
  assert.equal(found?.target?.manifest?.name, 'api');
  assert.equal(found.target, all.documents.flatMap(objectsOf)[1]);
});

const pod = (indent: string, name: string, head = true): string =>
  `${indent}- ${head ? `apiVersion: v1\n${indent}  kind: Pod\n${indent}  ` : ''}metadata: {name: ${name}}\n` +
  `${indent}  spec: {containers: [{name: ${name}}]}\n`;

test('Lists of one kind and Lists in Lists are taken apart as kubectl does', () => {
  const text =
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: List\n  items:\n${pod('  ', 'inner')}` +
    `- apiVersion: v1\n  kind: PodList\n  items:\n${pod('  ', 'listed', false)}${pod('', 'outer')}`;
  const nested = language.openFile(text, 'file:///nested.yaml');
  assert.deepEqual(
    nested.documents.flatMap(objectsOf).map(({ manifest }) => manifest?.name),
    ['outer', 'inner', 'listed'],
  );
  const rejected = language.diagnose(nested).filter(({ level }) => level === 'rejected');
  assert.deepEqual(
    rejected.map(({ code, message }) => `${code} ${message}`),
    Array.from({ length: 3 }, () => 'ctr-image-required spec.containers[0].image: Required value'),
  );
  assert.deepEqual(
    rejected.map(({ range }) => text.slice(0, range.start).split('\n').length).sort((a, b) => a - b),
    [10, 15, 19],
  );
});

test('a list of a kind that is served is none of the unknown kinds; of others nothing is said', () => {
  const codes = (head: string): readonly string[] =>
    language.diagnose(language.openFile(`${head}\nitems: []\n`)).map(({ code }) => code);
  assert.deepEqual(codes('apiVersion: v1\nkind: ConfigMapList'), []);
  assert.deepEqual(codes('apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBindingList'), []);
  assert.deepEqual(codes('apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitorList'), []);
  assert.deepEqual(codes('apiVersion: apps/v1\nkind: List'), []);
  assert.deepEqual(codes('apiVersion: v1\nkind: DeploymentList'), ['dec-api-mismatch']);
});

test('a List that holds itself ends', () => {
  const loop = 'apiVersion: v1\nkind: List\nitems: &a\n- apiVersion: v1\n  kind: List\n  items: *a\n';
  const itemsIn = (text: string): number => language.openFile(text).documents[0]?.manifest?.items.length ?? -1;
  assert.equal(itemsIn(loop), 0);
  const odd = 'apiVersion: v1\nkind: List\nitems: &a\n- apiVersion: v1\n  Kind: List\n  items: *a\n';
  assert.equal(itemsIn(odd), 1);
});
