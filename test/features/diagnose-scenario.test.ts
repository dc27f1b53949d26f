import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguage } from '../../core/language.ts';

const language = createLanguage();
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: example.com/web:1\n      livenessProbe:\n        httpGet: {port: 80}\n';
const scenario = (seconds: number): string =>
  `apiVersion: podscope.dev/v1alpha1\nkind: Scenario\nmetadata: {name: slow}\nspec:\n  containers:\n    - name: web\n      instances: [{listensAfter: ${seconds}s}]\n`;
const codes = (...texts: readonly string[]): string[] => {
  const [first = '', ...others] = texts;
  const files = others.map((text, index) => language.openFile(text, `file:///a/${index}.scenario.yaml`));
  return language
    .diagnose(language.openFile(first, 'file:///a/pod.yaml'), undefined, files)
    .map(({ code }) => code)
    .filter((code) => code === 'liveness-before-start');
};

test('a start-up time that a Scenario of the same file states is held against liveness', () => {
  assert.deepEqual(codes(`${pod}---\n${scenario(60)}`), ['liveness-before-start']);
  assert.deepEqual(codes(`${pod}---\n${scenario(20)}`), []);
});
test('a Scenario of another file counts, too', () =>
  assert.deepEqual(codes(pod, scenario(60)), ['liveness-before-start']));
test('without a Scenario nothing is claimed', () => assert.deepEqual(codes(pod), []));
