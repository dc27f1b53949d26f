/** Expansions of a word: parameters, command substitution, arithmetic, field splitting, path names. */
import type { Parameter, Part, Word } from './ast.ts';
import { calculate } from './arithmetic.ts';
import { expandPaths } from './paths.ts';
import { escapePattern, hasPatternChars, replacePattern, trimPattern } from './pattern.ts';
import { abort, complain, getVariable, setVariable, store, type Shell } from './state.ts';
import type { Task } from './process.ts';

/** A piece of an expanded word. `splits`: the result of an unquoted expansion. `breaks`: a new field starts before it (`"$@"`). */
interface Piece {
  readonly text: string;
  readonly quoted: boolean;
  readonly splits: boolean;
  readonly breaks?: true;
}

const maxLength = 1 << 22;

/** The fields that a word of a command becomes. */
export function* expandFields(shell: Shell, words: readonly Word[]): Task<string[]> {
  const fields: string[] = [];
  for (const word of words) {
    for (const braced of shell.flavor === 'bash' ? expandBraces(word) : [word]) {
      const pieces = yield* expandPieces(shell, braced);
      if (shell.jump !== undefined) return fields;
      for (const field of split(pieces, getVariable(shell, 'IFS') ?? ' \t\n')) {
        if (shell.options.has('f') || !hasPatternChars(field.pattern)) fields.push(field.text);
        else fields.push(...expandPaths(shell.process, field.pattern, field.text));
      }
    }
  }
  return fields;
}

/** A word as one string: assignments, redirections, here-documents, subjects of `case`. */
export function* expandString(shell: Shell, word: Word): Task<string> {
  const pieces = yield* expandPieces(shell, word);
  return pieces.map((piece) => (piece.breaks === true ? ' ' : '') + piece.text).join('');
}

/** A word as a pattern: what was quoted matches only itself. */
export function* expandPattern(shell: Shell, word: Word): Task<string> {
  const pieces = yield* expandPieces(shell, word);
  return pieces.map((piece) => (piece.quoted ? escapePattern(piece.text) : piece.text)).join('');
}

function* expandPieces(shell: Shell, word: Word): Task<Piece[]> {
  const pieces: Piece[] = [];
  for (const [index, part] of word.entries()) {
    if (part.kind === 'text' && index === 0 && !part.quoted && part.text.startsWith('~'))
      pieces.push(...expandTilde(shell, part.text));
    else pieces.push(...(yield* expandPart(shell, part)));
    if (shell.jump !== undefined) return pieces;
  }
  if (pieces.reduce((sum, piece) => sum + piece.text.length, 0) > maxLength) {
    yield* complain(shell, 'Out of space');
    abort(shell, 2);
    return [];
  }
  return pieces;
}

function expandTilde(shell: Shell, text: string): Piece[] {
  const user = /^~([A-Za-z0-9_-]*)(?=\/|$|:)/.exec(text);
  const home = user?.[1] === '' ? getVariable(shell, 'HOME') : user?.[1] === 'root' ? '/root' : undefined;
  if (user === null || home === undefined) return [{ text, quoted: false, splits: false }];
  return [
    { text: home, quoted: true, splits: false },
    { text: text.slice(user[0].length), quoted: false, splits: false },
  ];
}

function* expandPart(shell: Shell, part: Part): Task<readonly Piece[]> {
  switch (part.kind) {
    case 'text':
      return [{ text: part.text, quoted: part.quoted, splits: false }];
    case 'parameter':
      return yield* expandParameter(shell, part, part.quoted);
    case 'command': {
      const output = yield* shell.evaluator.substitute(shell, part.script);
      return [{ text: output.replace(/\n+$/, ''), quoted: part.quoted, splits: !part.quoted }];
    }
    case 'arithmetic': {
      const text = yield* expandString(shell, part.expression);
      const value = yield* evaluateArithmetic(shell, text);
      return [{ text: value ?? '', quoted: part.quoted, splits: !part.quoted }];
    }
  }
}

