/** How Go prints values inside the server's messages: quoted strings (`%q`) and JSON (`encoding/json`). */
import type { Json } from './json.ts';

const escapes: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};
const plain = /^[ !#-[\]-~]*$/;
const printable = /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;

/** `strconv.Quote`: printable characters stay, the rest is escaped. */
export function goQuote(text: string): string {
  if (plain.test(text)) return `"${text}"`;
  let quoted = '"';
  for (const char of text) quoted += quoteChar(char);
  return `${quoted}"`;
}

function quoteChar(char: string): string {
  const escape = escapes[char];
  if (escape !== undefined) return escape;
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  if (code < 0x7f) return char;
  if (code >= 0xd800 && code < 0xe000) return '\ufffd';
  if (printable.test(char)) return char;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}

const jsonSpecial = /[<>&\u2028\u2029\ud800-\udfff]/g;

/**
 * A string as Go's `encoding/json` writes it: as JavaScript's, with `<`, `>`, `&` and the two line separators
 * escaped.
 */
export function goJsonString(text: string): string {
  const json = JSON.stringify(text);
  return jsonSpecial.test(json) ? json.replace(jsonSpecial, jsonEscape) : json;
}

function jsonEscape(char: string): string {
  const code = char.charCodeAt(0);
  return code >= 0xd800 && code < 0xe000 ? char : `\\u${hex(code, 4)}`;
}

/**
 * A value as Go's `encoding/json` writes it. Members keep their order: the caller puts them in the order of the Go
 * struct.
 */
export function goJson(value: Json | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return goJsonString(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(goJson).join(',')}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${goJsonString(name)}:${goJson(member as Json)}`).join(',')}}`;
}
