/** What a shell tells of itself: commands, variables, options, traps, jobs. */
import { order } from './expressions.ts';
import { signalName } from './kernel.ts';
import { write } from './open-files.ts';
import { locate } from './programs.ts';
import { getVariable, type Shell, type Variable } from './state.ts';
import { reserved } from './tokens.ts';

const say = ({ process }: Shell, text: string): unknown => write(process, 1, text);

/** `type` and `command -v`: 127 if one of the commands is not there. */
export function describeCommands(shell: Shell, names: readonly string[], isLong: boolean): number {
  let status = 0;
  for (const name of names) {
    const kind = kindOf(shell, name);
    const path = locate(shell.process, name, getVariable(shell, 'PATH'))?.path;
    const isMissing = kind === undefined && path === undefined;
    if (isMissing) status = 127;
    const long = isMissing ? `${name}: not found` : `${name} is ${kind === undefined ? path : `a ${kind}`}`;
    const short = kind === undefined ? path : name;
    if (isLong || short !== undefined) say(shell, `${isLong ? long : short}\n`);
  }
  return status;
}

function kindOf(shell: Shell, name: string): string | undefined {
  if (name === 'in' || reserved.includes(name)) return 'shell keyword';
  if (shell.functions.has(name)) return 'shell function';
  return shell.evaluator.findBuiltin(shell, name) && 'shell builtin';
}

/** All variables of a kind as commands that set them. */
export function listVariables(shell: Shell, prefix: string, isShown: (variable: Variable) => boolean): number {
  for (const [name, variable] of [...shell.variables].sort((a, b) => order(a[0], b[0]))) {
    const { value } = variable;
    if (isShown(variable)) say(shell, `${prefix}${name}${value === undefined ? '' : `=${quote(value)}`}\n`);
  }
  return 0;
}

const quote = (value: string): string => `'${value.replaceAll("'", `'"'"'`)}'`;

/** `set -o`. */
export function listOptions(shell: Shell, names: Readonly<Record<string, string>>): number {
  const lines = Object.entries(names).map(
    ([name, option]) => `${name.padEnd(16)}${shell.options.has(option) ? 'on' : 'off'}\n`,
  );
  say(shell, `Current option settings\n${lines.join('')}`);
  return 0;
}

/** `trap -p`. */
export function listTraps(shell: Shell): number {
  for (const [number, text] of [...shell.traps].sort((a, b) => a[0] - b[0]))
    say(shell, `trap -- '${text.replaceAll("'", "'\\''")}' ${signalName(number) ?? 'EXIT'}\n`);
  return 0;
}

export function listJobs(shell: Shell): number {
  for (const [index, { exit, argv }] of shell.jobs.entries())
    if (!exit) say(shell, `[${index + 1}]+  Running                 ${argv.join(' ')}\n`);
  return 0;
}
