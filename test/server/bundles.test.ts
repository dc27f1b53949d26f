/** The servers as they are shipped: small to start with; what runs Pods is a script beside them that the first Pod loads. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { root } from '../../scripts/lib/run.ts';
import { startRaw } from '../support/raw-lsp.ts';

const uri = 'file:///pod.yaml';
/** The message needs a run of the program: nothing in the fields says that it ends. */
const ending = (kind: string): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: web\nspec:\n  selector:\n    matchLabels: {a: b}\n  template:\n    metadata:\n      labels: {a: b}\n    spec:\n      containers:\n        - name: web\n          image: busybox:1.37\n          command: [sh, -c, echo done]\n`;
const opened = { textDocument: { uri, languageId: 'yaml', version: 1, text: ending('Deployment') } };
const codesOf = (params: unknown): readonly unknown[] =>
  (params as { diagnostics: readonly { code: unknown }[] }).diagnostics.map(({ code }) => code);

test('the server for Node loads what runs Pods from its own folder', async () => {
  const server = startRaw(process.execPath, [], [join(root, 'dist', 'server-node.cjs'), '--stdio']);
  await server.request('initialize', { processId: null, rootUri: null, capabilities: {} });
  server.notify('initialized', {});
  server.notify('textDocument/didOpen', opened);
  const { params } = await server.notification('textDocument/publishDiagnostics');
  assert.ok(codesOf(params).includes('command-ends'), JSON.stringify(codesOf(params)));
  server.process.kill();
});

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
}

/** A Worker as far as the server asks for one. Scripts are looked up in `dist`, whatever their address. */
function startWorker(isSecondLoaded: boolean): {
  readonly post: (message: object) => void;
  readonly next: (method: string) => Promise<Message>;
  readonly imported: string[];
} {
  const imported: string[] = [];
  const waiting = new Map<string, (message: Message) => void>();
  const realm: Record<string, unknown> = {
    ...{ console, setTimeout, clearTimeout, setImmediate, queueMicrotask, TextDecoder, TextEncoder, URL, performance },
    addEventListener: () => undefined,
    postMessage: (message: Message) => waiting.get(message.method ?? '')?.(message),
    importScripts: (address: string) => {
      imported.push(address);
      run(address.split('/').at(-1) ?? '');
    },
  };
  const context = createContext(Object.assign(realm, { self: realm }));
  const run = (name: string): unknown => runInContext(readFileSync(join(root, 'dist', name), 'utf8'), context);
  if (isSecondLoaded) run('simulation.js');
  run('server-web.js');
  return {
    imported,
    post: (message) => (realm['onmessage'] as (event: object) => void)({ data: { jsonrpc: '2.0', ...message } }),
    next: (method) => new Promise((resolve) => waiting.set(method, resolve)),
  };
}

for (const isSecondLoaded of [false, true]) {
  test(`the server in a Worker ${isSecondLoaded ? 'uses what the client loaded' : 'asks for the second script by the address that the client tells'}`, async () => {
    const worker = startWorker(isSecondLoaded);
    const pushed = worker.next('textDocument/publishDiagnostics');
    const assets = 'https://host/extension/dist';
    worker.post({
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {}, initializationOptions: { assets } },
    });
    worker.post({ method: 'initialized', params: {} });
    worker.post({ method: 'textDocument/didOpen', params: opened });
    const { params } = await pushed;
    assert.ok(codesOf(params).includes('command-ends'), JSON.stringify(codesOf(params)));
    assert.deepEqual(worker.imported, isSecondLoaded ? [] : [`${assets}/simulation.js`]);
  });
}
