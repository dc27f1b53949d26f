/** Builtins about variables, parameters and options. */
import { isName } from './ast.ts';
import type { Builtin } from './builtins-flow.ts';
import { evaluateArithmetic } from './expand.ts';
import { order } from './expressions.ts';
import { splitLine } from './fields.ts';
import { readLine, write } from './open-files.ts';
import type { Task } from './process.ts';
import { abort, getVariable, setVariable, store, type Shell, type Variable } from './state.ts';

const quote = (value: string): string => `'${value.replaceAll("'", `'"'"'`)}'`;

/** `name` or `name=value`. */
const splitAssignment = (word: string): readonly [string, string | undefined] => {
  const [name = '', value] = word.split(/=([^]*)/);
  return [name, value];
};

function list(shell: Shell, prefix: string, isShown: (variable: Variable) => boolean): number {
  for (const [name, variable] of [...shell.variables].sort((a, b) => order(a[0], b[0]))) {
    const { value } = variable;
    if (isShown(variable))
      write(shell.process, 1, `${prefix}${name}${value === undefined ? '' : `=${quote(value)}`}\n`);
  }
  return 0;
}

const declare =
  (kind: 'exported' | 'readOnly'): Builtin =>
  (shell, [command = '', ...words]) => {
    const names = words.filter((word) => !/^-([pn]|-)$/.test(word));
    if (names.length === 0) return list(shell, `${command} `, (variable) => variable[kind]);
    for (const word of names) {
      const [name, value] = splitAssignment(word);
      if (!isName(name)) return abort(shell, `${name}: bad variable name`, command);
      if (value !== undefined && !setVariable(shell, name, value)) return 2;
      const old = shell.variables.get(name) ?? { value: undefined, exported: false, readOnly: false };
      shell.variables.set(name, { ...old, [kind]: words[0] !== '-n' });
    }
    return 0;
  };

/** `local`, and outside of functions `declare`. */
const runLocal: Builtin = (shell, [command = '', ...words]) => {
  const frame = shell.frames.at(-1);
  if (!frame && command === 'local') return abort(shell, 'not in a function', command);
  for (const word of words) {
    const [name, value] = splitAssignment(word);
    if (!isName(name)) continue;
    if (frame?.has(name) === false) frame.set(name, shell.variables.get(name));
    if (value !== undefined) store(shell, name, value, words[0] === '-x' ? true : undefined);
  }
  return 0;
};

const runUnset: Builtin = (shell, [command, ...words]) => {
  for (const name of words) {
    if (words[0] === '-f') shell.functions.delete(name);
    else if (name === '-v') continue;
    else if (!isName(name)) return abort(shell, `${name}: bad variable name`, command);
    else if (shell.variables.get(name)?.readOnly === true) return abort(shell, `${name}: is read only`, command);
    else shell.variables.delete(name);
  }
  return 0;
};

const longOptions: Readonly<Record<string, string>> = {
  errexit: 'e',
  nounset: 'u',
  xtrace: 'x',
  noglob: 'f',
  noclobber: 'C',
  allexport: 'a',
  verbose: 'v',
  noexec: 'n',
  monitor: 'm',
  pipefail: 'pipefail',
};

/** Takes `-eu`, `+x`, `-o name`; the words that are left, or the option that is not known. */
export function applyOptions(
  shell: Shell,
  words: readonly string[],
): { readonly rest?: readonly string[]; readonly unknown?: string } {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (/^--?$/.test(word)) return { rest: words.slice(index + 1) };
    if (!/^[-+]/.test(word)) return { rest: words.slice(index) };
    for (const letter of word.slice(1)) {
      const option = letter === 'o' ? longOptions[words[++index] ?? ''] : letter;
      if (option === undefined || (shell.flavor === 'dash' && option === 'pipefail'))
        return { unknown: `-o ${words[index] ?? ''}` };
      shell.options[word.startsWith('-') ? 'add' : 'delete'](option);
    }
  }
  return {};
}

const runSet: Builtin = (shell, [command, ...words]) => {
  if (words.length === 0) return list(shell, '', ({ value }) => value !== undefined);
  if (words.join(' ') === '-o') {
    const lines = Object.entries(longOptions).map(
      ([name, option]) => `${name.padEnd(16)}${shell.options.has(option) ? 'on' : 'off'}\n`,
    );
    write(shell.process, 1, `Current option settings\n${lines.join('')}`);
    return 0;
  }
  const { rest, unknown } = applyOptions(shell, words);
  if (unknown !== undefined)
    return abort(shell, `${shell.flavor === 'dash' ? 'I' : 'i'}llegal option ${unknown}`, command);
  if (rest) shell.parameters = rest;
  return 0;
};

