/** The table of the commands that a shell runs itself, and those that look into it. */
import { findNode } from './files.ts';
import { fileBuiltins } from './builtins-files.ts';
import { flowBuiltins } from './builtins-flow.ts';
import { variableBuiltins } from './builtins-variables.ts';
import { becomeProgram, startProgram } from './launch.ts';
import { write } from './open-files.ts';
import type { Task } from './process.ts';
import { findProgram, locate } from './programs.ts';
import { complain, defaultPath, environmentOf, getVariable, type Shell } from './state.ts';

export type Builtin = (shell: Shell, words: readonly string[]) => Task;

const special = new Set([
  '.',
  ':',
  'break',
  'continue',
  'eval',
  'exec',
  'exit',
  'export',
  'readonly',
  'return',
  'set',
  'shift',
  'times',
  'trap',
  'unset',
]);
const notInDash = new Set(['source', 'let', 'declare', 'typeset', '[[', 'builtin']);
const keywords = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  '{',
  '}',
  '!',
  'in',
]);

/** Special builtins come before functions, keep their assignments and end the shell when a redirection fails. */
export const isSpecialBuiltin = (name: string): boolean => special.has(name);

export function findBuiltin(shell: Shell, name: string): Builtin | undefined {
  if (shell.flavor === 'dash' && notInDash.has(name)) return undefined;
  return table.get(name);
}

function* runCommand(shell: Shell, words: readonly string[]): Task {
  let rest = words.slice(1);
  if (rest[0] === '-v' || rest[0] === '-V') return yield* describe(shell, rest.slice(1), rest[0] === '-V');
  if (rest[0] === '-p' || rest[0] === '--') rest = rest.slice(1);
  const [name] = rest;
  if (name === undefined) return 0;
  const builtin = findBuiltin(shell, name);
  if (builtin !== undefined) return yield* builtin(shell, rest);
  const found = findProgram(shell.process, rest, getVariable(shell, 'PATH') ?? defaultPath, 'between');
  if (found.kind !== 'program') {
    yield* complain(shell, `${name}: not found`);
    return 127;
  }
  const child = startProgram(shell, shell.process.descriptors, rest, environmentOf(shell), found.main);
  return child === undefined ? 2 : yield* shell.evaluator.awaitChild(shell, child);
}

function* describe(shell: Shell, names: readonly string[], isLong: boolean): Task {
  let status = 0;
  for (const name of names) {
    const path = locate(shell.process, name, getVariable(shell, 'PATH') ?? '')?.path;
    const kind = keywords.has(name)
      ? 'a shell keyword'
      : shell.functions.has(name)
        ? 'a shell function'
        : findBuiltin(shell, name) === undefined
          ? undefined
          : isSpecialBuiltin(name)
            ? 'a special shell builtin'
            : 'a shell builtin';
    if (kind === undefined && path === undefined) {
      status = 127;
      if (isLong) yield* write(shell.process, 1, `${name}: not found\n`);
    } else
      yield* write(
        shell.process,
        1,
        isLong ? `${name} is ${kind ?? path ?? ''}\n` : `${kind === undefined ? (path ?? '') : name}\n`,
      );
  }
  return status;
}

function* runType(shell: Shell, words: readonly string[]): Task {
  return yield* describe(shell, words.slice(1), true);
}

function* runExec(shell: Shell, words: readonly string[]): Task {
  const rest = words[1] === '--' ? words.slice(2) : words.slice(1);
  if (rest.length === 0) {
    shell.keepsRedirects = true;
    return 0;
  }
  const found = findProgram(shell.process, rest, getVariable(shell, 'PATH') ?? '', 'last');
  if (found.kind === 'program')
    return yield* becomeProgram(shell, shell.process.descriptors, rest, environmentOf(shell), found.main);
  const status = found.kind === 'not found' ? 127 : 126;
  yield* complain(shell, `${rest[0] ?? ''}: ${found.kind === 'denied' ? 'Permission denied' : 'not found'}`, 'exec');
  shell.status = status;
  shell.jump = { kind: 'exit' };
  return status;
}

function* runHash(shell: Shell, words: readonly string[]): Task {
  for (const name of words.slice(1)) {
    if (
      name !== '-r' &&
      locate(shell.process, name, getVariable(shell, 'PATH') ?? '') === undefined &&
      findNode(shell.process.kernel.files, '/', name) === undefined
    )
      return 1;
  }
  return 0;
}

const table: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ...Object.entries(flowBuiltins),
  ...Object.entries(variableBuiltins),
  ...Object.entries(fileBuiltins),
  ['command', runCommand],
  ['builtin', runCommand],
  ['type', runType],
  ['exec', runExec],
  ['hash', runHash],
]);
