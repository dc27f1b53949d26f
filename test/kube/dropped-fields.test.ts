/** Which fields a version does not know or drops. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { droppedFields } from '../../core/kube/dropped-fields.ts';
import type { JsonObject } from '../../core/kube/json.ts';

const pod: JsonObject = {
  spec: {
    hostnameOverride: 'a',
    resources: { limits: { cpu: '1' } },
    containers: [
      {
        name: 'c',
        lifecycle: { stopSignal: 'SIGTERM' },
        env: [{ name: 'A', valueFrom: { fileKeyRef: { key: 'k' } } }],
      },
    ],
  },
};

function shortly(version: string, gates = {}): readonly string[] {
  return droppedFields('Pod', pod, version, gates).map(
    ({ at, reason, since, worksSince }) => `${at} ${reason} ${since} ${worksSince ?? '-'}`,
  );
}

test('fields come with the version that has them and the one in which they work', () => {
  assert.deepEqual(shortly('1.36'), ['spec.containers[0].lifecycle.stopSignal gated 33 -']);
  assert.deepEqual(shortly('1.34'), [
    'spec.containers[0].env[0].valueFrom.fileKeyRef gated 34 35',
    'spec.containers[0].lifecycle.stopSignal gated 33 -',
    'spec.hostnameOverride gated 34 35',
  ]);
  assert.deepEqual(shortly('1.32'), [
    'spec.containers[0].env[0].valueFrom.fileKeyRef unknown 34 35',
    'spec.containers[0].lifecycle.stopSignal unknown 33 -',
    'spec.resources gated 32 34',
    'spec.hostnameOverride unknown 34 35',
  ]);
});

test('a gate that is on lets its field through', () => {
  assert.deepEqual(shortly('1.36', { ContainerStopSignals: true }), []);
});

test('templates are looked at in every kind', () => {
  const job: JsonObject = { spec: { jobTemplate: { spec: { template: pod } } } };
  assert.deepEqual(
    droppedFields('CronJob', job, '1.36').map(({ at }) => at),
    ['spec.jobTemplate.spec.template.spec.containers[0].lifecycle.stopSignal'],
  );
});
