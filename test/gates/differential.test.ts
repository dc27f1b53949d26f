/** The comparison with Kubernetes' own code makes its documents the same way for every seed, however deep they are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mutateTree } from '../../scripts/differential/mutate-tree.ts';
import { printYaml } from '../../scripts/differential/print-yaml.ts';
import { createRandom } from '../../scripts/differential/random.ts';

function nested(levels: number): unknown {
  let value: unknown = 'end';
  for (let i = 0; i < levels; i++) value = i % 2 === 0 ? { a: value } : [value];
  return value;
}

test('a document of many levels is printed as JSON, one of few as YAML', () => {
  for (const levels of [2000, 102]) {
    const deep = printYaml(nested(levels), createRandom(1), 0);
    assert.equal(deep, `${JSON.stringify(nested(levels))}\n`);
  }
  assert.equal(printYaml(nested(3), createRandom(4), 0).replace(/\s/g, ''), 'a:-a:end');
});

test('what one document changes does not get into the next', () => {
  const manifest = { apiVersion: 'v1', kind: 'Pod', a: ['b', { c: 'd' }, [1]], e: { f: [{ g: 'h' }] } };
  const made = (count: number): readonly string[] => {
    const random = createRandom(7);
    return Array.from({ length: count }, () => JSON.stringify(mutateTree(manifest, random, new Map())));
  };
  assert.deepEqual(made(3000), made(3000));
});
