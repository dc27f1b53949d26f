/** Tools about processes and the system: sleep, kill, ps, env, id, timeout, xargs, expr and their like. */
import { messages } from '../files.ts';
import { charge, finish, replaceTask, send, signalName, signalNumbers, spawn } from '../kernel.ts';
import { readAll, write } from '../open-files.ts';
import type { Process, Task } from '../process.ts';
import { findProgram, locate } from '../programs.ts';
import { compileRegex, searchRegex } from '../regex.ts';
import { echoText, formatText } from './echo.ts';
import { durationMs, err, linesOf, out, parseOptions, type Call, type Tool } from './support.ts';
import { evaluateTest } from './test.ts';

const pathOf = (process: Process): string =>
  process.environment.get('PATH') ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

function* sleep(call: Call): Task {
  const words = parseOptions(call.args, '').rest;
  const times = words.map(durationMs);
  const bad = times.indexOf(undefined);
  if (words.length === 0) return yield* err(call, 'missing operand');
  if (bad >= 0)
    return yield* err(
      call,
      call.process.kernel.machine.flavor === 'busybox'
        ? `invalid number '${words[bad] ?? ''}'`
        : `invalid time interval '${words[bad] ?? ''}'`,
    );
  const total = times.reduce<number>((sum, time) => sum + (time ?? 0), 0);
  if (total === Infinity) yield { ready: () => false };
  else yield { untilMs: call.process.kernel.nowMs + total };
  return 0;
}

const signalOf = (text: string): number | undefined =>
  /^\d+$/.test(text) ? Number(text) : signalNumbers[text.toUpperCase().replace(/^SIG/, '')];

function* kill(call: Call): Task {
  const args = [...call.args];
  let signal: number | undefined = 15;
  const option = args[0] ?? '';
  if (option === '-l') {
    yield* out(
      call,
      args[1] === undefined ? Object.keys(signalNumbers).join('\n') + '\n' : `${signalName(Number(args[1])) ?? ''}\n`,
    );
    return 0;
  }
  if (option === '-s') {
    signal = signalOf(args[1] ?? '');
    args.splice(0, 2);
  } else if (/^-./.test(option)) {
    signal = signalOf(option.slice(1));
    args.shift();
  }
  if (signal === undefined) return yield* err(call, `invalid signal '${option}'`);
  let status = 0;
  for (const arg of args.filter((word) => word !== '--')) {
    const targets =
      arg === '-1'
        ? [...call.process.kernel.processes.values()].filter((one) => one.pid !== 1 && one !== call.process)
        : [call.process.kernel.processes.get(Math.abs(Number(arg)))].filter((one) => one !== undefined);
    if (targets.length === 0) status = yield* err(call, `can't kill pid ${arg}: No such process`);
    for (const target of targets) send(target, signal);
  }
  return status;
}

/** The processes that a pattern means. `pidof` and `killall` want the name, `pgrep` and `pkill` look into it. */
function matching(call: Call, names: readonly string[], whole: boolean): readonly Process[] {
  return [...call.process.kernel.processes.values()].filter((process) => {
    const name = (process.argv[0] ?? '').split('/').at(-1) ?? '';
    const line = process.argv.join(' ');
    return (
      process !== call.process &&
      names.some((wanted) => (whole ? name === wanted : (call.args.includes('-f') ? line : name).includes(wanted)))
    );
  });
}

function* findProcesses(call: Call): Task {
  const names = call.args.filter((word) => !word.startsWith('-'));
  const found = matching(call, names, call.name === 'pidof');
  if (found.length === 0) return 1;
  yield* out(call, found.map((process) => process.pid).join(call.name === 'pidof' ? ' ' : '\n') + '\n');
  return 0;
}

