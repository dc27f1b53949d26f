/** The reader of a script's text: position, line, first syntax error. An error moves to the end, so that all loops stop. */

export interface Source {
  readonly text: string;
  at: number;
  line: number;
  /** In the words of a shell, without its name: `"done" unexpected`. */
  error: SyntaxProblem | undefined;
  depth: number;
  readonly hereDocuments: HereDocument[];
}

export interface SyntaxProblem {
  readonly line: number;
  readonly unexpected?: string;
  readonly expecting?: string;
  readonly message?: string;
}

/** A here-document whose body starts after the current line; `body` is filled in then. */
export interface HereDocument {
  readonly end: string;
  readonly quoted: boolean;
  readonly stripTabs: boolean;
  body: string;
}

const maxDepth = 120;

export function openSource(text: string, line = 1): Source {
  return { text, at: 0, line, error: undefined, depth: 0, hereDocuments: [] };
}

export function fail(source: Source, problem: Omit<SyntaxProblem, 'line'>): void {
  source.error ??= { line: source.line, ...problem };
  source.at = source.text.length;
}

/** Nesting is bounded: deeper scripts are refused instead of overflowing our own stack. */
export function enter(source: Source): boolean {
  source.depth++;
  if (source.depth > maxDepth) fail(source, { message: 'nested too deeply' });
  return source.error === undefined;
}

export function leave(source: Source): void {
  source.depth--;
}

export function peek(source: Source, ahead = 0): string {
  return source.text[source.at + ahead] ?? '';
}

export function startsWith(source: Source, prefix: string): boolean {
  return source.text.startsWith(prefix, source.at);
}

/** Takes one character and counts lines. */
export function take(source: Source): string {
  const char = source.text[source.at] ?? '';
  source.at++;
  if (char === '\n') source.line++;
  return char;
}

export function isAtEnd(source: Source): boolean {
  return source.at >= source.text.length;
}

/** Skips blanks, line continuations and comments up to the end of the line. */
export function skipBlanks(source: Source): void {
  for (;;) {
    const char = peek(source);
    if (char === ' ' || char === '\t' || char === '\r') source.at++;
    else if (char === '\\' && peek(source, 1) === '\n') {
      take(source);
      take(source);
    } else if (char === '#') while (!isAtEnd(source) && peek(source) !== '\n') source.at++;
    else return;
  }
}

/** Takes the newline and the bodies of the here-documents that wait for it. */
export function takeNewline(source: Source): void {
  take(source);
  for (const document of source.hereDocuments.splice(0)) readBody(source, document);
}

function readBody(source: Source, document: HereDocument): void {
  const lines: string[] = [];
  while (!isAtEnd(source)) {
    const newline = source.text.indexOf('\n', source.at);
    const end = newline < 0 ? source.text.length : newline;
    let line = source.text.slice(source.at, end);
    source.at = Math.min(end + 1, source.text.length);
    source.line++;
    if (document.stripTabs) line = line.replace(/^\t+/, '');
    if (line === document.end) break;
    lines.push(line);
  }
  document.body = lines.map((line) => line + '\n').join('');
}

/** Newlines and blanks between commands. */
export function skipNewlines(source: Source): void {
  for (;;) {
    skipBlanks(source);
    if (peek(source) !== '\n') return;
    takeNewline(source);
  }
}
