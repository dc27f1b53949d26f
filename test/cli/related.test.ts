/** What `podscope lint` says of other places: files that disagree, and errors that follow from another one. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { podscope } from '../support/built.ts';

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx:1\n';
const limits = (name: string, memory: string): string =>
  `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: ${name}\nspec:\n  limits:\n    - type: Container\n      max: {memory: ${memory}}\n      default: {memory: ${memory}}\n`;

function linted(files: Readonly<Record<string, string>>): { readonly text: string; readonly json: LintJson } {
  const path = mkdtempSync(join(tmpdir(), 'podscope-related-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  const { stdout } = podscope(['lint', '--format', 'json', path]);
  const text = podscope(['lint', path]).stdout;
  rmSync(path, { recursive: true });
  return { text: text.replaceAll(`${path}/`, ''), json: JSON.parse(stdout.replaceAll(`${path}/`, '')) as LintJson };
}

interface LintJson {
  readonly files: readonly {
    readonly file: string;
    readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly related?: unknown }[];
  }[];
}

function said({ files }: LintJson, code: string): readonly (readonly [string, string, unknown])[] {
  return files.flatMap(({ file, diagnostics }) =>
    diagnostics.filter((one) => one.code === code).map(({ message, related }) => [file, message, related] as const),
  );
}

test('two files that disagree count as none, and a hint says so', () => {
  const { json, text } = linted({
    'a.yaml': limits('small', '1Gi'),
    'b.yaml': limits('small', '2Gi'),
    'pod.yaml': pod,
  });
  assert.deepEqual(said(json, 'objects-disagree'), [
    [
      'pod.yaml',
      'LimitRange small stands in 2 files that disagree: it counts in none of them here.',
      [
        { message: 'one of them', file: 'a.yaml', line: 3, character: 8 },
        { message: 'one of them', file: 'b.yaml', line: 3, character: 8 },
      ],
    ],
  ]);
  assert.match(text, /advice LimitRange small stands in 2 files that disagree.*\n {4}a\.yaml:4:9 one of them\n/);
});

test('limits of two names, one of which would be the namespace its own', () => {
  const { json } = linted({ 'a.yaml': limits('small', '1Gi'), 'b.yaml': limits('large', '2Gi'), 'pod.yaml': pod });
  assert.deepEqual(
    said(json, 'objects-disagree').map(([file, message]) => [file, message]),
    [['pod.yaml', 'LimitRange small and large stand in files that are equally near: none of them counts here.']],
  );
});

test('files that agree, and limits of the file itself, give no hint', () => {
  const same = linted({ 'a.yaml': limits('small', '1Gi'), 'b.yaml': limits('small', '1Gi'), 'pod.yaml': pod });
  assert.deepEqual(said(same.json, 'objects-disagree'), []);
  const own = linted({
    'a.yaml': limits('small', '1Gi'),
    'b.yaml': limits('small', '2Gi'),
    'pod.yaml': `${limits('own', '3Gi')}---\n${pod}`,
  });
  assert.deepEqual(said(own.json, 'objects-disagree'), []);
});

test('what follows from a misspelled key is told with the key', () => {
  const { json } = linted({ 'pod.yaml': `${pod}      livenessProbe:\n        httpget: {path: /, port: 80}\n` });
  assert.deepEqual(
    json.files.flatMap(({ diagnostics }) => diagnostics.filter(({ code }) => /^(?:dec|handler)-/.test(code))).length,
    1,
  );
  assert.deepEqual(
    said(json, 'dec-unknown-field').map(([, , related]) => related),
    [
      [
        {
          message: 'spec.containers[0].livenessProbe: Required value: must specify a handler type',
          file: 'pod.yaml',
          line: 8,
          character: 6,
        },
      ],
    ],
  );
});

test('Namespaces that differ in what decides nothing do not disagree; files of other folders are none of ours', () => {
  const namespace = (label: string): string =>
    `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: default\n  labels: {${label}}\n`;
  const policy = 'pod-security.kubernetes.io/warn: ';
  const plain = linted({ 'a.yaml': namespace('team: a'), 'b.yaml': namespace('team: b'), 'pod.yaml': pod });
  assert.deepEqual(said(plain.json, 'objects-disagree'), []);
  const levels = { 'a.yaml': namespace(`${policy}baseline`), 'b.yaml': namespace(`${policy}restricted`) };
  assert.equal(said(linted({ ...levels, 'pod.yaml': pod }).json, 'objects-disagree').length, 1);
  assert.equal(said(linted({ ...levels, 'deep/pod.yaml': pod }).json, 'objects-disagree').length, 1);
  const apart = { 'a/ns.yaml': levels['a.yaml'], 'b/ns.yaml': levels['b.yaml'], 'c/pod.yaml': pod };
  assert.deepEqual(said(linted(apart).json, 'objects-disagree'), []);
});
