import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { applyEdits, createLanguage, type Diagnostic } from '../../core/language.ts';
import { rules } from '../../core/rules/index.ts';

const language = createLanguage();
const settings = { kubernetesVersion: '1.36', namespace: 'default', rules: { 'no-latest-tag': 'warning' } } as const;
const two = (first: string, second = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n${first}    - name: one\n      image: nginx\n${second}    - name: two\n      image: nginx\n`;

/** Codes with their lines (from 1). */
function found(text: string): string[] {
  const diagnostics = language
    .diagnose(language.openFile(text), settings)
    .filter(({ code }) => code === 'no-latest-tag' || code === 'unused-suppression');
  return diagnostics.map(({ code, range }) => `${code} ${text.slice(0, range.start).split('\n').length}`);
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ['nothing is silenced without a comment', two(''), ['no-latest-tag 8', 'no-latest-tag 10']],
  [
    'at the end of the line',
    two('').replace('image: nginx\n', 'image: nginx # podscope-ignore no-latest-tag\n'),
    ['no-latest-tag 10'],
  ],
  [
    'above the line',
    two('').replace('      image', '      # podscope-ignore no-latest-tag\n      image'),
    ['no-latest-tag 11'],
  ],
  ['a container', two('    # podscope-ignore-container no-latest-tag\n'), ['no-latest-tag 11']],
  [
    'from inside the container',
    two('', '').replace('      image', '      # podscope-ignore-container no-latest-tag\n      image'),
    ['no-latest-tag 11'],
  ],
  [
    'a document',
    `# podscope-ignore-document no-latest-tag\n${two('')}---\n${two('')}`,
    ['no-latest-tag 20', 'no-latest-tag 22'],
  ],
  ['a file', `# podscope-ignore-file no-latest-tag\n${two('')}---\n${two('')}`, []],
  ['all rules of a line', two('').replace('image: nginx\n', 'image: nginx # podscope-ignore\n'), ['no-latest-tag 10']],
  [
    'another rule is not meant',
    two('').replace('image: nginx\n', 'image: nginx # podscope-ignore image-unparsable\n'),
    ['no-latest-tag 8', 'no-latest-tag 10', 'unused-suppression 8'],
  ],
  [
    'a comment that silences nothing',
    `${two('').replaceAll('nginx', 'nginx:1')}# podscope-ignore-file no-latest-tag\n`,
    ['unused-suppression 11'],
  ],
];

for (const [title, text, expected] of cases)
  test(`suppression: ${title}`, () => assert.deepEqual(found(text), expected));

test('each comment that is offered silences the finding, and taking it out again gives the same text', () => {
  const text = two('');
  const file = language.openFile(text);
  const [diagnostic] = language.diagnose(file, settings).filter(({ code }) => code === 'no-latest-tag');
  assert.ok(diagnostic);
  const offered = language.suppressions(file, diagnostic);
  assert.deepEqual(
    offered.map(({ title }) => title),
    [
      'Ignore no-latest-tag in this line',
      'Ignore no-latest-tag in this container',
      'Ignore no-latest-tag in this document',
    ],
  );
  for (const { edits } of offered) assert.ok(found(applyEdits(text, edits)).length < 2);
});

test('an unused comment is removed by its fix', () => {
  const text = two('')
    .replaceAll('nginx', 'nginx:1')
    .replace('image: nginx:1\n', 'image: nginx:1 # podscope-ignore no-latest-tag\n');
  const file = language.openFile(text);
  const unused = language.diagnose(file, settings).find(({ code }) => code === 'unused-suppression');
  assert.equal(applyEdits(text, unused?.fixes?.[0]?.edits ?? []), text.replace(' # podscope-ignore no-latest-tag', ''));
});

