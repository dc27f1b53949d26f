/** The same manifest on other versions: unknown fields, silent ones, and the server's order. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { language, serverDiagnoses } from '../support/diagnoses.ts';

const text = `apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  hostnameOverride: web
  containers:
  - name: a
    image: b
    zzz: 1
    env: [{name: A, valueFrom: {fileKeyRef: {volumeName: v, path: p, key: k}}}]
    lifecycle: {stopSignal: SIGTERM}
  volumes: [{name: v, emptyDir: {}}]
  os: {name: linux}
`;

function strictErrors(kubernetesVersion: string): readonly string[] {
  const [document] = language.openFile(text).documents;
  return (document && language.verdict(document, { kubernetesVersion, namespace: 'default' })?.strictErrors) ?? [];
}

test('fields of a later version are unknown, in the order of the server', () => {
  assert.deepEqual(strictErrors('1.36'), ['unknown field "spec.containers[0].zzz"']);
  assert.deepEqual(strictErrors('1.33'), [
    'unknown field "spec.containers[0].env[0].valueFrom.fileKeyRef"',
    'unknown field "spec.containers[0].zzz"',
    'unknown field "spec.hostnameOverride"',
  ]);
  assert.ok(strictErrors('1.32').includes('unknown field "spec.containers[0].lifecycle.stopSignal"'));
});

test('the editor says since when a field exists', () => {
  const found = serverDiagnoses(text, { kubernetesVersion: '1.33', namespace: 'default' }).map((one) => one.message);
  assert.ok(
    found.includes('unknown field "spec.hostnameOverride": it came with Kubernetes 1.34, the server is 1.33.'),
    found.join('\n'),
  );
});

test('a field of a gate that is off is dropped silently, and the editor says so', () => {
  const found = language
    .diagnose(language.openFile(text))
    .filter(({ code }) => code === 'field-gated')
    .map(({ message }) => message);
  assert.deepEqual(found, [
    'The server accepts stopSignal and drops it silently: feature gate ContainerStopSignals is off in 1.36; it is off by default in every version up to 1.36.',
  ]);
});
