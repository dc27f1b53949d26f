/** Parses a script command by command, as shells do: what stands before a syntax error still runs. */
import type { Assignment, CaseItem, Node, Part, Redirect, Word } from './ast.ts';
import { literal } from './ast.ts';
import {
  enter,
  fail,
  isAtEnd,
  leave,
  openSource,
  peek,
  skipBlanks,
  skipNewlines,
  startsWith,
  take,
  takeNewline,
  type HereDocument,
  type Source,
} from './source.ts';
import { parseHereText, readWord as readRawWord } from './words.ts';

const reserved = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'for',
  'while',
  'until',
  'do',
  'done',
  'case',
  'esac',
  '{',
  '}',
  '!',
]);
const operators = [';;&', ';;', ';&', '&&', '||', ';', '&', '|', '(', ')'];
export const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);

/** The next complete command (up to the end of its line); undefined at the end or after an error. */
export function nextCommand(source: Source): Node | undefined {
  skipNewlines(source);
  if (isAtEnd(source)) return undefined;
  const node = parseList(source, false);
  if (source.error !== undefined) return undefined;
  skipBlanks(source);
  if (peek(source) === '\n') takeNewline(source);
  else if (!isAtEnd(source)) unexpected(source);
  return source.error === undefined ? finish(source, node) : undefined;
}

/** Here-documents of the last line without a newline have an empty body. */
function finish(source: Source, node: Node): Node {
  source.hereDocuments.length = 0;
  return node;
}

/** A word whose command substitutions are scripts without mistakes: shells read them right away, too. */
function readWord(source: Source): Word | undefined {
  const line = source.line;
  const word = readRawWord(source);
  for (const part of word ?? []) checkPart(source, part, line);
  return word;
}

function checkPart(source: Source, part: Part, line: number): void {
  if (source.error !== undefined) return;
  if (part.kind === 'parameter') for (const inner of part.word ?? []) checkPart(source, inner, line);
  if (part.kind === 'arithmetic') for (const inner of part.expression) checkPart(source, inner, line);
  if (part.kind !== 'command') return;
  const inside = openSource(part.script, line);
  inside.depth = source.depth + 1;
  while (nextCommand(inside) !== undefined && inside.error === undefined);
  if (inside.error !== undefined) fail(source, inside.error);
}

function unexpected(source: Source, expecting?: string): void {
  const operator = operators.find((candidate) => startsWith(source, candidate));
  const token = isAtEnd(source) ? 'end of file' : peek(source) === '\n' ? 'newline' : (operator ?? wordAt(source));
  fail(source, { unexpected: token, ...(expecting === undefined ? {} : { expecting }) });
}

function wordAt(source: Source): string {
  return /^[^\s;&|<>()]+/.exec(source.text.slice(source.at, source.at + 60))?.[0] ?? peek(source);
}

/** The reserved word at the current place, if one stands there. */
function reservedAt(source: Source): string | undefined {
  skipBlanks(source);
  const word = wordAt(source);
  return reserved.has(word) ? word : undefined;
}

function expectReserved(source: Source, word: string): boolean {
  skipNewlines(source);
  if (reservedAt(source) === word) {
    source.at += word.length;
    return true;
  }
  unexpected(source, word);
  return false;
}

function takeOperator(source: Source, operator: string): boolean {
  skipBlanks(source);
  if (operators.find((candidate) => startsWith(source, candidate)) !== operator) return false;
  source.at += operator.length;
  return true;
}

const listEnds = new Set(['then', 'else', 'elif', 'fi', 'do', 'done', 'esac', '}']);

/** Commands joined by `;`, `&` and, inside compound commands, newlines. */
function parseList(source: Source, multiline: boolean): Node {
  const commands: Node[] = [];
  while (source.error === undefined) {
    if (multiline) skipNewlines(source);
    else skipBlanks(source);
    if (atListEnd(source, multiline)) break;
    let command = parseAndOr(source);
    const isBackground = takeOperator(source, '&');
    if (isBackground) command = { kind: 'background', command };
    commands.push(command);
    if (isBackground || takeOperator(source, ';')) continue;
    if (!multiline || peek(source) !== '\n') break;
  }
  return commands.length === 1 && commands[0] !== undefined ? commands[0] : { kind: 'sequence', commands };
}

function atListEnd(source: Source, multiline: boolean): boolean {
  if (isAtEnd(source) || peek(source) === '\n' || peek(source) === ')') return true;
  if (startsWith(source, ';;') || startsWith(source, ';&')) return true;
  const word = reservedAt(source);
  return multiline && word !== undefined && listEnds.has(word);
}