/** The value as text; undefined after an error, which ends the shell. */
export function* evaluateArithmetic(shell: Shell, text: string): Task<string | undefined> {
  let unset: string | undefined;
  let illegal: string | undefined;
  const get = (name: string): string | undefined => {
    const value = getVariable(shell, name);
    if (value === undefined && shell.options.has('u')) unset ??= name;
    if (value !== undefined && !/^\s*([-+]?(0[xX][0-9a-fA-F]+|\d+))?\s*$/.test(value)) illegal ??= value;
    return value;
  };
  const dashOnly = shell.flavor === 'dash' && /\+\+|--/.test(text) && /\w\s*(\+\+|--)/.test(text);
  const result = calculate(text, { get, set: (name, value) => store(shell, name, value) });
  if (unset !== undefined) {
    yield* complain(shell, `${unset}: parameter not set`);
    abort(shell, 2);
    return undefined;
  }
  if ('value' in result && !dashOnly && (shell.flavor !== 'dash' || illegal === undefined)) return String(result.value);
  const isDivision = 'error' in result && result.error === 'divide by zero';
  const busybox = isDivision ? 'divide by zero' : 'arithmetic syntax error';
  const dash =
    illegal !== undefined
      ? `Illegal number: ${illegal}`
      : isDivision
        ? `arithmetic expression: division by zero: "${text}"`
        : `arithmetic expression: expecting primary: "${text}"`;
  yield* complain(shell, shell.flavor === 'dash' ? dash : busybox);
  abort(shell, 2);
  return undefined;
}

/** `$name`, `$1`, `$?`; undefined if unset. `$@` and `$*` are handled before. */
function valueOf(shell: Shell, name: string): string | undefined {
  switch (name) {
    case '?':
      return String(shell.status);
    case '#':
      return String(shell.parameters.length);
    case '$':
      return String(shell.rootPid);
    case '!':
      return shell.lastBackground === undefined ? '' : String(shell.lastBackground);
    case '-':
      return [...shell.options].filter((option) => option.length === 1).join('');
    case '0':
      return shell.name;
    case '@':
    case '*':
      return shell.parameters.length === 0 ? undefined : shell.parameters.join(firstSeparator(shell));
    case 'LINENO':
      return String(shell.line);
    case 'RANDOM':
      return shell.flavor === 'dash' ? getVariable(shell, name) : randomNumber(shell);
    case 'SECONDS':
      return shell.flavor === 'bash' ? String(Math.floor(shell.process.kernel.nowMs / 1000)) : getVariable(shell, name);
    default:
      return /^\d/.test(name) ? shell.parameters[Number(name) - 1] : getVariable(shell, name);
  }
}

/** The same number in every run of the same script: a linear generator in a hidden variable. */
function randomNumber(shell: Shell): string {
  const before = Number(getVariable(shell, 'RANDOM') ?? '12345');
  const next = (Math.imul(before + shell.rootPid, 1103515245) + 12345) >>> 17;
  store(shell, 'RANDOM', String(next));
  return String(next & 32767);
}

function firstSeparator(shell: Shell): string {
  const ifs = getVariable(shell, 'IFS');
  return ifs === undefined ? ' ' : (ifs[0] ?? '');
}

function* expandParameter(shell: Shell, parameter: Parameter, quoted: boolean): Task<readonly Piece[]> {
  const { name, op } = parameter;
  const value = valueOf(shell, name);
  const isMissing = value === undefined || (op[0] === ':' && op.length === 2 && value === '');
  const kind = op.length === 2 && op[0] === ':' ? (op[1] ?? '') : op;
  if (kind === '+') return isMissing ? [] : yield* expandOperand(shell, parameter, quoted);
  if (isMissing && (kind === '-' || kind === '=' || kind === '?')) {
    return yield* expandMissing(shell, parameter, kind, quoted);
  }
  if ((name === '@' || name === '*') && op !== 'length') return parametersAsPieces(shell, name, quoted);
  if (value === undefined && shell.options.has('u') && name !== '@' && name !== '*') {
    yield* complain(shell, `${name}: parameter not set`);
    abort(shell, 2);
    return [];
  }
  const text = yield* modify(shell, parameter, value ?? '');
  return [{ text, quoted, splits: !quoted }];
}

function parametersAsPieces(shell: Shell, name: string, quoted: boolean): readonly Piece[] {
  if (name === '*' && quoted) return [{ text: shell.parameters.join(firstSeparator(shell)), quoted, splits: false }];
  return shell.parameters.map((text, index) => ({
    text,
    quoted,
    splits: !quoted,
    ...(index === 0 ? {} : { breaks: true as const }),
  }));
}

function* expandOperand(shell: Shell, parameter: Parameter, quoted: boolean): Task<readonly Piece[]> {
  const pieces = yield* expandPieces(shell, parameter.word ?? []);
  return pieces.map((piece) => ({ ...piece, splits: !quoted && !piece.quoted }));
}

