/**
 * Bodies of programs that are known by what they do from outside: servers, databases, runtimes, and those only
 * assumed.
 */
import type { ImageProgram } from './images.ts';
import { note, pause, send } from './shell/kernel.ts';
import { write } from './shell/open-files.ts';
import type { Body, Process, Task } from './shell/process.ts';
import { durationMs, toolCall } from './shell/tools/support.ts';
import { httpResponse } from './shell/tools/http-text.ts';
import { replaceWith } from './shell/tools/start.ts';
import { fileServer, listen } from './shell/tools/sockets.ts';

/** A program of an image. */
export function* imageProgram(process: Process, program: ImageProgram): Task {
  const order = process.argv.indexOf('-s');
  if (order > 0 && /^(quit|stop|reload|reopen)$/.test(process.argv[order + 1] ?? ''))
    return controlServer(process, process.argv[order + 1] ?? '');
  const { needsOneOf, prints = '', onTerm = { afterMs: 0, code: 0 } } = program;
  if (needsOneOf && !needsOneOf.names.some((name) => (process.environment.get(name) ?? '') !== '')) {
    write(process, 2, needsOneOf.otherwise);
    return 1;
  }
  if (onTerm === 'ignores') process.ignored.add(15);
  else process.caught.add(15).add(2).add(3);
  if (prints !== '') write(process, 1, prints);
  const startMs = process.kernel.nowMs;
  if (yield* sleepUntil(process, startMs + (program.listensAfterMs ?? 0))) return yield* leave(process, onTerm);
  for (const port of program.listens ?? []) {
    if (listen(process, port, answers(process, program))) continue;
    write(process, 2, `${process.argv[0] ?? ''}: listen on port ${port}: address already in use\n`);
    return 1;
  }
  const { exits } = program;
  for (const { fromMs, bytes } of program.memory ?? []) {
    if (yield* sleepUntil(process, startMs + fromMs)) return yield* leave(process, onTerm);
    process.memory = bytes;
  }
  if (yield* sleepUntil(process, !exits ? Infinity : startMs + exits.afterMs)) return yield* leave(process, onTerm);
  return exits?.code ?? 0;
}

/** `nginx -s quit`: an order to the server that runs already. */
function controlServer(process: Process, order: string): number {
  const server = [...process.kernel.processes.values()].find(
    (other) => other !== process && other.argv[0]?.split('/').at(-1) === process.argv[0]?.split('/').at(-1),
  );
  if (!server) return 1;
  if (order === 'quit' || order === 'stop') send(server, order === 'quit' ? 3 : 15);
  return 0;
}

function answers(process: Process, { http }: ImageProgram): (request: string) => string {
  if (http && 'folder' in http) return fileServer(process, http.folder);
  return () => (!http ? '' : httpResponse(http.status, http.body));
}

/** Sleeps; true if a caught signal ended it. */
function* sleepUntil(process: Process, atMs: number): Task<boolean> {
  const { kernel } = process;
  while (process.pending.length === 0 && kernel.nowMs < atMs) {
    yield { wakesOnSignal: true, untilMs: atMs };
  }
  return process.pending.length > 0;
}

function* leave(process: Process, onTerm: Exclude<ImageProgram['onTerm'], undefined>): Task {
  if (onTerm === 'ignores') return 0;
  yield pause(process, onTerm.afterMs);
  return onTerm.code;
}

/** What an unknown program is taken to do where it stays: the assumption of `resolve.ts`, inside a script. */
export function assumedServer(
  process: Process,
  name: string,
  ports: readonly number[],
  endsAfterMs: number | undefined,
): Task {
  note(
    process.kernel,
    `${name} is not known: it is taken to ${endsAfterMs === undefined ? 'start within 1 s, listen on its declared ports and run for ever' : `end with 0 after ${endsAfterMs / 1000} s`}`,
  );
  return imageProgram(process, {
    listens: ports,
    listensAfterMs: ports.length > 0 ? 1000 : 0,
    http: { status: 200, body: '' },
    onTerm: { afterMs: 100, code: 143 },
    ...(endsAfterMs === undefined ? {} : { exits: { afterMs: endsAfterMs, code: 0 } }),
  });
}

