/** YAML text to the located tree. Never throws: what the server cannot read is a problem in its words, and the rest is still a tree. */
import { beyondLimits } from './limits.ts';
import { mistakeBefore, parseNodes } from './parse-nodes.ts';
import { ReaderError } from './scanner.ts';
import { parseTolerantly } from './tolerant.ts';
import type { Node, SyntaxProblem, Tree } from './tree.ts';

/** Reads one document; `linesBefore` are the lines that the server counts in front of it. */
export function parseTree(text: string, linesBefore = 0): Tree {
  const beyond = beyondLimits(text) ?? controlCharacter(text, linesBefore);
  if (beyond !== undefined) return { root: undefined, problems: [beyond] };
  try {
    const { root, later, ignoredFrom } = parseNodes(text, linesBefore);
    const problems = later.map((error) => ({ ...problemOf(error, text), isLater: true as const }));
    return { root, problems, ...(ignoredFrom === undefined ? {} : { ignoredFrom }) };
  } catch (error) {
    if (!(error instanceof ReaderError)) throw error;
    return { root: rescue(text), problems: [problemOf(error, text)] };
  }
}

/** Whether the server's reader takes a document whole. Cheaper than a tree: nothing is rescued from one that it does not. */
export function isReadable(text: string): boolean {
  if (beyondLimits(text) ?? controlCharacter(text, 0)) return false;
  try {
    return parseNodes(text).later.length === 0;
  } catch (error) {
    if (!(error instanceof ReaderError)) throw error;
    return false;
  }
}

function rescue(text: string): Node | undefined {
  try {
    return parseTolerantly(text);
  } catch {
    return undefined;
  }
}

function problemOf(error: ReaderError, text: string): SyntaxProblem {
  const start = Math.min(error.start, Math.max(0, text.length - 1));
  return { message: error.message, range: { start, end: Math.min(text.length, start + 1) } };
}

/** Characters that no YAML may hold, lone halves of surrogate pairs included. */
function controlCharacter(text: string, linesBefore: number): SyntaxProblem | undefined {
  const match =
    /[^\t\n\r -~\x85\xa0-\ufffd]/.exec(text) ??
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(text);
  if (match === null) return undefined;
  const earlier = mistakeBefore(text, startOfBlock(text, match.index), linesBefore);
  if (earlier !== undefined) return problemOf(earlier, text);
  return { message: 'control characters are not allowed', range: { start: match.index, end: match.index + 1 } };
}

/** The reader takes 512 bytes at a time and looks at all their characters before the first is needed. */
const blockBytes = 512;

function startOfBlock(text: string, offset: number): number {
  let start = 0;
  let bytes = 0;
  for (let at = 0; at < offset;) {
    const width = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    const length = byteLength(text.codePointAt(at) ?? 0);
    if (bytes + length > blockBytes) {
      start = at;
      bytes = 0;
    }
    bytes += length;
    at += width;
  }
  return bytes + byteLength(text.codePointAt(offset) ?? 0) > blockBytes ? offset : start;
}

function byteLength(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
