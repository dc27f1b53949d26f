/** What the reader finds when it walks a readable document. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTree } from '../../core/syntax/parse.ts';
import { readTree } from '../../core/syntax/reader.ts';

function read(text: string): { duplicates: string[]; problem: string | undefined } {
  const { root } = parseTree(text);
  assert.ok(root);
  const { duplicates, problem } = readTree(root, text);
  return {
    duplicates: duplicates.map(({ key, line, isMerged }) => `${line} ${key}${isMerged ? ' merged' : ''}`),
    problem: problem?.message,
  };
}

test('keys given twice are found with the line of the later value', () => {
  assert.deepEqual(read('a: 1\nb: 2\na: 3\n').duplicates, ['3 a']);
  assert.deepEqual(read('on: 1\nyes: 2\n').duplicates, ['2 true']);
  assert.deepEqual(read('x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\n').duplicates, ['4 a merged']);
});

test('keys and numbers that JSON does not have', () => {
  assert.equal(read('~: 1\n').problem, 'unsupported map key of type: %!s(<nil>), key: <nil>, value: 1');
  assert.equal(read('{a: 1}: x\n').problem, 'invalid map key: map[interface {}]interface {}{"a":1}');
  assert.equal(read('a: .inf\n').problem, 'json: unsupported value: +Inf');
  assert.equal(read('a: &a [*a]\n').problem, "anchor 'a' value contains itself");
  assert.equal(read('<<: 1\n').problem, 'map merge requires map or sequence of maps as the value');
});

test('a small text that would become endless stops early', () => {
  const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`);
  const text = `l0: &l0 [x, x, x, x, x, x, x, x, x]\n${levels.join('\n')}\n`;
  assert.equal(read(text).problem, 'document contains excessive aliasing');
});
