/** A client that speaks LSP by hand over the standard streams of `podscope serve --stdio`: nothing between the test and the bytes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

export interface RawMessage {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface RawServer {
  readonly process: ChildProcess;
  readonly send: (message: object) => void;
  readonly bytes: (text: string) => void;
  readonly request: (method: string, params?: unknown) => Promise<RawMessage>;
  readonly notify: (method: string, params?: unknown) => void;
  /** The next notification of this method, also one that came before. */
  readonly notification: (method: string) => Promise<RawMessage>;
  /** The exit code. */
  readonly exited: Promise<number | null>;
  /** What was written to the standard error. */
  readonly stderr: () => string;
}

const bundle = fileURLToPath(new URL('../../dist/cli/podscope.cjs', import.meta.url));

/** `node` is the Node to run with, `flags` are its own, `program` is what it runs. */
export function startRaw(
  node = process.execPath,
  flags: readonly string[] = [],
  program: readonly string[] = [bundle, 'serve', '--stdio'],
): RawServer {
  const child = spawn(node, [...flags, ...program], { stdio: 'pipe' });
  after(() => {
    child.kill();
  });
  const answers = new Map<number, (message: RawMessage) => void>();
  const told: RawMessage[] = [];
  const waiting: { readonly method: string; readonly done: (message: RawMessage) => void }[] = [];
  let errors = '';
  let pending = Buffer.alloc(0);
  let nextId = 0;
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const receive = (message: RawMessage): void => {
    if (message.method === undefined) return answers.get(Number(message.id))?.(message);
    const index = waiting.findIndex(({ method }) => method === message.method);
    if (index >= 0) waiting.splice(index, 1)[0]?.done(message);
    else told.push(message);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const head = pending.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(pending.subarray(0, Math.max(head, 0)).toString())?.[1]);
      if (head < 0 || pending.length < head + 4 + length) return;
      const body = pending.subarray(head + 4, head + 4 + length).toString();
      pending = pending.subarray(head + 4 + length);
      receive(JSON.parse(body) as RawMessage);
    }
  });
  const bytes = (text: string): void => {
    child.stdin.write(text);
  };
  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    bytes(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  return {
    process: child,
    send,
    bytes,
    notify: (method, params) => {
      send({ method, params });
    },
    request: (method, params) =>
      new Promise((resolve) => {
        const id = ++nextId;
        answers.set(id, resolve);
        send({ id, method, params });
      }),
    notification: (method) =>
      new Promise((resolve) => {
        const index = told.findIndex((message) => message.method === method);
        const known = index < 0 ? undefined : told.splice(index, 1)[0];
        if (known === undefined) waiting.push({ method, done: resolve });
        else resolve(known);
      }),
    exited: new Promise((resolve) => {
      child.once('exit', resolve);
    }),
    stderr: () => errors,
  };
}
