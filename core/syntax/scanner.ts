/** State and characters of the YAML scanner. It follows the rules, and the errors, of the reader that Kubernetes uses (libyaml's). */
import type { ScalarStyle } from './tree.ts';

export type TokenType =
  | 'yaml-directive'
  | 'tag-directive'
  | 'document-start'
  | 'document-end'
  | 'stream-end'
  | 'block-list'
  | 'block-map'
  | 'block-end'
  | 'flow-list'
  | 'flow-list-end'
  | 'flow-map'
  | 'flow-map-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
  /** Line of the start, from 0. */
  readonly line: number;
  /** Content of a scalar, name of an anchor or alias, the full tag, version of a directive. */
  readonly text: string;
  readonly style: ScalarStyle;
}

/** A word or collection that turns out to be a key if a colon follows on its line. */
interface SimpleKey {
  possible: boolean;
  /** The reader forgets to wait for the colon behind an empty collection (`{}: a`), and stumbles over it later. */
  forgotten: boolean;
  required: boolean;
  tokenNumber: number;
  start: number;
  line: number;
  column: number;
}

export interface Scanner {
  readonly text: string;
  pos: number;
  line: number;
  /** Where the current line starts; the column is the distance. */
  lineStart: number;
  flowLevel: number;
  indent: number;
  readonly indents: number[];
  simpleKeyAllowed: boolean;
  readonly simpleKeys: SimpleKey[];
  readonly tokens: Token[];
  head: number;
  /** Tokens handed on so far; the number of the token at the head. */
  taken: number;
  readonly tagHandles: Map<string, string>;
}

/** `linesBefore`: lines that count in errors although they are not part of the text. */
export function createScanner(text: string, linesBefore = 0): Scanner {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  return {
    text,
    pos: start,
    line: linesBefore,
    lineStart: start,
    flowLevel: 0,
    indent: -1,
    indents: [],
    simpleKeyAllowed: true,
    simpleKeys: [noKey()],
    tokens: [],
    head: 0,
    taken: 0,
    tagHandles: new Map(),
  };
}

export function noKey(tokenNumber = 0): SimpleKey {
  return { possible: false, forgotten: false, required: false, tokenNumber, start: 0, line: 0, column: 0 };
}

/** An error of the reader. Thrown inside this room only, caught in `parse.ts`. */
export class ReaderError extends Error {
  readonly start: number;
  constructor(message: string, start: number) {
    super(message);
    this.start = start;
  }
}

/** Errors of the scanner count lines from 1 and name none for the first. */
export function scanError(s: Scanner, problem: string, contextLine = s.line): ReaderError {
  const line = s.line > 0 ? s.line + 1 : contextLine;
  return new ReaderError(line > 0 ? `line ${line}: ${problem}` : problem, s.pos);
}

export function columnOf(s: Scanner): number {
  return s.pos - s.lineStart;
}

export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;

/** Line feed, carriage return, or one of Unicode's rare line breaks. */
export function isBreak(code: number): boolean {
  return code === LF || code === CR || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** A line break or the end of the text, where `charCodeAt` gives no number. */
export function isBreakOrEnd(code: number): boolean {
  return code !== code || isBreak(code);
}

export function isBlankOrEnd(code: number): boolean {
  return code === SPACE || code === TAB || code === LF || code !== code || isBreak(code);
}

/** Letters, digits, `_` and `-`: what names of anchors and tags are made of. */
export function isWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45
  );
}

/** Passes a line break and gives what it stands for. */
export function readBreak(s: Scanner): string {
  const code = s.text.charCodeAt(s.pos);
  if (!isBreak(code)) return '';
  s.pos += code === CR && s.text.charCodeAt(s.pos + 1) === LF ? 2 : 1;
  s.line++;
  s.lineStart = s.pos;
  return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
}

export function skipBlanks(s: Scanner): void {
  while (isBlank(s.text.charCodeAt(s.pos))) s.pos++;
}

export function skipToLineEnd(s: Scanner): void {
  while (!isBreakOrEnd(s.text.charCodeAt(s.pos))) s.pos++;
}

/** `---` or `...` at the start of a line. */
export function isDocumentMark(s: Scanner): boolean {
  if (s.pos !== s.lineStart) return false;
  const mark = s.text.slice(s.pos, s.pos + 3);
  return (mark === '---' || mark === '...') && isBlankOrEnd(s.text.charCodeAt(s.pos + 3));
}

/** Plain, as all tokens are but quoted and block scalars. */
export function token(type: TokenType, start: number, end: number, line: number, text = ''): Token {
  return { type, start, end, line, text, style: 'plain' };
}
