import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorkspaceIndex } from '../../core/features/workspace-index.ts';

const limits = (name: string, cpu: string, namespace = ''): string =>
  `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: ${name}\n${namespace === '' ? '' : `  namespace: ${namespace}\n`}spec:\n  limits:\n  - type: Container\n    default: {cpu: "${cpu}"}\n`;

/** `kind/name uri` of what counts. */
function seen(files: Readonly<Record<string, string>>, uri: string, namespace = ''): string[] {
  const index = createWorkspaceIndex();
  for (const [file, text] of Object.entries(files)) index.update(file, text);
  return index.objectsFor(uri, namespace).map((object) => `${object.kind}/${object.name} ${object.uri}`);
}

test('an object of the same folder counts', () => {
  assert.deepEqual(seen({ 'file:///a/limits.yaml': limits('l', '1') }, 'file:///a/pod.yaml'), [
    'LimitRange/l file:///a/limits.yaml',
  ]);
});
test('the nearest folder above that has one counts, those beside and below do not', () => {
  const files = {
    'file:///l.yaml': limits('root', '1'),
    'file:///a/l.yaml': limits('mid', '2'),
    'file:///a/b/c/l.yaml': limits('deep', '3'),
    'file:///x/l.yaml': limits('other', '4'),
  };
  assert.deepEqual(seen(files, 'file:///a/b/pod.yaml'), ['LimitRange/mid file:///a/l.yaml']);
});
test('another namespace does not count, and none is not default', () => {
  const files = { 'file:///a/1.yaml': limits('one', '1', 'shop'), 'file:///a/2.yaml': limits('two', '1') };
  assert.deepEqual(seen(files, 'file:///a/pod.yaml', 'shop'), ['LimitRange/one file:///a/1.yaml']);
  assert.deepEqual(seen(files, 'file:///a/pod.yaml'), ['LimitRange/two file:///a/2.yaml']);
});
test('two that disagree count as none and are named', () => {
  const index = createWorkspaceIndex();
  index.update('file:///a/1.yaml', limits('same', '1'));
  index.update('file:///a/2.yaml', limits('same', '2'));
  assert.deepEqual(index.objectsFor('file:///a/pod.yaml', ''), []);
  assert.equal(index.disagreements('file:///a/pod.yaml', '').length, 2);
});
test('two equal ones are one', () => {
  assert.equal(
    seen({ 'file:///a/1.yaml': limits('same', '1'), 'file:///a/2.yaml': limits('same', '1') }, 'file:///a/pod.yaml')
      .length,
    1,
  );
});
test('an update says whether others need to look again', () => {
  const index = createWorkspaceIndex();
  assert.equal(index.update('file:///a.yaml', limits('l', '1')), true);
  assert.equal(index.update('file:///a.yaml', `# comment\n${limits('l', '1')}`), true);
  assert.equal(index.update('file:///a.yaml', `# commend\n${limits('l', '1')}`), false);
  assert.equal(index.update('file:///compose.yaml', 'services:\n  web: {}\n'), false);
  assert.equal(index.update('file:///a.yaml', undefined), true);
  assert.equal(index.size(), 0);
});
test('files that mention an object are found', () => {
  const index = createWorkspaceIndex();
  index.update(
    'file:///pod.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: a\n    envFrom: [{configMapRef: {name: config}}]\n',
  );
  assert.deepEqual(index.filesWith('ConfigMap/config'), ['file:///pod.yaml']);
});

test('objects are found by letters of their kind and name, the best first', () => {
  const index = createWorkspaceIndex();
  const object = (kind: string, name: string): string => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
  index.update(
    'file:///a.yaml',
    `${object('Service', 'web')}---\n${object('Pod', 'cobweb')}---\n${object('Pod', 'web')}`,
  );
  index.update(
    'file:///list.yaml',
    'apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: Secret, metadata: {name: webhook}}\n',
  );
  index.update('file:///other.yaml', 'services: {web: {}}\n');
  const found = (query: string): string[] =>
    index.symbols(query).map(({ kind, name, position }) => `${kind} ${name} ${String(position.line)}`);
  assert.deepEqual(found('web'), ['Service web 3', 'Pod web 13', 'Secret webhook 3', 'Pod cobweb 8']);
  assert.deepEqual(found('pod/web'), ['Pod cobweb 8', 'Pod web 13']);
  assert.deepEqual(found('nothing'), []);
  assert.equal(found('').length, 4);
});