const runShift: Builtin = (shell, [command, count = '1']) => {
  if (Number(count) > shell.parameters.length)
    return shell.flavor === 'dash' ? abort(shell, "can't shift that many", command) : 1;
  shell.parameters = shell.parameters.slice(Number(count));
  return 0;
};

function* runRead(shell: Shell, [, ...words]: readonly string[]): Task {
  let isRaw = false;
  let limitMs: number | undefined;
  let option = '';
  while (/^-./.test(words[0] ?? '')) {
    option = words.shift() ?? '';
    isRaw ||= option.includes('r');
    const value = /[tpnd]$/.test(option) ? words.shift() : undefined;
    if (option.endsWith('t')) limitMs = Number(value) * 1000;
  }
  const line = yield* readLogicalLine(shell, isRaw, limitMs);
  if (!line) return shell.flavor === 'bash' ? 142 : 1;
  const fields = splitLine(line.text, getVariable(shell, 'IFS') ?? ' \t\n', words.length, isRaw);
  if (words.length === 0) store(shell, 'REPLY', line.text);
  for (const [i, name] of words.entries()) if (!setVariable(shell, name, fields[i] ?? '')) return 2;
  return Number(!line.isComplete);
}

/** A line without its newline; a backslash before a newline joins two. Undefined if the time is up. */
function* readLogicalLine(
  { process }: Shell,
  isRaw: boolean,
  limitMs: number | undefined,
): Task<{ text: string; isComplete: boolean } | undefined> {
  const source = process.descriptors.get(0)?.source;
  if (limitMs !== undefined && source?.kind === 'pipe') {
    const { pipe } = source;
    const isReady = (): boolean => pipe.buffer.includes('\n') || pipe.writers === 0;
    if (!isReady()) yield { untilMs: process.kernel.nowMs + limitMs, ready: isReady };
    if (!isReady()) return undefined;
  }
  let text = '';
  for (;;) {
    const line = yield* readLine(process, 0);
    if (!line.endsWith('\n')) return { text: text + line, isComplete: false };
    text += line.slice(0, -1);
    if (isRaw || !/(^|[^\\])(\\\\)*\\$/.test(text)) return { text, isComplete: true };
    text = text.slice(0, -1);
  }
}

const runGetopts: Builtin = (shell, [, spec = '', name = 'opt', ...given]) => {
  const args = given.length > 0 ? given : shell.parameters;
  let index = Number(getVariable(shell, 'OPTIND') ?? 1);
  if (index === 1 && args[0]?.[shell.optionIndex] === undefined) shell.optionIndex = 0;
  const word = args[index - 1] ?? '';
  const done = (letter: string, value?: string): number => {
    store(shell, 'OPTIND', String(index));
    store(shell, name, letter);
    if (value === undefined) shell.variables.delete('OPTARG');
    else store(shell, 'OPTARG', value);
    return 0;
  };
  if (shell.optionIndex === 0 && !/^-(?!-$)./.test(word)) {
    if (word === '--') index++;
    done('?');
    return 1;
  }
  shell.optionIndex ||= 1;
  const letter = word[shell.optionIndex++] ?? '';
  const rest = word.slice(shell.optionIndex);
  const at = letter === ':' ? -1 : spec.indexOf(letter);
  const takesValue = at >= 0 && spec[at + 1] === ':';
  if (rest === '' || takesValue) {
    shell.optionIndex = 0;
    index++;
  }
  const value = !takesValue ? undefined : rest === '' ? args[index++ - 1] : rest;
  if (at >= 0 && (!takesValue || value !== undefined)) return done(letter, value);
  if (spec.startsWith(':')) return done(at < 0 ? '?' : ':', letter);
  write(shell.process, 2, at < 0 ? `Illegal option -${letter}\n` : `No arg for -${letter} option\n`);
  return done('?');
};

const runLet: Builtin = (shell, words) => {
  const values = words.slice(1).map((word) => evaluateArithmetic(shell, word));
  return Number((values.at(-1) ?? '0') === '0');
};

export const variableBuiltins: Readonly<Record<string, Builtin>> = {
  export: declare('exported'),
  readonly: declare('readOnly'),
  local: runLocal,
  declare: runLocal,
  typeset: runLocal,
  unset: runUnset,
  set: runSet,
  shift: runShift,
  read: runRead,
  getopts: runGetopts,
  let: runLet,
};
