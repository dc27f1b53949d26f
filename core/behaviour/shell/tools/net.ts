/** Network tools: nc, httpd, wget, curl, nslookup, ping, getent. They see the ports of the Pod and what the host names. */
import { openPipe, setDescriptor } from '../descriptors.ts';
import { findNode } from '../files.ts';
import { note, spawn } from '../kernel.ts';
import { read, write } from '../open-files.ts';
import type { OpenFile, Process, RemoteAnswer, Task } from '../process.ts';
import { findProgram } from '../programs.ts';
import { durationMs, err, freeDescriptor, out, parseOptions, writePath, type Call, type Tool } from './support.ts';

export type Reply =
  | { readonly kind: 'open'; readonly text: string }
  | { readonly kind: 'refused' | 'unreachable' | 'timeout' | 'bad address' };

const isAddress = (host: string): boolean => /^\d+(\.\d+){3}$/.test(host) || host.includes(':');

function isLocal(process: Process, host: string): boolean {
  const { machine } = process.kernel;
  return (
    host === 'localhost' ||
    host.startsWith('127.') ||
    host === '0.0.0.0' ||
    host === '::1' ||
    host === '0' ||
    host === machine.podIp ||
    host === machine.hostName
  );
}

/** Connects, sends the request (undefined: only connects) and gives what comes back. */
export function* talk(
  process: Process,
  host: string,
  port: number,
  request: string | undefined,
  limitMs: number,
): Task<Reply> {
  const local = isLocal(process, host);
  if (!local && !isAddress(host) && process.kernel.machine.lookup(host) === undefined) return { kind: 'bad address' };
  const listener = local ? process.kernel.listeners.get(port) : undefined;
  if (listener?.answer !== undefined) {
    yield { untilMs: process.kernel.nowMs + 1 };
    return { kind: 'open', text: request === undefined ? '' : listener.answer(request) };
  }
  if (listener !== undefined) return yield* talkLocally(process, port, request, limitMs);
  return yield* afterRemote(
    process,
    process.kernel.machine.connect(local ? 'localhost' : host, port, request),
    limitMs,
  );
}

function* afterRemote(process: Process, answer: RemoteAnswer, limitMs: number): Task<Reply> {
  const { kernel } = process;
  if (
    answer.kind === 'hangs' ||
    answer.kind === 'unreachable' ||
    (answer.kind === 'open' && answer.takesMs > limitMs)
  ) {
    if (limitMs === Infinity) yield { ready: () => false };
    else yield { untilMs: kernel.nowMs + limitMs };
    return { kind: 'timeout' };
  }
  yield { untilMs: kernel.nowMs + (answer.kind === 'open' ? Math.max(1, answer.takesMs) : 1) };
  return answer.kind === 'open' ? { kind: 'open', text: answer.response } : { kind: 'refused' };
}

function* talkLocally(process: Process, port: number, request: string | undefined, limitMs: number): Task<Reply> {
  const { kernel } = process;
  const deadline = kernel.nowMs + limitMs;
  const until = limitMs === Infinity ? {} : { untilMs: deadline };
  const connection = dial(process, port);
  if (connection === undefined) return { kind: 'refused' };
  if (request !== undefined) yield* write(process, connection.out, request);
  if (request === undefined) {
    hangUp(process, connection);
    yield { untilMs: kernel.nowMs + 1 };
    return { kind: 'open', text: '' };
  }
  let text = '';
  for (;;) {
    const source = process.descriptors.get(connection.in)?.source;
    const pipe = source?.kind === 'pipe' ? source.pipe : undefined;
    const isReady = (): boolean => pipe === undefined || pipe.buffer !== '' || pipe.writers === 0;
    if (!isReady()) yield { ...until, ready: isReady };
    if (!isReady()) {
      hangUp(process, connection);
      return { kind: 'timeout' };
    }
    const part = yield* read(process, connection.in);
    text += part;
    if (part === '' || isWhole(text) || text.length > 1 << 20) break;
  }
  hangUp(process, connection);
  return { kind: 'open', text };
}

