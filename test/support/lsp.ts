/** A language client in memory: talks to our server over streams, as any editor would, and answers its requests. */
import { PassThrough } from 'node:stream';
import { createConnection } from 'vscode-languageserver/node';
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeParams,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { diskFiles } from '../../server/node-main.ts';
import { startServer } from '../../server/server.ts';
import type { Host } from '../../server/session.ts';

export interface TestClient {
  readonly connection: ProtocolConnection;
  /** The server's answer to `initialize`. */
  readonly initialized: unknown;
  readonly open: (uri: string, text: string) => void;
  readonly change: (uri: string, text: string) => void;
  /** Pulls the diagnostics of an open document. */
  readonly diagnostics: (uri: string) => Promise<readonly Diagnostic[]>;
  /** Waits for the next time that the server asks to pull again. */
  readonly refreshed: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** `prepare` may answer requests of the server before the first message goes out. */
export async function connect(
  params: Partial<InitializeParams> = {},
  prepare: (connection: ProtocolConnection) => void = () => undefined,
  host: Partial<Host> = {},
): Promise<TestClient> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(new StreamMessageReader(up), new StreamMessageWriter(down)), {
    readAsset: () => Promise.resolve('{}'),
    disk: diskFiles,
    ...host,
  });
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const waiting: (() => void)[] = [];
  connection.onRequest('workspace/diagnostic/refresh', () => {
    for (const done of waiting.splice(0)) done();
    return null;
  });
  connection.onRequest('client/registerCapability', () => null);
  prepare(connection);
  connection.listen();
  const initialized = await connection.sendRequest<unknown>('initialize', {
    processId: null,
    rootUri: null,
    capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
    ...params,
  });
  await connection.sendNotification('initialized', {});
  let version = 0;
  return {
    connection,
    initialized,
    open: (uri, text) => {
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'yaml', version: ++version, text },
      });
    },
    change: (uri, text) => {
      void connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: ++version },
        contentChanges: [{ text }],
      });
    },
    diagnostics: async (uri) => {
      const report = await connection.sendRequest<{ items?: Diagnostic[] }>('textDocument/diagnostic', {
        textDocument: { uri },
      });
      return report.items ?? [];
    },
    refreshed: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    close: async () => {
      await connection.sendRequest('shutdown');
      connection.dispose();
    },
  };
}
