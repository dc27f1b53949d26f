/** Patches are parts of objects: nothing is missing in them, and what they say is checked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patchFiles } from '../../core/features/kustomize.ts';
import { createLanguage } from '../../core/language.ts';
import { printDiagnoses } from '../support/diagnoses.ts';

const patch =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        imagePullPolicy: always\n';

test('files that a kustomization lists', () => {
  const text =
    'resources: [web.yaml]\npatches:\n- path: ./replicas.yaml\n  target: {kind: Deployment}\n- patch: |-\n    - op: remove\npatchesStrategicMerge:\n- memory.yaml\n';
  assert.deepEqual(patchFiles(text), ['memory.yaml', 'replicas.yaml']);
  assert.deepEqual(patchFiles('[\n'), []);
});

test('in a patch only what is written counts', () => {
  const found = printDiagnoses(patch, { kubernetesVersion: '1.36', namespace: 'default', isPatch: true });
  assert.deepEqual(
    found.map((line) => line.split(' ')[1]),
    ['ctr-image-pull-policy'],
  );
});

test('a directive makes a document a patch', () => {
  assert.deepEqual(
    printDiagnoses('apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n$patch: delete\n'),
    [],
  );
});

test('as sent to a server, a patch is judged whole', () => {
  const language = createLanguage();
  const text = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{$patch: replace, name: a}]}\n';
  const [document] = language.openFile(text).documents;
  assert.ok(document);
  const settings = { kubernetesVersion: '1.36', namespace: 'default' };
  assert.equal(language.verdict(document, settings)?.accepted, true);
  const sent = language.verdict(document, { ...settings, asSent: true });
  assert.deepEqual(sent?.strictErrors, ['unknown field "spec.containers[0].$patch"']);
  assert.deepEqual(
    sent.errors.map(({ field }) => field),
    ['spec.containers[0].image'],
  );
});