function* killNamed(call: Call): Task {
  const signal = signalOf(call.args.find((word) => /^-[A-Z0-9]/.test(word))?.slice(1) ?? 'TERM') ?? 15;
  const found = matching(
    call,
    call.args.filter((word) => !word.startsWith('-')),
    call.name === 'killall',
  );
  for (const process of found) send(process, signal);
  if (found.length === 0 && call.name === 'killall')
    return yield* err(call, `${call.args.at(-1) ?? ''}: no process killed`);
  return found.length === 0 ? 1 : 0;
}

function* ps(call: Call): Task {
  yield* out(call, 'PID   USER     TIME  COMMAND\n');
  for (const process of call.process.kernel.processes.values()) {
    yield* out(
      call,
      `${String(process.pid).padStart(5)} ${(process.uid === 0 ? 'root' : String(process.uid)).padEnd(8)}  0:00 ${process.argv.join(' ')}\n`,
    );
  }
  return 0;
}

/** Runs another program with these words and waits for it. */
export function* runProgram(
  call: Call,
  words: readonly string[],
  changes: Partial<Pick<Process, 'environment' | 'cwd'>> = {},
): Task {
  const child = startChild(call, words, changes);
  if (child === undefined) {
    yield* err(
      call,
      `${call.name === 'env' || call.process.kernel.machine.flavor !== 'busybox' ? '' : "can't execute "}'${words[0] ?? ''}': ${messages.ENOENT}`,
    );
    return 127;
  }
  yield { ready: () => child.exit !== undefined };
  return child.exit?.code ?? 0;
}

function startChild(
  call: Call,
  words: readonly string[],
  changes: Partial<Pick<Process, 'environment' | 'cwd'>> = {},
): Process | undefined {
  const { process } = call;
  const found = findProgram(process, words, pathOf(process), 'between');
  if (found.kind !== 'program') return undefined;
  return spawn(process.kernel, {
    parent: process,
    argv: words,
    cwd: changes.cwd ?? process.cwd,
    uid: process.uid,
    environment: changes.environment ?? process.environment,
    descriptors: process.descriptors,
    body: (child) => afterStart(child, found.main),
  });
}

/** Starting a program takes a millisecond, and is work. */
function* afterStart(process: Process, main: (process: Process) => Task): Task {
  const { kernel } = process;
  yield charge(kernel, 20) ?? { untilMs: kernel.nowMs + 1 };
  return yield* main(process);
}

/** Puts another program into this process's place. */
export function* become(call: Call, words: readonly string[], environment = call.process.environment): Task {
  const { process } = call;
  process.environment = environment;
  const found = findProgram(process, words, pathOf(process), 'last');
  if (found.kind !== 'program') {
    yield* err(
      call,
      `${process.kernel.machine.flavor === 'busybox' ? `can't execute '${words[0] ?? ''}'` : `'${words[0] ?? ''}'`}: ${found.kind === 'denied' ? messages.EACCES : messages.ENOENT}`,
    );
    return found.kind === 'denied' ? 126 : 127;
  }
  process.argv = words;
  return yield* replaceTask(process, found.main(process));
}

function* env(call: Call): Task {
  const environment = new Map(call.process.environment);
  let index = 0;
  for (; index < call.args.length; index++) {
    const word = call.args[index] ?? '';
    if (word === '-i' || word === '-') environment.clear();
    else if (word === '-u') environment.delete(call.args[++index] ?? '');
    else if (word.includes('=')) environment.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
    else if (word !== '--') break;
  }
  const rest = call.args.slice(index);
  if (rest.length > 0) return yield* become(call, rest, environment);
  for (const [name, value] of environment) yield* out(call, `${name}=${value}\n`);
  return 0;
}

function* printenv(call: Call): Task {
  if (call.args.length === 0) return yield* env(call);
  const value = call.process.environment.get(call.args[0] ?? '');
  if (value === undefined) return 1;
  yield* out(call, `${value}\n`);
  return 0;
}

