/**
 * Network tools: nc, httpd, wget, curl, nslookup, getent. They see the ports of the Pod and what the host names.
 */
import { addDescriptor, pipeOf, setDescriptor } from '../descriptors.ts';
import { never, pause, spawnChild, untilEnd } from '../kernel.ts';
import { read, readAll, write } from '../open-files.ts';
import type { Process, Task } from '../process.ts';
import { findProgram } from '../programs.ts';
import { fetchUrl, type Fetched } from './http.ts';
import { addressOf, fileServer, listen, refused, talk } from './sockets.ts';
import { durationMs, out, parseOptions, print, type Call, type Tool } from './support.ts';
import { writePath } from './write-path.ts';

const timedOut = 'Operation timed out';

function* nc(call: Call): Task {
  const { args, process } = call;
  const at = args.findIndex((word) => /^-[a-z]*e$/.test(word));
  const program = at < 0 ? undefined : args.slice(at + 1);
  const { has, get, rest } = parseOptions({ args: at < 0 ? args : args.slice(0, at) }, 'p: w: s: i: q:');
  if (has('l')) return yield* serve(call, Number(get('p') ?? rest.at(-1)), has('kL'), program);
  const [host = 'localhost', text = ''] = rest;
  const port = parseInt(text, 10);
  // Only whether somebody is there.
  const scans = has('z');
  const request = scans ? undefined : yield* readAll(process, 0);
  const reply = yield* talk(process, host, port, request, Number(get('w') ?? Infinity) * 1000);
  const label = `${host} (${host}:${port})`;
  if (reply.problem === undefined) {
    if (!scans) out(call, reply.text);
    else if (has('v')) write(process, 2, `${label} open\n`);
    return 0;
  }
  const reason = reply.problem === refused ? refused : timedOut;
  if (reply.problem === 'bad address') return call.complain(`bad address '${host}'`);
  if (!scans) return call.complain(`can't connect to remote host (${host}): ${reason}`);
  return has('v') ? call.complain(`${label}: ${reason}`) : 1;
}

function* serve(call: Call, port: number, again: boolean, program: readonly string[] | undefined): Task {
  const { process } = call;
  if (!listen(process, port)) return call.complain('bind: Address already in use');
  do {
    const listener = process.kernel.listeners.get(port);
    if (!listener) return 1;
    let [input, output] = [-1, -1];
    listener.accept = (connection) => {
      listener.accept = undefined;
      input = addDescriptor(process, connection.input);
      output = addDescriptor(process, connection.output);
    };
    yield { ready: () => output >= 0 };
    if (!program) yield* exchange(process, input, output);
    else yield* handOver(process, program, input, output);
    setDescriptor(process, input, undefined);
    setDescriptor(process, output, undefined);
  } while (again);
  return 0;
}

function* handOver(process: Process, program: readonly string[], input: number, output: number): Task<void> {
  const found = findProgram(process, program, 'between');
  const descriptors = new Map(process.descriptors);
  for (const [to, from] of [input, output].entries()) {
    const file = process.descriptors.get(from);
    if (file) descriptors.set(to, file);
  }
  const child = typeof found === 'string' ? undefined : spawnChild(process, found, { argv: program, descriptors });
  if (child) yield* untilEnd(child);
}

/** Standard input to the peer, the peer to standard output, until both have ended. */
function* exchange(process: Process, input: number, output: number): Task<void> {
  const canRead = (fd: number): boolean => {
    const pipe = pipeOf(process.descriptors.get(fd));
    return !pipe || pipe.buffer !== '' || pipe.writers === 0;
  };
  for (let sends = true; ;) {
    yield { ready: () => canRead(input) || (sends && canRead(0)) };
    const fromHere = sends && canRead(0);
    const part = yield* read(process, fromHere ? 0 : input);
    if (part !== '') write(process, fromHere ? output : 1, part);
    else if (!fromHere) return;
    else {
      sends = false;
      setDescriptor(process, output, undefined);
    }
  }
}

