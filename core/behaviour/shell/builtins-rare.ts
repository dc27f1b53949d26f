/** The builtins that few scripts use: a bundle may load what is behind this door when one of them is called. */
import { asBuiltin } from './as-builtin.ts';
import { jobOf, type Builtin } from './builtins-flow.ts';
import { runCd } from './builtins-folder.ts';
import { runGetopts, runRead } from './builtins-input.ts';
import { runSource } from './builtins-source.ts';
import { describeCommands, listJobs } from './builtins-tell.ts';
import { variableBuiltins } from './builtins-variables.ts';
import { inForeground } from './foreground.ts';
import { findProgram } from './programs.ts';
import { environmentOf, getVariable } from './state.ts';
import { kill } from './tools/kill.ts';
import { printf } from './tools/printf.ts';

const runKill: Builtin = (shell, words) =>
  asBuiltin(kill)(
    shell,
    words.map((word) => (word.startsWith('%') ? String(jobOf(shell, word)?.pid ?? word) : word)),
  );

const runCommand: Builtin = (shell, [, ...words]) => {
  if (/^-[vV]$/.test(words[0] ?? '')) return describeCommands(shell, words.slice(1), words[0] === '-V');
  const rest = words.slice(/^-[p-]$/.test(words[0] ?? '') ? 1 : 0);
  const [name] = rest;
  if (name === undefined) return 0;
  const found = findProgram(shell.process, rest, 'between', getVariable(shell, 'PATH'));
  return (
    shell.evaluator.findBuiltin(shell, name)?.(shell, rest) ??
    inForeground(shell, rest, found, { environment: environmentOf(shell), isFollowed: true })
  );
};

const table: Readonly<Record<string, Builtin>> = {
  ...variableBuiltins,
  cd: runCd,
  command: runCommand,
  builtin: runCommand,
  type: (shell, words) => describeCommands(shell, words.slice(1), true),
  read: runRead,
  getopts: runGetopts,
  kill: runKill,
  printf: asBuiltin(printf),
  '.': runSource,
  source: runSource,
  jobs: listJobs,
};

/** One of them by name; those that are not in the table make no difference here. */
export const rareBuiltin = (name: string): Builtin => table[name] ?? (() => 0);
