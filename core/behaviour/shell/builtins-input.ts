/** Builtins that take apart what they are given: `read` a line, `getopts` options. */
import { isBash } from './flavors.ts';
import { pipeOf } from './descriptors.ts';
import { pause } from './kernel.ts';
import { write } from './open-files.ts';
import type { Task } from './process.ts';
import { readLine } from './read-line.ts';
import { getVariable, setVariable, store, type Shell } from './state.ts';

export function* runRead(shell: Shell, [, ...words]: readonly string[]): Task {
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
  if (!line) return isBash(shell) ? 142 : 1;
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
  const pipe = pipeOf(process.descriptors.get(0));
  const isReady = (): boolean => !pipe || pipe.buffer.includes('\n') || pipe.writers === 0;
  if (limitMs !== undefined && !isReady()) {
    yield { ...pause(process, limitMs), ready: isReady };
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

export function runGetopts(shell: Shell, [, spec = '', name = 'opt', ...given]: readonly string[]): number {
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
}

/** The fields of a line that `read` takes apart; the last of `count` takes the rest. */
function splitLine(line: string, ifs: string, count: number, isRaw: boolean): readonly string[] {
  const fields: string[] = [];
  const isSeparator = (at: number): boolean => at < line.length && ifs.includes(line[at] ?? '');
  const isBlank = (at: number): boolean => isSeparator(at) && ' \t\n'.includes(line[at] ?? '');
  let at = 0;
  const skipBlank = (): void => {
    while (isBlank(at)) at++;
  };
  for (skipBlank(); at < line.length && fields.length < count - 1;) {
    let field = '';
    for (; at < line.length && !isSeparator(at); at++) {
      if (line[at] === '\\' && !isRaw) at++;
      field += line[at] ?? '';
    }
    fields.push(field);
    skipBlank();
    if (isSeparator(at)) {
      at++;
      skipBlank();
    }
  }
  let end = line.length;
  while (end > at && isBlank(end - 1)) end--;
  // One separator behind the last field is taken off, several are part of it.
  const isLone = ![...line.slice(at, end - 1)].some((char) => ifs.includes(char));
  const rest = line.slice(at, isLone && end > at && isSeparator(end - 1) ? end - 1 : end);
  return at < line.length && count > 0 ? [...fields, isRaw ? rest : rest.replace(/\\([^])/g, '$1')] : fields;
}
