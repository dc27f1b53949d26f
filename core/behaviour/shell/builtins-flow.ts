/** Builtins that steer: loops, exits, scripts read in, traps, jobs and waiting for them. */
import { isDash } from './flavors.ts';
import { listTraps } from './builtins-tell.ts';
import { signalOf } from './kernel.ts';
import type { Process, Task } from './process.ts';
import { abort, complain, type Jump, type Shell } from './state.ts';

export type Builtin = (shell: Shell, words: readonly string[]) => Task | number;

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/** `break` and `continue`. */
const leaveLoops =
  (kind: Jump['kind']): Builtin =>
  (shell, [name, text = '1']) => {
    if (!isNumber(text)) return abort(shell, `Illegal number: ${text}`, name);
    if (shell.loops > 0) shell.jump = { kind, levels: Math.min(Math.max(Number(text), 1), shell.loops) };
    return 0;
  };

/** `return` and `exit`. */
const leaveWith =
  (kind: Jump['kind']): Builtin =>
  (shell, [name, text = String(shell.status)]) => {
    if (!isNumber(text)) return abort(shell, `Illegal number: ${text}`, name);
    shell.jump = { kind };
    return (shell.status = Number(text) & 255);
  };

const runEval: Builtin = (shell, words) => shell.evaluator.runText(shell, words.slice(1).join(' '), false, shell.line);

const runTrap: Builtin = (shell, words) => {
  const rest = words.slice(words[1] === '--' ? 2 : 1);
  const [command = '-p'] = rest;
  if (command === '-p') return listTraps(shell);
  const resets = rest.length === 1 || command === '-' || isNumber(command);
  let status = 0;
  for (const name of rest.slice(rest.length > 1 && !isNumber(command) ? 1 : 0)) {
    const number = name === 'EXIT' ? 0 : signalOf(name);
    if (number !== undefined) setTrap(shell, number, resets ? undefined : command);
    else status = complain(shell, `${name}: ${isDash(shell) ? 'bad trap' : 'invalid signal specification'}`, 'trap');
  }
  return status;
};

function setTrap(shell: Shell, number: number, command: string | undefined): void {
  const { ignored, caught } = shell.process;
  ignored.delete(number);
  caught.delete(number);
  if (command === undefined) shell.traps.delete(number);
  else {
    shell.traps.set(number, command);
    if (number !== 0) (command === '' ? ignored : caught).add(number);
  }
}

/** `wait` ends early with 128 + n when a trapped signal comes. */
function* runWait(shell: Shell, [, ...names]: readonly string[]): Task {
  const { process, jobs, ended } = shell;
  const isAny = names[0] === '-n';
  const wanted = names.length === 0 ? [...jobs] : names.map((name) => jobOf(shell, name) ?? ended.find(isCalled(name)));
  let status = isAny && jobs.length === 0 ? 127 : 0;
  for (const each of isAny ? jobs.slice(0, 1) : wanted) {
    const isOver = (): boolean => (isAny ? jobs.some(hasEnded) : !each || hasEnded(each));
    while (!isOver() && process.pending.length === 0) yield { ready: isOver, wakesOnSignal: true };
    const [signal] = process.pending;
    if (signal !== undefined) return 128 + signal;
    const job = isAny ? jobs.find(hasEnded) : each;
    status = !job ? 127 : (job.exit?.code ?? 0);
    if (!job || !jobs.includes(job)) continue;
    ended.push(...jobs.splice(jobs.indexOf(job), 1));
    ended.splice(0, ended.length - 32);
    if (!isAny) yield* shell.evaluator.awaitChild(shell, job);
  }
  return names.length === 0 ? 0 : status;
}

const hasEnded = (job: Process): boolean => job.exit !== undefined;
const isCalled =
  (name: string) =>
  (job: Process): boolean =>
    String(job.pid) === name;

/** A job by `%1`, `%%` or its process id. */
export function jobOf({ jobs }: Shell, word: string): Process | undefined {
  const [, number] = /^%(\d+)$/.exec(word) ?? [];
  if (number !== undefined) return jobs[Number(number) - 1];
  return /^%[%+]?$/.test(word) ? jobs.at(-1) : jobs.find(isCalled(word));
}

export const flowBuiltins: Readonly<Record<string, Builtin>> = {
  ':': () => 0,
  break: leaveLoops('break'),
  continue: leaveLoops('continue'),
  return: leaveWith('return'),
  exit: leaveWith('exit'),
  eval: runEval,
  trap: runTrap,
  wait: runWait,
};