/** An entry point script that ends in `exec "$@"`. */
export function entryPoint(process: Process, fallback: string | undefined): Task {
  const words = process.argv.slice(1);
  const needsFallback = fallback !== undefined && (words.length === 0 || words[0]?.startsWith('-') === true);
  return replaceWith(toolCall(process, process.argv[0] ?? ''), needsFallback ? [fallback, ...words] : words);
}

/** The `stress` of the documentation's memory examples: `--vm 1 --vm-bytes 150M`. */
export const stress: Body = (process) => {
  const value = (name: string): string | undefined => {
    const at = process.argv.findIndex((word) => word === name || word.startsWith(`${name}=`));
    return at < 0 ? undefined : (process.argv[at]?.split('=')[1] ?? process.argv[at + 1]);
  };
  const match = /^(\d+)([bkmg]?)$/i.exec(value('--vm-bytes') ?? '256M');
  const factor = { b: 1, k: 1024, m: 1 << 20, g: 1 << 30 }[(match?.[2] ?? 'b').toLowerCase()] ?? 1;
  const workers = Number(value('--vm') ?? value('-m') ?? 0);
  const afterMs = durationMs(value('--timeout') ?? value('-t') ?? '');
  return imageProgram(process, {
    prints: `stress: info: [${process.pid}] dispatching hogs: 0 cpu, 0 io, ${workers} vm, 0 hdd\n`,
    onTerm: process.pid === 1 ? 'ignores' : { afterMs: 0, code: 143 },
    memory: workers === 0 ? [] : [{ fromMs: 200, bytes: workers * Number(match?.[1] ?? 0) * factor }],
    ...(afterMs === undefined ? {} : { exits: { afterMs, code: 0 } }),
  });
};

type PortOption = (name: string, fallback: number) => number;
const anyPort = (option: PortOption): readonly number[] => [option('port', option('http-port', 80))];

/** Where the sub-commands that manifests use listen. */
const agnhostPorts = new Map<string, (option: PortOption) => readonly number[]>([
  ['netexec', (option) => [option('http-port', 8080)]],
  ['serve-hostname', (option) => [option('port', 9376)]],
  ['grpc-health-checking', (option) => [option('port', 5000), option('http-port', 8080)]],
  ...['porter', 'webhook', 'guestbook', 'test-webserver'].map((name) => [name, anyPort] as const),
]);

/** The test image of Kubernetes. A Go program as process 1 leaves SIGTERM with 2. */
export const agnhost: Body = (process) => {
  const [, command = 'pause', ...args] = process.argv;
  const option: PortOption = (name, fallback) => {
    const at = args.findIndex((word) => word.replace(/^--?/, '').split('=')[0] === name);
    return Number(at < 0 ? fallback : (args[at]?.split('=')[1] ?? args[at + 1] ?? fallback));
  };
  if (command === 'liveness') return livenessServer(process);
  return imageProgram(process, {
    listens: agnhostPorts.get(command)?.(option) ?? [],
    http: { status: 200, body: command === 'serve-hostname' ? process.kernel.hostName : 'ok' },
    onTerm: { afterMs: 0, code: command === 'pause' ? 0 : process.pid === 1 ? 2 : 143 },
  });
};

/** Healthy for its first ten seconds, then 500. */
function* livenessServer(process: Process): Task {
  const startMs = process.kernel.nowMs;
  process.caught.add(15);
  listen(process, 8080, (request) => {
    const ageMs = process.kernel.nowMs - startMs;
    if (!/^\w+ \/healthz/.test(request) || ageMs <= 10_000) return httpResponse(200, 'ok');
    return httpResponse(500, `error: ${(ageMs / 1000).toFixed(3)}`);
  });
  yield* sleepUntil(process, Infinity);
  return process.pid === 1 ? 2 : 143;
}
