/** Bounds a document before it is parsed: one linear scan finds what is too large or too deeply nested. */
import type { SyntaxProblem } from './tree.ts';

/** etcd takes 1.5 MB in one request. */
export const maxDocumentLength = 1_500_000;
export const maxNesting = 200;

const newline = 10;
const space = 32;
const dash = 45;

/** The problem with a document that is not to be parsed, in our own words. */
export function beyondLimits(text: string): SyntaxProblem | undefined {
  if (text.length > maxDocumentLength) {
    const message = `The document has ${text.length} characters; etcd stores at most 1.5 MB in one object, so it is not checked.`;
    return { message, range: { start: 0, end: 1000 }, isOurs: true };
  }
  const at = tooDeepAt(text);
  if (at === undefined) return undefined;
  return {
    message: `More than ${maxNesting} levels of nesting: the document is not checked.`,
    range: { start: at, end: at + 1 },
    isOurs: true,
  };
}

/**
 * Where the nesting may pass the limit: brackets that are open, or dashes in a row, or deeper and deeper indentation. Quotes are not
 * looked at, so that the scan stays linear and simple; no real manifest comes near the limit.
 */
function tooDeepAt(text: string): number | undefined {
  let brackets = 0;
  let marks = 0;
  let lineStart = true;
  const indents: number[] = [];
  let column = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === newline) {
      lineStart = true;
      marks = 0;
      column = 0;
      continue;
    }
    if (lineStart) {
      if (code === space) {
        column++;
        continue;
      }
      lineStart = false;
      while (indents.length > 0 && (indents[indents.length - 1] ?? 0) >= column) indents.pop();
      indents.push(column);
    }
    const isMark = code === dash || code === 63;
    if (isMark && isSpaceAt(text, i + 1)) marks++;
    else if (code === 91 || code === 123) brackets++;
    else if ((code === 93 || code === 125) && brackets > 0) brackets--;
    if (brackets > maxNesting || marks > maxNesting || indents.length > maxNesting) return i;
    if (indents.length + marks + brackets > maxNesting) return i;
  }
  return undefined;
}

function isSpaceAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === space || code === newline || code === 9 || code === 13 || Number.isNaN(code);
}