function* expandMissing(shell: Shell, parameter: Parameter, kind: string, quoted: boolean): Task<readonly Piece[]> {
  if (kind === '-') return yield* expandOperand(shell, parameter, quoted);
  const text = yield* expandString(shell, parameter.word ?? []);
  if (kind === '=') {
    yield* setVariable(shell, parameter.name, text);
    return [{ text, quoted, splits: !quoted }];
  }
  const fallback = parameter.op === ':?' ? 'parameter not set or null' : 'parameter not set';
  yield* complain(shell, `${parameter.name}: ${text === '' ? fallback : text}`);
  abort(shell, 2);
  return [];
}

function* modify(shell: Shell, parameter: Parameter, value: string): Task<string> {
  const { op, name, word = [], second = [] } = parameter;
  switch (op) {
    case 'length':
      return String(name === '@' || name === '*' ? shell.parameters.length : value.length);
    case '#':
    case '##':
    case '%':
    case '%%':
      return trimPattern(value, yield* expandPattern(shell, word), op);
    case '/':
    case '//': {
      const pattern = yield* expandPattern(shell, word);
      return replacePattern(value, pattern, yield* expandString(shell, second), op === '//');
    }
    case ':': {
      const offset = Number((yield* evaluateArithmetic(shell, yield* expandString(shell, word))) ?? 0);
      const length =
        parameter.second === undefined
          ? undefined
          : Number((yield* evaluateArithmetic(shell, yield* expandString(shell, second))) ?? 0);
      const from = offset < 0 ? Math.max(0, value.length + offset) : offset;
      return value.slice(from, length === undefined ? undefined : length < 0 ? length : from + length);
    }
    case '^^':
      return value.toUpperCase();
    case ',,':
      return value.toLowerCase();
    case '^':
      return value.slice(0, 1).toUpperCase() + value.slice(1);
    case ',':
      return value.slice(0, 1).toLowerCase() + value.slice(1);
    default:
      return value;
  }
}

interface Field {
  text: string;
  pattern: string;
}

/** Splits the pieces into fields where unquoted expansions hold characters of IFS. */
function split(pieces: readonly Piece[], ifs: string): readonly Field[] {
  const fields: Field[] = [];
  let current: Field | undefined;
  let endedByBlank = false;
  const flush = (): void => {
    if (current !== undefined) fields.push(current);
    current = undefined;
  };
  const append = (text: string, quoted: boolean): void => {
    current ??= { text: '', pattern: '' };
    current.text += text;
    current.pattern += quoted ? escapePattern(text) : text;
    endedByBlank = false;
  };
  for (const piece of pieces) {
    if (piece.breaks === true) {
      if (piece.quoted) append('', true);
      flush();
    }
    if (!piece.splits) {
      if (piece.quoted || piece.text !== '') append(piece.text, piece.quoted);
      continue;
    }
    for (const char of piece.text) {
      if (!ifs.includes(char)) append(char, false);
      else if (' \t\n'.includes(char)) {
        if (current !== undefined) {
          flush();
          endedByBlank = true;
        }
      } else if (current !== undefined) {
        flush();
        endedByBlank = false;
      } else if (endedByBlank) endedByBlank = false;
      else fields.push({ text: '', pattern: '' });
    }
  }
  flush();
  return fields;
}

/** `{a,b}` and `{1..5}` of bash, in the unquoted text of a word. */
function expandBraces(word: Word): readonly Word[] {
  for (const [index, part] of word.entries()) {
    if (part.kind !== 'text' || part.quoted) continue;
    const match = /\{(?:(-?\d+)\.\.(-?\d+)|([^{}\s]*,[^{}\s]*))\}/.exec(part.text);
    if (match === null) continue;
    const items = match[3] === undefined ? range(Number(match[1]), Number(match[2])) : match[3].split(',');
    const before = part.text.slice(0, match.index);
    const after = part.text.slice(match.index + match[0].length);
    return items.flatMap((item) =>
      expandBraces([...word.slice(0, index), { ...part, text: before + item + after }, ...word.slice(index + 1)]),
    );
  }
  return [word];
}

function range(from: number, to: number): readonly string[] {
  const count = Math.min(Math.abs(to - from) + 1, 10_000);
  return Array.from({ length: count }, (_, i) => String(from + (to < from ? -i : i)));
}
