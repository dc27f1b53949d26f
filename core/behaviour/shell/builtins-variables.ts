/** Builtins about variables, parameters and options. */
import { evaluateArithmetic } from './expand.ts';
import { readLine, write } from './open-files.ts';
import type { Task } from './process.ts';
import { abort, complain, getVariable, setVariable, store, type Shell } from './state.ts';

type Builtin = (shell: Shell, words: readonly string[]) => Task;

const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
const quote = (value: string): string => `'${value.replaceAll("'", `'"'"'`)}'`;

/** `name` or `name=value`. */
function splitAssignment(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

function declare(kind: 'export' | 'readonly'): Builtin {
  return function* (shell, words) {
    const names = words.slice(1).filter((word) => word !== '-p' && word !== '--' && word !== '-n');
    if (names.length === 0) return yield* list(shell, kind);
    for (const word of names) {
      const [name, value] = splitAssignment(word);
      if (!isName(name)) {
        yield* complain(shell, `${name}: bad variable name`, kind);
        abort(shell, 2);
        return 2;
      }
      if (value !== undefined && !(yield* setVariable(shell, name, value))) return 2;
      const old = shell.variables.get(name);
      const exported = words[1] === '-n' ? false : kind === 'export' || (old?.exported ?? false);
      shell.variables.set(name, {
        value: old?.value,
        exported,
        readOnly: kind === 'readonly' || (old?.readOnly ?? false),
      });
    }
    return 0;
  };
}

function* list(shell: Shell, kind: 'export' | 'readonly'): Task {
  for (const [name, variable] of [...shell.variables].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    if (kind === 'export' ? !variable.exported : !variable.readOnly) continue;
    yield* write(
      shell.process,
      1,
      `${kind} ${name}${variable.value === undefined ? '' : `=${quote(variable.value)}`}\n`,
    );
  }
  return 0;
}

function* runLocal(shell: Shell, words: readonly string[]): Task {
  const frame = shell.frames.at(-1);
  if (frame === undefined) {
    yield* complain(shell, 'not in a function', 'local');
    abort(shell, 2);
    return 2;
  }
  for (const word of words.slice(1)) {
    if (word.startsWith('-')) continue;
    const [name, value] = splitAssignment(word);
    if (!frame.has(name)) frame.set(name, shell.variables.get(name));
    if (value !== undefined) store(shell, name, value);
  }
  return 0;
}

function* runDeclare(shell: Shell, words: readonly string[]): Task {
  if (shell.frames.length > 0) return yield* runLocal(shell, words);
  for (const word of words.slice(1)) {
    const [name, value] = splitAssignment(word);
    if (isName(name) && value !== undefined) store(shell, name, value, words[1] === '-x' ? true : undefined);
  }
  return 0;
}

function* runUnset(shell: Shell, words: readonly string[]): Task {
  const isFunction = words[1] === '-f';
  for (const name of words.slice(words[1] === '-f' || words[1] === '-v' ? 2 : 1)) {
    if (isFunction) {
      shell.functions.delete(name);
      continue;
    }
    if (!isName(name)) {
      yield* complain(shell, `${name}: bad variable name`, 'unset');
      abort(shell, 2);
      return 2;
    }
    if (shell.variables.get(name)?.readOnly === true) {
      yield* complain(shell, `${name}: is read only`, 'unset');
      abort(shell, 2);
      return 2;
    }
    shell.variables.delete(name);
  }
  return 0;
}

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
): { readonly rest: readonly string[] | undefined; readonly unknown?: string } {
  let index = 0;
  for (; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') return { rest: words.slice(index + 1) };
    if (word === '-') return { rest: words.slice(index + 1) };
    if (!/^[-+]./.test(word)) return { rest: words.slice(index) };
    for (const letter of word.slice(1)) {
      const option = letter === 'o' ? longOptions[words[++index] ?? ''] : letter;
      if (option === undefined || (shell.flavor === 'dash' && option === 'pipefail'))
        return { rest: undefined, unknown: `-o ${words[index] ?? ''}` };
      if (word.startsWith('-')) shell.options.add(option);
      else shell.options.delete(option);
    }
  }
  return { rest: undefined };
}

function* runSet(shell: Shell, words: readonly string[]): Task {
  if (words.length === 1) {
    for (const [name, { value }] of [...shell.variables].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
      if (value !== undefined) yield* write(shell.process, 1, `${name}=${quote(value)}\n`);
    }
    return 0;
  }
  if (words[1] === '-o' && words.length === 2) {
    const lines = Object.entries(longOptions).map(
      ([name, option]) => `${name.padEnd(16)}${shell.options.has(option) ? 'on' : 'off'}\n`,
    );
    yield* write(shell.process, 1, `Current option settings\n${lines.join('')}`);
    return 0;
  }
  const { rest, unknown } = applyOptions(shell, words.slice(1));
  if (unknown !== undefined) {
    yield* complain(shell, shell.flavor === 'dash' ? `Illegal option ${unknown}` : `illegal option ${unknown}`, 'set');
    abort(shell, 2);
    return 2;
  }
  if (rest !== undefined) shell.parameters = rest;
  return 0;
}

function* runShift(shell: Shell, words: readonly string[]): Task {
  const count = Number(words[1] ?? 1);
  if (count > shell.parameters.length) {
    if (shell.flavor !== 'dash') return 1;
    yield* complain(shell, "can't shift that many", 'shift');
    abort(shell, 2);
    return 2;
  }
  shell.parameters = shell.parameters.slice(count);
  return 0;
}

