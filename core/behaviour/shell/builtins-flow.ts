/** Builtins that steer: loops, exits, scripts read in, traps, signals, waiting. */
import { findNode, mayAccess } from './files.ts';
import { send, signalName, signalNumbers } from './kernel.ts';
import { write } from './open-files.ts';
import type { Process, Task } from './process.ts';
import { locate } from './programs.ts';
import { abort, complain, getVariable, type Jump, type Shell } from './state.ts';

type Builtin = (shell: Shell, words: readonly string[]) => Task;

function* succeed(): Task {
  return 0;
}
function* failQuietly(): Task {
  return 1;
}

/** A number argument; complains and ends the shell if it is none. */
function* numberArgument(shell: Shell, words: readonly string[], fallback: number): Task<number | undefined> {
  const text = words[1];
  if (text === undefined) return fallback;
  if (/^\d+$/.test(text)) return Number(text);
  yield* complain(shell, shell.flavor === 'dash' ? `Illegal number: ${text}` : `Illegal number: ${text}`, words[0]);
  abort(shell, 2);
  return undefined;
}

function loopJump(kind: 'break' | 'continue'): Builtin {
  return function* (shell, words) {
    const levels = yield* numberArgument(shell, words, 1);
    if (levels === undefined) return 2;
    if (shell.loops === 0) return 0;
    shell.jump = { kind, levels: Math.min(Math.max(levels, 1), shell.loops) };
    return 0;
  };
}

function outJump(kind: Extract<Jump['kind'], 'return' | 'exit'>): Builtin {
  return function* (shell, words) {
    const status = yield* numberArgument(shell, words, shell.status);
    if (status === undefined) return 2;
    shell.status = status & 255;
    shell.jump = { kind };
    return shell.status;
  };
}

function* runEval(shell: Shell, words: readonly string[]): Task {
  return yield* shell.evaluator.runText(shell, words.slice(1).join(' '), false, shell.line);
}

function* runSource(shell: Shell, words: readonly string[]): Task {
  const path = words[1] ?? '';
  const { process } = shell;
  const node = path.includes('/')
    ? findNode(process.kernel.files, process.cwd, path)
    : (locate(process, path, getVariable(shell, 'PATH') ?? '')?.node ??
      (shell.flavor === 'dash' ? undefined : findNode(process.kernel.files, process.cwd, path)));
  if (node?.kind !== 'file' || !mayAccess(node, process.uid, 4)) {
    const reason = node === undefined ? 'No such file' : 'Permission denied';
    yield* complain(
      shell,
      shell.flavor === 'dash'
        ? `cannot open ${path}: ${reason}`
        : `can't open '${path}': ${reason}${node === undefined ? ' or directory' : ''}`,
      '.',
    );
    abort(shell, 2);
    return 2;
  }
  const { parameters } = shell;
  if (words.length > 2 && shell.flavor !== 'dash') shell.parameters = words.slice(2);
  // A file that reads itself in nests faster than a function that calls itself.
  shell.depth += 3;
  const status = yield* shell.evaluator.runText(shell, node.content);
  shell.depth -= 3;
  shell.parameters = parameters;
  if (shell.jump?.kind === 'return') {
    shell.jump = undefined;
    return shell.status;
  }
  return status;
}

function* runTrap(shell: Shell, words: readonly string[]): Task {
  const rest = words[1] === '--' ? words.slice(2) : words.slice(1);
  if (rest.length === 0 || rest[0] === '-p') {
    for (const [number, command] of [...shell.traps].sort((a, b) => a[0] - b[0])) {
      const name = number === 0 ? 'EXIT' : (signalName(number) ?? String(number));
      yield* write(shell.process, 1, `trap -- '${command.replaceAll("'", "'\\''")}' ${name}\n`);
    }
    return 0;
  }
  const resets = rest.length === 1 || rest[0] === '-' || /^\d+$/.test(rest[0] ?? '');
  const names = rest.length > 1 && !/^\d+$/.test(rest[0] ?? '') ? rest.slice(1) : rest;
  let status = 0;
  for (const name of names) {
    const number = name === 'EXIT' ? 0 : signalOf(name);
    if (number === undefined) {
      yield* complain(
        shell,
        `${name}: ${shell.flavor === 'dash' ? 'bad trap' : 'invalid signal specification'}`,
        'trap',
      );
      status = 1;
      continue;
    }
    setTrap(shell, number, resets ? undefined : rest[0]);
  }
  return status;
}

function setTrap(shell: Shell, number: number, command: string | undefined): void {
  const { ignored, caught } = shell.process;
  ignored.delete(number);
  caught.delete(number);
  if (command === undefined) {
    shell.traps.delete(number);
    return;
  }
  shell.traps.set(number, command);
  if (number !== 0) (command === '' ? ignored : caught).add(number);
}

/** `TERM`, `SIGTERM`, `term`, `15`. */
function signalOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) <= 64 ? Number(text) : undefined;
  return signalNumbers[text.toUpperCase().replace(/^SIG/, '')];
}

