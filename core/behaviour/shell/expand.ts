/** Expansions of a word: parameters, command substitution, arithmetic, field splitting, path names. */
import { isBash } from './flavors.ts';
import type { Parameter, Part, Word } from './ast.ts';
import { splitFields, type Piece } from './fields.ts';
import { applyOperator } from './operators.ts';
import { expandPaths } from './paths.ts';
import type { Task } from './process.ts';
import { escapePattern, hasPatternChars } from './quoting.ts';
import { evaluateArithmetic } from './shell-arithmetic.ts';
import { expandBraces, expandTilde } from './shorthands.ts';
import { abort, getVariable, store, type Shell } from './state.ts';

const maxLength = 1 << 22;

/** The fields that words of a command become. */
export function* expandFields(shell: Shell, words: readonly Word[]): Task<string[]> {
  const fields: string[] = [];
  for (const word of words) {
    const hasBraces = isBash(shell) && word.some((part) => part.kind === 'text' && part.text.includes('{'));
    for (const braced of hasBraces ? expandBraces(word) : [word]) {
      const pieces = yield* expandPieces(shell, braced);
      if (shell.jump) return fields;
      for (const { text, pattern } of splitFields(pieces, getVariable(shell, 'IFS') ?? ' \t\n')) {
        if (shell.options.has('f') || !hasPatternChars(pattern)) fields.push(text);
        else fields.push(...expandPaths(shell.process, pattern, text));
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
  return pieces.map(({ text, quoted }) => (quoted ? escapePattern(text) : text)).join('');
}

function* expandPieces(shell: Shell, word: Word): Task<Piece[]> {
  const pieces: Piece[] = [];
  let length = 0;
  for (const part of word) {
    const isTilde = part.kind === 'text' && part === word[0] && !part.quoted && part.text.startsWith('~');
    pieces.push(...(isTilde ? expandTilde(shell, part.text) : yield* expandPart(shell, part)));
    if (shell.jump) return pieces;
  }
  for (const { text } of pieces) length += text.length;
  if (length > maxLength) abort(shell, 'Out of space');
  return length > maxLength ? [] : pieces;
}

function* expandPart(shell: Shell, part: Part): Task<readonly Piece[]> {
  if (part.kind === 'text') return [part];
  const { quoted } = part;
  if (part.kind === 'parameter') return yield* expandParameter(shell, part, quoted);
  const text =
    part.kind === 'command'
      ? (yield* shell.evaluator.substitute(shell, part.script)).replace(/\n+$/, '')
      : (evaluateArithmetic(shell, yield* expandString(shell, part.expression)) ?? '');
  return [{ text, quoted, splits: !quoted }];
}

/** `$name`, `$1`, `$?`; undefined if unset. */
function valueOf(shell: Shell, name: string): string | undefined {
  const { parameters } = shell;
  if (/^[1-9]/.test(name)) return parameters[Number(name) - 1];
  switch (name) {
    case '?':
      return String(shell.status);
    case '#':
      return String(parameters.length);
    case '$':
      return String(shell.rootPid);
    case '!':
      return String(shell.lastBackground ?? '');
    case '-':
      return [...shell.options].filter((option) => option.length === 1).join('');
    case '0':
      return shell.name;
    case '@':
    case '*':
      return parameters.length === 0 ? undefined : parameters.join((getVariable(shell, 'IFS') ?? ' ').slice(0, 1));
    case 'LINENO':
      return String(shell.line);
    case 'RANDOM':
      return randomNumber(shell);
    default:
      return getVariable(shell, name);
  }
}

/** The same number in every run of the same script: a linear generator in a hidden variable. */
function randomNumber(shell: Shell): string {
  const before = Number(getVariable(shell, 'RANDOM') ?? '12345');
  const next = String(((Math.imul(before + shell.rootPid, 1103515245) + 12345) >>> 17) & 32767);
  store(shell, 'RANDOM', next);
  return next;
}

function* expandParameter(shell: Shell, parameter: Parameter, quoted: boolean): Task<readonly Piece[]> {
  const { name, op } = parameter;
  const value = valueOf(shell, name);
  const expansions = { expandPieces, expandPattern, expandString };
  const changed = op === '' ? undefined : yield* applyOperator(shell, parameter, { value, quoted }, expansions);
  if (changed) return changed;
  const splits = !quoted;
  if (name === '@' || (name === '*' && splits))
    return shell.parameters.map((text, index) => ({ text, quoted, splits, breaks: index > 0 }));
  if (name === '*') return [{ text: value ?? '', quoted }];
  if (value !== undefined || !shell.options.has('u')) return [{ text: value ?? '', quoted, splits }];
  abort(shell, `${name}: parameter not set`);
  return [];
}
