/** From printed paths to places of the text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locate, splitPath } from '../../core/schema/locate.ts';
import { parseTree } from '../../core/syntax/parse.ts';

const text = `kind: Pod
metadata:
  labels: {app.kubernetes.io/name: web, a: ""}
spec:
  containers:
  - name: web
    image:
    env:
    - &e {name: A, value: "1"}
    - *e
`;
const { root } = parseTree(text);

function marked(path: string): string {
  assert.ok(root?.kind === 'map');
  const place = locate(root, path);
  return `${place.found} ${text.slice(place.range.start, place.range.end)}`;
}

const table: readonly (readonly [string, string])[] = [
  ['spec.containers[0].name', 'value web'],
  ['spec.containers[0].image', 'value image'],
  ['spec.containers[0].livenessProbe.httpGet', 'parent name'],
  ['spec.containers[0].env', 'value env'],
  ['spec.containers[0].env[1].value', 'value "1"'],
  ['spec.containers[3]', 'parent containers'],
  ['metadata.labels[app.kubernetes.io/name]', 'value web'],
  ['metadata.labels.app.kubernetes.io/name', 'value web'],
  ['metadata.annotations', 'parent metadata'],
  ['metadata.labels[a]', 'value ""'],
];
for (const [path, expected] of table) test(path, () => assert.equal(marked(path), expected));

test('brackets hold positions and keys', () => {
  assert.deepEqual(splitPath('a.b[0][x.y/z].c'), ['a', 'b', 0, 'x.y/z', 'c']);
});
