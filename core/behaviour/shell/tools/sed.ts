/** `sed`: the commands that scripts use (s, d, p, q, a, i, c, y, =, n, N, addresses, groups). */
import type { Task } from '../process.ts';
import { charge } from '../kernel.ts';
import { compileRegex, searchRegex, type Regex } from '../regex.ts';
import { err, linesOf, out, parseOptions, readInputs, readPath, writePath, type Call, type Tool } from './support.ts';

type Address =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'last' }
  | { readonly kind: 'regex'; readonly regex: Regex };
interface Command {
  readonly from?: Address;
  readonly to?: Address;
  readonly negated: boolean;
  readonly name: string;
  readonly regex?: Regex;
  readonly ignoreCase: boolean;
  readonly text: string;
  readonly flags: string;
  readonly body: readonly Command[];
}
interface Reader {
  readonly text: string;
  at: number;
  readonly extended: boolean;
  failed: string | undefined;
}
interface State {
  line: string;
  number: number;
  readonly lines: readonly string[];
  readonly output: string[];
  readonly active: Set<Command>;
  appended: string[];
  quits: boolean;
  deleted: boolean;
  hold: string;
}

function* sed(call: Call): Task {
  const options = parseOptions(call.args, 'e:f:', {
    quiet: 'n',
    silent: 'n',
    'regexp-extended': 'E',
    expression: 'e',
    'in-place': 'i',
  });
  const scripts = call.args.flatMap((word, i) =>
    word === '-e' || word === '--expression' ? [call.args[i + 1] ?? ''] : [],
  );
  const inScript = scripts.length > 0 ? scripts.join('\n') : (options.get('e') ?? options.rest[0] ?? '');
  const paths = scripts.length > 0 || options.get('e') !== undefined ? options.rest : options.rest.slice(1);
  const reader: Reader = { text: inScript, at: 0, extended: options.has('E') || options.has('r'), failed: undefined };
  const commands = readCommands(reader, 0);
  if (reader.failed !== undefined) {
    yield* err(call, reader.failed);
    return 1;
  }
  if (!options.has('i')) {
    const { texts, status } = yield* readInputs(call, paths);
    yield* out(call, edit(call, commands, texts.map(([, text]) => text).join(''), options.has('n')));
    return status;
  }
  let status = 0;
  for (const path of paths) {
    const text = yield* readPath(call, path);
    if (text === undefined || !(yield* writePath(call, path, edit(call, commands, text, options.has('n'))))) status = 1;
  }
  return status;
}

function skipSpace(reader: Reader, chars = /[\s;]/): void {
  while (reader.at < reader.text.length && chars.test(reader.text[reader.at] ?? '')) reader.at++;
}

function readCommands(reader: Reader, depth: number): readonly Command[] {
  const commands: Command[] = [];
  for (skipSpace(reader); reader.at < reader.text.length && reader.failed === undefined; skipSpace(reader)) {
    if (reader.text[reader.at] === '}') {
      reader.at++;
      if (depth === 0) reader.failed = 'unexpected }';
      return commands;
    }
    if (reader.text[reader.at] === '#') {
      while (reader.at < reader.text.length && reader.text[reader.at] !== '\n') reader.at++;
      continue;
    }
    commands.push(readCommand(reader, depth));
  }
  if (depth > 0) reader.failed ??= 'unmatched {';
  return commands;
}