/** A list that must hold at least one command, closed by the reserved word `end`. */
function parseBody(source: Source, ...ends: readonly string[]): Node {
  const node = parseList(source, true);
  const isEmpty = node.kind === 'sequence' && node.commands.length === 0;
  if (source.error === undefined && isEmpty) unexpected(source, isAtEnd(source) ? ends.at(-1) : undefined);
  if (source.error === undefined && !ends.includes(reservedAt(source) ?? '')) unexpected(source, ends.at(-1));
  return node;
}

function parseAndOr(source: Source): Node {
  let left = parsePipeline(source);
  while (source.error === undefined) {
    const kind = takeOperator(source, '&&') ? 'and' : takeOperator(source, '||') ? 'or' : undefined;
    if (kind === undefined) break;
    skipNewlines(source);
    left = { kind, left, right: parsePipeline(source) };
  }
  return left;
}

function parsePipeline(source: Source): Node {
  let negated = false;
  while (reservedAt(source) === '!') {
    source.at++;
    negated = !negated;
  }
  const commands = [parseCommand(source)];
  while (source.error === undefined && takeOperator(source, '|')) {
    if (peek(source) === '&') take(source);
    skipNewlines(source);
    commands.push(parseCommand(source));
  }
  const [first] = commands;
  return commands.length === 1 && !negated && first !== undefined ? first : { kind: 'pipeline', commands, negated };
}

function parseCommand(source: Source): Node {
  skipBlanks(source);
  if (!enter(source)) return { kind: 'sequence', commands: [] };
  const compound = parseCompound(source);
  const node = compound === undefined ? parseSimple(source) : withRedirects(source, compound);
  leave(source);
  return node;
}

function withRedirects(source: Source, command: Node): Node {
  const redirects: Redirect[] = [];
  for (let one = readRedirect(source); one !== undefined; one = readRedirect(source)) redirects.push(one);
  return redirects.length === 0 ? command : { kind: 'redirected', command, redirects };
}

function parseCompound(source: Source): Node | undefined {
  const line = source.line;
  if (startsWith(source, '((')) return undefined;
  if (takeOperator(source, '(')) {
    const body = parseList(source, true);
    if (body.kind === 'sequence' && body.commands.length === 0) unexpected(source);
    if (!takeOperator(source, ')')) unexpected(source, ')');
    return { kind: 'subshell', body, line };
  }
  const word = reservedAt(source);
  if (word === undefined) return undefined;
  if (listEnds.has(word)) {
    unexpected(source);
    return { kind: 'sequence', commands: [] };
  }
  source.at += word.length;
  switch (word) {
    case '{': {
      const body = parseBody(source, '}');
      expectReserved(source, '}');
      return { kind: 'group', body, line };
    }
    case 'if':
      return parseIf(source);
    case 'while':
    case 'until':
      return parseLoop(source, word === 'until');
    case 'for':
      return parseFor(source, line);
    default:
      return parseCase(source);
  }
}

function parseIf(source: Source): Node {
  const condition = parseBody(source, 'then');
  expectReserved(source, 'then');
  const then = parseBody(source, 'else', 'elif', 'fi');
  const word = reservedAt(source) ?? '';
  source.at += word.length;
  if (word === 'elif') return { kind: 'if', condition, then, else: parseIf(source) };
  if (word !== 'else') return { kind: 'if', condition, then };
  const otherwise = parseBody(source, 'fi');
  expectReserved(source, 'fi');
  return { kind: 'if', condition, then, else: otherwise };
}

function parseLoop(source: Source, until: boolean): Node {
  const condition = parseBody(source, 'do');
  return { kind: 'loop', until, condition, body: parseDo(source) };
}

function parseDo(source: Source): Node {
  expectReserved(source, 'do');
  const body = parseBody(source, 'done');
  expectReserved(source, 'done');
  return body;
}

function parseFor(source: Source, line: number): Node {
  skipBlanks(source);
  const name = wordAt(source);
  if (!isName(name)) {
    fail(source, { message: 'Bad for loop variable' });
    return { kind: 'sequence', commands: [] };
  }
  source.at += name.length;
  skipNewlines(source);
  let words: Word[] | undefined;
  if (wordAt(source) === 'in') {
    source.at += 2;
    words = [];
    for (skipBlanks(source); ; skipBlanks(source)) {
      const word = readWord(source);
      if (word === undefined) break;
      words.push(word);
    }
    if (peek(source) !== '\n' && !takeOperator(source, ';')) unexpected(source);
  } else takeOperator(source, ';');
  skipNewlines(source);
  return { kind: 'for', name, ...(words === undefined ? {} : { words }), body: parseDo(source), line };
}

