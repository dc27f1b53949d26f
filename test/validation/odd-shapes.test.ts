/** No shape of an object, and none of the objects beside it, makes the answer to a create throw. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyDefaults } from '../../core/kube/defaults.ts';
import type { Json, JsonObject } from '../../core/kube/json.ts';
import { createObject } from '../../core/validation/create.ts';
import { readAnswers } from '../support/replay.ts';

const kinds = [
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'LimitRange',
  'ResourceQuota',
  'Namespace',
  'PriorityClass',
  'PodDisruptionBudget',
  'ConfigMap',
  'Secret',
  'ServiceAccount',
];
const odd: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  10n ** 30n,
  '',
  'x',
  '\ud800',
  [],
  [null],
  [[]],
  [5],
  {},
  { a: null },
  { 'a b': {} },
];

/** Every copy of the value in which one of its parts is something odd. */
function* withOddParts(value: unknown, choose: (count: number) => number): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const copy = (part: unknown): unknown =>
      Array.isArray(value) ? value.map((item, i) => (String(i) === key ? part : item)) : { ...value, [key]: part };
    yield copy(odd[choose(odd.length)]);
    for (const inner of withOddParts((value as Record<string, unknown>)[key], choose)) yield copy(inner);
  }
}

test('odd objects', () => {
  let state = 1;
  const choose = (count: number): number => {
    state = (state * 48271) % 2147483647;
    return state % count;
  };
  let tried = 0;
  for (const kind of kinds) {
    for (const { document } of readAnswers(`workloads/${kind}.jsonl`).slice(0, 40)) {
      for (const object of withOddParts(document, choose)) {
        tried++;
        const { apiVersion } = document;
        const answer = createObject(apiVersion, kind, applyDefaults(apiVersion, kind, object as JsonObject));
        assert.ok(Array.isArray(answer.errors));
      }
    }
  }
  assert.ok(tried > 3000, `${tried}`);
});

test('odd neighbours', () => {
  const pod = applyDefaults('v1', 'Pod', {
    metadata: { name: 'p' },
    spec: {
      containers: [{ name: 'c', image: 'i', resources: { limits: { cpu: '1' } } }],
      runtimeClassName: 'r',
      priorityClassName: 'q',
    },
  });
  for (const kind of ['Namespace', 'LimitRange', 'ResourceQuota', 'ServiceAccount', 'PriorityClass', 'RuntimeClass']) {
    for (const value of odd) {
      for (const key of ['metadata', 'spec', 'status', 'value', 'overhead', 'scheduling', 'secrets']) {
        const neighbour = {
          apiVersion: 'v1',
          kind,
          metadata: { name: kind === 'RuntimeClass' ? 'r' : 'q' },
          [key]: value as Json,
        };
        createObject('v1', 'Pod', pod as JsonObject, [
          neighbour,
          { kind, spec: { limits: value as Json, hard: value as Json } },
        ]);
      }
    }
  }
});