/** Whether an HTTP answer with a length has come in full. */
function isWhole(text: string): boolean {
  const match = /\r?\n\r?\n/.exec(text);
  const length = /^content-length:\s*(\d+)/im.exec(text)?.[1];
  return match !== null && length !== undefined && text.length >= match.index + match[0].length + Number(length);
}

interface Dialled {
  readonly in: number;
  readonly out: number;
}

function dial(process: Process, port: number): Dialled | undefined {
  const ends = connect(process, port);
  if (ends === undefined) return undefined;
  const input = freeDescriptor(process);
  setDescriptor(process, input, ends.input);
  const output = freeDescriptor(process);
  setDescriptor(process, output, ends.output);
  return { in: input, out: output };
}

function hangUp(process: Process, connection: Dialled): void {
  setDescriptor(process, connection.in, undefined);
  setDescriptor(process, connection.out, undefined);
}

/** The client's ends of a new connection to somebody who waits on the port; undefined if nobody accepts now. */
export function connect(
  process: Pick<Process, 'kernel'>,
  port: number,
): { readonly input: OpenFile; readonly output: OpenFile } | undefined {
  const accept = process.kernel.listeners.get(port)?.accept;
  if (accept === undefined) return undefined;
  const toServer = openPipe();
  const toClient = openPipe();
  accept({ input: toServer.reader, output: toClient.writer });
  return { input: toClient.reader, output: toServer.writer };
}

/** Takes a port, unless somebody in the Pod has it. */
export function listen(process: Process, port: number, answer?: (request: string) => string): boolean {
  const { kernel } = process;
  if (kernel.listeners.has(port) || kernel.machine.connect('localhost', port, undefined).kind === 'open') return false;
  kernel.listeners.set(port, { owner: process, accept: undefined, ...(answer === undefined ? {} : { answer }) });
  return true;
}

function* nc(call: Call): Task {
  const at = call.args.findIndex((word) => /^-[a-z]*e$/.test(word));
  const program = at < 0 ? undefined : call.args.slice(at + 1);
  const before = at < 0 ? call.args : call.args.slice(0, at);
  const options = parseOptions(before, 'p:w:s:i:q:');
  const limitMs = options.get('w') === undefined ? Infinity : Number(options.get('w')) * 1000;
  if (options.has('l'))
    return yield* serve(
      call,
      Number(options.get('p') ?? options.rest.at(-1)),
      options.has('k') || options.has('L'),
      program,
    );
  const [host = 'localhost', port = ''] = options.rest;
  if (options.has('z')) return yield* scan(call, host, Number(port.split('-')[0]), limitMs, options.has('v'));
  return yield* client(call, host, Number(port), limitMs);
}

function* scan(call: Call, host: string, port: number, limitMs: number, isLoud: boolean): Task {
  const reply = yield* talk(call.process, host, port, undefined, limitMs);
  if (reply.kind === 'open') {
    if (isLoud) yield* write(call.process, 2, `${host} (${host}:${port}) open\n`);
    return 0;
  }
  if (reply.kind === 'bad address') return yield* err(call, `bad address '${host}'`);
  if (isLoud)
    yield* err(
      call,
      `${host} (${host}:${port}): ${reply.kind === 'refused' ? 'Connection refused' : 'Operation timed out'}`,
    );
  return 1;
}

function* client(call: Call, host: string, port: number, limitMs: number): Task {
  let request = '';
  for (let part = yield* read(call.process, 0); part !== ''; part = yield* read(call.process, 0)) request += part;
  const reply = yield* talk(call.process, host, port, request, limitMs);
  if (reply.kind === 'bad address') return yield* err(call, `bad address '${host}'`);
  if (reply.kind !== 'open')
    return yield* err(
      call,
      `can't connect to remote host (${host}): ${reply.kind === 'refused' ? 'Connection refused' : 'Operation timed out'}`,
    );
  yield* out(call, reply.text);
  return 0;
}

