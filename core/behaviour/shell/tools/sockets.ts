/** Connections of a container: to itself, to its neighbours in the Pod, to the world; and who listens. */
import { addDescriptor, openPipe, pipeOf, setDescriptor } from '../descriptors.ts';
import { nodeFor } from '../files.ts';
import { pause } from '../kernel.ts';
import { read, write } from '../open-files.ts';
import type { Connection, Process, RemoteAnswer, Task } from '../process.ts';
import { httpResponse, isWhole } from './http-text.ts';

/** What came back, or why nothing did. */
export interface Reply {
  readonly text: string;
  readonly problem?: 'bad address' | 'timeout' | typeof refused;
}
export const refused = 'Connection refused';

const isLocal = ({ kernel }: Process, host: string): boolean =>
  /^(localhost|127\..*|0\.0\.0\.0|::1|0)$/.test(host) || host === kernel.podIp || host === kernel.hostName;

/** The address behind a name; undefined if nobody knows it. */
export const addressOf = (process: Process, host: string): string | undefined =>
  isLocal(process, host) ? '127.0.0.1' : /^\d+(\.\d+){3}$|:/.test(host) ? host : process.kernel.lookup(host);

/** Connects, sends the request (undefined: only connects) and gives what comes back. */
export function* talk(
  process: Process,
  host: string,
  port: number,
  request: string | undefined,
  limitMs: number,
): Task<Reply> {
  const { kernel } = process;
  if (addressOf(process, host) === undefined) return { text: '', problem: 'bad address' };
  const local = isLocal(process, host);
  const listener = local ? kernel.listeners.get(port) : undefined;
  if (!listener) return yield* afterRemote(process, kernel.connect(local ? 'localhost' : host, port, request), limitMs);
  if (!listener.answer) return yield* talkLocally(process, port, request, limitMs);
  yield pause(process, 1);
  return { text: request === undefined ? '' : listener.answer(request) };
}

function* afterRemote(process: Process, answer: RemoteAnswer, limitMs: number): Task<Reply> {
  const takesMs = answer.kind === 'open' ? Math.max(1, answer.takesMs) : answer.kind === 'refused' ? 1 : Infinity;
  yield pause(process, Math.min(takesMs, limitMs));
  if (takesMs > limitMs) return { text: '', problem: 'timeout' };
  return answer.kind === 'open' ? { text: answer.response } : { text: '', problem: refused };
}

function* talkLocally(process: Process, port: number, request: string | undefined, limitMs: number): Task<Reply> {
  const until = pause(process, limitMs);
  const ends = connect(process, port);
  if (!ends) return { text: '', problem: refused };
  const input = addDescriptor(process, ends.input);
  const output = addDescriptor(process, ends.output);
  const pipe = pipeOf(ends.input);
  const ready = (): boolean => !pipe || pipe.buffer !== '' || pipe.writers === 0;
  let [text, isLate] = ['', false];
  if (request === undefined) yield pause(process, 1);
  else write(process, output, request);
  while (request !== undefined && !isWhole(text) && text.length < 1 << 20) {
    if (!ready()) yield { ...until, ready };
    isLate = !ready();
    const part = isLate ? '' : yield* read(process, input);
    if (part === '') break;
    text += part;
  }
  setDescriptor(process, input, undefined);
  setDescriptor(process, output, undefined);
  return isLate ? { text: '', problem: 'timeout' } : { text };
}

/** The client's ends of a new connection to somebody who waits on the port; undefined if nobody accepts now. */
export function connect({ kernel }: Pick<Process, 'kernel'>, port: number): Connection | undefined {
  const accept = kernel.listeners.get(port)?.accept;
  if (!accept) return undefined;
  const toServer = openPipe();
  const toClient = openPipe();
  accept({ input: toServer.reader, output: toClient.writer });
  return { input: toClient.reader, output: toServer.writer };
}

/** Takes a port, unless somebody in the Pod has it. */
export function listen(owner: Process, port: number, answer?: (request: string) => string): boolean {
  const { kernel } = owner;
  if (kernel.listeners.has(port) || kernel.connect('localhost', port, undefined).kind === 'open') return false;
  kernel.listeners.set(port, { owner, accept: undefined, answer });
  return true;
}

/** Answers requests from files below a folder, as a plain web server does. */
export const fileServer =
  (process: Process, folder: string) =>
  (request: string): string => {
    const [, path = '/'] = /^\w+ ([^ ?]*)/.exec(request) ?? [];
    const plain = path.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    let node = nodeFor(process, folder + plain.replace(/\.\.+/g, '.'));
    if (node?.kind === 'directory') node = node.entries.get('index.html');
    return node?.kind === 'file' ? httpResponse(200, node.content) : httpResponse(404, '404 Not Found\n');
  };
