/** The scanner's main part: YAML text to tokens, with block structure found from indentation. */
import { scanBlockScalar } from './scan-block.ts';
import { scanDirective, scanTag } from './scan-tag.ts';
import { scanPlain, scanQuoted } from './scan-scalar.ts';
import {
  columnOf,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isDocumentMark,
  isWord,
  noKey,
  readBreak,
  scanError,
  type Scanner,
  skipToLineEnd,
  TAB,
  SPACE,
  type Token,
  token,
  type TokenType,
} from './scanner.ts';

/** The next token, which stays in the queue. */
export function peek(s: Scanner): Token {
  while (needsMore(s)) fetch(s);
  return s.tokens[s.head] as Token;
}

export function skip(s: Scanner): void {
  s.head++;
  s.taken++;
  if (s.head < 1000 || s.head < s.tokens.length) return;
  s.tokens.length = 0;
  s.head = 0;
}

/** While the token at the head may still turn out to be a key, the text behind it must be read first. */
function needsMore(s: Scanner): boolean {
  if (s.head === s.tokens.length) return true;
  const key = s.simpleKeys.find(
    (candidate) => candidate.possible && !candidate.forgotten && candidate.tokenNumber === s.taken,
  );
  return key !== undefined && isStillKey(s, key);
}

type SimpleKey = Scanner['simpleKeys'][number];

function isStillKey(s: Scanner, key: SimpleKey): boolean {
  if (!key.possible) return false;
  if (key.line === s.line && key.start + 1024 >= s.pos) return true;
  dropKey(s, key);
  return false;
}

function dropKey(s: Scanner, key: SimpleKey): void {
  if (key.possible && key.required) throw scanError(s, "could not find expected ':'", key.line);
  key.possible = false;
}

function currentKey(s: Scanner): SimpleKey {
  return s.simpleKeys[s.simpleKeys.length - 1] as SimpleKey;
}

function saveKey(s: Scanner): void {
  if (!s.simpleKeyAllowed) return;
  const key = currentKey(s);
  dropKey(s, key);
  key.possible = true;
  key.forgotten = false;
  key.required = s.flowLevel === 0 && s.indent === columnOf(s);
  key.tokenNumber = s.taken + s.tokens.length - s.head;
  key.start = s.pos;
  key.line = s.line;
  key.column = columnOf(s);
}

function fetch(s: Scanner): void {
  skipToToken(s);
  unroll(s, columnOf(s));
  const code = s.text.charCodeAt(s.pos);
  if (s.pos >= s.text.length) return fetchEnd(s);
  if (s.pos === s.lineStart && code === 37) return fetchDirective(s);
  if (isDocumentMark(s)) return fetchDocumentMark(s, code === 45 ? 'document-start' : 'document-end');
  const special = indicators.get(code);
  if (special?.(s) === true) return undefined;
  if (!startsPlain(s, code)) throw scanError(s, 'found character that cannot start any token');
  saveKey(s);
  s.simpleKeyAllowed = false;
  s.tokens.push(scanPlain(s));
}

/** Passes spaces, comments and line breaks. A tab may not stand where a block's indentation is read. */
function skipToToken(s: Scanner): void {
  for (;;) {
    for (
      let code = s.text.charCodeAt(s.pos);
      code === SPACE || (code === TAB && (s.flowLevel > 0 || !s.simpleKeyAllowed));
    ) {
      code = s.text.charCodeAt(++s.pos);
    }
    if (s.text.charCodeAt(s.pos) === 35) skipToLineEnd(s);
    if (!isBreak(s.text.charCodeAt(s.pos))) return;
    readBreak(s);
    if (s.flowLevel === 0) s.simpleKeyAllowed = true;
  }
}

function unroll(s: Scanner, column: number): void {
  if (s.flowLevel > 0) return;
  while (s.indent > column) {
    s.tokens.push(token('block-end', s.pos, s.pos, s.line));
    s.indent = s.indents.pop() ?? -1;
  }
}

/** Opens a block if the column is deeper than the one around; `at` is the place in the queue. */
function roll(s: Scanner, column: number, type: TokenType, place: Pick<Token, 'start' | 'line'>, at: number): void {
  if (s.flowLevel > 0 || s.indent >= column) return;
  s.indents.push(s.indent);
  s.indent = column;
  insert(s, at, token(type, place.start, place.start, place.line));
}

/** What was taken already cannot be preceded any more: the reader puts it at the end. */
function insert(s: Scanner, at: number, added: Token): void {
  if (at < s.head) s.tokens.push(added);
  else s.tokens.splice(at, 0, added);
}

function fetchEnd(s: Scanner): void {
  if (s.pos !== s.lineStart) {
    s.lineStart = s.pos;
    s.line++;
  }
  endBlocks(s);
  s.tokens.push(token('stream-end', s.pos, s.pos, s.line));
}

function endBlocks(s: Scanner): void {
  unroll(s, -1);
  dropKey(s, currentKey(s));
  s.simpleKeyAllowed = false;
}

function fetchDirective(s: Scanner): void {
  endBlocks(s);
  s.tokens.push(scanDirective(s));
}

function fetchDocumentMark(s: Scanner, type: TokenType): void {
  endBlocks(s);
  pushMark(s, type, 3);
}

function pushMark(s: Scanner, type: TokenType, length = 1): true {
  s.tokens.push(token(type, s.pos, s.pos + length, s.line));
  s.pos += length;
  return true;
}