function* serve(call: Call, port: number, again: boolean, program: readonly string[] | undefined): Task {
  const { process } = call;
  if (!listen(process, port)) return yield* err(call, 'bind: Address already in use');
  do {
    let connection: { readonly input: OpenFile; readonly output: OpenFile } | undefined;
    const listener = process.kernel.listeners.get(port);
    if (listener === undefined) return 1;
    listener.accept = (one) => {
      connection = one;
      listener.accept = undefined;
      one.input.users++;
      one.output.users++;
    };
    yield { ready: () => connection !== undefined };
    if (connection === undefined) return 1;
    if (program !== undefined) yield* handOver(call, program, connection);
    else yield* exchange(process, connection);
  } while (again);
  return 0;
}

function* handOver(
  call: Call,
  program: readonly string[],
  connection: { readonly input: OpenFile; readonly output: OpenFile },
): Task<void> {
  const { process } = call;
  const found = findProgram(process, program, process.environment.get('PATH') ?? '', 'between');
  const descriptors = new Map(process.descriptors).set(0, connection.input).set(1, connection.output);
  const child =
    found.kind !== 'program'
      ? undefined
      : spawn(process.kernel, {
          parent: process,
          argv: program,
          cwd: process.cwd,
          uid: process.uid,
          environment: process.environment,
          descriptors,
          body: found.main,
        });
  drop(process, connection);
  if (child !== undefined) yield { ready: () => child.exit !== undefined };
}

function drop(process: Process, connection: { readonly input: OpenFile; readonly output: OpenFile }): void {
  for (const file of [connection.input, connection.output]) {
    const fd = freeDescriptor(process);
    setDescriptor(process, fd, file);
    file.users--;
    setDescriptor(process, fd, undefined);
  }
}

/** Standard input to the peer, the peer to standard output, until both have ended. */
function* exchange(process: Process, connection: { readonly input: OpenFile; readonly output: OpenFile }): Task<void> {
  const input = freeDescriptor(process);
  setDescriptor(process, input, connection.input);
  connection.input.users--;
  const output = freeDescriptor(process);
  setDescriptor(process, output, connection.output);
  connection.output.users--;
  const canRead = (fd: number): boolean => {
    const source = process.descriptors.get(fd)?.source;
    return source?.kind !== 'pipe' || source.pipe.buffer !== '' || source.pipe.writers === 0;
  };
  for (let sends = true; ;) {
    yield { ready: () => canRead(input) || (sends && canRead(0)) };
    if (sends && canRead(0)) {
      const part = yield* read(process, 0);
      if (part === '') {
        sends = false;
        setDescriptor(process, output, undefined);
      } else yield* write(process, output, part);
    } else if (canRead(input)) {
      const part = yield* read(process, input);
      if (part === '') break;
      yield* write(process, 1, part);
    }
  }
  setDescriptor(process, input, undefined);
  setDescriptor(process, output, undefined);
}

