/** Defaults tolerate every shape, leave the input alone and are stable. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyDefaults } from '../../core/kube/defaults.ts';

const kinds: readonly (readonly [string, string])[] = [
  ['v1', 'Pod'],
  ['v1', 'PodTemplate'],
  ['v1', 'ReplicationController'],
  ['v1', 'LimitRange'],
  ['v1', 'ResourceQuota'],
  ['v1', 'Secret'],
  ['v1', 'ConfigMap'],
  ['v1', 'Namespace'],
  ['v1', 'Service'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'DaemonSet'],
  ['apps/v1', 'StatefulSet'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['scheduling.k8s.io/v1', 'PriorityClass'],
];
const odd: readonly unknown[] = [undefined, null, true, 5, 'x', [], [null], [5], [[]], {}, { a: null }];
const keys = [
  'metadata',
  'spec',
  'template',
  'containers',
  'volumes',
  'resources',
  'limits',
  'strategy',
  'labels',
  'ports',
  'jobTemplate',
  'hard',
];

test('no shape of an object makes defaulting throw', () => {
  for (const [apiVersion, kind] of kinds) {
    for (const value of odd) {
      applyDefaults(apiVersion, kind, value);
      for (const key of keys) {
        applyDefaults(apiVersion, kind, { [key]: value });
        applyDefaults(apiVersion, kind, {
          spec: {
            [key]: value,
            template: { [key]: value, spec: { [key]: value, containers: [value, { [key]: value }] } },
          },
        });
      }
    }
  }
});

test('defaulting twice changes nothing more', () => {
  for (const [apiVersion, kind] of kinds) {
    const once = applyDefaults(apiVersion, kind, {
      metadata: { name: 'a', labels: { a: 'b' } },
      spec: { hostNetwork: true, containers: [{ ports: [{ containerPort: 80 }] }] },
    });
    assert.deepEqual(applyDefaults(apiVersion, kind, once), once, kind);
  }
});

test('an unknown kind has no defaults', () => {
  const object = { spec: {} };
  assert.equal(applyDefaults('example.com/v1', 'Deployment', object), object);
});

test('a key named __proto__ is only a key', () => {
  const pod = JSON.parse('{"spec":{"containers":[{"resources":{"limits":{"__proto__":"1","cpu":"1"}}}]}}') as object;
  const text = JSON.stringify(applyDefaults('v1', 'Pod', pod));
  assert.match(text, /"requests":\{"__proto__":"1","cpu":"1"\}/);
  assert.equal(({} as { cpu?: string }).cpu, undefined);
});
