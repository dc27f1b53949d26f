/** Tags (`!!str`, `!app`, `!<uri>`) and directives (`%YAML`, `%TAG`). */
import {
  isBlank,
  isBlankOrEnd,
  isBreakOrEnd,
  isWord,
  readBreak,
  scanError,
  type Scanner,
  skipBlanks,
  skipToLineEnd,
  type Token,
  token,
} from './scanner.ts';

const inUri = new Set([...";/?:@&=+$,.!~*'()[]%"].map((char) => char.charCodeAt(0)));

/** Scans a tag; its text is the handle, a space, and the rest. */
export function scanTag(s: Scanner): Token {
  const start = s.pos;
  const line = s.line;
  const text = s.text[s.pos + 1] === '<' ? verbatimTag(s, line) : shortTag(s, line);
  if (!isBlankOrEnd(s.text.charCodeAt(s.pos)))
    throw scanError(s, 'did not find expected whitespace or line break', line);
  return token('tag', start, s.pos, line, text);
}

function verbatimTag(s: Scanner, line: number): string {
  s.pos += 2;
  const uri = scanUri(s, false, line);
  if (s.text[s.pos] !== '>') throw scanError(s, "did not find the expected '>'", line);
  s.pos++;
  return ` ${uri}`;
}

function shortTag(s: Scanner, line: number): string {
  const handle = scanHandle(s);
  if (handle.length > 1 && handle.endsWith('!')) return `${handle} ${scanUri(s, false, line)}`;
  const suffix = handle.slice(1) + scanUri(s, true, line);
  return suffix === '' ? ' !' : `! ${suffix}`;
}

function scanHandle(s: Scanner): string {
  const start = s.pos++;
  while (isWord(s.text.charCodeAt(s.pos))) s.pos++;
  if (s.text[s.pos] === '!') s.pos++;
  return s.text.slice(start, s.pos);
}

function scanUri(s: Scanner, mayBeEmpty: boolean, line: number): string {
  const start = s.pos;
  for (let code = s.text.charCodeAt(s.pos); isWord(code) || inUri.has(code); code = s.text.charCodeAt(s.pos)) {
    if (code === 37) passEscaped(s, line);
    else s.pos++;
  }
  if (s.pos === start && !mayBeEmpty) throw scanError(s, 'did not find expected tag URI', line);
  return s.text.slice(start, s.pos);
}

/** The octets of one character in UTF-8, each as `%xx`. */
function passEscaped(s: Scanner, line: number): void {
  let left = 0;
  for (let isFirst = true; isFirst || left > 0; isFirst = false) {
    const [, hex] = /^%([0-9a-fA-F]{2})/.exec(s.text.slice(s.pos, s.pos + 3)) ?? [];
    if (hex === undefined) throw scanError(s, 'did not find URI escaped octet', line);
    const octet = parseInt(hex, 16);
    if (isFirst) left = octetsFrom(octet);
    if (left === 0) throw scanError(s, 'found an incorrect leading UTF-8 octet', line);
    if (!isFirst && (octet & 0xc0) !== 0x80) throw scanError(s, 'found an incorrect trailing UTF-8 octet', line);
    s.pos += 3;
    left--;
  }
}

/** How many octets a character takes that begins with this one; none for one that begins no character. */
function octetsFrom(octet: number): number {
  if (octet < 0x80) return 1;
  if ((octet & 0xe0) === 0xc0) return 2;
  if ((octet & 0xf0) === 0xe0) return 3;
  return (octet & 0xf8) === 0xf0 ? 4 : 0;
}

/** Scans a directive from its `%`; a version is in `text`, a tag's handle and prefix with a space between. */
export function scanDirective(s: Scanner): Token {
  const start = s.pos++;
  const line = s.line;
  const name = scanName(s, line);
  skipBlanks(s);
  const text = name === 'YAML' ? scanVersion(s, line) : scanTagPrefix(s, line);
  skipBlanks(s);
  if (s.text.charCodeAt(s.pos) === 35) skipToLineEnd(s);
  if (!isBreakOrEnd(s.text.charCodeAt(s.pos))) throw scanError(s, 'did not find expected comment or line break', line);
  readBreak(s);
  return token(name === 'YAML' ? 'yaml-directive' : 'tag-directive', start, s.pos, line, text);
}

function scanName(s: Scanner, line: number): string {
  const start = s.pos;
  while (isWord(s.text.charCodeAt(s.pos))) s.pos++;
  const name = s.text.slice(start, s.pos);
  if (name === '') throw scanError(s, 'could not find expected directive name', line);
  if (!isBlankOrEnd(s.text.charCodeAt(s.pos))) throw scanError(s, 'found unexpected non-alphabetical character', line);
  if (name !== 'YAML' && name !== 'TAG') throw scanError(s, 'found unknown directive name', line);
  return name;
}

function scanVersion(s: Scanner, line: number): string {
  const major = scanNumber(s, line);
  if (s.text[s.pos] !== '.') throw scanError(s, "did not find expected digit or '.' character", line);
  s.pos++;
  return `${major}.${scanNumber(s, line)}`;
}

function scanNumber(s: Scanner, line: number): number {
  const start = s.pos;
  while (/^\d/.test(s.text[s.pos] ?? '')) {
    if (s.pos - start === 2) throw scanError(s, 'found extremely long version number', line);
    s.pos++;
  }
  if (s.pos === start) throw scanError(s, 'did not find expected version number', line);
  return Number(s.text.slice(start, s.pos));
}

function scanTagPrefix(s: Scanner, line: number): string {
  if (s.text[s.pos] !== '!') throw scanError(s, "did not find expected '!'", line);
  const handle = scanHandle(s);
  if (handle !== '!' && !handle.endsWith('!')) throw scanError(s, "did not find expected '!'", line);
  if (!isBlank(s.text.charCodeAt(s.pos))) throw scanError(s, 'did not find expected whitespace', line);
  skipBlanks(s);
  const prefix = scanUri(s, false, line);
  if (!isBlankOrEnd(s.text.charCodeAt(s.pos)))
    throw scanError(s, 'did not find expected whitespace or line break', line);
  return `${handle} ${prefix}`;
}
