/** What is still seen of a text that the server cannot read. Each of these has a mistake somewhere. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTree } from '../../core/syntax/parse.ts';
import type { Node } from '../../core/syntax/tree.ts';

function outline(node: Node): string {
  switch (node.kind) {
    case 'map':
      return `{${node.entries.map((entry) => `${entry.key ?? '?'}: ${outline(entry.value)}`).join(', ')}}`;
    case 'list':
      return `[${node.items.map(outline).join(', ')}]`;
    case 'alias':
      return `*${node.name}${node.target === undefined ? '?' : ''}`;
    default:
      return `${node.anchor === undefined ? '' : `&${node.anchor} `}${node.tag ?? ''}<${node.text}>`;
  }
}

const broken: readonly (readonly [string, string])[] = [
  ['a: 1\nb\nc: 2\n', '{a: <1>, b: <>, c: <2>}'],
  ['a: [1, {b: 2, c}, d: 3\ne: 4\n', '{a: [<1>, {b: <2>, c: <>}, {d: <3>}], e: <4>}'],
  ['a:\n  - x\n  y: 1\nb: 2\n', '{a: [<x>], true: <1>, b: <2>}'],
  ['a: *none\nb: &x 1\nc: *x\n', '{a: *none?, b: &x <1>, c: *x}'],
  ["a: 'it''s'\nb: \"x\\ty\"\nc: [\n", "{a: <it's>, b: <x\ty>, c: []}"],
  ['a: "one\n  two"\nb: |-\n  x\n  y\nc: {\n', '{a: <one two>, b: <x\ny>, c: {}}'],
  ['a: one\n  two\n\n  three\nb: [\n', '{a: <one two\nthree>, b: []}'],
  ['a: !!str 1\nb: !<tag:yaml.org,2002:int> 2\nc: }\n', '{a: !!str<1>, b: !!int<2>, c: <>}'],
  ['a: # nothing yet\nb: "open', '{a: <>, b: <open>}'],
  ['? a\n: b\n? c\nd: }\n', '{a: <b>, c: <>, d: <>}'],
  ['<<: {a: 1}\nb: @x\n', '{<<: {a: <1>}, b: <@x>}'],
];
for (const [text, expected] of broken) {
  test(`${JSON.stringify(text)} is seen as ${expected}`, () => {
    const { root, problems } = parseTree(text);
    assert.ok(problems.length > 0, 'the text is broken');
    assert.equal(root === undefined ? '' : outline(root), expected);
  });
}

test('a block holds what is in it, also where a key of the text is a block itself', () => {
  const inside = (node: Node): void => {
    const children =
      node.kind === 'map' ? node.entries.map(({ value }) => value) : node.kind === 'list' ? node.items : [];
    for (const child of children) {
      assert.ok(
        child.range.start >= node.range.start && child.range.end <= node.range.end,
        JSON.stringify(child.range),
      );
      inside(child);
    }
  };
  const odd = 'a:\n  - name: b c: d\n    {e: }: f\n  - g\n';
  for (const [text] of [...broken, [odd] as const]) {
    const { root } = parseTree(text);
    assert.ok(root);
    inside(root);
  }
});

test('what is not written has its place behind the colon', () => {
  const { root } = parseTree('a:   # later\nb:\nc: ]\n');
  const starts = root?.kind === 'map' ? root.entries.map(({ value }) => value.range.start) : [];
  assert.deepEqual(starts, [5, 15, 19]);
});
