/** The language server in a Web Worker, or behind a message port in the extension host. Files beside it come through the client. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { assetRequest, type AssetParams, type AssetResult } from '../protocol/lsp.ts';
import { startServer } from './server.ts';

const port = self as unknown as DedicatedWorkerGlobalScope;
// The client waits for one message to know that this script was loaded.
port.postMessage('ready');
const connection = createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port));
startServer(connection, {
  readAsset: async (name) =>
    (await connection.sendRequest<AssetResult>(assetRequest, { name } satisfies AssetParams)).text,
  // Where the bundle finds the script that runs Pods (scripts/lib/simulation-chunk.ts).
  opened: ({ assets }) => Object.assign(globalThis, { podscopeAssets: assets ?? '.' }),
});