function parseCase(source: Source): Node {
  skipBlanks(source);
  const subject = readWord(source);
  skipNewlines(source);
  if (subject === undefined || wordAt(source) !== 'in') {
    unexpected(source, 'in');
    return { kind: 'sequence', commands: [] };
  }
  source.at += 2;
  const items: CaseItem[] = [];
  for (skipNewlines(source); source.error === undefined && reservedAt(source) !== 'esac'; skipNewlines(source)) {
    items.push(parseCaseItem(source));
  }
  expectReserved(source, 'esac');
  return { kind: 'case', subject, items };
}

function parseCaseItem(source: Source): CaseItem {
  takeOperator(source, '(');
  const patterns: Word[] = [];
  do {
    skipBlanks(source);
    const word = readWord(source);
    if (word === undefined) unexpected(source, isAtEnd(source) ? ')' : undefined);
    else patterns.push(word);
  } while (takeOperator(source, '|'));
  if (!takeOperator(source, ')')) unexpected(source, ')');
  const body = parseList(source, true);
  const fallsThrough = takeOperator(source, ';&');
  if (!fallsThrough && !takeOperator(source, ';;') && reservedAt(source) !== 'esac') unexpected(source, ';;');
  return { patterns, body, fallsThrough };
}

function parseSimple(source: Source): Node {
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  const line = source.line;
  while (source.error === undefined) {
    skipBlanks(source);
    const redirect = readRedirect(source);
    if (redirect !== undefined) {
      redirects.push(redirect);
      continue;
    }
    const word = readWord(source);
    if (word === undefined) break;
    const assignment = words.length === 0 ? asAssignment(word) : undefined;
    if (assignment !== undefined) {
      assignments.push(assignment);
      continue;
    }
    words.push(word);
    if (words.length === 1 && assignments.length === 0 && redirects.length === 0) {
      const definition = functionAfter(source, word);
      if (definition !== undefined) return definition;
    }
  }
  const isEmpty = words.length + assignments.length + redirects.length === 0;
  if (isEmpty && source.error === undefined) unexpected(source);
  return { kind: 'simple', assignments, words, redirects, line };
}

function asAssignment(word: Word): Assignment | undefined {
  const [first, ...rest] = word;
  if (first?.kind !== 'text' || first.quoted) return undefined;
  const match = /^([A-Za-z_][A-Za-z0-9_]*)(\+?)=/.exec(first.text);
  if (match?.[1] === undefined) return undefined;
  const value = first.text.slice(match[0].length);
  const head: Word = value === '' ? [] : [{ ...first, text: value }];
  return { name: match[1], value: [...head, ...rest], append: match[2] === '+' };
}

/** `name() body` and the `function name body` of busybox and bash. */
function functionAfter(source: Source, word: Word): Node | undefined {
  const [first] = word;
  if (word.length !== 1 || first?.kind !== 'text' || first.quoted) return undefined;
  skipBlanks(source);
  let name = first.text;
  const hasKeyword = name === 'function' && isName(wordAt(source));
  if (hasKeyword) {
    name = wordAt(source);
    source.at += name.length;
    skipBlanks(source);
  }
  const hasParentheses = /^\([ \t]*\)/.exec(source.text.slice(source.at, source.at + 20));
  if (hasParentheses !== null) source.at += hasParentheses[0].length;
  else if (!hasKeyword) {
    if (peek(source) === '(') fail(source, { unexpected: 'word', expecting: ')' });
    return undefined;
  }
  skipNewlines(source);
  return { kind: 'function', name, body: parseCommand(source) };
}

function readRedirect(source: Source): Redirect | undefined {
  skipBlanks(source);
  const match = /^(\d?)(<<-|<<<|<<|<>|<&|>>|>&|>\||&>>?|<|>)/.exec(source.text.slice(source.at, source.at + 4));
  if (match === null || (match[1] !== '' && match[2]?.[0] === '&')) return undefined;
  source.at += match[0].length;
  const op = match[2] ?? '';
  const fd = match[1] === '' ? (op[0] === '<' ? 0 : 1) : Number(match[1]);
  skipBlanks(source);
  const target = readWord(source);
  if (target === undefined) {
    unexpected(source);
    return undefined;
  }
  if (op === '<<' || op === '<<-') return hereDocument(source, fd, target, op === '<<-');
  if (op === '<<<') return { fd, op: '<<', target: [...target, { kind: 'text', text: '\n', quoted: true }] };
  return { fd, op: (op === '&>>' ? '&>' : op) as Redirect['op'], target };
}

function hereDocument(source: Source, fd: number, target: Word, stripTabs: boolean): Redirect {
  const quoted = target.some((part) => part.quoted);
  const end = target.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  const document: HereDocument = { end, quoted, stripTabs, body: '' };
  source.hereDocuments.push(document);
  const line = source.line;
  let parsed: Word | undefined;
  return {
    fd,
    op: '<<',
    get target() {
      return (parsed ??= quoted ? literal(document.body) : parseHereText(document.body, line).word);
    },
  };
}
