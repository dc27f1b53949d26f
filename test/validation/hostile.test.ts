/** Odd shapes never throw, and huge objects take bounded work. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../core/kube/json.ts';
import { randomPod } from '../../scripts/differential/pods/random-pod.ts';
import { inWorkload } from '../../scripts/differential/pods/in-workload.ts';
import { type Random, createRandom } from '../../scripts/differential/random.ts';
import { errorsOf, podWith } from '../support/validation.ts';

const odd: readonly unknown[] = [
  null,
  [],
  {},
  '',
  0,
  -1,
  true,
  'x',
  9223372036854775807n,
  1.5,
  Number.NaN,
  [null],
  [[]],
  { a: null },
  '\ud800',
  '__proto__',
  JSON.parse('{"__proto__":{"a":1},"constructor":"x"}'),
  undefined,
  [{}],
  '1Gi',
];

/** A copy with some values replaced by odd ones; `apiVersion` and `kind` stay. */
function spoiled(value: unknown, random: Random, depth = 0): unknown {
  if (depth > 0 && random.chance(0.03)) return random.pick(odd);
  if (Array.isArray(value)) return value.map((item) => spoiled(item, random, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      depth === 0 && (key === 'kind' || key === 'apiVersion') ? inner : spoiled(inner, random, depth + 1),
    ]),
  );
}

test('values of any shape in any place', () => {
  const random = createRandom(7);
  for (let i = 0; i < 600; i++) {
    const pod = randomPod(random, { wrong: 0.1, share: 0.2 });
    for (const { field, message } of errorsOf(spoiled(i % 2 === 0 ? pod : inWorkload(pod, random), random))) {
      if (/undefined|\[object/.test(field + message)) assert.fail(`${field} ${message}`);
    }
  }
});

const many = <T>(count: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));

test('5,000 containers, and lists as long', () => {
  const spec = {
    containers: many(5000, (i) => ({ name: `c${i % 10}`, image: 'a', ports: [{ containerPort: 80, hostPort: 80 }] })),
    volumes: many(2000, (i) => ({ name: `v${i % 100}` })),
    schedulingGates: many(5000, () => ({ name: 'a b' })),
    topologySpreadConstraints: many(5000, () => ({ maxSkew: 0 })),
    resourceClaims: many(5000, (i) => ({ name: `r${i}` })),
  };
  const container = {
    volumeMounts: many(5000, (i) => ({ name: `x${i}`, mountPath: '/a' })),
    resources: { claims: many(2000, (i) => ({ name: i % 2 === 0 ? 'a' : `b${i}`, request: `r${i}` })) },
  };
  assert.ok(errorsOf(podWith({ spec })).length > 20_000);
  assert.ok(errorsOf(podWith({ container })).length > 9_000);
});

test('long strings that make careless patterns slow', () => {
  const dashes = '-'.repeat(200_000);
  const blanks = ' '.repeat(200_000);
  const object = podWith({
    metadata: {
      name: `a${dashes}`,
      labels: { app: `${dashes}x${dashes}_` },
      annotations: { 'controller.kubernetes.io/pod-deletion-cost': '0'.repeat(200_000) },
    },
    container: {
      image: `x${blanks}x`,
      env: [{ name: blanks }],
      resources: { limits: { cpu: `${'1'.repeat(5000)}x` } },
    },
    spec: {
      hostname: 'a-'.repeat(100_000),
      volumes: [
        { name: 'v', iscsi: { iqn: 'iqn.2015-02.'.repeat(20_000), targetPortal: 'x' } },
        { name: 'w', quobyte: { registry: ','.repeat(20_000), volume: 'x' } },
      ],
    },
  });
  assert.ok(errorsOf(object as JsonObject).length > 20_000);
});
