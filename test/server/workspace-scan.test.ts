/** A workspace of 5,000 YAML files: read once, in the background, when a manifest asks; with progress and cancel, on disk and through the client. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Workspace } from '../../core/language.ts';
import { connect, type TestClient } from '../support/lsp.ts';

const count = 5_000;
const memoryRoot = 'memory:///work';
const root = memoryRoot;
const limits =
  'apiVersion: v1\nkind: LimitRange\nmetadata: {name: small}\nspec:\n  limits: [{type: Container, max: {cpu: "1"}}]\n';
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: big}\nspec:\n  containers:\n    - {name: app, image: "nginx:1", resources: {limits: {cpu: "4"}}}\n';
const capabilities = {
  capabilities: {
    textDocument: { diagnostic: {} },
    workspace: { diagnostics: { refreshSupport: true } },
    window: { workDoneProgress: true },
  },
};

/** Files in memory that count how often they are asked for. The last of them matters to everybody. */
function memory(root = memoryRoot): {
  readonly files: Workspace;
  readonly asked: { lists: number; reads: number; settings: number };
  texts: Map<string, string>;
} {
  const texts = new Map(
    Array.from({ length: count }, (_, at) => [
      `${root}/${at}.yaml`,
      at === count - 1 ? limits : `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${at}}\ndata: {A: b}\n`,
    ]),
  );
  const asked = { lists: 0, reads: 0, settings: 0 };
  const files: Workspace = {
    async *list(_folders, isCancelled) {
      asked.lists++;
      for (const uri of texts.keys()) if (!isCancelled()) yield await Promise.resolve(uri);
    },
    read: (uri) => {
      // A `podscope.yaml` and a kustomization are looked for beside every file.
      if (/(podscope\.ya?ml|[kK]ustomization(\.ya?ml)?)$/.test(uri)) asked.settings++;
      else asked.reads++;
      return Promise.resolve(texts.get(uri));
    },
  };
  return { files, asked, texts };
}

interface Progress {
  readonly token: string;
  readonly value: { readonly kind: 'begin' | 'report' | 'end'; readonly cancellable?: boolean };
}

/** Answers the server's questions from these files, as the web host's client does, and notes the progress that it shows. */
async function start(
  files: Workspace,
  folder = root,
): Promise<{ readonly client: TestClient; readonly shown: Progress[] }> {
  const shown: Progress[] = [];
  const prepare = (connection: TestClient['connection']): void => {
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onNotification('$/progress', (progress: Progress) => {
      shown.push(progress);
    });
    connection.onRequest('podscope/listFiles', async () => {
      const uris: string[] = [];
      for await (const uri of files.list([], () => false)) uris.push(uri);
      return { uris };
    });
    connection.onRequest('podscope/readFile', async ({ uri }: { uri: string }) => ({ text: await files.read(uri) }));
  };
  const workspaceFolders = [{ uri: folder, name: 'work' }];
  // Folders of this machine are read by the server itself, all others through the client.
  const client = await connect({ ...capabilities, workspaceFolders }, prepare, { disk: files });
  return { client, shown };
}

const refusal = async (client: TestClient, uri: string): Promise<boolean> =>
  (await client.diagnostics(uri)).some(({ code }) => code === 'lr-limit');

test('where nobody opens a manifest nothing is listed or read', async () => {
  const { files, asked } = memory();
  const { client } = await start(files);
  client.open(`${root}/compose.yaml`, 'services:\n  web: {image: nginx}\n');
  await client.diagnostics(`${root}/compose.yaml`);
  assert.deepEqual([asked.lists, asked.reads], [0, 0]);
  await client.close();
});

for (const [host, root] of [
  ['on disk', 'file:///podscope-test/work'],
  ['through the client, as in the web', memoryRoot],
] as const)
  test(`each file is read once, with progress; later questions read none again (${host})`, async () => {
    const { files, asked } = memory(root);
    const { client, shown } = await start(files, root);
    const uri = `${root}/pod.yaml`;
    const refreshed = client.refreshed();
    client.open(uri, pod);
    // The first answer does not wait for the others.
    assert.equal(await refusal(client, uri), false);
    await refreshed;
    assert.equal(await refusal(client, uri), true);
    const before = { ...asked };
    assert.equal(before.lists, 1);
    assert.ok(before.reads >= count && before.reads <= count + 5, `${before.reads} reads`);
    const kinds = [...new Set(shown.map(({ value }) => value.kind))];
    assert.deepEqual(kinds, ['begin', 'report', 'end']);
    assert.equal(shown[0]?.value.cancellable, true);

    client.open(`${root}/second.yaml`, pod.replace('big', 'second'));
    await client.diagnostics(`${root}/second.yaml`);
    const position = { line: 1, character: 2 };
    await client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
    const found = await client.connection.sendRequest<unknown[]>('workspace/symbol', { query: 'c123' });
    assert.ok(found.length > 5);
    // A Scenario beside the manifest is looked for; nothing else.
    assert.ok(asked.lists === 1 && asked.reads - before.reads <= 6, JSON.stringify(asked));
    await client.close();
  });

test('cancelled: the reading stops', async () => {
  const { files, asked } = memory();
  const { client, shown } = await start(files);
  client.open(`${root}/pod.yaml`, pod);
  await client.diagnostics(`${root}/pod.yaml`);
  while (shown.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await client.connection.sendNotification('window/workDoneProgress/cancel', { token: shown[0]?.token });
  while (shown.at(-1)?.value.kind !== 'end') await new Promise((resolve) => setTimeout(resolve, 5));
  const { reads } = asked;
  assert.ok(reads < count, `${reads} reads`);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(asked.reads, reads);
  await client.close();
});

test('a change on disk counts, an unsaved editor counts before it, and closing it gives the disk back', async () => {
  const { files, texts } = memory();
  for (const uri of [...texts.keys()].slice(20, -1)) texts.delete(uri);
  const { client } = await start(files);
  const uri = `${root}/pod.yaml`;
  const other = `${root}/${count - 1}.yaml`;
  const after = async (change: () => unknown, expected: boolean): Promise<void> => {
    const refreshed = client.refreshed();
    await change();
    await refreshed;
    assert.equal(await refusal(client, uri), expected);
  };
  await after(() => {
    client.open(uri, pod);
    return client.diagnostics(uri);
  }, true);
  await after(() => {
    texts.set(other, limits.replace('"1"', '"8"'));
    return client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: other, type: 2 }],
    });
  }, false);
  await after(() => {
    client.open(other, limits);
  }, true);
  await after(
    () => client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: other } }),
    false,
  );
  await after(() => {
    texts.set(other, limits);
    return client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: other, type: 2 }],
    });
  }, true);
  await after(() => {
    texts.delete(other);
    return client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: other, type: 3 }],
    });
  }, false);
  await client.close();
});