function readCommand(reader: Reader, depth: number): Command {
  const from = readAddress(reader);
  let to: Address | undefined;
  if (from !== undefined && reader.text[reader.at] === ',') {
    reader.at++;
    to = readAddress(reader);
  }
  skipSpace(reader, /[ \t]/);
  const negated = reader.text[reader.at] === '!';
  if (negated) {
    reader.at++;
    skipSpace(reader, /[ \t]/);
  }
  const name = reader.text[reader.at++] ?? '';
  const base = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    negated,
    name,
    ignoreCase: false,
    text: '',
    flags: '',
    body: [],
  };
  switch (name) {
    case '{':
      return { ...base, body: depth > 20 ? [] : readCommands(reader, depth + 1) };
    case 's':
      return readSubstitution(reader, base);
    case 'y': {
      const mark = reader.text[reader.at++] ?? '/';
      return { ...base, text: readDelimited(reader, mark, true), flags: readDelimited(reader, mark, true) };
    }
    case 'a':
    case 'i':
    case 'c':
      return { ...base, text: readText(reader) };
    case 'd':
    case 'p':
    case 'q':
    case '=':
    case 'n':
    case 'N':
    case 'D':
    case 'P':
    case 'h':
    case 'H':
    case 'g':
    case 'G':
    case 'x':
      return base;
    default:
      reader.failed ??= `unsupported command ${name}`;
      return base;
  }
}

function readAddress(reader: Reader): Address | undefined {
  const rest = reader.text.slice(reader.at);
  const number = /^\d+/.exec(rest)?.[0];
  if (number !== undefined) {
    reader.at += number.length;
    return { kind: 'line', line: Number(number) };
  }
  if (rest[0] === '$') {
    reader.at++;
    return { kind: 'last' };
  }
  if (rest[0] !== '/' && rest[0] !== '\\') return undefined;
  reader.at += rest[0] === '\\' ? 2 : 1;
  const regex = compileRegex(readDelimited(reader, rest[0] === '\\' ? (rest[1] ?? '/') : '/', false), {
    extended: reader.extended,
  });
  if (regex === undefined) {
    reader.failed ??= 'bad regex';
    return undefined;
  }
  return { kind: 'regex', regex };
}

/** The text up to the next unescaped mark; `\mark` stands for the mark itself. */
function readDelimited(reader: Reader, mark: string, isText: boolean): string {
  let result = '';
  let inSet = false;
  for (; reader.at < reader.text.length; reader.at++) {
    const char = reader.text[reader.at] ?? '';
    if (char === '\\') {
      const next = reader.text[++reader.at] ?? '';
      result += next === mark ? next : next === 'n' && isText ? '\\n' : char + next;
    } else if (char === mark && !inSet) {
      reader.at++;
      return result;
    } else {
      if (!isText && char === '[' && !inSet) inSet = true;
      else if (char === ']' && inSet && !result.endsWith('[')) inSet = false;
      result += char;
    }
  }
  reader.failed ??= 'unterminated command';
  return result;
}

function readSubstitution(reader: Reader, base: Command): Command {
  const mark = reader.text[reader.at++] ?? '/';
  const pattern = readDelimited(reader, mark, false);
  const text = readDelimited(reader, mark, true);
  const flags = /^[gpiI0-9]*/.exec(reader.text.slice(reader.at))?.[0] ?? '';
  reader.at += flags.length;
  const ignoreCase = /i/i.test(flags);
  const regex = compileRegex(pattern, { extended: reader.extended, ignoreCase });
  if (regex === undefined) {
    reader.failed ??= `bad regex '${pattern}'`;
    return base;
  }
  return { ...base, regex, text, flags, ignoreCase };
}

function readText(reader: Reader): string {
  const match = /^[ \t]*(?:\\\n?)?[ \t]*([^\n]*)/.exec(reader.text.slice(reader.at));
  reader.at += match?.[0].length ?? 0;
  return match?.[1] ?? '';
}

function edit(call: Call, commands: readonly Command[], text: string, isQuiet: boolean): string {
  const state: State = {
    line: '',
    number: 0,
    lines: linesOf(text),
    output: [],
    active: new Set(),
    appended: [],
    quits: false,
    deleted: false,
    hold: '',
  };
  while (state.number < state.lines.length && !state.quits) {
    state.line = state.lines[state.number++] ?? '';
    state.deleted = false;
    runCommands(state, commands, isQuiet);
    if (!state.deleted && !isQuiet) state.output.push(state.line);
    state.output.push(...state.appended.splice(0));
  }
  charge(call.process.kernel, Math.ceil(state.number / 10));
  const isComplete = text.endsWith('\n') || state.output.length === 0;
  return state.output.join('\n') + (isComplete && state.output.length > 0 ? '\n' : '');
}

