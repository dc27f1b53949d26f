/** The commands that a shell runs itself. */
import { isDash } from './flavors.ts';
import { asBuiltin } from './as-builtin.ts';
import { flowBuiltins, type Builtin } from './builtins-flow.ts';
import { rareBuiltin } from './builtins-rare.ts';
import { refuse } from './foreground.ts';
import { runSet } from './options.ts';
import type { Task } from './process.ts';
import { become, findProgram } from './programs.ts';
import { environmentOf, getVariable, leave, type Shell } from './state.ts';
import { echoTools } from './tools/echo.ts';
import { conditionTools } from './tools/test.ts';

const special = '. : break continue eval exec exit export readonly return set shift times trap unset'.split(' ');
const notInDash = ['source', 'let', 'declare', 'typeset', '[[', 'builtin'];

/** Special builtins come before functions, keep their assignments and end the shell when a redirection fails. */
export const isSpecialBuiltin = (name: string): boolean => special.includes(name);

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

const tools = { ...echoTools, ...conditionTools };
const table: Readonly<Record<string, Builtin>> = { ...flowBuiltins, set: runSet, exec: runExec };

/** What there is besides, known before it is loaded. */
const rare = (
  '. source export readonly local declare typeset unset shift let cd command builtin type read getopts kill printf jobs ' +
  'fg bg disown times hash umask ulimit alias unalias shopt'
).split(' ');

export function findBuiltin(shell: Shell, name: string): Builtin | undefined {
  if (isDash(shell) && notInDash.includes(name)) return undefined;
  if (Object.hasOwn(table, name)) return table[name];
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (tool) return asBuiltin(tool);
  return rare.includes(name) ? (caller, words) => rareBuiltin(name)(caller, words) : undefined;
}
