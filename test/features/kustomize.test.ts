/** Patches are parts of objects: nothing is missing in them, and what they say is checked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patchFiles } from '../../core/features/kustomize.ts';
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