const indicators = new Map<number, (s: Scanner) => boolean>([
  [91, (s) => openFlow(s, 'flow-list')],
  [123, (s) => openFlow(s, 'flow-map')],
  [93, (s) => closeFlow(s, 'flow-list-end')],
  [125, (s) => closeFlow(s, 'flow-map-end')],
  [44, flowEntry],
  [45, blockEntry],
  [63, explicitKey],
  [58, value],
  [42, (s) => anchor(s, 'alias')],
  [38, (s) => anchor(s, 'anchor')],
  [33, tag],
  [124, (s) => block(s, true)],
  [62, (s) => block(s, false)],
  [39, (s) => quoted(s, 'single')],
  [34, (s) => quoted(s, 'double')],
]);

function openFlow(s: Scanner, type: TokenType): true {
  saveKey(s);
  s.simpleKeys.push(noKey(s.taken + s.tokens.length - s.head));
  s.flowLevel++;
  s.simpleKeyAllowed = true;
  return pushMark(s, type);
}

function closeFlow(s: Scanner, type: TokenType): true {
  dropKey(s, currentKey(s));
  if (s.flowLevel > 0) {
    s.flowLevel--;
    const closed = s.simpleKeys.pop();
    for (const key of s.simpleKeys) key.forgotten ||= key.tokenNumber === closed?.tokenNumber;
  }
  s.simpleKeyAllowed = false;
  return pushMark(s, type);
}

function flowEntry(s: Scanner): true {
  dropKey(s, currentKey(s));
  s.simpleKeyAllowed = true;
  return pushMark(s, 'flow-entry');
}

function blockEntry(s: Scanner): boolean {
  if (!isBlankOrEnd(s.text.charCodeAt(s.pos + 1))) return false;
  if (s.flowLevel === 0) {
    if (!s.simpleKeyAllowed) throw scanError(s, 'block sequence entries are not allowed in this context');
    roll(s, columnOf(s), 'block-list', { start: s.pos, line: s.line }, s.tokens.length);
  }
  dropKey(s, currentKey(s));
  s.simpleKeyAllowed = true;
  return pushMark(s, 'block-entry');
}

function explicitKey(s: Scanner): boolean {
  if (s.flowLevel === 0 && !isBlankOrEnd(s.text.charCodeAt(s.pos + 1))) return false;
  if (s.flowLevel === 0) {
    if (!s.simpleKeyAllowed) throw scanError(s, 'mapping keys are not allowed in this context');
    roll(s, columnOf(s), 'block-map', { start: s.pos, line: s.line }, s.tokens.length);
  }
  dropKey(s, currentKey(s));
  s.simpleKeyAllowed = s.flowLevel === 0;
  return pushMark(s, 'key');
}

function value(s: Scanner): boolean {
  if (s.flowLevel === 0 && !isBlankOrEnd(s.text.charCodeAt(s.pos + 1))) return false;
  const key = currentKey(s);
  if (isStillKey(s, key)) simpleValue(s, key);
  else complexValue(s);
  return pushMark(s, 'value');
}

/** The word before the colon was a key: its token, and that of its block, go in front of it. */
function simpleValue(s: Scanner, key: SimpleKey): void {
  const at = s.head + key.tokenNumber - s.taken;
  insert(s, at, token('key', key.start, key.start, key.line));
  roll(s, key.column, 'block-map', key, at);
  key.possible = false;
  s.simpleKeyAllowed = false;
}

function complexValue(s: Scanner): void {
  if (s.flowLevel === 0) {
    if (!s.simpleKeyAllowed) throw scanError(s, 'mapping values are not allowed in this context');
    roll(s, columnOf(s), 'block-map', { start: s.pos, line: s.line }, s.tokens.length);
  }
  s.simpleKeyAllowed = s.flowLevel === 0;
}

const afterAnchor = new Set(['?', ':', ',', ']', '}', '%', '@', '`']);

function anchor(s: Scanner, type: 'alias' | 'anchor'): true {
  saveKey(s);
  s.simpleKeyAllowed = false;
  const start = s.pos++;
  while (isWord(s.text.charCodeAt(s.pos))) s.pos++;
  const isEnded = isBlankOrEnd(s.text.charCodeAt(s.pos)) || afterAnchor.has(s.text[s.pos] ?? '');
  if (s.pos === start + 1 || !isEnded) throw scanError(s, 'did not find expected alphabetic or numeric character');
  s.tokens.push(token(type, start, s.pos, s.line, s.text.slice(start + 1, s.pos)));
  return true;
}

function tag(s: Scanner): true {
  saveKey(s);
  s.simpleKeyAllowed = false;
  s.tokens.push(scanTag(s));
  return true;
}

function block(s: Scanner, isLiteral: boolean): boolean {
  if (s.flowLevel > 0) return false;
  dropKey(s, currentKey(s));
  s.simpleKeyAllowed = true;
  s.tokens.push(scanBlockScalar(s, isLiteral));
  return true;
}

function quoted(s: Scanner, style: 'single' | 'double'): true {
  saveKey(s);
  s.simpleKeyAllowed = false;
  s.tokens.push(scanQuoted(s, style));
  return true;
}

const neverPlain = new Set([...'-?:,[]{}#&*!|>\'"%@`'].map((char) => char.charCodeAt(0)));

function startsPlain(s: Scanner, code: number): boolean {
  if (!isBlankOrEnd(code) && !neverPlain.has(code)) return true;
  const next = s.text.charCodeAt(s.pos + 1);
  if (code === 45) return !isBlank(next);
  return s.flowLevel === 0 && (code === 63 || code === 58) && !isBlankOrEnd(next);
}
