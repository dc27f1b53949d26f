/** Builtins about folders, and those tools that shells have built in: `echo`, `printf`, `test`. */
import { findPlace, joinPath, mayAccess, messages } from './files.ts';
import { write } from './open-files.ts';
import type { Task } from './process.ts';
import { abort, complain, getVariable, store, type Shell } from './state.ts';
import { echoText, formatText } from './tools/echo.ts';
import { evaluateTest } from './tools/test.ts';

type Builtin = (shell: Shell, words: readonly string[]) => Task;

function* runCd(shell: Shell, words: readonly string[]): Task {
  const { process } = shell;
  const args = words.slice(1).filter((word) => word !== '-P' && word !== '-L' && word !== '--');
  const target = args[0] === '-' ? getVariable(shell, 'OLDPWD') : (args[0] ?? getVariable(shell, 'HOME'));
  if (target === undefined || target === '') return 0;
  const path = joinPath(process.cwd, target);
  const place = findPlace(process.kernel.files, '/', path);
  const error =
    typeof place === 'string'
      ? place
      : place.node === undefined
        ? 'ENOENT'
        : place.node.kind !== 'directory'
          ? 'ENOTDIR'
          : mayAccess(place.node, process.uid, 1)
            ? undefined
            : 'EACCES';
  if (error !== undefined) {
    yield* complain(shell, `can't cd to ${target}${shell.flavor === 'dash' ? '' : `: ${messages[error]}`}`, 'cd');
    return 2;
  }
  store(shell, 'OLDPWD', process.cwd);
  process.cwd = path;
  store(shell, 'PWD', path);
  if (args[0] === '-') yield* write(process, 1, `${path}\n`);
  return 0;
}

function* runPwd(shell: Shell): Task {
  yield* write(shell.process, 1, `${shell.process.cwd}\n`);
  return 0;
}

function* runEcho(shell: Shell, words: readonly string[]): Task {
  return (yield* write(shell.process, 1, echoText(words.slice(1), shell.flavor))) ? 0 : 1;
}

function* runPrintf(shell: Shell, words: readonly string[]): Task {
  const args = words[1] === '--' ? words.slice(2) : words.slice(1);
  if (args[0] === undefined) {
    yield* complain(shell, 'usage: printf format [arg ...]', 'printf');
    abort(shell, 2);
    return 2;
  }
  const { text, errors } = formatText(args[0], args.slice(1));
  for (const value of errors) {
    if (shell.flavor === 'dash') yield* complain(shell, `${value}: expected numeric value`, 'printf');
    else yield* write(shell.process, 2, `sh: invalid number '${value}'\n`);
  }
  return (yield* write(shell.process, 1, text)) && errors.length === 0 ? 0 : 1;
}

function* runTest(shell: Shell, words: readonly string[]): Task {
  const name = words[0] ?? 'test';
  const close = name === '[' ? ']' : name === '[[' ? ']]' : undefined;
  if (close !== undefined && words.at(-1) !== close) return yield* badTest(shell, name, `missing ${close}`);
  const inner = words.slice(1, close === undefined ? undefined : -1);
  const result = evaluateTest(shell.process, inner, name === '[[');
  return 'error' in result ? yield* badTest(shell, name, result.error) : Number(!result.holds);
}

function* badTest(shell: Shell, name: string, text: string): Task {
  if (shell.flavor === 'dash' || shell.flavor === 'bash') yield* complain(shell, text, name);
  else yield* write(shell.process, 2, `sh: ${text}\n`);
  return 2;
}

function* runUmask(shell: Shell, words: readonly string[]): Task {
  if (words.length === 1) yield* write(shell.process, 1, '0022\n');
  return 0;
}

function* nothing(): Task {
  return 0;
}

export const fileBuiltins: Readonly<Record<string, Builtin>> = {
  cd: runCd,
  pwd: runPwd,
  echo: runEcho,
  printf: runPrintf,
  test: runTest,
  '[': runTest,
  '[[': runTest,
  umask: runUmask,
  ulimit: nothing,
  alias: nothing,
  unalias: nothing,
  shopt: nothing,
};