function* timeout(call: Call): Task {
  const { get, rest } = parseOptions(call.args, 's:k:', { signal: 's', 'kill-after': 'k' }, true);
  const limitMs = durationMs(rest[0] ?? '');
  if (limitMs === undefined) return yield* err(call, `invalid time interval '${rest[0] ?? ''}'`);
  const child = startChild(call, rest.slice(1));
  if (child === undefined) {
    yield* err(call, `failed to run command '${rest[1] ?? ''}': ${messages.ENOENT}`);
    return 127;
  }
  const { kernel } = call.process;
  const isOver = (): boolean => child.exit !== undefined;
  yield { untilMs: kernel.nowMs + limitMs, ready: isOver };
  if (child.exit !== undefined) return child.exit.code;
  send(child, signalOf(get('s') ?? 'TERM') ?? 15);
  const killMs = get('k') === undefined ? undefined : durationMs(get('k') ?? '');
  yield killMs === undefined ? { ready: isOver } : { untilMs: kernel.nowMs + killMs, ready: isOver };
  if (!isOver()) send(child, 9);
  if (kernel.machine.flavor !== 'busybox') return 124;
  finish(call.process, { code: 143, signal: 15 });
  yield { ready: () => false };
  return 143;
}

/** Programs that only start another one: nohup, setsid, tini, su-exec … `skip` words come before it. */
function wrapper(skip: number): Tool {
  return function* (call) {
    const { rest } = parseOptions(call.args, 'n:p:', {}, true);
    const words = rest.slice(skip);
    return words.length === 0 ? 0 : yield* become(call, words);
  };
}

/** An init program: runs its child and passes signals on. */
function* init(call: Call): Task {
  const { rest } = parseOptions(call.args, 'p:e:r:', {}, true);
  const { process } = call;
  const child = startChild(call, rest);
  if (child === undefined) {
    yield* err(call, `${rest[0] ?? ''}: ${messages.ENOENT}`);
    return 127;
  }
  for (const signal of [1, 2, 3, 10, 12, 15]) process.caught.add(signal);
  while (child.exit === undefined) {
    yield { ready: () => child.exit !== undefined, wakesOnSignal: true };
    for (const signal of process.pending.splice(0)) send(child, signal);
  }
  return child.exit.code;
}

