/** What objects beside a workload mean for it: Pods that a LimitRange refuses, and objects that contradict each other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguage, type Diagnostic } from '../../core/language.ts';

const limits =
  'apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: small\nspec:\n  limits:\n    - type: Container\n      max: {cpu: "1"}\n';
const deployment = (resources: string, kind = 'Deployment'): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: api\nspec:\n  selector:\n    matchLabels: {app: api}\n  template:\n    metadata:\n      labels: {app: api}\n    spec:\n      containers:\n        - name: api\n          image: nginx\n          resources: ${resources}\n`;
const language = createLanguage();
const said = (text: string, code: string): readonly Diagnostic[] =>
  language.diagnose(language.openFile(text, 'file:///shop/all.yaml')).filter((one) => one.code === code);

test('Pods of a workload that a LimitRange refuses are told on their resources, with a link to it', () => {
  const text = `${limits}---\n${deployment('{limits: {cpu: "4"}}')}`;
  const [found, ...more] = said(text, 'lr-limit');
  assert.deepEqual(more, []);
  assert.equal(found?.level, 'fails');
  assert.equal(
    found.message,
    'No Pod of this Deployment is created: maximum cpu usage per Container is 1, but limit is 4 (LimitRange small).',
  );
  assert.equal(text.slice(found.range.start, found.range.end), '{limits: {cpu: "4"}}');
  assert.deepEqual(found.related, [
    {
      message: 'LimitRange small decides',
      uri: 'file:///shop/all.yaml',
      range: { start: 50, end: 55 },
      position: { line: 3, character: 8 },
    },
  ]);
});

test('what fits is not told, nor what the LimitRange fills in', () => {
  assert.deepEqual(said(`${limits}---\n${deployment('{limits: {cpu: "1"}}')}`, 'lr-limit'), []);
  const filled = limits.replace('max: {cpu: "1"}', 'max: {cpu: "1"}\n      default: {cpu: 500m}');
  assert.deepEqual(said(`${filled}---\n${deployment('{}')}`, 'lr-limit'), []);
});

test('a Pod itself is refused, and its link stays in the file', () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers: [{name: c, image: i, resources: {limits: {cpu: "4"}}}]\n';
  const found = said(`${limits}---\n${pod}`, 'lr-limit');
  assert.deepEqual(
    found.map(({ level, related }) => [level, related?.[0]?.uri]),
    [['rejected', 'file:///shop/all.yaml']],
  );
});

test('a LimitRange of another namespace says nothing', () => {
  const other = limits.replace('name: small', 'name: small\n  namespace: other');
  assert.deepEqual(said(`${other}---\n${deployment('{limits: {cpu: "4"}}')}`, 'lr-limit'), []);
});

test('objects that contradict each other are named once, where they matter', () => {
  const object = (kind: string, name: string, file: string): object => ({
    uri: `file:///shop/${file}.yaml`,
    range: { start: 0, end: 1 },
    position: { line: 0, character: 0 },
    kind,
    name,
    namespace: '',
    object: {},
  });
  const disagreeing = [
    object('LimitRange', 'small', 'a'),
    object('LimitRange', 'small', 'b'),
    object('ConfigMap', 'settings', 'a'),
    object('ConfigMap', 'settings', 'b'),
  ];
  const ask = (text: string): readonly string[] =>
    language
      .diagnose(language.openFile(text), { kubernetesVersion: '1.36', namespace: 'default', disagreeing } as never)
      .filter(({ code }) => code === 'objects-disagree')
      .map(({ message, severity, related }) => `${severity}: ${message} ${related?.length ?? 0}`);
  const told = 'hint: LimitRange small stands in 2 files that disagree: it counts in none of them here. 2';
  assert.deepEqual(ask(deployment('{}')), [told]);
  const using = deployment('{}').replace(
    'image: nginx',
    'image: nginx\n          envFrom: [{configMapRef: {name: settings}}]',
  );
  assert.equal(ask(using).length, 2);
  assert.deepEqual(ask(limits), []);
});
