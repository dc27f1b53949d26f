/** What a language server owes any client, message by message: cancellation, settings that change, folders and files that come and go, trace, and no polling. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type RawServer, startRaw } from '../support/raw-lsp.ts';

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n      envFrom: [{configMapRef: {name: settings}}]\n';
const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata: {A: b}\n';

function scratch(): { readonly path: string; readonly uri: string } {
  const path = mkdtempSync(join(tmpdir(), 'podscope-hygiene-'));
  after(() => {
    rmSync(path, { recursive: true });
  });
  return { path, uri: pathToFileURL(path).href };
}

async function serving(capabilities: object, more: object = {}): Promise<RawServer> {
  const server = startRaw();
  await server.request('initialize', { processId: null, rootUri: null, capabilities, ...more });
  server.notify('initialized', {});
  return server;
}

async function ended(server: RawServer): Promise<void> {
  await server.request('shutdown');
  server.notify('exit');
  assert.equal(await server.exited, 0);
}

function open(server: RawServer, uri: string, text = pod): void {
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
}

async function codes(server: RawServer, uri: string): Promise<readonly string[]> {
  const { result } = await server.request('textDocument/diagnostic', { textDocument: { uri } });
  return (result as { readonly items: readonly { readonly code: string }[] }).items.map(({ code }) => code);
}

/** The next request of the server by this name, answered. */
async function answered(server: RawServer, method: string, result: unknown): Promise<unknown> {
  const { id, params } = await server.notification(method);
  server.send({ id, result });
  return params;
}

/** Asks again after each sign of the server until the answer is as wanted; fails with the last one. */
async function eventually<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<void> {
  let answer = await ask();
  for (let tries = 0; tries < 200 && !isWanted(answer); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer = await ask();
  }
  assert.ok(isWanted(answer), JSON.stringify(answer));
}

test('a cancelled request is answered as cancelled, and the next one as ever', async () => {
  const server = await serving({ textDocument: { diagnostic: {} } });
  const uri = 'file:///pod.yaml';
  open(server, uri);
  const params = { textDocument: { uri }, position: { line: 7, character: 8 } };
  const asked = server.request('textDocument/hover', params);
  server.notify('$/cancelRequest', { id: 2 });
  assert.equal((await asked).error?.code, -32800);
  assert.ok((await server.request('textDocument/hover', params)).result);
  await ended(server);
});

test('settings are asked for, asked again when they change, and count at once', async () => {
  const uri = 'file:///pod.yaml';
  const server = await serving({
    textDocument: { diagnostic: {} },
    workspace: {
      configuration: true,
      didChangeConfiguration: { dynamicRegistration: true },
      diagnostics: { refreshSupport: true },
    },
  });
  const registered = answered(server, 'client/registerCapability', null);
  const asked = answered(server, 'workspace/configuration', [{}]);
  assert.deepEqual(await asked, { items: [{ section: 'podscope' }] });
  assert.match(JSON.stringify(await registered), /workspace\/didChangeConfiguration/);
  open(server, uri);
  const first = codes(server, uri);
  assert.deepEqual(await answered(server, 'workspace/configuration', [{ rules: { 'no-latest-tag': 'off' } }]), {
    items: [{ scopeUri: uri, section: 'podscope' }],
  });
  assert.ok(!(await first).includes('no-latest-tag'));
  server.notify('workspace/didChangeConfiguration', { settings: null });
  await answered(server, 'workspace/diagnostic/refresh', null);
  const second = codes(server, uri);
  for (let asking = 0; asking < 2; asking++)
    await answered(server, 'workspace/configuration', [{ rules: { 'no-latest-tag': 'error' } }]);
  assert.ok((await second).includes('no-latest-tag'));
  await ended(server);
});

test('folders that come and go count, and so do files that are created, renamed and deleted', async () => {
  const [first, second] = [scratch(), scratch()];
  const server = await serving(
    { textDocument: { diagnostic: {} }, workspace: { workspaceFolders: true } },
    { workspaceFolders: [{ uri: first.uri, name: 'first' }] },
  );
  const uri = `${first.uri}/pod.yaml`;
  open(server, uri);
  const definition = async (): Promise<readonly string[]> => {
    const position = { line: 8, character: 40 };
    const { result } = await server.request('textDocument/definition', { textDocument: { uri }, position });
    return ((result ?? []) as readonly { readonly uri: string }[]).map((place) => place.uri);
  };
  const leadsTo = (...places: readonly string[]): Promise<void> =>
    eventually(definition, (found) => JSON.stringify(found) === JSON.stringify(places));
  await leadsTo();

  writeFileSync(join(first.path, 'config.yaml'), configMap);
  server.notify('workspace/didCreateFiles', { files: [{ uri: `${first.uri}/config.yaml` }] });
  await leadsTo(`${first.uri}/config.yaml`);

  mkdirSync(join(first.path, 'sub'));
  renameSync(join(first.path, 'config.yaml'), join(first.path, 'sub', 'moved.yaml'));
  server.notify('workspace/didRenameFiles', {
    files: [{ oldUri: `${first.uri}/config.yaml`, newUri: `${first.uri}/sub/moved.yaml` }],
  });
  await leadsTo(`${first.uri}/sub/moved.yaml`);

  rmSync(join(first.path, 'sub'), { recursive: true });
  server.notify('workspace/didDeleteFiles', { files: [{ uri: `${first.uri}/sub` }] });
  await leadsTo();

  writeFileSync(join(second.path, 'other.yaml'), configMap);
  const folder = { uri: second.uri, name: 'second' };
  server.notify('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
  await leadsTo(`${second.uri}/other.yaml`);
  server.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
  await leadsTo();
  await ended(server);
});

test('a podscope.yaml of a folder that comes later counts', async () => {
  const folder = scratch();
  writeFileSync(join(folder.path, 'podscope.yaml'), 'rules: {no-latest-tag: warning}\n');
  const server = await serving({ textDocument: { diagnostic: {} }, workspace: { workspaceFolders: true } });
  const uri = `${folder.uri}/pod.yaml`;
  open(server, uri);
  assert.ok(!(await codes(server, uri)).includes('podscope'));
  server.notify('workspace/didChangeWorkspaceFolders', {
    event: { added: [{ uri: folder.uri, name: 'late' }], removed: [] },
  });
  await eventually(
    async () => (await server.request('textDocument/diagnostic', { textDocument: { uri } })).result,
    (result) => /"severity":2,"code":"no-latest-tag"/.test(JSON.stringify(result)),
  );
  await ended(server);
});

test('a trace is written for who asks for one, and for nobody else', async () => {
  const server = await serving({});
  const uri = 'file:///pod.yaml';
  open(server, uri);
  const params = { textDocument: { uri }, position: { line: 7, character: 8 } };
  await server.request('textDocument/hover', params);
  server.notify('$/setTrace', { value: 'verbose' });
  await server.request('textDocument/documentSymbol', { textDocument: { uri } });
  const { params: traced } = await server.notification('$/logTrace');
  assert.deepEqual(traced, { message: `documentSymbol ${uri}`, verbose: 'version 1' });
  await ended(server);
});

test('nothing is asked for again and again: no room has a timer that repeats', () => {
  for (const room of ['server', 'client', 'core', 'protocol', 'cli'])
    for (const file of readdirSync(join(import.meta.dirname, '..', '..', room), { recursive: true, encoding: 'utf8' }))
      if (file.endsWith('.ts'))
        assert.doesNotMatch(
          readFileSync(join(import.meta.dirname, '..', '..', room, file), 'utf8'),
          /\bsetInterval\(/,
          `${room}/${file}`,
        );
});
