/** The located tree and the words of the reader about what it cannot read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTree } from '../../core/syntax/parse.ts';
import type { Node } from '../../core/syntax/tree.ts';

/** The tree in one line, with the text of each range: `{a: [b]}`. */
function outline(text: string): string {
  const show = (node: Node): string => {
    switch (node.kind) {
      case 'map':
        return `{${node.entries.map((entry) => `${entry.key ?? '?'}: ${show(entry.value)}`).join(', ')}}`;
      case 'list':
        return `[${node.items.map(show).join(', ')}]`;
      case 'alias':
        return `*${node.name}`;
      default:
        return `${node.anchor === undefined ? '' : `&${node.anchor} `}<${text.slice(node.range.start, node.range.end)}>`;
    }
  };
  const { root } = parseTree(text);
  return root === undefined ? '' : show(root);
}

test('ranges are those of the text', () => {
  assert.equal(outline('a: 1\nb:\n- x\n- k: "z"\n'), '{a: <1>, b: [<x>, {k: <"z">}]}');
  assert.equal(outline('a: {b: [1, 2], c: }\n'), '{a: {b: [<1>, <2>], c: <>}}');
  assert.equal(outline('a: &x 1\nb: *x\n'), '{a: &x <1>, b: *x}');
  assert.equal(outline('? a\n: b\n'), '{a: <b>}');
  assert.equal(outline('a: |\n  x\n  y\nb: 1\n'), '{a: <|\n  x\n  y\n>, b: <1>}');
  assert.equal(outline('# only a comment\n'), '');
});

const folded: readonly (readonly [string, string])[] = [
  ['a: x\n  y\n\n  z\n', 'x y\nz'],
  ['a: "x\n  y\\\n  z"\n', 'x yz'],
  ["a: 'it''s'\n", "it's"],
  ['a: >-\n  x\n  y\n\n  z\n', 'x y\nz'],
  ['a: |+\n  x\n\nb: 1', 'x\n\n'],
  ['a: |2\n    x\n', '  x\n'],
  ['a: "\\u00e9\\x41\\n"\n', 'éA\n'],
];
for (const [text, expected] of folded) {
  test(`content of ${JSON.stringify(text)}`, () => {
    const { root } = parseTree(text);
    const value = root?.kind === 'map' ? root.entries[0]?.value : undefined;
    assert.equal(value?.kind === 'scalar' ? value.text : undefined, expected);
  });
}

const refused: readonly (readonly [string, string])[] = [
  ['a: b: c\n', 'mapping values are not allowed in this context'],
  ['a:\n\tb: 1\n', 'line 2: found character that cannot start any token'],
  ['a:\n  - x\n  y: 1\n', "line 2: did not find expected '-' indicator"],
  ['a: [1, 2\nb: 1\n', "line 1: did not find expected ',' or ']'"],
  ['a: "x\n', 'line 2: found unexpected end of stream'],
  ['a: 1\nb: "\\q"\n', 'line 2: found unknown escape character'],
  ['a: *x\n', "unknown anchor 'x' referenced"],
  ['a: 1\nb\nc: 2\n', "line 3: could not find expected ':'"],
  ['a: 1\n  b: 2\n', 'line 2: mapping values are not allowed in this context'],
  ['%YAML 1.2\n---\na: 1\n', 'found incompatible YAML document'],
  ['a: !%c3%a9 x\nb: !%ca x\n', 'line 2: did not find URI escaped octet'],
  ['a: !%ca%41 x\n', 'found an incorrect trailing UTF-8 octet'],
  ['a: !%ff x\n', 'found an incorrect leading UTF-8 octet'],
  ['a: @x\n', 'found character that cannot start any token'],
  ['a: \u0001\n', 'control characters are not allowed'],
  // The reader takes 512 bytes at a time.
  [`a: "\\q"\n${'é'.repeat(251)}\u0001`, 'control characters are not allowed'],
  [`a: "\\q"\n${'é'.repeat(252)}\u0001`, 'found unknown escape character'],
  [`a: [\n${'b'.repeat(600)}\u0001`, 'control characters are not allowed'],
];
for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused, and the rest is still there`, () => {
    const { problems } = parseTree(text);
    assert.equal(problems[0]?.message, expected);
  });
}

test('a broken line leaves the lines around it readable', () => {
  assert.match(outline('kind: Pod\nmetadata:\n  name: a\n  x: [\nspec: {}\n'), /kind: <Pod>, metadata: \{name: <a>/);
});

test('what is indented less than the first line is never read', () => {
  assert.equal(parseTree('  a: 1\nb: 2\n').ignoredFrom, 7);
  assert.equal(parseTree('a: 1\nb: 2\n').ignoredFrom, undefined);
});