function runCommands(state: State, commands: readonly Command[], isQuiet: boolean): void {
  for (const command of commands) {
    if (applies(state, command) === command.negated) continue;
    runOne(state, command, isQuiet);
    if (state.deleted || state.quits) return;
  }
}

function applies(state: State, command: Command): boolean {
  if (command.from === undefined) return true;
  if (command.to === undefined) return at(state, command.from);
  if (!state.active.has(command)) {
    if (!at(state, command.from)) return false;
    if (command.to.kind === 'line' && command.to.line <= state.number) return true;
    state.active.add(command);
    return true;
  }
  if (at(state, command.to)) state.active.delete(command);
  return true;
}

function at(state: State, address: Address): boolean {
  if (address.kind === 'line') return state.number === address.line;
  return address.kind === 'last'
    ? state.number === state.lines.length
    : searchRegex(address.regex, state.line, 0) !== undefined;
}

function runOne(state: State, command: Command, isQuiet: boolean): void {
  switch (command.name) {
    case '{':
      return runCommands(state, command.body, isQuiet);
    case 's':
      return substitute(state, command);
    case 'y':
      state.line = [...state.line]
        .map((char) => {
          const index = command.text.indexOf(char);
          return index < 0 ? char : (command.flags[index] ?? char);
        })
        .join('');
      return;
    case 'd':
    case 'D':
      state.deleted = true;
      return;
    case 'p':
      state.output.push(state.line);
      return;
    case 'P':
      state.output.push(state.line.split('\n')[0] ?? '');
      return;
    case '=':
      state.output.push(String(state.number));
      return;
    case 'q':
      state.quits = true;
      return;
    case 'a':
      state.appended.push(command.text);
      return;
    case 'i':
      state.output.push(command.text);
      return;
    case 'c':
      state.output.push(command.text);
      state.deleted = true;
      return;
    case 'n':
      if (!isQuiet) state.output.push(state.line);
      state.line = state.lines[state.number++] ?? '';
      return;
    case 'N':
      if (state.number < state.lines.length) state.line += `\n${state.lines[state.number++] ?? ''}`;
      return;
    case 'h':
      state.hold = state.line;
      return;
    case 'H':
      state.hold += `\n${state.line}`;
      return;
    case 'g':
      state.line = state.hold;
      return;
    case 'G':
      state.line += `\n${state.hold}`;
      return;
    default: {
      const { line } = state;
      state.line = state.hold;
      state.hold = line;
    }
  }
}

function substitute(state: State, { regex, text, flags, ignoreCase }: Command): void {
  if (regex === undefined) return;
  const wanted = Number(/\d+/.exec(flags)?.[0] ?? 1);
  let result = '';
  let from = 0;
  let count = 0;
  while (from <= state.line.length) {
    const match = searchRegex(regex, state.line, from, ignoreCase);
    if (match === undefined) break;
    count++;
    result += state.line.slice(from, match.start);
    const replaces = count === wanted || (flags.includes('g') && count >= wanted);
    const whole = state.line.slice(match.start, match.end);
    result += replaces ? expandReplacement(text, whole, match.groups) : whole;
    if (match.end === match.start) {
      result += state.line[match.end] ?? '';
      from = match.end + 1;
    } else from = match.end;
    if (replaces && !flags.includes('g')) break;
  }
  if (count < wanted) return;
  state.line = result + state.line.slice(from);
  if (flags.includes('p')) state.output.push(state.line);
}

export function expandReplacement(text: string, whole: string, groups: readonly (string | undefined)[]): string {
  return text.replace(/\\([^])|&/g, (match, char: string | undefined) =>
    match === '&'
      ? whole
      : /\d/.test(char ?? '')
        ? char === '0'
          ? whole
          : (groups[Number(char) - 1] ?? '')
        : char === 'n'
          ? '\n'
          : char === 't'
            ? '\t'
            : (char ?? ''),
  );
}

export const sedTools: Readonly<Record<string, Tool>> = { sed };
