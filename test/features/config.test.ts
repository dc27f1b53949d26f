import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits, createLanguage, readConfiguration, rulesForFile } from '../../core/language.ts';

const language = createLanguage();
const uri = 'file:///shop/podscope.yaml';
const said = (text: string): string[] =>
  language
    .diagnose(language.openFile(text, uri))
    .map(({ message, range }) => `${text.slice(range.start, range.end)}: ${message}`);

test('a configuration is read; a bare off means off', () => {
  const text =
    'kubernetesVersion: "1.35"\nfeatureGates: {A: true}\nnamespace: shop\nrules: {require-readiness-probe: off, no-latest-tag: warning}\nignore: ["charts/**"]\noverrides:\n  - files: ["dev/**"]\n    rules: {require-memory-limit: off}\n';
  const { config, problems } = readConfiguration(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(config, {
    kubernetesVersion: '1.35',
    featureGates: { A: true },
    namespace: 'shop',
    rules: { 'require-readiness-probe': 'off', 'no-latest-tag': 'warning' },
    ignore: ['charts/**'],
    overrides: [{ files: ['dev/**'], rules: { 'require-memory-limit': 'off' } }],
  });
  assert.equal(rulesForFile(config, 'dev/a/pod.yaml')['require-memory-limit'], 'off');
  assert.equal(rulesForFile(config, 'prod/pod.yaml')['require-memory-limit'], undefined);
});

const mistakes: readonly (readonly [string, readonly string[]])[] = [
  ['rule: {}\n', ['rule: podscope.yaml has no field rule here. Did you mean rules?']],
  ['rules: {no-latest-tagg: off}\n', ['no-latest-tagg: There is no rule no-latest-tagg. Did you mean no-latest-tag?']],
  ['rules: {no-latest-tag: warn}\n', ['warn: no-latest-tag cannot be warn. Did you mean warning?']],
  ['kubernetesVersion: 1.20\n', ['1.20: kubernetesVersion cannot be 1.20. It is one of 1.36, 1.35, 1.34, 1.33, 1.32.']],
  ['featureGates: {A: maybe}\n', ['maybe: A takes true or false.']],
  ['ignore: charts\n', ['charts: ignore takes a list.']],
  ['- a\n', ['- a: The document takes a mapping.']],
  ['overrides:\n  - file: [a]\n', ['file: podscope.yaml has no field file here. Did you mean files?']],
  ['rules:\n', []],
  ['namespace: shop\nnamespace: bar\n', ['namespace: namespace is given twice; the last one counts.']],
  ['', []],
];
for (const [text, expected] of mistakes)
  test(`podscope.yaml: ${JSON.stringify(text)}`, () =>
    assert.deepEqual(
      said(text).map((line) => line.trim()),
      expected,
    ));

test('the suggestion is a fix', () => {
  const file = language.openFile('rule: {}\n', uri);
  const [diagnostic] = language.diagnose(file);
  assert.equal(applyEdits(file.text, diagnostic?.fixes?.[0]?.edits ?? []), 'rules: {}\n');
});

function labels(source: string): string[] {
  const offset = source.indexOf('<|>');
  return language.complete(language.openFile(source.replace('<|>', ''), uri), offset).map(({ label }) => label);
}
test('fields, rules and severities are completed', () => {
  assert.deepEqual(labels('<|>').slice(0, 3), ['kubernetesVersion', 'featureGates', 'namespace']);
  assert.ok(labels('rules:\n  no<|>').includes('no-latest-tag'));
  assert.deepEqual(labels('rules:\n  no-latest-tag: <|>'), ['off', 'hint', 'info', 'warning', 'error']);
  assert.deepEqual(labels('kubernetesVersion: "<|>').slice(0, 1), ['1.36']);
});
test('hover explains a rule', () => {
  const text = 'rules: {no-latest-tag: off}\n';
  assert.match(
    language.hover(language.openFile(text, uri), 10)?.contents ?? '',
    /^\*\*no-latest-tag\*\* · advice, by default off/,
  );
});
