/**
 * `sed`: the commands that scripts use (s, d, p, q, a, i, c, y, =, n, N, h, g, x and their like, addresses, groups).
 */
import type { Task } from '../process.ts';
import { compileRegex, replaceMatches, searchRegex, type Regex } from '../regex.ts';
import { parseOptions, print, readPath, type Call, type Tool } from './support.ts';
import { writePath } from './write-path.ts';
import { assume, linesOf, readInputs } from './texts.ts';

/** A line's number, the last line, or lines that match. */
type Address = number | 'last' | Regex;

interface Command {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly negated: boolean;
  readonly run: Action;
}

interface State {
  line: string;
  number: number;
  readonly lines: readonly string[];
  readonly output: string[];
  readonly active: Set<Command>;
  readonly isQuiet: boolean;
  appended: string[];
  hold: string;
  /** `deleted`: on with the next line; `quits`: no more lines. */
  jump: '' | 'deleted' | 'quits';
}
type Action = (state: State) => void;

interface Reader {
  readonly text: string;
  at: number;
  readonly extended: boolean;
  failed: string | undefined;
}

function* sed(call: Call): Task {
  const { has, all, rest } = parseOptions(call, 'e:expression f:file n-quiet n-silent E-regexp-extended i-in-place');
  const texts = [...all('e')];
  for (const path of all('f')) texts.push((yield* readPath(call, path)) ?? '');
  const [script = '', ...paths] = texts.length > 0 ? [texts.join('\n'), ...rest] : rest;
  const reader: Reader = { text: script, at: 0, extended: has('Er'), failed: undefined };
  const commands = readCommands(reader, 0);
  if (reader.failed?.startsWith('command') === true) return assume(call, reader.failed);
  if (reader.failed !== undefined) return call.complain(reader.failed);
  const inputs = yield* readInputs(call, paths);
  if (!has('i')) print(call, edit(commands, inputs.texts.map(({ text }) => text).join(''), has('n')));
  else for (const { path, text } of inputs.texts) writePath(call, path, edit(commands, text, has('n')));
  return inputs.status;
}

function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? '';
  reader.at += found.length;
  return found;
}

function fail(reader: Reader, text: string): undefined {
  reader.failed ??= text;
  return undefined;
}

function readCommands(reader: Reader, depth: number): readonly Command[] {
  const commands: Command[] = [];
  while (reader.failed === undefined) {
    take(reader, /(?:[\s;]|#[^\n]*)*/y);
    const isClosed = take(reader, /\}/y) !== '';
    if (isClosed || reader.at >= reader.text.length) {
      if (isClosed !== depth > 0) fail(reader, isClosed ? 'unexpected }' : 'unmatched {');
      break;
    }
    const from = readAddress(reader);
    const to = take(reader, /,/y) === '' ? undefined : readAddress(reader);
    const negated = take(reader, /[ \t]*!?[ \t]*/y).includes('!');
    commands.push({ from, to, negated, run: readAction(reader, take(reader, /[^]/y), depth) ?? (() => undefined) });
  }
  return commands;
}

function readAddress(reader: Reader): Address | undefined {
  const simple = take(reader, /\d+|\$/y);
  if (simple !== '') return simple === '$' ? 'last' : Number(simple);
  const mark = take(reader, /\\[^]|\//y).slice(-1);
  return mark === '' ? undefined : readRegex(reader, readDelimited(reader, mark, false), false);
}

const readRegex = (reader: Reader, text: string, ignoreCase: boolean): Regex | undefined =>
  compileRegex(text, { extended: reader.extended, ignoreCase }) ?? fail(reader, `bad regex '${text}'`);

/**
 * The text up to the next unescaped mark; `\mark` stands for the mark itself. Brackets of a pattern may hold the mark.
 */
function readDelimited(reader: Reader, mark: string, isText: boolean): string {
  let result = '';
  while (reader.at < reader.text.length) {
    const part = take(reader, isText ? /\\[^]|[^]/y : /\\[^]|\[\^?\]?[^\]]*\]|[^]/y);
    if (part === mark) return result;
    result += part === `\\${mark}` ? mark : part;
  }
  fail(reader, 'unterminated command');
  return result;
}

