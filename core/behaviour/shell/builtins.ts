/** The table of the commands that a shell runs itself, and those that look into it. */
import { flowBuiltins, jobOf, type Builtin } from './builtins-flow.ts';
import { describeCommands } from './builtins-tell.ts';
import { variableBuiltins } from './builtins-variables.ts';
import { inForeground, refuse } from './foreground.ts';
import { joinPath, mayAccess, messages } from './files.ts';
import { write } from './open-files.ts';
import type { Task } from './process.ts';
import { become, findProgram } from './programs.ts';
import { complain, environmentOf, getVariable, leave, store, type Shell } from './state.ts';
import { echoTools } from './tools/echo.ts';
import { kill } from './tools/kill.ts';
import { printf } from './tools/printf.ts';
import type { Call, Tool } from './tools/support.ts';
import { conditionTools } from './tools/test.ts';
import { wantedPlace } from './wanted.ts';

const special = '. : break continue eval exec exit export readonly return set shift times trap unset'.split(' ');
const notInDash = ['source', 'let', 'declare', 'typeset', '[[', 'builtin'];

/** Special builtins come before functions, keep their assignments and end the shell when a redirection fails. */
export const isSpecialBuiltin = (name: string): boolean => special.includes(name);

export const findBuiltin = (shell: Shell, name: string): Builtin | undefined =>
  (shell.flavor === 'dash' && notInDash.includes(name)) || !Object.hasOwn(table, name) ? undefined : table[name];

/** A tool that the shell has built in: it speaks in the shell's name. */
const asBuiltin =
  (tool: Tool): Builtin =>
  (shell, [name = '', ...args]) => {
    const { process, flavor } = shell;
    const complainAs = (text: string): 1 => {
      if (flavor !== 'busybox') return complain(shell, text, name);
      write(process, 2, `sh: ${text}\n`);
      return 1;
    };
    const onMatch: Call['onMatch'] = (groups) => {
      for (const [i, group = ''] of groups.entries()) store(shell, `BASH_REMATCH[${i}]`, group);
    };
    return tool({ process, name, args, flavor, complain: complainAs, onMatch });
  };

const runKill: Builtin = (shell, words) =>
  asBuiltin(kill)(
    shell,
    words.map((word) => (word.startsWith('%') ? String(jobOf(shell, word)?.pid ?? word) : word)),
  );

const runCd: Builtin = (shell, [name, ...words]) => {
  const { process } = shell;
  const [given = getVariable(shell, 'HOME')] = words.filter((word) => !/^-[PL-]$/.test(word));
  const target = given === '-' ? getVariable(shell, 'OLDPWD') : given;
  if (target === undefined || target === '') return 0;
  const path = joinPath(process.cwd, target);
  const place = wantedPlace(process, path, 'directory');
  const node = typeof place === 'string' ? undefined : place.node;
  const missing = typeof place === 'string' ? place : 'ENOENT';
  const denied = !node || mayAccess(node, process.uid, 1) ? undefined : 'EACCES';
  const error = !node ? missing : node.kind !== 'directory' ? 'ENOTDIR' : denied;
  if (error !== undefined) {
    complain(shell, `can't cd to ${target}${shell.flavor === 'dash' ? '' : `: ${messages[error]}`}`, name);
    return 2;
  }
  store(shell, 'OLDPWD', process.cwd);
  process.cwd = path;
  store(shell, 'PWD', path);
  if (given === '-') write(process, 1, `${path}\n`);
  return 0;
};

const runCommand: Builtin = (shell, [, ...words]) => {
  if (/^-[vV]$/.test(words[0] ?? '')) return describeCommands(shell, words.slice(1), words[0] === '-V', findBuiltin);
  const rest = words.slice(/^-[p-]$/.test(words[0] ?? '') ? 1 : 0);
  const [name] = rest;
  if (name === undefined) return 0;
  const found = findProgram(shell.process, rest, 'between', getVariable(shell, 'PATH'));
  return findBuiltin(shell, name)?.(shell, rest) ?? inForeground(shell, rest, found, environmentOf(shell));
};

const runType: Builtin = (shell, words) => describeCommands(shell, words.slice(1), true, findBuiltin);

function* runExec(shell: Shell, [name, ...words]: readonly string[]): Task {
  const rest = words.slice(words[0] === '--' ? 1 : 0);
  if (rest[0] === undefined) {
    shell.keepsRedirects = true;
    return 0;
  }
  const found = findProgram(shell.process, rest, 'last', getVariable(shell, 'PATH'));
  if (typeof found === 'string') return leave(shell, refuse(shell, rest[0], found, name));
  return yield* become(shell.process, rest, found, environmentOf(shell));
}

const table: Readonly<Record<string, Builtin>> = {
  ...flowBuiltins,
  ...variableBuiltins,
  ...Object.fromEntries(
    Object.entries({ ...echoTools, ...conditionTools, printf }).map(([name, tool]) => [name, asBuiltin(tool)] as const),
  ),
  kill: runKill,
  cd: runCd,
  command: runCommand,
  builtin: runCommand,
  type: runType,
  exec: runExec,
};
