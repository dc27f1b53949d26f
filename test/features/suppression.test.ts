import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits, createLanguage } from '../../core/language.ts';

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
  ['kube-score', 'kube-score/ignore: pod-probes,container-image-tag'],
  ['Polaris', 'polaris.fairwinds.com/tagNotSpecified-exempt: "true"'],
  ['Checkov', 'checkov.io/skip1: CKV_K8S_14=reason'],
];
for (const [name, annotation] of silencers) {
  test(`an annotation of ${name} silences the same advice of ours`, () => {
    assert.deepEqual(found(two('').replace('  name: web\n', `  name: web\n  annotations:\n    ${annotation}\n`)), []);
  });
}
test('a comment of Checkov, too', () => assert.deepEqual(found(`# checkov:skip=CKV_K8S_14:reason\n${two('')}`), []));
test('an annotation for another check does not', () => {
  assert.equal(
    found(
      two('').replace('  name: web\n', '  name: web\n  annotations:\n    ignore-check.kube-linter.io/ssh-port: x\n'),
    ).length,
    2,
  );
});
