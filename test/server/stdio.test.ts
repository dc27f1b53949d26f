/** `podscope serve --stdio` as any editor meets it: no folders, no configuration support, other encodings, odd requests, clients that die. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { startRaw, type RawServer } from '../support/raw-lsp.ts';

const uri = 'file:///pod.yaml';
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n      readinessprobe: {}\n';

async function initialized(server: RawServer, capabilities: object = {}, more: object = {}): Promise<unknown> {
  const { result } = await server.request('initialize', { processId: null, rootUri: null, capabilities, ...more });
  server.notify('initialized', {});
  return (result as { capabilities: unknown }).capabilities;
}

async function closed(server: RawServer): Promise<number | null> {
  await server.request('shutdown');
  server.notify('exit');
  return server.exited;
}

const open = (server: RawServer, text = pod, at = uri): void => {
  server.notify('textDocument/didOpen', { textDocument: { uri: at, languageId: 'yaml', version: 1, text } });
};

interface Pushed {
  readonly uri: string;
  readonly diagnostics: readonly {
    readonly message: string;
    readonly range: { readonly start: object; readonly end: object };
  }[];
}

test('a client without any capability gets diagnostics pushed, and an exit code of 0', async () => {
  const server = startRaw();
  await initialized(server);
  open(server);
  const { params } = await server.notification('textDocument/publishDiagnostics');
  const found = (params as Pushed).diagnostics.find(({ message }) => message.includes('readinessprobe'));
  assert.deepEqual(found?.range, { start: { line: 8, character: 6 }, end: { line: 8, character: 20 } });
  assert.equal(await closed(server), 0);
});

test('a client that pulls gets nothing pushed, result ids, and "unchanged"', async () => {
  const server = startRaw();
  await initialized(server, { textDocument: { diagnostic: {} } });
  open(server);
  const first = (await server.request('textDocument/diagnostic', { textDocument: { uri } })).result as {
    kind: string;
    resultId: string;
    items: unknown[];
  };
  assert.equal(first.kind, 'full');
  const second = await server.request('textDocument/diagnostic', {
    textDocument: { uri },
    previousResultId: first.resultId,
  });
  assert.deepEqual(second.result, { kind: 'unchanged', resultId: first.resultId });
  let pushed = false;
  void server.notification('textDocument/publishDiagnostics').then(() => {
    pushed = true;
  });
  await server.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } });
  assert.equal(pushed, false);
  assert.equal(await closed(server), 0);
});

test('places count in the encoding that was agreed', async () => {
  const text = pod
    .replace('name: web\nspec', 'name: web\n  annotations: {"한국 🎉": x}\nspec')
    .replace('readinessprobe: {}', '"🎉": 1');
  for (const [encoding, end] of [
    ['utf-8', 12],
    ['utf-16', 10],
    ['utf-32', 9],
  ] as const) {
    const server = startRaw();
    const capabilities = (await initialized(server, { general: { positionEncodings: [encoding] } })) as {
      positionEncoding: string;
    };
    assert.equal(capabilities.positionEncoding, encoding);
    open(server, text);
    const { params } = await server.notification('textDocument/publishDiagnostics');
    const found = (params as Pushed).diagnostics.find(({ message }) => message.includes('unknown field'));
    assert.deepEqual(found?.range.end, { line: 9, character: end });
    assert.equal(await closed(server), 0);
  }
});

test('requests that nobody knows, before the start and after the end, are answered as errors', async () => {
  const server = startRaw();
  assert.equal(
    (await server.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } })).error
      ?.code,
    -32002,
  );
  await initialized(server);
  assert.equal((await server.request('podscope/nothing', {})).error?.code, -32601);
  server.notify('$/unknown', {});
  const unopened = await server.request('textDocument/hover', {
    textDocument: { uri: 'file:///never.yaml' },
    position: { line: 3, character: 3 },
  });
  assert.equal(unopened.result, null);
  await server.request('shutdown');
  assert.equal(
    (await server.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } })).error
      ?.code,
    -32600,
  );
  server.notify('exit');
  assert.equal(await server.exited, 0);
});

test('exit without shutdown is an error; a client that goes away leaves no server behind', async () => {
  const rude = startRaw();
  await initialized(rude);
  rude.notify('exit');
  assert.equal(await rude.exited, 1);
  const gone = startRaw();
  await initialized(gone);
  gone.process.stdin?.end();
  assert.notEqual(await gone.exited, undefined);
});

test('features work without configuration support: hover, completion, fix, symbols', async () => {
  const server = startRaw();
  await initialized(server);
  open(server);
  const at = { textDocument: { uri }, position: { line: 7, character: 8 } };
  assert.match(JSON.stringify((await server.request('textDocument/hover', at)).result), /Registry/);
  const items = (
    await server.request('textDocument/completion', { textDocument: { uri }, position: { line: 8, character: 8 } })
  ).result;
  assert.match(JSON.stringify(items), /readinessProbe/);
  const range = { start: { line: 8, character: 6 }, end: { line: 8, character: 20 } };
  const actions = (
    await server.request('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [], only: ['quickfix'] },
    })
  ).result;
  assert.match(JSON.stringify(actions), /Rename to readinessProbe/);
  assert.match(
    JSON.stringify((await server.request('textDocument/documentSymbol', { textDocument: { uri } })).result),
    /containers/,
  );
  assert.equal(await closed(server), 0);
});

test(
  'the server runs on Node 20, too',
  { skip: node20() === undefined ? 'no Node 20 on this machine' : false },
  async () => {
    const server = startRaw(node20());
    await initialized(server);
    open(server);
    assert.match(
      JSON.stringify((await server.notification('textDocument/publishDiagnostics')).params),
      /readinessprobe/,
    );
    assert.equal(await closed(server), 0);
  },
);

/** The first `node` of the path whose version is 20. */
function node20(): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(':')) {
    try {
      if (
        execFileSync(`${folder}/node`, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'] })
          .toString()
          .startsWith('v20.')
      )
        return `${folder}/node`;
    } catch {
      /* not in this folder */
    }
  }
  return undefined;
}