function* httpd(call: Call): Task {
  const { has, get } = parseOptions(call, 'p: h: c: u: r:');
  const { process } = call;
  const port = Number((get('p') ?? '80').split(':').at(-1));
  const serveFiles = function* (server: Process): Task {
    if (!listen(server, port, fileServer(server, get('h') ?? process.cwd)))
      return call.complain('bind: Address already in use');
    yield never;
    return 0;
  };
  if (has('f')) return yield* serveFiles(process);
  spawnChild(process, serveFiles);
  yield pause(process, 1);
  return 0;
}

function* wget(call: Call): Task {
  const { has, get, rest } = parseOptions(call, 'O:output-document T:timeout t:tries P: U: q-quiet q-no-verbose');
  const limitMs = durationMs(get('T') ?? '900') ?? 900_000;
  const { problem, status, body, target } = yield* fetchUrl(call, rest[0] ?? '', 'GET', limitMs, 5);
  if (problem === refused) return call.complain(`can't connect to remote host (${target.host}): ${refused}`);
  if (problem !== undefined)
    return call.complain(problem === 'bad address' ? `bad address '${target.host}'` : 'download timed out');
  if (status < 200 || status >= 400)
    return call.complain(status === 0 ? 'error getting response' : `server returned error: HTTP/1.1 ${status}`);
  const path = get('O') ?? (target.path.replace(/\?.*/, '').split('/').at(-1) || 'index.html');
  if (has('spider')) return 0;
  return path === '-' ? print(call, body) : Number(!writePath(call, path, body));
}

const curlSpec =
  'o:output w:write-out m:max-time X:request H:header d:data u: A: m:connect-timeout s-silent S-show-error f-fail I-head ' +
  'L-location i-include k-insecure R:retry';

function* curl(call: Call): Task {
  const { has, get, rest } = parseOptions(call, curlSpec);
  const url = rest.find((word) => !/^\d+$/.test(word)) ?? '';
  const limitMs = durationMs(get('m') ?? 'inf') ?? Infinity;
  const method = get('X') ?? (has('I') ? 'HEAD' : has('d') ? 'POST' : 'GET');
  const fetched = yield* fetchUrl(call, url, method, limitMs, has('L') ? 10 : 0);
  const { status, head, body } = fetched;
  const [code, text] = curlFailure(fetched, has('f'));
  const content = (has('Ii') ? `${head}\r\n\r\n` : '') + (has('I') ? '' : body);
  const path = get('o') ?? '-';
  if (code === 0 && path === '-') out(call, content);
  else if (code === 0 && !writePath(call, path, content)) return 23;
  const shown = get('w')?.replace(/%\{(http|response)_code\}/g, String(status).padStart(3, '0'));
  out(call, shown?.replaceAll('\\n', '\n') ?? '');
  if (code !== 0 && (!has('s') || has('S'))) call.complain(`(${code}) ${text}`);
  return code;
}

/** curl's exit code and words. */
function curlFailure({ problem, status, target }: Fetched, fails: boolean): readonly [number, string] {
  if (problem === 'bad address') return [6, `Could not resolve host: ${target.host}`];
  if (problem === refused) return [7, `Failed to connect to ${target.host} port ${target.port}: ${refused}`];
  if (problem !== undefined) return [28, timedOut];
  return fails && status >= 400 ? [22, `The requested URL returned error: ${status}`] : [0, ''];
}

function* resolveName(call: Call): Task {
  const name = call.args.find((word) => !/^(-.*|a?hosts(v4)?|A|\+short)$/.test(word)) ?? '';
  yield pause(call.process, 2);
  const address = addressOf(call.process, name);
  const isGetent = call.name === 'getent';
  if (address === undefined) return isGetent ? 2 : print(call, `** server can't find ${name}: NXDOMAIN\n\n`) + 1;
  if (isGetent) return print(call, `${address.padEnd(16)}${name}\n`);
  return print(call, call.name === 'nslookup' ? `Name:\t${name}\nAddress: ${address}\n\n` : `${address}\n`);
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
};
