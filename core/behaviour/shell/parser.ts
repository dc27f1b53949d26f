/** Parses a script command by command, as shells do: what stands before a syntax error still runs. */
import { readCondition } from './condition.ts';
import { isName, nothing, type Assignment, type Node, type Redirect, type Word } from './ast.ts';
import {
  enter,
  fail,
  isAtEnd,
  openSource,
  peek,
  peekMatch,
  skipBlanks,
  skipNewlines,
  takeMatch,
  takeNewline,
  type Source,
} from './source.ts';
import { parseCase } from './case.ts';
import { hereDocument } from './here-document.ts';
import { expectOperator, reserved, reservedAt, takeOperator, takeWord, unexpected, wordAt } from './tokens.ts';
import { readWord } from './words.ts';

const listEnds = reserved.slice(0, 8);

/** A script's text, to be read command by command. */
export const openScript = (text: string, line: number): Source => openSource(text, line, parseNested);

function parseNested(source: Source): Node {
  const body = parseList(source, true);
  expectOperator(source, ')');
  return body;
}

/** The next complete command (up to the end of its line); undefined at the end or after an error. */
export function nextCommand(source: Source): Node | undefined {
  skipNewlines(source);
  if (isAtEnd(source)) return undefined;
  const node = parseList(source, false);
  skipBlanks(source);
  if (peek(source) === '\n') takeNewline(source);
  else if (!isAtEnd(source)) unexpected(source);
  return !source.error ? node : undefined;
}

/** Commands joined by `;`, `&` and, inside compound commands, newlines. */
function parseList(source: Source, multiline: boolean): Node {
  const commands: Node[] = [];
  for (;;) {
    if (multiline) skipNewlines(source);
    else skipBlanks(source);
    if (isListEnd(source, multiline)) break;
    const body = parseAndOr(source);
    const isBackground = takeOperator(source, '&');
    commands.push(isBackground ? { kind: 'background', body } : body);
    if (!isBackground && !takeOperator(source, ';') && !(multiline && peek(source) === '\n')) break;
  }
  return commands.length === 1 && commands[0] ? commands[0] : { kind: 'sequence', commands };
}

const isListEnd = (source: Source, multiline: boolean): boolean =>
  peekMatch(source, /\n|\)|;;|;&/y) !== '' || isAtEnd(source) || (multiline && listEnds.includes(reservedAt(source)));

/** A list of at least one command and the reserved word that closes it. */
function parseBody(source: Source, ...ends: readonly string[]): readonly [Node, string] {
  const body = parseList(source, true);
  const word = reservedAt(source);
  const isEmpty = body.kind === 'sequence' && body.commands.length === 0;
  if (isEmpty && !isAtEnd(source)) unexpected(source);
  if (!ends.includes(word)) unexpected(source, ends.at(-1));
  source.at += word.length;
  return [body, word];
}

function parseAndOr(source: Source): Node {
  let left = parsePipeline(source);
  for (;;) {
    const kind = takeOperator(source, '&&') ? 'and' : takeOperator(source, '||') ? 'or' : undefined;
    if (kind === undefined) return left;
    skipNewlines(source);
    left = { kind, left, right: parsePipeline(source) };
  }
}

function parsePipeline(source: Source): Node {
  let negated = false;
  for (skipBlanks(source); takeWord(source, '!'); skipBlanks(source)) negated = !negated;
  const commands = [parseCommand(source)];
  while (takeOperator(source, '|')) {
    skipNewlines(source);
    commands.push(parseCommand(source));
  }
  const [first] = commands;
  return commands.length === 1 && !negated && first ? first : { kind: 'pipeline', commands, negated };
}

function parseCommand(source: Source): Node {
  skipBlanks(source);
  const body = enter(source) ? parseCompound(source) : nothing;
  source.depth--;
  if (!body) return parseSimple(source);
  const redirects = takeAll(source, readRedirect);
  return redirects.length === 0 ? body : { kind: 'redirected', body, redirects };
}

/** As many as there are. */
function takeAll<T>(source: Source, read: (source: Source) => T | undefined): readonly T[] {
  const found: T[] = [];
  for (let one = read(source); one; one = read(source)) found.push(one);
  return found;
}

/** Commands that reserved words open. */
const compounds: Readonly<Record<string, (source: Source, word: string) => Node>> = {
  '{': (source) => parseBody(source, '}')[0],
  if: parseIf,
  while: parseLoop,
  until: parseLoop,
  for: parseFor,
  case: (source) => parseCase(source, (inner) => parseList(inner, true)),
};