const silencers: readonly (readonly [string, string])[] = [
  ['kube-linter', 'ignore-check.kube-linter.io/latest-tag: reason'],
  ['kube-linter, all', 'kube-linter.io/ignore-all: reason'],
  ['kube-score', 'kube-score/ignore: pod-probes, container-image-tag'],
  ['kube-score, all', 'kube-score/ignore: "*"'],
  ['kube-score, the whole object', 'kube-score/skip: "true"'],
  ['Polaris', 'polaris.fairwinds.com/tagNotSpecified-exempt: "True"'],
  ['Polaris, all', 'polaris.fairwinds.com/exempt: "true"'],
  ['Checkov', 'checkov.io/skip1: CKV_K8S_14=reason'],
  ['Checkov without a reason', 'checkov.io/skip: CKV_K8S_14'],
  ['Checkov under its older name', 'bridgecrew.io/skip2: CKV_K8S_14=reason'],
];
for (const [name, annotation] of silencers) {
  test(`an annotation of ${name} silences the same advice of ours`, () => {
    assert.deepEqual(found(two('').replace('  name: web\n', `  name: web\n  annotations:\n    ${annotation}\n`)), []);
  });
}
test('a comment of Checkov, too', () => assert.deepEqual(found(`# checkov:skip=CKV_K8S_14:reason\n${two('')}`), []));
test('a comment of Checkov in the container, too', () =>
  assert.deepEqual(found(two('').replace('name: one', 'name: one # checkov:skip=CKV_K8S_14: pinned elsewhere')), []));
for (const annotation of [
  'ignore-check.kube-linter.io/ssh-port: x',
  'kube-score/ignore: container-image-tags',
  'kube-score/skip: "false"',
  'polaris.fairwinds.com/tagNotSpecified-exempt: "false"',
  'polaris.fairwinds.com/tagNotSpecified: "true"',
  'checkov.io/skip1: CKV_K8S_140=reason',
  'example.com/note: "checkov:skip=CKV_K8S_14"',
])
  test(`an annotation that says something else silences nothing: ${annotation}`, () => {
    const text = two('').replace('  name: web\n', `  name: web\n  annotations:\n    ${annotation}\n`);
    assert.equal(found(text).length, 2);
  });

const everything = Object.fromEntries(rules.map(({ meta }) => [meta.id, 'warning'] as const));
const loud = { kubernetesVersion: '1.36', namespace: 'default', rules: everything };

/** The same manifest in other clothes. */
const clothes: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['behind a separator', (text) => `# first\n---\n${text}`],
  ['with comments at the ends of lines', (text) => text.replace(/^( *[\w-]+: [^|>{["'\n]+)$/gm, '$1 # because')],
  ['with a comment above each container', (text) => text.replace(/^( *)- name:/gm, '$1# the container\n$1- name:')],
  ['in flow style', (text) => asFlow(text, 0)],
  ['in flow style over lines', (text) => asFlow(text, 1)],
];

function asFlow(text: string, indent: number): string {
  const { apiVersion, kind, ...rest } = parse(text) as Record<string, unknown>;
  return `apiVersion: ${String(apiVersion)}\nkind: ${String(kind)}\n${Object.entries(rest)
    .map(([key, value]) => `${key}: ${JSON.stringify(value, null, indent)}\n`)
    .join('')}`.replace(/^(?=[}\]])/gm, ' ');
}

for (const [name, dress] of clothes) {
  test(`every comment that is offered silences its finding and changes no value: ${name}`, () => {
    for (const yaml of rules.flatMap(({ meta }) => meta.invalid)) {
      const text = dress(yaml);
      const file = language.openFile(text);
      for (const diagnostic of language.diagnose(file, loud).filter(({ level }) => level !== 'rejected'))
        for (const fix of language.suppressions(file, diagnostic))
          silences(text, diagnostic, applyEdits(text, fix.edits), fix.title);
    }
  });
}

function silences(text: string, { code, field }: Diagnostic, after: string, title: string): void {
  const said = language.diagnose(language.openFile(after), loud);
  const left = said.filter((one) => one.code === code && one.field === field);
  assert.deepEqual(
    left.map(({ message }) => message),
    [],
    `${title}\n${after}`,
  );
  assert.deepEqual(
    said.filter((one) => one.code === 'unused-suppression'),
    [],
    `${title}\n${after}`,
  );
  assert.deepEqual(values(after), values(text), `${title}\n${after}`);
}

function values(text: string): readonly unknown[] {
  return parseAllDocuments(text).map((document) => document.toJS() as unknown);
}
