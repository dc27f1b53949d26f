import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguage } from '../../core/language.ts';

const language = createLanguage();

/** `64Mi number`, `data name definition`. */
function tokens(text: string): string[] {
  return language
    .semanticTokens(language.openFile(text))
    .map(
      ({ range, kind, isDefinition }) =>
        `${text.slice(range.start, range.end)} ${kind}${isDefinition ? ' definition' : ''}`,
    );
}

const pod = (body: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n${body}`;

test('quantities by the type of their field, also of resources that nobody knows', () =>
  assert.deepEqual(
    tokens(
      pod(
        '  containers:\n    - resources:\n        limits: {cpu: "2", example.com/gpu: 1, memory: 64Mi}\n        note: 64Mi\n',
      ),
    ),
    ['2 number', '1 number', '64Mi number'],
  ));
test('seconds are durations; other numbers are left to YAML', () =>
  assert.deepEqual(tokens(pod('  terminationGracePeriodSeconds: 30\n  priority: 5\n')), ['30 number']));
test('names have a colour where they lead somewhere', () =>
  assert.deepEqual(
    tokens(
      pod(
        '  serviceAccountName: robot\n  volumes: [{name: data, emptyDir: {sizeLimit: 1Gi}}]\n  containers:\n    - name: app\n      volumeMounts:\n        - {name: data, mountPath: /d}\n        - {name: dta, mountPath: /e}\n',
      ),
    ),
    ['robot object', 'data name definition', '1Gi number', 'app name definition', 'data name'],
  ));
test('durations of a Scenario', () =>
  assert.deepEqual(
    tokens(
      'apiVersion: podscope.dev/v1alpha1\nkind: Scenario\nmetadata: {name: s}\nspec:\n  target: {kind: Pod, name: web}\n  horizon: 10m\n  containers:\n    - {name: app, instances: [{listensAfter: 1m30s}]}\n',
    ),
    ['10m number', 'app name', '1m30s number'],
  ));
test('texts of others have no tokens', () => {
  assert.deepEqual(tokens('services:\n  web: {memory: 64Mi}\n'), []);
  assert.deepEqual(tokens('apiVersion: example.com/v1\nkind: Pod\nspec: {volumes: [{name: a}]}\n'), []);
});
test('block scalars and values of several lines have none', () =>
  assert.deepEqual(tokens(pod('  containers:\n    - name: |\n        app\n      resources: {limits: {cpu: >-\n')), []));
