import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorkspaceIndex } from '../../core/features/workspace-index.ts';
import { createLanguage } from '../../core/language.ts';

const language = createLanguage();

/** `settings -> file:///a/config.yaml 3:8`, with other files by uri. */
function links(text: string, files: Readonly<Record<string, string>> = {}): string[] {
  const index = createWorkspaceIndex();
  for (const [uri, other] of Object.entries(files)) index.update(uri, other);
  return language.links(language.openFile(text, 'file:///a/pod.yaml'), index.defined).map(({ range, target }) => {
    const word = text.slice(range.start, range.end);
    if (target.kind === 'page') return `${word} -> ${target.url}`;
    return target.kind === 'here'
      ? `${word} -> line ${text.slice(0, target.range.start).split('\n').length}`
      : `${word} -> ${target.uri} ${target.line}:${target.character}`;
  });
}

const pod = (body: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n${body}`;
const object = (kind: string, name: string, apiVersion = 'v1'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
const page = 'Pod -> https://kubernetes.io/docs/concepts/workloads/pods/';

test('every kind of reference leads to its object', () => {
  const text = pod(
    '  serviceAccountName: robot\n  priorityClassName: high\n  runtimeClassName: gvisor\n  imagePullSecrets: [{name: registry}]\n  volumes:\n    - {name: a, configMap: {name: settings}}\n    - {name: b, persistentVolumeClaim: {claimName: disk}}\n',
  );
  const files = {
    'file:///a/sa.yaml': object('ServiceAccount', 'robot'),
    'file:///a/pc.yaml': object('PriorityClass', 'high', 'scheduling.k8s.io/v1'),
    'file:///a/rc.yaml': object('RuntimeClass', 'gvisor', 'node.k8s.io/v1'),
    'file:///a/secret.yaml': object('Secret', 'registry'),
    'file:///a/config.yaml': object('ConfigMap', 'settings'),
    'file:///a/pvc.yaml': object('PersistentVolumeClaim', 'disk'),
  };
  assert.deepEqual(links(text, files), [
    page,
    'robot -> file:///a/sa.yaml 3:8',
    'high -> file:///a/pc.yaml 3:8',
    'gvisor -> file:///a/rc.yaml 3:8',
    'registry -> file:///a/secret.yaml 3:8',
    'settings -> file:///a/config.yaml 3:8',
    'disk -> file:///a/pvc.yaml 3:8',
  ]);
});
test('an object of the same file comes first', () => {
  const text = `${pod('  serviceAccountName: robot\n')}---\n${object('ServiceAccount', 'robot')}`;
  assert.deepEqual(links(text, { 'file:///a/sa.yaml': object('ServiceAccount', 'robot') }), [
    page,
    'robot -> line 10',
    'ServiceAccount -> https://kubernetes.io/docs/concepts/security/service-accounts/',
  ]);
});
test('an object of another namespace, or two far away, are no target', () => {
  const text = pod('  serviceAccountName: robot\n');
  const other = `${object('ServiceAccount', 'robot')}  namespace: shop\n`;
  assert.deepEqual(links(text, { 'file:///a/sa.yaml': other }), [page]);
  const far = {
    'file:///b/1.yaml': object('ServiceAccount', 'robot'),
    'file:///c/2.yaml': object('ServiceAccount', 'robot'),
  };
  assert.deepEqual(links(text, far), [page]);
});
test('names inside of the Pod are no links, and kinds of others neither', () => {
  assert.deepEqual(links(pod('  volumes: [{name: a, emptyDir: {}}]\n')), [page]);
  assert.deepEqual(links('apiVersion: example.com/v1\nkind: Pod\n'), []);
});
