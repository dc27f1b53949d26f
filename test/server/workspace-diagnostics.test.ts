/** `podscope.workspaceDiagnostics`: nothing while it is off; switched on, every manifest of the folder in parts, with result ids, progress and cancel. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { connect, type TestClient } from '../support/lsp.ts';

const pod = (name: string, extra = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n  containers:\n    - name: app\n      image: nginx:1\n${extra}`;
const bad = '      readinessprobe: {}\n';

interface Item {
  readonly uri: string;
  readonly kind: string;
  readonly resultId?: string;
  readonly items: readonly { readonly message: string }[];
}
interface Answer {
  readonly items: readonly Item[];
}

class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'podscope-all-'));
  readonly uri = pathToFileURL(this.path).href;
  constructor() {
    after(() => {
      rmSync(this.path, { recursive: true });
    });
  }
  write(name: string, text: string): string {
    writeFileSync(join(this.path, name), text);
    return `${this.uri}/${name}`;
  }
}

interface Client extends TestClient {
  readonly registered: () => readonly unknown[];
  readonly switchTo: (isOn: boolean) => Promise<void>;
  readonly parts: Item[];
  readonly pull: (previous?: readonly Item[], token?: string) => Promise<Answer>;
}

/** As VS Code: takes registrations, answers questions about settings, takes reports in parts. */
async function client(folder: Folder, isOn: boolean): Promise<Client> {
  const settings = { workspaceDiagnostics: isOn };
  const options: unknown[] = [];
  const parts: Item[] = [];
  const base = await connect(
    {
      workspaceFolders: [{ uri: folder.uri, name: 'all' }],
      capabilities: {
        textDocument: { diagnostic: { dynamicRegistration: true } },
        workspace: { configuration: true, diagnostics: { refreshSupport: true } },
        window: { workDoneProgress: true },
      },
    },
    (connection) => {
      connection.onRequest('window/workDoneProgress/create', () => null);
      connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => settings));
      connection.onRequest(
        'client/registerCapability',
        (params: { registrations: { registerOptions?: unknown }[] }) => {
          options.push(...params.registrations.map(({ registerOptions }) => registerOptions));
          return null;
        },
      );
      connection.onRequest('client/unregisterCapability', () => {
        options.push('taken back');
        return null;
      });
      connection.onNotification('$/progress', ({ token, value }: { token: string; value: Answer }) => {
        if (token.startsWith('part')) parts.push(...value.items);
      });
    },
  );
  const settle = async (): Promise<void> => {
    await base.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: `${folder.uri}/none.yaml` },
      position: { line: 0, character: 0 },
    });
  };
  await settle();
  return {
    ...base,
    parts,
    registered: () =>
      options.filter((entry) => entry === 'taken back' || JSON.stringify(entry)?.includes('workspaceDiag')),
    switchTo: async (to) => {
      settings.workspaceDiagnostics = to;
      await base.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
      await settle();
      await settle();
    },
    pull: (previous = [], token) =>
      base.connection.sendRequest('workspace/diagnostic', {
        previousResultIds: previous.map(({ uri, resultId }) => ({ uri, value: resultId })),
        ...(token === undefined ? {} : { partialResultToken: token }),
      }),
  };
}

test('nothing while the setting is off', async () => {
  const folder = new Folder();
  folder.write('bad.yaml', pod('bad', bad));
  const editor = await client(folder, false);
  assert.deepEqual(editor.registered(), []);
  assert.deepEqual(await editor.pull(), { items: [] });
  await editor.close();
});

test('switched on and off while the server runs', async () => {
  const folder = new Folder();
  const uri = folder.write('bad.yaml', pod('bad', bad));
  const editor = await client(folder, false);
  await editor.switchTo(true);
  assert.deepEqual(editor.registered(), [
    { documentSelector: [], identifier: 'podscope-workspace', interFileDependencies: true, workspaceDiagnostics: true },
  ]);
  const { items } = await editor.pull();
  assert.deepEqual(
    items.map((item) => [item.uri, item.items.length > 0]),
    [[uri, true]],
  );
  await editor.switchTo(false);
  assert.deepEqual(editor.registered().at(-1), 'taken back');
  assert.deepEqual(await editor.pull(), { items: [] });
  await editor.close();
});

test('a file that is open is told by its own pull only; closed again, it is back', async () => {
  const folder = new Folder();
  const [one, two] = [folder.write('one.yaml', pod('one', bad)), folder.write('two.yaml', pod('two', bad))];
  const editor = await client(folder, true);
  const first = (await editor.pull()).items;
  assert.deepEqual(first.map(({ uri }) => uri).sort(), [one, two]);
  editor.open(one, pod('one', bad));
  const second = (await editor.pull(first)).items;
  assert.deepEqual(
    second.map(({ uri, items }) => [uri, items.length]),
    [[one, 0]],
  );
  await editor.connection.sendNotification('textDocument/didClose', { textDocument: { uri: one } });
  const third = (await editor.pull([...first.filter(({ uri }) => uri !== one), ...second])).items;
  assert.deepEqual(
    third.map(({ uri, items }) => [uri, items.length > 0]),
    [[one, true]],
  );
  await editor.close();
});