function* xargs(call: Call): Task {
  const { has, get, rest } = parseOptions(call.args, 'n:I:P:d:L:', {}, true);
  const text = yield* readAll(call.process, 0);
  const replace = get('I');
  const items = has('0')
    ? text.split('\0').filter((item) => item !== '')
    : replace !== undefined
      ? linesOf(text)
          .map((line) => line.trimStart())
          .filter((line) => line !== '')
      : [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  const command = rest.length === 0 ? ['echo'] : rest;
  const size = replace !== undefined ? 1 : Math.max(1, Number(get('n') ?? get('L') ?? items.length) || 1);
  if (items.length === 0 && (has('r') || replace !== undefined)) return 0;
  let status = 0;
  for (let at = 0; at < Math.max(items.length, 1); at += size) {
    const group = items.slice(at, at + size);
    const words =
      replace === undefined ? [...command, ...group] : command.map((word) => word.replaceAll(replace, group[0] ?? ''));
    const code = yield* runProgram(call, words);
    if (code === 127) return 127;
    if (code !== 0) status = 123;
  }
  return status;
}

interface ExprReader {
  readonly words: readonly string[];
  at: number;
  failed: string | undefined;
}

function* expr(call: Call): Task {
  const reader: ExprReader = { words: call.args, at: 0, failed: undefined };
  const value = exprLevel(reader, 0);
  if (reader.failed !== undefined || reader.at < call.args.length) {
    yield* err(call, reader.failed ?? 'syntax error');
    return 2;
  }
  yield* out(call, `${value}\n`);
  return value === '' || value === '0' ? 1 : 0;
}

const exprLevels = [['|'], ['&'], ['=', '==', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%'], [':']];

function exprLevel(reader: ExprReader, level: number): string {
  const operators = exprLevels[level];
  if (operators === undefined) return exprPrimary(reader);
  let left = exprLevel(reader, level + 1);
  for (let op = reader.words[reader.at]; op !== undefined && operators.includes(op); op = reader.words[reader.at]) {
    reader.at++;
    left = exprApply(reader, op, left, exprLevel(reader, level + 1));
  }
  return left;
}

function exprPrimary(reader: ExprReader): string {
  const word = reader.words[reader.at++];
  if (word === undefined) {
    reader.failed ??= 'syntax error';
    return '';
  }
  if (word === '(') {
    const value = exprLevel(reader, 0);
    if (reader.words[reader.at++] !== ')') reader.failed ??= 'syntax error';
    return value;
  }
  if (word === 'length' && reader.at < reader.words.length) return String((reader.words[reader.at++] ?? '').length);
  if (word === 'substr' && reader.at + 2 < reader.words.length) {
    const [text = '', from, count] = reader.words.slice(reader.at, reader.at + 3);
    reader.at += 3;
    return text.slice(Math.max(0, Number(from) - 1), Number(from) - 1 + Number(count));
  }
  if (word === 'match' && reader.at + 1 < reader.words.length) {
    reader.at += 2;
    return exprApply(reader, ':', reader.words[reader.at - 2] ?? '', reader.words[reader.at - 1] ?? '');
  }
  return word;
}

function exprApply(reader: ExprReader, op: string, left: string, right: string): string {
  const isNumber = (text: string): boolean => /^-?\d+$/.test(text);
  const isTrue = (text: string): boolean => text !== '' && text !== '0';
  if (op === '|') return isTrue(left) ? left : isTrue(right) ? right : '0';
  if (op === '&') return isTrue(left) && isTrue(right) ? left : '0';
  if (op === ':') {
    const regex = compileRegex(right.startsWith('^') ? right : `^${right}`);
    const match = regex === undefined ? undefined : searchRegex(regex, left, 0);
    return regex !== undefined && regex.groups > 0
      ? (match?.groups[0] ?? '')
      : String(match === undefined ? 0 : match.end);
  }
  const isNumeric = isNumber(left) && isNumber(right);
  if ('+-*/%'.includes(op)) {
    if (!isNumeric) {
      reader.failed ??= 'non-integer argument';
      return '';
    }
    const [a, b] = [BigInt(left), BigInt(right)];
    if ((op === '/' || op === '%') && b === 0n) {
      reader.failed ??= 'division by zero';
      return '';
    }
    return String(op === '+' ? a + b : op === '-' ? a - b : op === '*' ? a * b : op === '/' ? a / b : a % b);
  }
  const order = isNumeric
    ? BigInt(left) < BigInt(right)
      ? -1
      : BigInt(left) > BigInt(right)
        ? 1
        : 0
    : left < right
      ? -1
      : left > right
        ? 1
        : 0;
  const holds =
    op === '=' || op === '=='
      ? order === 0
      : op === '!='
        ? order !== 0
        : op === '<'
          ? order < 0
          : op === '<='
            ? order <= 0
            : op === '>'
              ? order > 0
              : order >= 0;
  return holds ? '1' : '0';
}

const print = (text: (call: Call) => string): Tool =>
  function* (call) {
    yield* out(call, text(call));
    return 0;
  };
const code = (value: number): Tool =>
  function* () {
    return value;
  };

function* id(call: Call): Task {
  const { uid } = call.process;
  const name = uid === 0 ? 'root' : undefined;
  if (call.name === 'whoami') {
    if (name === undefined) return yield* err(call, `cannot find name for user ID ${uid}`);
    yield* out(call, `${name}\n`);
    return 0;
  }
  const { has } = parseOptions(call.args, '');
  const one = has('n') ? (name ?? String(uid)) : String(uid);
  const label = name === undefined ? '' : `(${name})`;
  yield* out(
    call,
    has('u') || has('g') ? `${one}\n` : `uid=${uid}${label} gid=${uid}${label}${uid === 0 ? ' groups=0(root)' : ''}\n`,
  );
  return 0;
}

function* which(call: Call): Task {
  let status = 0;
  for (const name of parseOptions(call.args, '').rest) {
    const place = locate(call.process, name, pathOf(call.process));
    if (place === undefined) status = 1;
    else yield* out(call, `${place.path}\n`);
  }
  return status;
}

function* uname(call: Call): Task {
  const { has } = parseOptions(call.args, '');
  const values = [
    ['s', 'Linux'],
    ['n', call.process.kernel.machine.hostName],
    ['r', '6.1.0'],
    ['m', 'x86_64'],
  ] as const;
  const shown = values.filter(([letter]) => has('a') || has(letter)).map(([, value]) => value);
  yield* out(call, `${shown.length === 0 ? 'Linux' : shown.join(' ')}\n`);
  return 0;
}

function* test(call: Call): Task {
  const words = call.name === '[' ? call.args.slice(0, -1) : call.args;
  const result = evaluateTest(call.process, words);
  if ('holds' in result) return Number(!result.holds);
  yield* err(call, result.error);
  return 2;
}

function* watch(call: Call): Task {
  const { get, rest } = parseOptions(call.args, 'n:', { interval: 'n' }, true);
  for (;;) {
    yield* runProgram(call, ['sh', '-c', rest.join(' ')]);
    yield { untilMs: call.process.kernel.nowMs + (durationMs(get('n') ?? '2') ?? 2000) };
  }
}

function* waitForever(call: Call): Task {
  yield { ready: () => call.process.exit !== undefined };
  return 0;
}

function* printfTool(call: Call): Task {
  const { text, errors } = formatText(call.args[0] ?? '', call.args.slice(1));
  for (const value of errors) yield* write(call.process, 2, `printf: invalid number '${value}'\n`);
  yield* out(call, text);
  return errors.length === 0 ? 0 : 1;
}

export const processTools: Readonly<Record<string, Tool>> = {
  sleep,
  usleep: sleep,
  kill,
  pidof: findProcesses,
  pgrep: findProcesses,
  pkill: killNamed,
  killall: killNamed,
  ps,
  env,
  printenv,
  timeout,
  xargs,
  expr,
  id,
  whoami: id,
  which,
  uname,
  test,
  '[': test,
  watch,
  printf: printfTool,
  pause: waitForever,
  nohup: wrapper(0),
  setsid: wrapper(0),
  nice: wrapper(0),
  ionice: wrapper(0),
  stdbuf: wrapper(0),
  time: wrapper(0),
  exec: wrapper(0),
  'su-exec': wrapper(1),
  gosu: wrapper(1),
  chroot: wrapper(1),
  taskset: wrapper(1),
  tini: init,
  'dumb-init': init,
  echo: (call) => print((one) => echoText(one.args, one.process.kernel.machine.flavor))(call),
  true: code(0),
  false: code(1),
  sync: code(0),
  clear: code(0),
  stty: code(0),
  mount: code(0),
  sysctl: code(0),
  chvt: code(0),
  reset: code(0),
  pwd: print(({ process }) => `${process.cwd}\n`),
  hostname: print(
    ({ process, args }) =>
      `${args.includes('-i') || args.includes('-I') ? process.kernel.machine.podIp : process.kernel.machine.hostName}\n`,
  ),
  nproc: print(() => '2\n'),
  arch: print(() => 'x86_64\n'),
  tty: print(() => 'not a tty\n'),
  free: print(() => '              total        used        free\nMem:        8000000     1000000     7000000\n'),
  uptime: print(
    ({ process }) =>
      ` up ${Math.floor(process.kernel.nowMs / 60_000)} min,  0 users,  load average: 0.00, 0.00, 0.00\n`,
  ),
};