function* runRead(shell: Shell, words: readonly string[]): Task {
  let index = 1;
  let isRaw = false;
  let limitMs: number | undefined;
  for (; /^-./.test(words[index] ?? ''); index++) {
    const word = words[index] ?? '';
    if (word.includes('r')) isRaw = true;
    if (/[tpnd]$/.test(word)) {
      index++;
      if (word.endsWith('t')) limitMs = Number(words[index]) * 1000;
    }
  }
  const names = words.slice(index);
  const line = yield* readLogicalLine(shell, isRaw, limitMs);
  if (line === undefined) return shell.flavor === 'bash' ? 142 : 1;
  const fields = splitLine(line.text, getVariable(shell, 'IFS') ?? ' \t\n', names.length, isRaw);
  if (names.length === 0) store(shell, 'REPLY', line.text);
  for (const [i, name] of names.entries()) if (!(yield* setVariable(shell, name, fields[i] ?? ''))) return 2;
  return line.isComplete ? 0 : 1;
}

/** A line without its newline; a backslash before a newline joins two. Undefined if the time is up. */
function* readLogicalLine(
  shell: Shell,
  isRaw: boolean,
  limitMs: number | undefined,
): Task<{ text: string; isComplete: boolean } | undefined> {
  const { process } = shell;
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

/** The fields of a line; the last name takes the rest. */
function splitLine(line: string, ifs: string, count: number, isRaw: boolean): readonly string[] {
  const fields: string[] = [];
  const isBlank = (char: string): boolean => ifs.includes(char) && ' \t\n'.includes(char);
  let at = 0;
  const skipBlank = (): void => {
    while (at < line.length && isBlank(line[at] ?? '')) at++;
  };
  skipBlank();
  while (at < line.length && fields.length < count - 1) {
    let field = '';
    for (; at < line.length && !ifs.includes(line[at] ?? ''); at++) {
      if (line[at] === '\\' && !isRaw) at++;
      field += line[at] ?? '';
    }
    fields.push(field);
    skipBlank();
    if (at < line.length && ifs.includes(line[at] ?? '') && !isBlank(line[at] ?? '')) {
      at++;
      skipBlank();
    }
  }
  if (count > 0 && at < line.length) {
    let rest = line.slice(at);
    while (rest !== '' && isBlank(rest.at(-1) ?? '')) rest = rest.slice(0, -1);
    const last = rest.at(-1) ?? '';
    if (last !== '' && ifs.includes(last) && ![...rest.slice(0, -1)].some((char) => ifs.includes(char)))
      rest = rest.slice(0, -1);
    fields.push(isRaw ? rest : rest.replace(/\\([^])/g, '$1'));
  }
  return fields;
}

function* runGetopts(shell: Shell, words: readonly string[]): Task {
  const [, spec = '', name = 'opt'] = words;
  const args = words.length > 3 ? words.slice(3) : shell.parameters;
  let index = Number(getVariable(shell, 'OPTIND') ?? 1);
  if (
    index === 1 &&
    shell.optionIndex > 1 &&
    getVariable(shell, 'OPTIND') === '1' &&
    args[0]?.[shell.optionIndex] === undefined
  )
    shell.optionIndex = 0;
  const word = args[index - 1] ?? '';
  if (shell.optionIndex === 0) {
    if (!/^-./.test(word) || word === '--') {
      if (word === '--') index++;
      store(shell, 'OPTIND', String(index));
      store(shell, name, '?');
      return 1;
    }
    shell.optionIndex = 1;
  }
  const letter = word[shell.optionIndex++] ?? '';
  const at = letter === ':' ? -1 : spec.indexOf(letter);
  const isAtEnd = shell.optionIndex >= word.length;
  const rest = word.slice(shell.optionIndex);
  if (isAtEnd) {
    shell.optionIndex = 0;
    index++;
  }
  yield* finishOption(shell, { spec, name, letter, at, isAtEnd, rest, args, index });
  return 0;
}

interface Option {
  readonly spec: string;
  readonly name: string;
  readonly letter: string;
  readonly at: number;
  readonly isAtEnd: boolean;
  readonly rest: string;
  readonly args: readonly string[];
  readonly index: number;
}

function* finishOption(shell: Shell, option: Option): Task<void> {
  const { spec, name, letter, at } = option;
  let { index } = option;
  const isSilent = spec.startsWith(':');
  shell.variables.delete('OPTARG');
  if (at < 0) {
    store(shell, name, '?');
    if (isSilent) store(shell, 'OPTARG', letter);
    else yield* write(shell.process, 2, `Illegal option -${letter}\n`);
  } else if (spec[at + 1] !== ':') store(shell, name, letter);
  else {
    const value = option.isAtEnd ? option.args[index - 1] : option.rest;
    index++;
    shell.optionIndex = 0;
    if (value === undefined) {
      store(shell, name, isSilent ? ':' : '?');
      if (isSilent) store(shell, 'OPTARG', letter);
      else yield* write(shell.process, 2, `No arg for -${letter} option\n`);
    } else {
      store(shell, name, letter);
      store(shell, 'OPTARG', value);
    }
  }
  store(shell, 'OPTIND', String(index));
}

function* runLet(shell: Shell, words: readonly string[]): Task {
  let value: string | undefined = '0';
  for (const word of words.slice(1)) value = yield* evaluateArithmetic(shell, word);
  return value === '0' ? 1 : 0;
}

export const variableBuiltins: Readonly<Record<string, Builtin>> = {
  export: declare('export'),
  readonly: declare('readonly'),
  local: runLocal,
  declare: runDeclare,
  typeset: runDeclare,
  unset: runUnset,
  set: runSet,
  shift: runShift,
  read: runRead,
  getopts: runGetopts,
  let: runLet,
};
