/** `# podscope-ignore RULE`: which findings the author has silenced, for a line, a container, a document or the file. */
import type { Range } from '../text/range.ts';

export type SuppressionScope = 'line' | 'container' | 'document' | 'file';

export interface Suppression {
  /** Codes of rules, or `all`. */
  readonly codes: readonly string[];
  readonly scope: SuppressionScope;
  /** What it covers, in offsets of the file. */
  readonly covers: Range;
  /** The comment itself. */
  readonly range: Range;
}

/** Parts of a file that a comment may speak for. */
export interface SuppressionParts {
  readonly documents: readonly Range[];
  readonly containers: readonly Range[];
}

const pattern = /(?<=^|\s)#\s*podscope-ignore(?:-(container|document|file))?(?=[\s:]|$)[ \t:]*([^#\n\r]*)/gm;

/** All comments of this kind in a file's text. */
export function readSuppressions(text: string, parts: SuppressionParts): Suppression[] {
  if (!text.includes('podscope-ignore')) return [];
  return [...text.matchAll(pattern)].map((match) => {
    const scope = (match[1] ?? 'line') as SuppressionScope;
    const start = match.index;
    const codes = (match[2] ?? '').split(/[\s,]+/).filter((code) => /^[a-z][a-z0-9-]*$/.test(code));
    const range = { start, end: start + match[0].trimEnd().length };
    return { codes: codes.length === 0 ? ['all'] : codes, scope, covers: coverOf(scope, start, text, parts), range };
  });
}

/** The comment that silences a finding of this code at this place, if there is one. */
export function suppressionOf(suppressions: readonly Suppression[], code: string, at: Range): Suppression | undefined {
  return suppressions.find(
    ({ codes, covers }) =>
      (codes.includes(code) || codes.includes('all')) && covers.start <= at.start && at.start <= covers.end,
  );
}

function coverOf(scope: SuppressionScope, start: number, text: string, parts: SuppressionParts): Range {
  const line = lineAround(text, start);
  switch (scope) {
    case 'file':
      return { start: 0, end: text.length };
    case 'document':
      return around(parts.documents, start) ?? { start: 0, end: text.length };
    case 'container':
      return containerAt(parts.containers, text, line, start);
    case 'line':
      return isAlone(text, line) ? nextLine(text, line) : line;
  }
}

/** The container around the comment, or the one that starts on the next line. */
function containerAt(containers: readonly Range[], text: string, line: Range, start: number): Range {
  const next = nextLine(text, line);
  return (
    containers.find((container) => container.start >= next.start && container.start <= next.end) ??
    around(containers, start) ??
    next
  );
}

function around(ranges: readonly Range[], offset: number): Range | undefined {
  return ranges.find((range) => range.start <= offset && offset <= range.end);
}

function lineAround(text: string, offset: number): Range {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end };
}

/** A comment that stands alone on its line speaks for the next line that says something. */
function nextLine(text: string, line: Range): Range {
  let next = line;
  while (next.end < text.length) {
    next = lineAround(text, next.end + 1);
    if (!/^\s*(#|$)/.test(text.slice(next.start, next.end))) return next;
    if (next.end >= text.length) break;
  }
  return next;
}

function isAlone(text: string, line: Range): boolean {
  return /^\s*#/.test(text.slice(line.start, line.end));
}
