/**
 * The reader of a script's text: position, line, first syntax error. An error moves to the end, so that all loops
 * stop.
 */
import type { Node } from './ast.ts';

export interface Source {
  readonly text: string;
  at: number;
  line: number;
  error: SyntaxProblem | undefined;
  depth: number;
  /** Read the bodies of here-documents, which start after the current line. */
  readonly hereDocuments: ((source: Source) => void)[];
  /** Reads the script of a `$(` up to and with its `)`: words hold scripts, and scripts words. */
  readonly nested: (source: Source) => Node;
}

/** `unexpected` in the words of a shell, without its name: `"done"`. */
export interface SyntaxProblem {
  readonly line: number;
  readonly unexpected?: string;
  readonly expecting?: string | undefined;
  readonly message?: string;
}

const maxDepth = 120;

export const openSource = (text: string, line: number, nested: (source: Source) => Node, depth = 0): Source => ({
  text,
  at: 0,
  line,
  error: undefined,
  depth,
  hereDocuments: [],
  nested,
});

export function fail(source: Source, problem: Omit<SyntaxProblem, 'line'>): void {
  source.error ??= { line: source.line, ...problem };
  source.at = source.text.length;
}

/** Nesting is bounded: deeper scripts are refused instead of overflowing our own stack. */
export function enter(source: Source): boolean {
  if (++source.depth > maxDepth) fail(source, { message: 'nested too deeply' });
  return !source.error;
}

export const isAtEnd = (source: Source): boolean => source.at >= source.text.length;
export const peek = (source: Source): string => source.text[source.at] ?? '';

/** What a sticky pattern matches here; empty if it does not. */
export function peekMatch(source: Source, pattern: RegExp): string {
  pattern.lastIndex = source.at;
  return pattern.exec(source.text)?.[0] ?? '';
}

/** Takes what a sticky pattern matches and counts lines. */
export function takeMatch(source: Source, pattern: RegExp): string {
  const found = peekMatch(source, pattern);
  source.at += found.length;
  if (found.includes('\n')) source.line += found.split('\n').length - 1;
  return found;
}

/** Skips blanks, line continuations and a comment up to the end of the line. */
export const skipBlanks = (source: Source): unknown => takeMatch(source, /(?:[ \t\r]|\\\n|#[^\n]*)+/y);

/** Newlines and blanks between commands; the bodies of here-documents come after the newline that they wait for. */
export function skipNewlines(source: Source): void {
  for (skipBlanks(source); peek(source) === '\n'; skipBlanks(source)) takeNewline(source);
}

export function takeNewline(source: Source): void {
  source.at++;
  source.line++;
  for (const read of source.hereDocuments.splice(0)) read(source);
}
