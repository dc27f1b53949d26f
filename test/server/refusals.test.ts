/** Clients that announce what they then refuse: no request of the server that fails may end it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ResponseError } from 'vscode-languageserver-protocol';
import { connect } from '../support/lsp.ts';

const bad =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: bad}\nspec: {containers: [{name: app, image: nginx:1, readinessprobe: {}}]}\n';

test('a client that refuses whatever the server asks of it is served all the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'podscope-refused-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const uri = `${pathToFileURL(folder).href}/bad.yaml`;
  const refused: string[] = [];
  const editor = await connect(
    {
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'all' }],
      initializationOptions: { settings: { workspaceDiagnostics: true } },
      capabilities: {
        textDocument: { diagnostic: { dynamicRegistration: true } },
        workspace: {
          configuration: true,
          didChangeConfiguration: { dynamicRegistration: true },
          didChangeWatchedFiles: { dynamicRegistration: true },
          diagnostics: { refreshSupport: true },
        },
        window: { workDoneProgress: true, showDocument: { support: true } },
      },
    },
    (connection) => {
      for (const method of ['client/registerCapability', 'workspace/diagnostic/refresh'])
        connection.onRequest(method, () => new ResponseError(-32601, 'no'));
      connection.onRequest('window/workDoneProgress/create', () => {
        refused.push('progress');
        return new ResponseError(-32601, 'no');
      });
    },
    // Whatever waits, waits no time: progress is shown at once.
    { wait: atOnce },
  );
  editor.open(uri, bad);
  assert.ok((await editor.diagnostics(uri)).length > 0);
  await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  assert.ok((await editor.diagnostics(uri)).length > 0);
  assert.ok(refused.length > 0);
  await editor.close();
});

function atOnce(_ms: number, run: () => void): () => void {
  const timer = setImmediate(run);
  return () => {
    clearImmediate(timer);
  };
}
