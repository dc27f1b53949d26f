/** Simple commands: assignments, then a function, a builtin or a program, each with its redirections. */
import type { SimpleCommand } from './ast.ts';
import { findBuiltin, isSpecialBuiltin } from './builtins.ts';
import { expandFields, expandString } from './expand.ts';
import { charge } from './kernel.ts';
import { becomeProgram, startProgram } from './launch.ts';
import { write } from './open-files.ts';
import type { Process, Task } from './process.ts';
import { findProgram, type Found } from './programs.ts';
import { redirected, redirectFailure, withDescriptors } from './redirect.ts';
import { abort, complain, environmentOf, getVariable, setVariable, type Shell, type Variable } from './state.ts';

export function* runSimple(shell: Shell, node: SimpleCommand, isLast: boolean): Task {
  shell.line = node.line;
  shell.substituted = undefined;
  const words = yield* expandFields(shell, node.words);
  if (shell.jump !== undefined) return shell.status;
  const [name] = words;
  if (name === undefined) return yield* runAssignments(shell, node);
  const body = shell.functions.get(name);
  const builtin = body === undefined || isSpecialBuiltin(name) ? findBuiltin(shell, name) : undefined;
  if (builtin === undefined && body === undefined) return yield* runProgram(shell, node, words, isLast);
  return yield* runInside(shell, node, words, builtin === undefined);
}

function* runAssignments(shell: Shell, node: SimpleCommand): Task {
  const next = yield* redirected(shell, shell.process.descriptors, node.redirects);
  if (shell.jump !== undefined) return shell.status;
  for (const { name, value, append } of node.assignments) {
    const text = (append ? (getVariable(shell, name) ?? '') : '') + (yield* expandString(shell, value));
    if (shell.jump !== undefined) return shell.status;
    yield* trace(shell, [`${name}=${quoteForTrace(shell, text)}`], true);
    if (!(yield* setVariable(shell, name, text))) return shell.status;
  }
  return next === undefined ? redirectFailure(shell) : (shell.substituted ?? 0);
}

/** `set -x`: the command as it runs, on the error output. */
function* trace(shell: Shell, words: readonly string[], isRaw = false): Task<void> {
  if (!shell.options.has('x')) return;
  const shown = isRaw ? words : words.map((word) => quoteForTrace(shell, word));
  yield* write(shell.process, 2, `${getVariable(shell, 'PS4') ?? '+ '}${shown.join(' ')}\n`);
}

function quoteForTrace(shell: Shell, word: string): string {
  if (shell.flavor === 'dash' || /^[A-Za-z0-9_./:,+@%\]-]+$/.test(word) || (word === '' && shell.flavor !== 'bash'))
    return word;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Functions and builtins run in the shell's own process. */
function* runInside(shell: Shell, node: SimpleCommand, words: readonly string[], isFunction: boolean): Task {
  const name = words[0] ?? '';
  const next = yield* redirected(shell, shell.process.descriptors, node.redirects);
  if (shell.jump !== undefined) return shell.status;
  const isSpecial = !isFunction && isSpecialBuiltin(name);
  if (next === undefined) {
    if (isSpecial && shell.flavor !== 'bash') abort(shell, redirectFailure(shell));
    return redirectFailure(shell);
  }
  const before = yield* assignForCommand(shell, node);
  if (before === undefined) return shell.status;
  yield* trace(shell, [...[...before.keys()].map((key) => `${key}=${getVariable(shell, key) ?? ''}`), ...words]);
  const body = isFunction ? callFunction(shell, words) : (findBuiltin(shell, name)?.(shell, words) ?? succeed());
  const status = yield* withDescriptors(shell, next, body);
  if (!isSpecial) restore(shell, before);
  return status;
}

function* succeed(): Task {
  return 0;
}

/** Sets the assignments before a command; what they hid. Undefined after an error. */
function* assignForCommand(shell: Shell, node: SimpleCommand): Task<Map<string, Variable | undefined> | undefined> {
  const before = new Map<string, Variable | undefined>();
  for (const { name, value } of node.assignments) {
    const text = yield* expandString(shell, value);
    if (shell.jump !== undefined) return undefined;
    if (!before.has(name)) before.set(name, shell.variables.get(name));
    if (!(yield* setVariable(shell, name, text, true))) return undefined;
  }
  return before;
}

export function restore(shell: Shell, before: ReadonlyMap<string, Variable | undefined>): void {
  for (const [name, variable] of before) {
    if (variable === undefined) shell.variables.delete(name);
    else shell.variables.set(name, variable);
  }
}

function* callFunction(shell: Shell, words: readonly string[]): Task {
  const body = shell.functions.get(words[0] ?? '');
  if (body === undefined) return 0;
  const { parameters, loops } = shell;
  const frame = new Map<string, Variable | undefined>();
  shell.parameters = words.slice(1);
  shell.loops = 0;
  shell.frames.push(frame);
  const status = yield* shell.evaluator.run(shell, body);
  shell.frames.pop();
  restore(shell, frame);
  shell.parameters = parameters;
  shell.loops = loops;
  if (shell.jump?.kind === 'return') {
    shell.jump = undefined;
    return shell.status;
  }
  return status;
}

function* runProgram(shell: Shell, node: SimpleCommand, words: readonly string[], isLast: boolean): Task {
  const next = yield* redirected(shell, shell.process.descriptors, node.redirects);
  if (next === undefined) return shell.jump === undefined ? redirectFailure(shell) : shell.status;
  const before = yield* assignForCommand(shell, node);
  if (before === undefined) return shell.status;
  yield* trace(shell, [...[...before.keys()].map((key) => `${key}=${getVariable(shell, key) ?? ''}`), ...words]);
  const environment = environmentOf(shell);
  const path = getVariable(shell, 'PATH') ?? '';
  restore(shell, before);
  const found = findProgram(shell.process, words, path, isLast ? 'last' : 'between');
  if (found.kind !== 'program') return yield* withDescriptors(shell, next, refuse(shell, words[0] ?? '', found));
  const wait = charge(shell.process.kernel, 20);
  if (wait !== undefined) yield wait;
  if (isLast && shell.traps.size === 0) return yield* becomeProgram(shell, next, words, environment, found.main);
  return yield* withDescriptors(shell, next, inForeground(shell, words, environment, found.main));
}

function* inForeground(
  shell: Shell,
  words: readonly string[],
  environment: ReadonlyMap<string, string>,
  main: (process: Process) => Task,
): Task {
  const child = startProgram(shell, shell.process.descriptors, words, environment, main);
  if (child === undefined) {
    yield* complain(shell, 'Cannot fork');
    abort(shell, 2);
    return 2;
  }
  return yield* shell.evaluator.awaitChild(shell, child);
}

function* refuse(shell: Shell, name: string, found: Exclude<Found, { kind: 'program' }>): Task {
  const isMissing = found.kind === 'not found';
  const missing =
    shell.flavor === 'bash' && !name.includes('/')
      ? 'command not found'
      : shell.flavor === 'bash'
        ? 'No such file or directory'
        : 'not found';
  yield* complain(shell, `${name}: ${isMissing ? missing : 'Permission denied'}`);
  return isMissing ? 127 : 126;
}
