/**
 * A language server as a process, spoken to over its standard streams: how long it takes from an edit to the
 * diagnoses that it pushes.
 */
import { spawn } from 'node:child_process';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

export interface ServerUnderTest {
  readonly command: readonly string[];
  /** What it gets by `workspace/didChangeConfiguration`. */
  readonly settings: object;
  readonly initializationOptions?: object;
}

export interface Typed {
  readonly text: string;
  /** The line that is changed, counted from 0, and how it reads at the n-th press. */
  readonly line: number;
  readonly at: (press: number) => string;
}

/** Milliseconds of each press, in order; the first diagnoses after opening do not count. */
export async function typeIn(server: ServerUnderTest, typed: Typed, presses: number): Promise<readonly number[]> {
  const [program = '', ...args] = server.command;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  let told: () => void = () => undefined;
  connection.onNotification('textDocument/publishDiagnostics', () => {
    told();
  });
  connection.onUnhandledNotification(() => undefined);
  connection.onRequest('client/registerCapability', () => null);
  connection.listen();
  const pushed = (): Promise<void> => new Promise((resolve) => (told = resolve));
  const { initializationOptions } = server;
  await connection.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
    ...(initializationOptions === undefined ? {} : { initializationOptions }),
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings: server.settings });
  const uri = 'file:///bench/deployment.yaml';
  const first = pushed();
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'yaml', version: 1, text: typed.text },
  });
  await first;
  const times: number[] = [];
  for (let press = 0; press < presses; press++) {
    const range = { start: { line: typed.line, character: 0 }, end: { line: typed.line + 1, character: 0 } };
    const done = pushed();
    const start = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: press + 2 },
      contentChanges: [{ range, text: `${typed.at(press)}\n` }],
    });
    await done;
    times.push(performance.now() - start);
  }
  connection.dispose();
  child.kill();
  return times;
}
