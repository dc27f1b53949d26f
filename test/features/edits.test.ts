/** Repairs of the text: comments and style stay, the diagnosis goes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../core/features/checked-fixes.ts';
import { editsOf } from '../../core/features/edits/edits.ts';
import type { FixIntent } from '../../core/kube/field-error.ts';
import { parseTree } from '../../core/syntax/parse.ts';
import { fixed } from '../support/diagnoses.ts';

function edited(text: string, intent: FixIntent): string | undefined {
  const { root } = parseTree(text);
  assert.ok(root?.kind === 'map');
  const edits = editsOf({ text, root }, intent);
  return edits && applyEdits(text, edits);
}

const table: readonly (readonly [string, FixIntent, string | undefined])[] = [
  ['a: "x" # c\n', { kind: 'set', at: 'a', value: 'y' }, 'a: "y" # c\n'],
  ['a: x\n', { kind: 'set', at: 'a', value: 'yes' }, 'a: "yes"\n'],
  ['a:\nb: 1\n', { kind: 'set', at: 'a', value: 5 }, 'a: 5\nb: 1\n'],
  ['s:\n  a: 1\n', { kind: 'set', at: 's.b', value: 'x' }, 's:\n  a: 1\n  b: x\n'],
  ['s:\n- n: 1\n', { kind: 'add', at: 's[0]', field: 'm', value: { k: [1] } }, 's:\n- n: 1\n  m:\n    k:\n    - 1\n'],
  ['s: {a: 1}\n', { kind: 'add', at: 's', field: 'b', value: ['x', 'z'] }, 's: {a: 1, b: [x, z]}\n'],
  ['s: # c\nt: 1\n', { kind: 'add', at: 's', field: 'b', value: 1 }, 's: # c\n  b: 1\nt: 1\n'],
  ['a: 1', { kind: 'add', at: 's.t', field: 'b', value: 1 }, 'a: 1\ns:\n  t:\n    b: 1'],
  ['a: 1\nb: 2\nc: 3\n', { kind: 'remove', at: 'b' }, 'a: 1\nc: 3\n'],
  ['a: 1\nb: 2 # why\n', { kind: 'remove', at: 'b' }, undefined],
  ['s:\n- a: 1\n  b: 2\n', { kind: 'remove', at: 's[0].a' }, 's:\n- b: 2\n'],
  ['s:\n- a\n- b\n', { kind: 'remove', at: 's[0]' }, 's:\n- b\n'],
  ['x: 1\ns:\n- a\n', { kind: 'remove', at: 's[0]' }, 'x: 1\n'],
  ['s: [a, b, c]\n', { kind: 'remove', at: 's[2]' }, 's: [a, b]\n'],
  ['s: {a: 1, b: 2}\n', { kind: 'remove', at: 's.a' }, 's: {b: 2}\n'],
  ['"a": 1\n', { kind: 'rename', at: 'a', to: 'b' }, '"b": 1\n'],
  [
    's:\n  c:\n  - n: 1\n    v: # why\n    - x\nt: 1\n',
    { kind: 'move', at: 's.c[0].v', to: 's.v' },
    's:\n  c:\n  - n: 1\n  v: # why\n  - x\nt: 1\n',
  ],
  ['s:\n  a: 1\n  b: 2\n', { kind: 'move', at: 's.a', to: 's.m.a' }, 's:\n  m:\n    a: 1\n  b: 2\n'],
  ['s:\r\n  a: 1\r\n', { kind: 'add', at: 's', field: 'b', value: 2 }, 's:\r\n  a: 1\r\n  b: 2\r\n'],
  ['s:\n  a: 1\n', { kind: 'append', at: 's.l', value: { k: 1 } }, 's:\n  a: 1\n  l:\n  - k: 1\n'],
  ['l:\n- a: 1\nz: 1\n', { kind: 'append', at: 'l', value: { k: 1, m: 2 } }, 'l:\n- a: 1\n- k: 1\n  m: 2\nz: 1\n'],
  ['l: [1] # one\n', { kind: 'append', at: 'l', value: 2 }, 'l: [1, 2] # one\n'],
  [
    'l:\n  - a:\n      x: 1\n    b: 2\n',
    { kind: 'split', at: 'l[0]', keys: ['a', 'b'] },
    'l:\n  - a:\n      x: 1\n  - b: 2\n',
  ],
  ['l:\n  - {a: 1, b: 2}\n', { kind: 'split', at: 'l[0]', keys: ['a', 'b'] }, undefined],
  ['l:\n  - a: 1\n  - b: 2 # two\n', { kind: 'join', at: 'l[1]' }, 'l:\n  - a: 1\n    b: 2 # two\n'],
  ['l:\n  - a: 1\n', { kind: 'join', at: 'l[0]' }, undefined],
  [
    's:\n  a: 1\n  b: 2\nt: 1\n',
    {
      kind: 'all',
      title: 'x',
      steps: [
        { kind: 'remove', at: 's.a' },
        { kind: 'remove', at: 's.b' },
      ],
    },
    't: 1\n',
  ],
  [
    's:\n  a: 1\n  b: 2\n',
    {
      kind: 'all',
      title: 'x',
      steps: [
        { kind: 'set', at: 's.a', value: 3 },
        { kind: 'add', at: 's', field: 'c', value: 4 },
      ],
    },
    's:\n  a: 3\n  b: 2\n  c: 4\n',
  ],
  [
    's:\n  a: 1\n',
    {
      kind: 'all',
      title: 'x',
      steps: [
        { kind: 'set', at: 's.a', value: 3 },
        { kind: 'set', at: 's.a', value: 4 },
      ],
    },
    undefined,
  ],
  ['s:\n  a: |\n    x\n  b: 1\n', { kind: 'set', at: 's.a', value: 'z' }, 's:\n  a: z\n  b: 1\n'],
  ['s:\n  h:\n  p: 1\n', { kind: 'move', at: 's.p', to: 's.h.p' }, 's:\n  h:\n    p: 1\n'],
  ['x: &x {a: 1}\nk: *x\n', { kind: 'add', at: 'k', field: 'b', value: 2 }, undefined],
];
for (const [text, intent, expected] of table) {
  test(`${JSON.stringify(text)} ${intent.kind} ${'at' in intent ? intent.at : ''}`, () =>
    assert.equal(edited(text, intent), expected));
}

function pod(lines: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n${lines}`;
}

const mended: readonly (readonly [string, string, string])[] = [
  [
    pod('  containers:\n  - name: c\n    image: i\n    env:\n    - name: A\n      value: yes # on\n'),
    'dec-type-mismatch',
    '      value: "yes" # on\n',
  ],
  [
    pod('  containers:\n  - name: c\n    image: i\n    ports:\n    - containerPort: "80"\n'),
    'dec-type-int-string',
    '    - containerPort: 80\n',
  ],
  [
    pod('  containers:\n    name: c # the app\n    image: i\n'),
    'dec-list-vs-map',
    '  containers:\n    - name: c # the app\n      image: i\n',
  ],
  [
    pod('  containers:\n  - name: c\n    image: i\n    resources:\n      limits: {memory: 512MB}\n'),
    'dec-quantity-format',
    'limits: {memory: 512M}',
  ],
  [
    pod('  containers:\n  - name: c\n    image: i\n  runAsNonRoot: true\n'),
    'dec-unknown-field',
    '  securityContext:\n    runAsNonRoot: true\n',
  ],
  [
    pod('  containers:\n  - name: c\n    image: i\n    volumes: []\n'),
    'dec-unknown-field',
    '    image: i\n  volumes: []\n',
  ],
  [
    pod('  containers:\n  - name: c\n    image: i\n  ports: # outside\n  - containerPort: 80\n'),
    'dec-unknown-field',
    '    image: i\n    ports: # outside\n    - containerPort: 80\n',
  ],
  [
    pod('  containers:\n  - name: b\n    name: c\n    image: i\n'),
    'dec-duplicate-key-yaml',
    '  - name: c\n    image: i\n',
  ],
  [
    pod('  containers:\n  - name: c\n    foo: {bar: 1}\n    image: i # kept\n'),
    'dec-unknown-field',
    '  - name: c\n    image: i # kept\n',
  ],
  [
    pod(
      '  securityContext: # all\n    - runAsUser: 1\n      runAsNonRoot: true\n  containers: [{name: c, image: i}]\n',
    ),
    'dec-list-vs-map',
    '  securityContext: # all\n      runAsUser: 1\n      runAsNonRoot: true\n',
  ],
  [
    pod('  securityContext: [{runAsUser: 1}]\n  containers: [{name: c, image: i}]\n'),
    'dec-list-vs-map',
    '  securityContext: {runAsUser: 1}\n',
  ],
  [pod('  priority: 5\n  containers: [{name: c, image: i}]\n'), 'adm-priority', 'spec:\n  containers: ['],
  [
    pod('  containers: [{name: c, image: i}]\n  volumes:\n  - name: v\n    hostPath: {path: /x, type: Char}\n'),
    'vol-hostpath-type',
    'type: CharDevice',
  ],
];
for (const [text, code, expected] of mended) {
  test(`${code}: ${expected.trim().split('\n')[0] ?? ''}`, () => {
    const result = fixed(text, code);
    assert.ok(result?.includes(expected), result ?? 'no fix');
  });
}
