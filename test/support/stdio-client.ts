/** A language client for any server that speaks over standard streams, for benchmarks and comparisons outside of a test run. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  createProtocolConnection,
  type InitializeParams,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

export interface StdioClient {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly open: (uri: string, text: string) => void;
  readonly change: (uri: string, text: string) => void;
  readonly close: () => Promise<void>;
}

/** What VS Code can do, as far as it changes answers. */
export const editorCapabilities: InitializeParams['capabilities'] = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    completion: {
      completionItem: { snippetSupport: true, documentationFormat: ['markdown'], insertReplaceSupport: false },
    },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } },
      resolveSupport: { properties: ['edit'] },
    },
    diagnostic: {},
    rename: { prepareSupport: true },
  },
};

export async function connectStdio(
  command: string,
  args: readonly string[],
  params: Partial<InitializeParams> = {},
): Promise<StdioClient> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore', 'ipc'] });
  if (child.stdin === null || child.stdout === null) throw new Error(`${command} has no streams`);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: editorCapabilities,
    ...params,
  });
  await connection.sendNotification('initialized', {});
  let version = 0;
  return {
    connection,
    process: child,
    open: (uri, text) => {
      const textDocument = { uri, languageId: 'yaml', version: ++version, text };
      void connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    change: (uri, text) => {
      const params = { textDocument: { uri, version: ++version }, contentChanges: [{ text }] };
      void connection.sendNotification('textDocument/didChange', params);
    },
    close: async () => {
      await connection.sendRequest('shutdown').catch(() => undefined);
      connection.dispose();
      child.kill();
    },
  };
}