test('with parts: the request stays open until a file changes, then it tells that one', async () => {
  const folder = new Folder();
  const uris = Array.from({ length: 120 }, (_, index) => folder.write(`pod-${index}.yaml`, pod(`pod-${index}`, bad)));
  folder.write('other.yaml', 'services: {web: {image: nginx}}\n');
  folder.write(
    'good.yaml',
    pod('good', '      resources: {limits: {cpu: 1, memory: 1Gi}}\n      readinessProbe: {httpGet: {port: 80}}\n'),
  );
  const editor = await client(folder, true);
  assert.deepEqual(await editor.pull([], 'part-1'), { items: [] });
  const told = editor.parts.splice(0);
  assert.deepEqual(told.map(({ uri }) => uri).sort(), [...uris].sort());
  let isAnswered = false;
  const waiting = editor.pull(told, 'part-2').then(() => {
    isAnswered = true;
  });
  await editor.connection.sendRequest('textDocument/hover', {
    textDocument: { uri: uris[0] },
    position: { line: 0, character: 0 },
  });
  assert.equal(isAnswered, false);
  const changed = folder.write('pod-7.yaml', pod('pod-7', '      livenessprobe: {}\n'));
  await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: changed, type: 2 }] });
  await waiting;
  assert.deepEqual(
    editor.parts.map(({ uri, items }) => [uri, items.some(({ message }) => message.includes('livenessprobe'))]),
    [[changed, true]],
  );
  await editor.close();
});

test('a file that is gone is told as empty', async () => {
  const folder = new Folder();
  const uri = folder.write('bad.yaml', pod('bad', bad));
  const editor = await client(folder, true);
  const told = (await editor.pull()).items;
  rmSync(join(folder.path, 'bad.yaml'));
  await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 3 }] });
  assert.deepEqual(
    (await editor.pull(told)).items.map((item) => [item.uri, item.items.length]),
    [[uri, 0]],
  );
  await editor.close();
});

test('podscope.yaml leaves folders out, and counts at once', async () => {
  const folder = new Folder();
  folder.write('bad.yaml', pod('bad', bad));
  folder.write('podscope.yaml', 'ignore: ["*.yaml"]\n');
  const editor = await client(folder, true);
  assert.deepEqual((await editor.pull()).items, []);
  const config = folder.write('podscope.yaml', 'ignore: ["*.yml"]\n');
  await editor.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: config, type: 2 }] });
  assert.equal((await editor.pull()).items.length, 1);
  await editor.close();
});

test('three thousand files: progress is shown, and cancelling it or the request ends the work', async () => {
  const folder = new Folder();
  for (let index = 0; index < 3_000; index++)
    folder.write(`pod-${index}.yaml`, index % 10 === 0 ? pod(`pod-${index}`, bad) : pod(`pod-${index}`));
  const editor = await client(folder, true);
  const titles: string[] = [];
  editor.connection.onRequest('window/workDoneProgress/create', () => null);
  const cancelled = new Promise<void>((resolve) => {
    editor.connection.onNotification(
      '$/progress',
      ({ token, value }: { token: string; value: { kind?: string; title?: string; items?: Item[] } }) => {
        editor.parts.push(...(value.items ?? []));
        if (value.kind !== 'begin') return;
        titles.push(value.title ?? '');
        if (value.title !== 'Podscope: checking manifests' || titles.indexOf(value.title) < titles.length - 1) return;
        void editor.connection.sendNotification('window/workDoneProgress/cancel', { token }).then(resolve);
      },
    );
  });
  const source = new CancellationTokenSource();
  const pull = editor.connection.sendRequest(
    'workspace/diagnostic',
    { previousResultIds: [], partialResultToken: 'part-1' },
    source.token,
  );
  await cancelled;
  assert.ok(titles.includes('Podscope: checking manifests'));
  // Resting: other requests are answered, and the pull is still open. Its own cancellation ends it.
  source.cancel();
  await assert.rejects(Promise.resolve(pull), { code: -32800 });
  assert.ok(editor.parts.length < 3_000);
  const all = await editor.pull();
  assert.equal(
    all.items.filter(({ items }) => items.some(({ message }) => /readinessprobe/.test(message))).length,
    300,
  );
  await editor.close();
});

test('a client without registrations is offered it by its start values', async () => {
  for (const isOn of [true, false]) {
    const editor = await connect({ initializationOptions: { settings: { workspaceDiagnostics: isOn } } });
    const { capabilities } = editor.initialized as {
      capabilities: { diagnosticProvider: { workspaceDiagnostics: boolean } };
    };
    assert.equal(capabilities.diagnosticProvider.workspaceDiagnostics, isOn);
    await editor.close();
  }
});
