import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguage, type TextEdit } from '../../core/language.ts';
import { acceptedCases } from '../support/completion-corpus.ts';
import { marked } from '../support/cursor.ts';
import { random } from '../support/random.ts';

const language = createLanguage();
const spec = (body: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n${body}`;

/** The lines (from 1) of all places, definitions first. */
function lines(source: string): number[] {
  const { file, offset, text } = marked(source);
  return language.places('a.yaml', file, offset).map(({ range }) => text.slice(0, range.start).split('\n').length);
}

const volume =
  '  volumes:\n    - name: data\n      emptyDir: {}\n  containers:\n    - name: a\n      volumeMounts:\n        - {name: DATA, mountPath: /d}\n';
const ports =
  '  containers:\n    - name: a\n      ports: [{name: http, containerPort: 80}]\n      livenessProbe: {httpGet: {port: PORT}}\n    - name: b\n      ports: [{name: http, containerPort: 81}]\n';

test('a mounted volume leads to its definition', () =>
  assert.deepEqual(lines(spec(volume.replace('DATA', 'da<|>ta'))), [7, 12]));
test('a port name counts in its container only', () =>
  assert.deepEqual(lines(spec(ports.replace('PORT', 'ht<|>tp'))), [8, 9]));
test("other words are nobody's", () => assert.deepEqual(lines(spec('  restart<|>Policy: Always\n')), []));
test('an anchor is left to others', () => assert.deepEqual(lines(spec('  nodeSelector: &an<|>chor {a: b}\n')), []));

test('a ConfigMap is found across files', () => {
  const { file, offset } = marked(
    spec('  containers:\n    - name: a\n      envFrom: [{configMapRef: {name: con<|>fig}}]\n'),
  );
  const other = language.openFile('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\n');
  const places = language.places('pod.yaml', file, offset, [{ uri: 'config.yaml', file: other }]);
  assert.deepEqual(
    places.map(({ uri, isDefinition }) => [uri, isDefinition]),
    [
      ['config.yaml', true],
      ['pod.yaml', false],
    ],
  );
});

test('a name that is taken or malformed is refused with the reason', () => {
  const { file, offset } = marked(spec('  containers:\n    - name: a<|>\n    - name: b\n'));
  assert.deepEqual(language.rename('a', file, offset, 'b'), { problem: 'Another container has the name b already.' });
  assert.match(JSON.stringify(language.rename('a', file, offset, 'Not Good')), /small letters/);
});

test('a name that YAML would read otherwise is quoted', () => {
  const { file, offset, text } = marked(spec('  containers:\n    - name: a<|>\n'));
  assert.match(applied(text, edits(language.rename('a', file, offset, 'on'))), /name: "on"/);
});

test('rename and rename back give the same bytes (500 random names)', () => {
  const draw = random(4711);
  const cases = acceptedCases();
  for (let count = 0; count < 500;) {
    const { text, name } = draw.pick(cases);
    const at = draw.int(0, text.length);
    const file = language.openFile(text);
    const found = language.prepareRename(file, at);
    // The server takes references that no object can have; a rename does not write them.
    if (found === undefined || !(language.rename('a', file, at, found.placeholder) instanceof Map)) continue;
    count++;
    const renamed = applied(text, edits(language.rename('a', file, at, 'zz-renamed')));
    assert.notEqual(renamed, text, name);
    const shift = language.prepareRename(language.openFile(renamed), renamed.indexOf('zz-renamed'));
    assert.ok(shift, name);
    assert.equal(
      applied(renamed, edits(language.rename('a', language.openFile(renamed), shift.range.start, found.placeholder))),
      text,
      name,
    );
  }
});

function edits(result: ReturnType<typeof language.rename>): readonly TextEdit[] {
  assert.ok(result instanceof Map, JSON.stringify(result));
  return [...result.values()].flat() as TextEdit[];
}

function applied(text: string, list: readonly TextEdit[]): string {
  return [...list]
    .sort((left, right) => right.range.start - left.range.start)
    .reduce((result, { range, newText }) => result.slice(0, range.start) + newText + result.slice(range.end), text);
}

test('the outline shows containers with their images', () => {
  const file = language.openFile(
    spec(
      '  initContainers:\n    - {name: wait, image: busybox}\n  containers:\n    - name: web\n      image: nginx\n      livenessProbe: {}\n',
    ),
  );
  const tree = language.symbols(file).map(function show(symbol): unknown {
    return symbol.children.length === 0
      ? `${symbol.name} ${symbol.detail}`.trim()
      : { [`${symbol.name} ${symbol.detail}`.trim()]: symbol.children.map(show) };
  });
  assert.deepEqual(tree, [
    { 'web Pod': [{ 'initContainers 1': ['wait busybox'] }, { 'containers 1': [{ 'web nginx': ['livenessProbe'] }] }] },
  ]);
});
