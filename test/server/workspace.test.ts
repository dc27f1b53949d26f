/** Objects of other files count: on disk, changed in an editor, and named with a link. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { connect } from '../support/lsp.ts';

const limits = (max: string): string =>
  `apiVersion: v1\nkind: LimitRange\nmetadata:\n  name: small\nspec:\n  limits:\n    - type: Container\n      max: {cpu: "${max}"}\n      default: {cpu: "${max}", memory: 64Mi}\n      defaultRequest: {cpu: 100m}\n`;
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: big\nspec:\n  containers:\n    - name: app\n      image: nginx:1\n      resources: {limits: {cpu: "4"}}\n';

test('a LimitRange of the same folder refuses a Pod, and the diagnosis links to it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'podscope-'));
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'limits.yaml'), limits('1'));
  const root = pathToFileURL(folder).href;
  const client = await connect({ workspaceFolders: [{ uri: root, name: 'test' }] });
  const refreshed = client.refreshed();
  const uri = `${root}/sub/pod.yaml`;
  client.open(uri, pod);
  await client.diagnostics(uri);
  await refreshed;
  const found = (await client.diagnostics(uri)).find(({ code }) => code === 'lr-limit');
  assert.match(String(found?.message), /maximum cpu usage per Container is 1, but limit is 4/);
  assert.equal(found?.relatedInformation?.[0]?.location.uri, `${root}/limits.yaml`);
  assert.deepEqual(found?.relatedInformation?.[0]?.location.range.start, { line: 3, character: 8 });

  const again = client.refreshed();
  client.open(`${root}/limits.yaml`, limits('8'));
  await again;
  assert.equal(
    (await client.diagnostics(uri)).some(({ code }) => code === 'lr-limit'),
    false,
  );
  await client.close();
  rmSync(folder, { recursive: true });
});

test('references, definition and rename of a ConfigMap reach files that are not open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'podscope-'));
  writeFileSync(
    join(folder, 'config.yaml'),
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata: {LEVEL: info}\n',
  );
  const root = pathToFileURL(folder).href;
  const client = await connect({ workspaceFolders: [{ uri: root, name: 'test' }] });
  const uri = `${root}/pod.yaml`;
  client.open(
    uri,
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: app\n      image: nginx:1\n      envFrom:\n        - configMapRef: {name: settings}\n',
  );
  const refreshed = client.refreshed();
  await client.diagnostics(uri);
  await refreshed;
  const at = { textDocument: { uri }, position: { line: 8, character: 34 } };
  const definition = await client.connection.sendRequest<{ uri: string; range: object }[]>(
    'textDocument/definition',
    at,
  );
  assert.deepEqual(definition, [
    { uri: `${root}/config.yaml`, range: { start: { line: 3, character: 8 }, end: { line: 3, character: 16 } } },
  ]);
  const edit = await client.connection.sendRequest<{ changes: Record<string, unknown[]> }>('textDocument/rename', {
    ...at,
    newName: 'options',
  });
  assert.deepEqual(Object.keys(edit.changes).sort(), [`${root}/config.yaml`, uri].sort());
  await client.close();
  rmSync(folder, { recursive: true });
});

test('podscope.yaml of a folder above counts, and its changes at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'podscope-'));
  mkdirSync(join(folder, 'dev'));
  writeFileSync(
    join(folder, 'podscope.yaml'),
    'rules: {no-latest-tag: warning}\noverrides:\n  - files: ["dev/**"]\n    rules: {no-latest-tag: off}\n',
  );
  const root = pathToFileURL(folder).href;
  const client = await connect({ workspaceFolders: [{ uri: root, name: 'test' }] });
  const text = pod.replace('nginx:1', 'nginx');
  const latest = async (uri: string): Promise<boolean> =>
    (await client.diagnostics(uri)).some(({ code }) => code === 'no-latest-tag');
  client.open(`${root}/pod.yaml`, text);
  client.open(`${root}/dev/pod.yaml`, text);
  assert.equal(await latest(`${root}/pod.yaml`), true);
  assert.equal(await latest(`${root}/dev/pod.yaml`), false);
  const refreshed = client.refreshed();
  client.open(`${root}/podscope.yaml`, 'ignore: ["*.yaml"]\n');
  await refreshed;
  assert.deepEqual(await client.diagnostics(`${root}/pod.yaml`), []);
  await client.close();
  rmSync(folder, { recursive: true });
});

test('two LimitRanges of one folder that contradict each other count as none, and a hint links to both', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'podscope-'));
  writeFileSync(join(folder, 'one.yaml'), limits('1'));
  writeFileSync(join(folder, 'two.yaml'), limits('2'));
  const root = pathToFileURL(folder).href;
  const client = await connect({ workspaceFolders: [{ uri: root, name: 'test' }] });
  const refreshed = client.refreshed();
  const uri = `${root}/pod.yaml`;
  client.open(uri, pod);
  await client.diagnostics(uri);
  await refreshed;
  const found = await client.diagnostics(uri);
  assert.ok(!found.some(({ code }) => code === 'lr-limit'));
  const hint = found.find(({ code }) => code === 'objects-disagree');
  assert.deepEqual(
    hint?.relatedInformation?.map(({ location }) => location.uri),
    [`${root}/one.yaml`, `${root}/two.yaml`],
  );
  await client.close();
  rmSync(folder, { recursive: true });
});
