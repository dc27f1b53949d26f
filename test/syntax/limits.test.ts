/** Documents that are too large or too deep are not parsed at all. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTree } from '../../core/syntax/parse.ts';

const deep: readonly string[] = [
  '- '.repeat(1_000_000 / 2),
  '['.repeat(100_000),
  '{a: '.repeat(100_000),
  '? '.repeat(100_000),
  Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
  Array.from({ length: 300 }, (_, i) => `${' '.repeat(i)}- - a:\n`).join(''),
];
for (const text of deep) {
  test(`${JSON.stringify(text.slice(0, 12))}… is refused in one sentence`, () => {
    const { problems, root } = parseTree(text);
    assert.equal(root, undefined);
    assert.deepEqual(
      problems.map((problem) => problem.message),
      ['More than 200 levels of nesting: the document is not checked.'],
    );
  });
}

test('more than etcd takes is not parsed', () => {
  const { problems } = parseTree(`a: ${'x'.repeat(1_500_001)}`);
  assert.match(problems[0]?.message ?? '', /^The document has 1500004 characters/);
});

test('150 levels are fine', () => {
  assert.deepEqual(parseTree(`a: ${'['.repeat(150)}${']'.repeat(150)}`).problems, []);
});