/** `wait` ends early with 128 + n when a trapped signal comes. */
function* runWait(shell: Shell, words: readonly string[]): Task {
  const wanted = words.slice(1).filter((word) => word !== '-n');
  if (words[1] === '-n') return yield* waitAny(shell);
  if (wanted.length === 0) {
    for (const job of [...shell.jobs]) {
      const early = yield* waitFor(shell, job);
      if (early !== undefined) return early;
    }
    shell.jobs.length = 0;
    return 0;
  }
  let status = 0;
  for (const word of wanted) {
    const job = jobOf(shell, word) ?? shell.ended.find((one) => String(one.pid) === word);
    if (job === undefined) {
      status = 127;
      continue;
    }
    const early = yield* waitFor(shell, job);
    if (early !== undefined) return early;
    status = job.exit?.code ?? 0;
  }
  return status;
}

function* waitFor(shell: Shell, job: Process): Task<number | undefined> {
  const { process } = shell;
  while (job.exit === undefined && process.pending.length === 0)
    yield { ready: () => job.exit !== undefined, wakesOnSignal: true };
  const signal = process.pending[0];
  if (signal !== undefined) return 128 + signal;
  const ended = shell.jobs.indexOf(job);
  if (ended >= 0) {
    shell.ended.push(...shell.jobs.splice(ended, 1));
    shell.ended.splice(0, shell.ended.length - 32);
    yield* shell.evaluator.awaitChild(shell, job);
  }
  return undefined;
}

function* waitAny(shell: Shell): Task {
  const { process, jobs } = shell;
  if (jobs.length === 0) return 127;
  const isOver = (): boolean => jobs.some((job) => job.exit !== undefined);
  while (!isOver() && process.pending.length === 0) yield { ready: isOver, wakesOnSignal: true };
  const index = jobs.findIndex((job) => job.exit !== undefined);
  if (index < 0) return 128 + (process.pending[0] ?? 0);
  return jobs.splice(index, 1)[0]?.exit?.code ?? 0;
}

function jobOf(shell: Shell, word: string): Process | undefined {
  const number = /^%(\d+)$/.exec(word)?.[1];
  if (number !== undefined) return shell.jobs[Number(number) - 1];
  if (word === '%' || word === '%%' || word === '%+') return shell.jobs.at(-1);
  return shell.jobs.find((job) => String(job.pid) === word);
}

function* runKill(shell: Shell, words: readonly string[]): Task {
  const args = words.slice(1);
  if (args[0] === '-l' || args[0] === '-L') return yield* listSignals(shell, args.slice(1));
  let signal: number | undefined = 15;
  const option = args[0] ?? '';
  if (option === '-s' || option === '-n') {
    signal = signalOf(args[1] ?? '');
    args.splice(0, 2);
  } else if (option === '--') args.shift();
  else if (/^-./.test(option)) {
    signal = signalOf(option.slice(1));
    args.shift();
  }
  if (signal === undefined) {
    yield* complain(shell, `invalid signal '${option}'`, 'kill');
    return 1;
  }
  if (args[0] === '--') args.shift();
  let status = 0;
  for (const target of args) {
    const found = targets(shell, target);
    for (const process of found) send(process, signal);
    if (found.length > 0) continue;
    if (shell.flavor === 'busybox') yield* write(shell.process, 2, `sh: can't kill pid ${target}: No such process\n`);
    else yield* complain(shell, 'No such process', 'kill');
    status = 1;
  }
  if (shell.process.exit !== undefined) yield { ready: () => false };
  return status;
}

function targets(shell: Shell, target: string): readonly Process[] {
  const { processes } = shell.process.kernel;
  if (target.startsWith('%')) {
    const job = jobOf(shell, target);
    return job?.exit === undefined && job !== undefined ? [job] : [];
  }
  if (target === '0') return [...processes.values()];
  if (target === '-1')
    return [...processes.values()].filter((process) => process.pid !== 1 && process !== shell.process);
  const process = processes.get(Math.abs(Number(target)));
  if (process !== undefined) return [process];
  return shell.jobs.some((job) => String(job.pid) === target && job.exit === undefined) ? [] : [];
}

function* listSignals(shell: Shell, args: readonly string[]): Task {
  if (args.length === 0) {
    yield* write(shell.process, 1, Object.keys(signalNumbers).join('\n') + '\n');
    return 0;
  }
  for (const arg of args) {
    const number = Number(arg);
    yield* write(
      shell.process,
      1,
      `${Number.isNaN(number) ? (signalOf(arg) ?? '') : (signalName(number > 128 ? number - 128 : number) ?? arg)}\n`,
    );
  }
  return 0;
}

function* runJobs(shell: Shell, words: readonly string[]): Task {
  for (const [index, job] of shell.jobs.entries()) {
    if (job.exit !== undefined) continue;
    yield* write(
      shell.process,
      1,
      words[1] === '-p' ? `${job.pid}\n` : `[${index + 1}]+  Running                 ${job.argv.join(' ')}\n`,
    );
  }
  return 0;
}

export const flowBuiltins: Readonly<Record<string, Builtin>> = {
  ':': succeed,
  'true': succeed,
  'false': failQuietly,
  'break': loopJump('break'),
  'continue': loopJump('continue'),
  'return': outJump('return'),
  'exit': outJump('exit'),
  eval: runEval,
  '.': runSource,
  source: runSource,
  trap: runTrap,
  wait: runWait,
  kill: runKill,
  jobs: runJobs,
  fg: succeed,
  bg: succeed,
  disown: succeed,
  times: succeed,
};
