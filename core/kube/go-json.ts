/** A JSON reader with the errors of Go's `encoding/json`, for JSON inside annotations. */
import { goQuote } from './go-print.ts';
import type { Json } from './json.ts';

export type GoJsonResult = { readonly value: Json } | { readonly error: string };

interface Cursor {
  readonly text: string;
  offset: number;
  error: string | undefined;
}

const endOfInput = 'unexpected end of JSON input';
const maxDepth = 1000;

/** Reads JSON text; an error is in Go's words. */
export function readGoJson(text: string): GoJsonResult {
  const cursor: Cursor = { text, offset: 0, error: undefined };
  const value = readValue(cursor, 0);
  if (cursor.error === undefined && peek(cursor) !== '') fail(cursor, 'after top-level value');
  return cursor.error === undefined ? { value } : { error: cursor.error };
}

function skipSpace(cursor: Cursor): void {
  while (/[ \t\r\n]/.test(cursor.text[cursor.offset] ?? '')) cursor.offset++;
}

/** The next character that is no white space; empty at the end. */
function peek(cursor: Cursor): string {
  skipSpace(cursor);
  return cursor.text[cursor.offset] ?? '';
}

/** Names the character at the cursor, as Go does by its first byte. Only the first error counts. */
function fail(cursor: Cursor, context: string): null {
  if (cursor.error !== undefined) return null;
  const code = cursor.text.codePointAt(cursor.offset);
  cursor.error = code === undefined ? endOfInput : `invalid character ${quoteByte(code)} ${context}`;
  return null;
}

function quoteByte(code: number): string {
  if (code === 0x27) return "'\\''";
  if (code === 0x22) return `'"'`;
  const byte =
    code < 0x80 ? code : code < 0x800 ? 0xc0 | (code >> 6) : code < 0x10000 ? 0xe0 | (code >> 12) : 0xf0 | (code >> 18);
  return `'${goQuote(String.fromCharCode(byte)).slice(1, -1)}'`;
}

function readValue(cursor: Cursor, depth: number): Json {
  const char = peek(cursor);
  if (depth > maxDepth) {
    cursor.error ??= 'exceeded max depth';
    return null;
  }
  if (char === '{') return readObject(cursor, depth);
  if (char === '[') return readArray(cursor, depth);
  if (char === '"') return readString(cursor);
  if (/[-0-9]/.test(char)) return readNumber(cursor);
  if (char === 't') return readWord(cursor, 'true', true);
  if (char === 'f') return readWord(cursor, 'false', false);
  return char === 'n' ? readWord(cursor, 'null', null) : fail(cursor, 'looking for beginning of value');
}

function readArray(cursor: Cursor, depth: number): Json {
  const items: Json[] = [];
  cursor.offset++;
  if (peek(cursor) === ']') {
    cursor.offset++;
    return items;
  }
  while (cursor.error === undefined) {
    items.push(readValue(cursor, depth + 1));
    if (cursor.error !== undefined) break;
    const next = peek(cursor);
    if (next !== ',' && next !== ']') return fail(cursor, 'after array element');
    cursor.offset++;
    if (next === ']') break;
  }
  return items;
}

function readObject(cursor: Cursor, depth: number): Json {
  const members: [string, Json][] = [];
  cursor.offset++;
  if (peek(cursor) === '}') {
    cursor.offset++;
    return {};
  }
  while (cursor.error === undefined) {
    if (peek(cursor) !== '"') return fail(cursor, 'looking for beginning of object key string');
    const key = readString(cursor);
    if (cursor.error === undefined && peek(cursor) !== ':') return fail(cursor, 'after object key');
    cursor.offset++;
    if (cursor.error !== undefined) break;
    members.push([typeof key === 'string' ? key : '', readValue(cursor, depth + 1)]);
    if (cursor.error !== undefined) break;
    const next = peek(cursor);
    if (next !== ',' && next !== '}') return fail(cursor, 'after object key:value pair');
    cursor.offset++;
    if (next === '}') break;
  }
  return Object.fromEntries(members);
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function readString(cursor: Cursor): Json {
  let result = '';
  cursor.offset++;
  for (;;) {
    const char = cursor.text[cursor.offset];
    if (char === undefined || char < ' ') return fail(cursor, 'in string literal');
    cursor.offset++;
    if (char === '"') return result;
    result += char === '\\' ? readEscape(cursor) : char;
    if (cursor.error !== undefined) return null;
  }
}

function readEscape(cursor: Cursor): string {
  const char = cursor.text[cursor.offset] ?? '';
  const plain = Object.hasOwn(escapes, char) ? escapes[char] : undefined;
  if (plain === undefined && char !== 'u') {
    fail(cursor, 'in string escape code');
    return '';
  }
  cursor.offset++;
  if (plain !== undefined) return plain;
  const start = cursor.offset;
  for (; cursor.offset < start + 4; cursor.offset++) {
    if (!/[0-9a-fA-F]/.test(cursor.text[cursor.offset] ?? '')) fail(cursor, 'in \\u hexadecimal character escape');
    if (cursor.error !== undefined) return '';
  }
  return String.fromCharCode(Number.parseInt(cursor.text.slice(start, cursor.offset), 16));
}

function readNumber(cursor: Cursor): Json {
  const start = cursor.offset;
  if (cursor.text[cursor.offset] === '-') cursor.offset++;
  if (cursor.text[cursor.offset] === '0') cursor.offset++;
  else if (!skipDigits(cursor)) return fail(cursor, 'in numeric literal');
  if (cursor.text[cursor.offset] === '.') {
    cursor.offset++;
    if (!skipDigits(cursor)) return fail(cursor, 'after decimal point in numeric literal');
  }
  if (/[eE]/.test(cursor.text[cursor.offset] ?? '')) {
    cursor.offset++;
    if (/[-+]/.test(cursor.text[cursor.offset] ?? '')) cursor.offset++;
    if (!skipDigits(cursor)) return fail(cursor, 'in exponent of numeric literal');
  }
  return Number(cursor.text.slice(start, cursor.offset));
}

function skipDigits(cursor: Cursor): boolean {
  const start = cursor.offset;
  while (/[0-9]/.test(cursor.text[cursor.offset] ?? '')) cursor.offset++;
  return cursor.offset > start;
}

function readWord(cursor: Cursor, word: string, value: boolean | null): Json {
  for (const [position, expected] of [...word].entries()) {
    if (cursor.text[cursor.offset] !== expected) {
      const name = position === 0 ? word : `${word} (expecting '${expected}')`;
      return fail(cursor, `in literal ${name}`);
    }
    cursor.offset++;
  }
  return value;
}