export function httpResponse(status: number, body: string, extra = ''): string {
  const reasons: Readonly<Record<number, string>> = {
    200: 'OK',
    302: 'Found',
    404: 'Not Found',
    500: 'Internal Server Error',
    503: 'Service Unavailable',
  };
  return `HTTP/1.1 ${status} ${reasons[status] ?? 'Status'}\r\n${extra}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
}

/** Answers requests from files below a folder, as a plain web server does. */
export function fileServer(process: Process, folder: string): (request: string) => string {
  return (request) => {
    const path = decodeURI2(/^\w+ ([^ ?]*)/.exec(request)?.[1] ?? '/');
    let entry = findNode(process.kernel.files, process.cwd, folder + path);
    if (entry?.kind === 'directory') entry = entry.entries.get('index.html');
    return entry?.kind === 'file' ? httpResponse(200, entry.content) : httpResponse(404, '404 Not Found\n');
  };
}

const decodeURI2 = (text: string): string =>
  text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))).replace(/\.\.+/g, '.');

function* httpd(call: Call): Task {
  const { has, get } = parseOptions(call.args, 'p:h:c:u:r:');
  const port = Number((get('p') ?? '80').split(':').at(-1));
  const { process } = call;
  const folder = get('h') ?? process.cwd;
  const body = function* (server: Process): Task {
    if (!listen(server, port, fileServer(server, folder))) {
      yield* write(server, 2, 'httpd: bind: Address already in use\n');
      return 1;
    }
    yield { ready: () => false };
    return 0;
  };
  if (has('f')) return yield* body(process);
  spawn(process.kernel, {
    parent: process,
    argv: process.argv,
    cwd: process.cwd,
    uid: process.uid,
    environment: process.environment,
    descriptors: process.descriptors,
    body,
  });
  yield { untilMs: process.kernel.nowMs + 1 };
  return 0;
}

interface Target {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly isSecure: boolean;
}

function parseUrl(url: string): Target {
  const match = /^(?:(https?):\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^:/?]*)(?::(\d+))?([^#]*)/.exec(url);
  const isSecure = match?.[1] === 'https';
  const path = match?.[4] ?? '';
  return {
    host: match?.[2] ?? '',
    port: Number(match?.[3] ?? (isSecure ? 443 : 80)),
    path: path.startsWith('/') ? path : `/${path}`,
    isSecure,
  };
}

interface Fetched {
  readonly reply: Reply;
  readonly status: number;
  readonly head: string;
  readonly body: string;
  readonly target: Target;
}

function* fetchUrl(call: Call, url: string, method: string, limitMs: number, redirects: number): Task<Fetched> {
  const target = parseUrl(url);
  const request = `${method} ${target.path} HTTP/1.1\r\nHost: ${target.host}\r\nUser-Agent: ${call.name}\r\nAccept: */*\r\nConnection: close\r\n\r\n`;
  const reply = yield* talk(call.process, target.host, target.port, request, limitMs);
  if (reply.kind !== 'open') return { reply, status: 0, head: '', body: '', target };
  const split = /\r?\n\r?\n/.exec(reply.text);
  const head = split === null ? reply.text : reply.text.slice(0, split.index);
  const body = split === null ? '' : reply.text.slice(split.index + split[0].length);
  const status = Number(/^HTTP\/\S+ (\d+)/.exec(head)?.[1] ?? 0);
  const location = /^location:\s*(\S+)/im.exec(head)?.[1];
  if (status >= 300 && status < 400 && location !== undefined && redirects > 0) {
    return yield* fetchUrl(
      call,
      location.startsWith('/') ? `http://${target.host}:${target.port}${location}` : location,
      method,
      limitMs,
      redirects - 1,
    );
  }
  return { reply, status, head, body, target };
}

function* wget(call: Call): Task {
  const options = parseOptions(call.args, 'O:T:t:P:U:', {
    'output-document': 'O',
    timeout: 'T',
    tries: 't',
    quiet: 'q',
    'no-verbose': 'q',
  });
  const url = options.rest[0] ?? '';
  const limitMs = durationMs(options.get('T') ?? '900') ?? 900_000;
  const { reply, status, body, target } = yield* fetchUrl(call, url, 'GET', limitMs, 5);
  if (reply.kind === 'bad address') return yield* err(call, `bad address '${target.host}'`);
  if (reply.kind === 'timeout') return yield* err(call, 'download timed out');
  if (reply.kind !== 'open')
    return yield* err(call, `can't connect to remote host (${target.host}): Connection refused`);
  if (status < 200 || status >= 400)
    return yield* err(call, status === 0 ? 'error getting response' : `server returned error: HTTP/1.1 ${status}`);
  if (options.has('spider')) return 0;
  const path = options.get('O') ?? (target.path.split('?')[0]?.split('/').at(-1) || 'index.html');
  if (path === '-') {
    yield* out(call, body);
    return 0;
  }
  return (yield* writePath(call, path, body)) ? 0 : 1;
}

function* curl(call: Call): Task {
  const options = parseOptions(call.args, 'o:w:m:X:H:d:u:A:', {
    silent: 's',
    'show-error': 'S',
    fail: 'f',
    output: 'o',
    'write-out': 'w',
    'max-time': 'm',
    request: 'X',
    head: 'I',
    location: 'L',
    'connect-timeout': 'm',
    header: 'H',
    data: 'd',
    include: 'i',
    insecure: 'k',
    retry: 'R',
  });
  const url = options.rest.find((word) => !/^\d+$/.test(word)) ?? '';
  const limitMs = durationMs(options.get('m') ?? 'inf') ?? Infinity;
  const method = options.get('X') ?? (options.has('I') ? 'HEAD' : options.has('d') ? 'POST' : 'GET');
  const { reply, status, head, body, target } = yield* fetchUrl(call, url, method, limitMs, options.has('L') ? 10 : 0);
  const isLoud = !options.has('s') || options.has('S');
  const failures = {
    'bad address': [6, `Could not resolve host: ${target.host}`],
    timeout: [28, 'Operation timed out'],
    refused: [7, `Failed to connect to ${target.host} port ${target.port}: Connection refused`],
    unreachable: [7, `Failed to connect to ${target.host}`],
  } as const;
  const shown =
    options
      .get('w')
      ?.replace(/%\{(?:http_code|response_code)\}/g, String(status).padStart(3, '0'))
      .replaceAll('\\n', '\n') ?? '';
  if (reply.kind !== 'open') {
    const [code, text] = failures[reply.kind];
    yield* out(call, shown);
    if (isLoud) yield* write(call.process, 2, `curl: (${code}) ${text}\n`);
    return code;
  }
  if (options.has('f') && status >= 400) {
    yield* out(call, shown);
    if (isLoud) yield* write(call.process, 2, `curl: (22) The requested URL returned error: ${status}\n`);
    return 22;
  }
  const text = (options.has('I') || options.has('i') ? `${head}\r\n\r\n` : '') + (options.has('I') ? '' : body);
  const path = options.get('o');
  if (path !== undefined && path !== '/dev/null' && path !== '-') {
    if (!(yield* writePath(call, path, text))) return 23;
  } else if (path !== '/dev/null') yield* out(call, text);
  yield* out(call, shown);
  return 0;
}

function* resolveName(call: Call): Task {
  const names = call.args.filter(
    (word) => !word.startsWith('-') && !['hosts', 'ahosts', 'ahostsv4', 'A', '+short'].includes(word),
  );
  const name = names[0] ?? '';
  yield { untilMs: call.process.kernel.nowMs + 2 };
  const address = isLocal(call.process, name)
    ? '127.0.0.1'
    : isAddress(name)
      ? name
      : call.process.kernel.machine.lookup(name);
  if (call.name === 'getent') {
    if (address === undefined) return 2;
    yield* out(call, `${address.padEnd(16)}${name}\n`);
    return 0;
  }
  if (address === undefined) {
    yield* out(call, `** server can't find ${name}: NXDOMAIN\n\n`);
    return 1;
  }
  yield* out(
    call,
    call.name === 'dig' || call.name === 'host' ? `${address}\n` : `Name:\t${name}\nAddress: ${address}\n\n`,
  );
  return 0;
}

function* ping(call: Call): Task {
  const { get, rest } = parseOptions(call.args, 'c:W:w:i:s:I:');
  const host = rest[0] ?? '';
  const address = isLocal(call.process, host)
    ? '127.0.0.1'
    : isAddress(host)
      ? host
      : call.process.kernel.machine.lookup(host);
  if (address === undefined) return yield* err(call, `bad address '${host}'`);
  const count = Number(get('c') ?? Infinity);
  note(call.process.kernel, `ping ${host} is taken to be answered`);
  yield* out(call, `PING ${host} (${address}): 56 data bytes\n`);
  for (let i = 0; i < count; i++) {
    yield* out(call, `64 bytes from ${address}: seq=${i} ttl=64 time=0.100 ms\n`);
    if (i + 1 < count) yield { untilMs: call.process.kernel.nowMs + 1000 };
  }
  return 0;
}

export const netTools: Readonly<Record<string, Tool>> = {
  nc,
  ncat: nc,
  netcat: nc,
  httpd,
  wget,
  curl,
  nslookup: resolveName,
  getent: resolveName,
  host: resolveName,
  dig: resolveName,
  ping,
};
