/** Tools that start other programs: env, timeout, xargs, init programs; and what they tell of the system. */
import { isBusybox } from '../flavors.ts';
import { charge, finish, never, pause, send, signalOf, untilEnd } from '../kernel.ts';
import { messages } from '../files.ts';
import { readAll } from '../open-files.ts';
import type { Task } from '../process.ts';
import { locate } from '../programs.ts';
import { cannotExecute, replaceWith, startChild } from './start.ts';
import { durationMs, out, parseOptions, print, type Call, type Tool } from './support.ts';
import { asText, linesOf, userName } from './texts.ts';

/** Runs another program and waits for it. */
function* runProgram(call: Call, words: readonly string[]): Task {
  const child = startChild(call, words);
  if (typeof child === 'number') {
    cannotExecute(call, words, 'ENOENT');
    return child;
  }
  return (yield* untilEnd(child)).code;
}

const env: Tool = (call) => {
  const environment = new Map(call.process.environment);
  const words = [...call.args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [name = '', value] = word.split(/=([^]*)/);
    if (/^-i?$/.test(word)) environment.clear();
    else if (word === '-u') environment.delete(words.shift() ?? '');
    else if (value !== undefined) environment.set(name, value);
    else if (word !== '--') return replaceWith(call, [word, ...words], environment);
  }
  return print(call, asText([...environment].map((pair) => pair.join('='))));
};

const printenv: Tool = (call) => {
  if (call.args[0] === undefined) return env(call);
  const value = call.process.environment.get(call.args[0]);
  return value === undefined ? 1 : print(call, `${value}\n`);
};

function* timeout(call: Call): Task {
  const { get, rest } = parseOptions(call, 's:signal k:kill-after', true);
  const [duration = '', ...words] = rest;
  const limitMs = durationMs(duration);
  if (limitMs === undefined) return call.complain(`invalid time interval '${duration}'`);
  const child = startChild(call, words);
  if (typeof child === 'number') {
    call.complain(`failed to run command '${words[0] ?? ''}': ${messages.ENOENT}`);
    return child;
  }
  const ready = (): boolean => child.exit !== undefined;
  yield { ...pause(call.process, limitMs), ready };
  if (child.exit) return child.exit.code;
  send(child, signalOf(get('s') ?? 'TERM') ?? 15);
  const killMs = durationMs(get('k') ?? '') ?? Infinity;
  yield { ...pause(call.process, killMs), ready };
  send(child, 9);
  if (!isBusybox(call)) return 124;
  finish(call.process, { code: 143, signal: 15 });
  return 143;
}

/** Programs that only start another one: nohup, setsid, su-exec … `skip` words come before it. */
const wrapper =
  (skip: number): Tool =>
  (call) => {
    const words = parseOptions(call, 'n: p:', true).rest.slice(skip);
    return words.length === 0 ? 0 : replaceWith(call, words);
  };

/** An init program: runs its child and passes signals on. */
function* init(call: Call): Task {
  const { process } = call;
  const child = startChild(call, parseOptions(call, 'p: e: r:', true).rest, 'last');
  if (typeof child === 'number') return call.complain(messages.ENOENT) * child;
  for (const signal of [1, 2, 3, 10, 12, 15]) process.caught.add(signal);
  while (!child.exit) {
    yield { ready: () => child.exit !== undefined, wakesOnSignal: true };
    for (const signal of process.pending.splice(0)) send(child, signal);
  }
  return child.exit.code;
}

function* xargs(call: Call): Task {
  const { has, get, rest } = parseOptions(call, 'n: I: P: d: L:', true);
  const text = yield* readAll(call.process, 0);
  const mark = get('I');
  const quoted = text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g);
  const items = has('0')
    ? text.split('\0')
    : mark === undefined
      ? [...quoted].map(([, double, single, plain]) => double ?? single ?? plain ?? '')
      : linesOf(text).map((line) => line.trimStart());
  const wanted = has('0') || mark !== undefined ? items.filter((item) => item !== '') : items;
  const command = rest.length === 0 ? ['echo'] : rest;
  const size = mark === undefined ? Number(get('n') ?? get('L')) || wanted.length || 1 : 1;
  let status = 0;
  for (let at = 0; at < wanted.length || (at === 0 && !has('r') && mark === undefined); at += size) {
    const group = wanted.slice(at, at + size);
    const words =
      mark === undefined ? [...command, ...group] : command.map((word) => word.replaceAll(mark, group[0] ?? ''));
    const code = yield* runProgram(call, words);
    if (code === 127) return 127;
    if (code !== 0) status = 123;
  }
  return status;
}

const id: Tool = (call) => {
  const { uid } = call.process;
  const name = userName(uid);
  if (call.name === 'whoami')
    return uid === 0 ? print(call, `${name}\n`) : call.complain(`cannot find name for user ID ${uid}`);
  const { has } = parseOptions(call);
  const one = has('n') ? name : String(uid);
  const [label, groups] = uid === 0 ? ['(root)', ' groups=0(root)'] : ['', ''];
  return print(call, has('ug') ? `${one}\n` : `uid=${uid}${label} gid=${uid}${label}${groups}\n`);
};

const which: Tool = (call) => {
  const { rest } = parseOptions(call);
  const found = rest.map((name) => locate(call.process, name)?.path);
  print(call, asText(found.filter((path) => path !== undefined)));
  return Number(found.includes(undefined));
};

const uname: Tool = (call) => {
  const { has } = parseOptions(call);
  const values = { s: 'Linux', n: call.process.kernel.hostName, r: '6.1.0', m: 'x86_64' };
  const shown = Object.entries(values).filter(([letter]) => has('a') || has(letter));
  return print(call, `${shown.map(([, value]) => value).join(' ') || 'Linux'}\n`);
};

function* watch(call: Call): Task {
  const { get, rest } = parseOptions(call, 'n:interval', true);
  for (;;) {
    yield* runProgram(call, ['sh', '-c', rest.join(' ')]);
    yield pause(call.process, durationMs(get('n') ?? '2') ?? 2000);
  }
}

function* waitForever(): Task {
  yield never;
  return 0;
}

function* yes(call: Call): Task {
  const line = (call.args.length === 0 ? 'y' : call.args.join(' ')) + '\n';
  while (out(call, line.repeat(Math.ceil(8192 / line.length)))) yield charge(call.process, 50) ?? {};
  return 1;
}

const named = (names: string, tool: Tool): Readonly<Record<string, Tool>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, tool] as const));

export const processTools: Readonly<Record<string, Tool>> = {
  env,
  printenv,
  timeout,
  xargs,
  id,
  whoami: id,
  which,
  uname,
  watch,
  yes,
  pause: waitForever,
  ...named('nohup setsid nice ionice stdbuf time exec', wrapper(0)),
  ...named('su-exec gosu chroot taskset', wrapper(1)),
  ...named('tini dumb-init', init),
  ...named('sync clear stty mount sysctl reset', () => 0),
  hostname: (call) => {
    const { podIp, hostName } = call.process.kernel;
    return print(call, `${/-[iI]/.test(call.args[0] ?? '') ? podIp : hostName}\n`);
  },
  nproc: (call) => print(call, '2\n'),
  tty: (call) => print(call, 'not a tty\n'),
};
