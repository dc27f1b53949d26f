/** What a run finds around its Pod in the files at hand. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { createLanguage, runObjects } from '../../core/language.ts';

const language = createLanguage();
const file = (uri: string, ...texts: readonly string[]): ReturnType<typeof language.openFile> =>
  language.openFile(texts.join('---\n'), uri);
const object = (kind: string, name: string, more = ''): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}${more}}\n`;

const shown = (files: readonly ReturnType<typeof file>[], namespace = 'default'): readonly string[] =>
  runObjects(files, namespace, 'default').map((each) => {
    const { name, namespace: where } = each['metadata'] as Readonly<Record<string, string>>;
    return `${String(each['kind'])}/${where ?? ''}/${name ?? ''}`;
  });

test('data of the namespace and Services of all, the first file wins', () => {
  const own = file(
    'a.yaml',
    object('ConfigMap', 'conf'),
    object('Secret', 's', ', namespace: other'),
    object('Pod', 'p'),
  );
  const other = file(
    'b.yaml',
    `${object('ConfigMap', 'conf')}data: {a: b}\n`,
    object('Service', 'db', ', namespace: other'),
    object('Service', 'web'),
    object('PersistentVolumeClaim', 'claim'),
  );
  assert.deepEqual(shown([own, other]), ['ConfigMap/default/conf', 'Service/other/db', 'Service/default/web']);
  assert.deepEqual(shown([own, other], 'other'), ['Secret/other/s', 'Service/other/db', 'Service/default/web']);
  assert.deepEqual(runObjects([own, other], 'default', 'default')[0]?.['data'] ?? {}, {});
});

test('Lists are looked into, what cannot be decoded is left out', () => {
  const list = 'apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: in-list}}\n';
  const broken = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: broken}\ndata: [1]\n';
  assert.deepEqual(shown([file('c.yaml', list, broken)]), ['ConfigMap/default/in-list']);
});