function parseCompound(source: Source): Node | undefined {
  if (takeOperator(source, '(')) {
    const body = parseNested(source);
    return body.kind === 'sequence' && body.commands.length === 0 ? unexpected(source) : { kind: 'subshell', body };
  }
  const word = reservedAt(source);
  if (word === '') return undefined;
  const parse = compounds[word];
  if (!parse) return unexpected(source);
  source.at += word.length;
  return parse(source, word);
}

function parseIf(source: Source): Node {
  const [condition] = parseBody(source, 'then');
  const [then, word] = parseBody(source, 'else', 'elif', 'fi');
  const otherwise = word === 'elif' ? parseIf(source) : word === 'else' ? parseBody(source, 'fi')[0] : nothing;
  return { kind: 'if', condition, then, otherwise };
}

function parseLoop(source: Source, word: string): Node {
  const [condition] = parseBody(source, 'do');
  return { kind: 'loop', until: word === 'until', condition, body: parseBody(source, 'done')[0] };
}

function parseFor(source: Source): Node {
  skipBlanks(source);
  const name = wordAt(source);
  if (!isName(name)) fail(source, { message: 'Bad for loop variable' });
  source.at += name.length;
  skipNewlines(source);
  const words = takeWord(source, 'in') ? takeAll(source, nextWord) : undefined;
  if (!takeOperator(source, ';') && words && peek(source) !== '\n') unexpected(source);
  skipNewlines(source);
  if (!takeWord(source, 'do')) unexpected(source, 'do');
  return { kind: 'for', name, words, body: parseBody(source, 'done')[0] };
}

function nextWord(source: Source): Word | undefined {
  skipBlanks(source);
  return readWord(source);
}

function parseSimple(source: Source): Node {
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  const { line } = source;
  const isEmpty = (): boolean => words.length + assignments.length + redirects.length === 0;
  for (;;) {
    redirects.push(...takeAll(source, readRedirect));
    const word = readWord(source);
    if (!word) break;
    const assignment = words.length === 0 ? asAssignment(word) : undefined;
    if (assignment) {
      assignments.push(assignment);
      continue;
    }
    if (words.length === 0 && plainStart(word) === '[[') {
      const condition = readCondition(source, word);
      return { kind: 'simple', assignments: [], words: condition, redirects: takeAll(source, readRedirect), line };
    }
    const definition = isEmpty() ? functionAfter(source, word) : undefined;
    if (definition) return definition;
    words.push(word);
  }
  if (isEmpty()) unexpected(source);
  return { kind: 'simple', assignments, words, redirects, line };
}

/** What a word starts with, if that is not quoted. */
const plainStart = ([first]: Word): string => (first?.kind === 'text' && !first.quoted ? first.text : '');

function asAssignment(word: Word): Assignment | undefined {
  const [, name, plus, text = ''] = /^([A-Za-z_]\w*)(\+?)=([^]*)$/.exec(plainStart(word)) ?? [];
  if (name === undefined) return undefined;
  return { name, value: [{ kind: 'text', text, quoted: false }, ...word.slice(1)], append: plus === '+' };
}

/** `name() body` and the `function name body` of busybox and bash. */
function functionAfter(source: Source, word: Word): Node | undefined {
  let name = plainStart(word);
  if (word.length !== 1 || name === '') return undefined;
  skipBlanks(source);
  const hasKeyword = name === 'function' && isName(wordAt(source));
  if (hasKeyword) name = takeMatch(source, /\w+/y);
  if (takeMatch(source, /[ \t]*\([ \t]*\)/y) === '' && !hasKeyword) {
    if (peek(source) === '(') fail(source, { unexpected: 'word', expecting: ')' });
    return undefined;
  }
  skipNewlines(source);
  return { kind: 'function', name, body: parseCommand(source) };
}

function readRedirect(source: Source): Redirect | undefined {
  skipBlanks(source);
  const found = takeMatch(source, /\d?(?:<<-|<<<|<<|<>|<&|>>|>&|>\||<|>)|&>>?/y);
  if (found === '') return undefined;
  const op = found.replace(/^\d/, '');
  const fd = op === found ? Number(op[0] !== '<') : Number(found[0]);
  skipBlanks(source);
  const target = readWord(source);
  if (!target) unexpected(source);
  else if (op === '<<<') return { fd, op: '<<', target: [...target, { kind: 'text', text: '\n', quoted: true }] };
  else if (op.startsWith('<<')) return hereDocument(source, fd, target, op === '<<-');
  return { fd, op, target: target ?? [] };
}
