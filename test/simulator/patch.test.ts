import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../core/behaviour/scenario.ts';
import { applyJsonPatch } from '../../core/kube/json-patch.ts';
import { simulate } from '../../core/simulator/simulate.ts';

type Json = Readonly<Record<string, unknown>>;
type Patch = Omit<Extract<Action, { do: 'patch' }>, 'do' | 'atMs'>;

const spec = {
  containers: [
    { name: 'a', image: 'example.com/app:1' },
    { name: 'b', image: 'example.com/app:1' },
  ],
};

/** What is killed because of a patch. */
function afterPatch(patch: Patch, pod: Json = spec): string {
  const run = simulate({
    pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', finalizers: ['x/one'] }, spec: pod },
    scenario: { actions: [{ atMs: 30_000, do: 'patch', ...patch }] },
    settings: { kubernetesVersion: '1.36', horizonMs: 60_000 },
  });
  return run.events
    .filter((e) => e.reason === 'Killing')
    .map((e) => e.message)
    .join('; ');
}

test('a JSON patch reaches into lists', () => {
  const patch = [{ op: 'replace', path: '/spec/containers/1/image', value: 'example.com/app:2' }];
  assert.equal(afterPatch({ patch, patchType: 'json' }), 'Container b definition changed, will be restarted');
});

test('a JSON patch whose test fails changes nothing', () => {
  const patch = [
    { op: 'test', path: '/spec/containers/0/image', value: 'other' },
    { op: 'replace', path: '/spec/containers/1/image', value: 'example.com/app:2' },
  ];
  assert.equal(afterPatch({ patch, patchType: 'json' }), '');
});

test('a strategic merge patch finds containers by name, a merge patch replaces the list', () => {
  const patch = { spec: { containers: [{ name: 'b', image: 'example.com/app:2' }] } };
  assert.equal(afterPatch({ patch }), 'Container b definition changed, will be restarted');
  const all = { spec: { containers: [spec.containers[0], { name: 'b', image: 'example.com/app:3' }] } };
  assert.equal(afterPatch({ patch: all, patchType: 'merge' }), 'Container b definition changed, will be restarted');
});

test('JSON patches: each operation, and what does not fit', () => {
  const value = { list: [1, 2], map: { 'a/b': 1 } };
  const cases: readonly (readonly [unknown[], unknown])[] = [
    [[{ op: 'add', path: '/list/-', value: 3 }], { ...value, list: [1, 2, 3] }],
    [[{ op: 'add', path: '/list/0', value: 0 }], { ...value, list: [0, 1, 2] }],
    [[{ op: 'remove', path: '/map/a~1b' }], { ...value, map: {} }],
    [[{ op: 'move', from: '/list/0', path: '/first' }], { ...value, list: [2], first: 1 }],
    [[{ op: 'copy', from: '/list', path: '/map/list' }], { ...value, map: { 'a/b': 1, list: [1, 2] } }],
    [[{ op: 'replace', path: '/none', value: 1 }], undefined],
    [[{ op: 'remove', path: '/list/7' }], undefined],
    [[{ op: 'add', path: '/__proto__/x', value: 1 }], undefined],
    [[{ op: 'jump', path: '/list' }], undefined],
  ];
  for (const [patch, wanted] of cases) assert.deepEqual(applyJsonPatch(value, patch), wanted, JSON.stringify(patch));
  assert.deepEqual(value, { list: [1, 2], map: { 'a/b': 1 } });
});