/** Commands without operands. */
const plain: Readonly<Record<string, Action>> = {
  d: (state) => void (state.jump = 'deleted'),
  D: (state) => void (state.jump = 'deleted'),
  q: (state) => void (state.jump = 'quits'),
  p: ({ output, line }) => void output.push(line),
  P: ({ output, line }) => void output.push(line.replace(/\n[^]*/, '')),
  '=': ({ output, number }) => void output.push(String(number)),
  h: (state) => void (state.hold = state.line),
  H: (state) => void (state.hold += `\n${state.line}`),
  g: (state) => void (state.line = state.hold),
  G: (state) => void (state.line += `\n${state.hold}`),
  x: (state) => void ([state.line, state.hold] = [state.hold, state.line]),
  n: (state) => {
    if (!state.isQuiet) state.output.push(state.line);
    state.line = state.lines[state.number++] ?? '';
  },
  N: (state) => {
    if (state.number < state.lines.length) state.line += `\n${state.lines[state.number++] ?? ''}`;
  },
};

function readAction(reader: Reader, name: string, depth: number): Action | undefined {
  if (Object.hasOwn(plain, name)) return plain[name];
  if (name === '{' && depth < 20) {
    const body = readCommands(reader, depth + 1);
    return (state) => runCommands(state, body);
  }
  if (/[aic]/.test(name)) {
    const text = take(reader, /[ \t]*(?:\\\n?)?[ \t]*[^\n]*/y).replace(/^[ \t]*(?:\\\n?)?[ \t]*/, '');
    return (state) => {
      (name === 'a' ? state.appended : state.output).push(text);
      if (name === 'c') state.jump = 'deleted';
    };
  }
  const mark = take(reader, /[^]/y);
  if (!/[sy]/.test(name) || mark === '')
    return fail(reader, /[btT:rwWleFzQRv]/.test(name) ? `command ${name}` : `unknown command: ${name}`);
  const pattern = readDelimited(reader, mark, name === 'y');
  const by = readDelimited(reader, mark, true);
  if (name === 'y')
    return (state) => {
      state.line = state.line.replace(/[^]/g, (char) => by[pattern.indexOf(char)] ?? char);
    };
  const flags = take(reader, /[gpiI0-9]*/y);
  const regex = readRegex(reader, pattern, /i/i.test(flags));
  return !regex ? undefined : (state) => substitute(state, regex, by, flags);
}

function edit(commands: readonly Command[], text: string, isQuiet: boolean): string {
  const lines = linesOf(text);
  const output: string[] = [];
  const state: State = {
    line: '',
    number: 0,
    lines,
    output,
    active: new Set(),
    isQuiet,
    appended: [],
    hold: '',
    jump: '',
  };
  while (state.number < lines.length && state.jump !== 'quits') {
    state.line = lines[state.number++] ?? '';
    state.jump = '';
    runCommands(state, commands);
    if ((state.jump as State['jump']) !== 'deleted' && !isQuiet) output.push(state.line);
    output.push(...state.appended.splice(0));
  }
  return output.join('\n') + (output.length > 0 && text.endsWith('\n') ? '\n' : '');
}

function runCommands(state: State, commands: readonly Command[]): void {
  for (const command of commands) {
    if (applies(state, command) !== command.negated) command.run(state);
    if (state.jump !== '') return;
  }
}

function applies(state: State, command: Command): boolean {
  const { from, to } = command;
  const { active, number } = state;
  if (from === undefined || to === undefined) return from === undefined || isAt(state, from);
  if (active.has(command)) {
    if (isAt(state, to)) active.delete(command);
    return true;
  }
  const starts = isAt(state, from);
  if (starts && !(typeof to === 'number' && to <= number)) active.add(command);
  return starts;
}

function isAt({ number, lines, line }: State, address: Address): boolean {
  if (typeof address === 'object') return searchRegex(address, line) !== undefined;
  return number === (address === 'last' ? lines.length : address);
}

function substitute(state: State, regex: Regex, by: string, flags: string): void {
  const wanted = Number(/\d+/.exec(flags)?.[0] ?? 1);
  const { line } = state;
  const done = replaceMatches(regex, line, ({ start, end, groups }, count) =>
    count === wanted || (flags.includes('g') && count > wanted)
      ? expandReplacement(by, [line.slice(start, end), ...groups])
      : undefined,
  );
  state.line = done.text;
  if (done.count >= wanted && flags.includes('p')) state.output.push(state.line);
}

/** `&` and `\0` are the whole match, `\1` its first group. */
export const expandReplacement = (by: string, groups: readonly (string | undefined)[]): string =>
  by.replace(/\\([^])|&/g, (_, char = '0') =>
    /\d/.test(String(char)) ? (groups[Number(char)] ?? '') : ({ n: '\n', t: '\t' }[String(char)] ?? String(char)),
  );

export const sedTools: Readonly<Record<string, Tool>> = { sed };
