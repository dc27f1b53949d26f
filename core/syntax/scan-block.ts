/** Block scalars: `|` keeps lines, `>` folds them. */
import {
  columnOf,
  isBlank,
  isBreak,
  isBreakOrEnd,
  readBreak,
  scanError,
  type Scanner,
  skipBlanks,
  skipToLineEnd,
  SPACE,
  TAB,
  type Token,
  token,
} from './scanner.ts';

interface Header {
  /** What happens to line breaks at the end. */
  readonly chomping: 'strip' | 'clip' | 'keep';
  /** Columns deeper than the block around; 0 if the text decides. */
  readonly increment: number;
}

/** Scans from the `|` or `>`. */
export function scanBlockScalar(s: Scanner, isLiteral: boolean): Token {
  const start = s.pos;
  const line = s.line;
  s.pos++;
  const { chomping, increment } = scanHeader(s, line);
  const around = Math.max(0, s.indent);
  const first = scanBreaks(s, increment === 0 ? 0 : around + increment, line);
  const { indent } = first;
  let { breaks, end } = first;
  let text = '';
  let lineBreak = '';
  let wasIndented = false;
  while (columnOf(s) === indent && s.pos < s.text.length) {
    const isIndented = isBlank(s.text.charCodeAt(s.pos));
    const isFolded = !isLiteral && !wasIndented && !isIndented && lineBreak === '\n';
    text += isFolded ? (breaks === '' ? ' ' : '') : lineBreak;
    text += breaks;
    wasIndented = isIndented;
    const from = s.pos;
    skipToLineEnd(s);
    text += s.text.slice(from, s.pos);
    lineBreak = readBreak(s);
    ({ breaks, end } = scanBreaks(s, indent, line));
  }
  if (chomping !== 'strip') text += lineBreak;
  if (chomping === 'keep') text += breaks;
  return { ...token('scalar', start, end, line, text), style: 'block' };
}

function scanHeader(s: Scanner, line: number): Header {
  let chomping = scanChomping(s);
  const increment = scanIncrement(s, line);
  if (increment > 0 && chomping === 'clip') chomping = scanChomping(s);
  skipBlanks(s);
  if (s.text.charCodeAt(s.pos) === 35) skipToLineEnd(s);
  if (!isBreakOrEnd(s.text.charCodeAt(s.pos))) throw scanError(s, 'did not find expected comment or line break', line);
  readBreak(s);
  return { chomping, increment };
}

function scanChomping(s: Scanner): Header['chomping'] {
  const char = s.text[s.pos];
  if (char !== '+' && char !== '-') return 'clip';
  s.pos++;
  return char === '+' ? 'keep' : 'strip';
}

function scanIncrement(s: Scanner, line: number): number {
  const char = s.text[s.pos] ?? '';
  if (!/^\d/.test(char)) return 0;
  if (char === '0') throw scanError(s, 'found an indentation indicator equal to 0', line);
  s.pos++;
  return Number(char);
}

interface Breaks {
  readonly breaks: string;
  readonly indent: number;
  /** After the last line break, before the indentation of the next line. */
  readonly end: number;
}

/** Passes empty lines and the indentation of the next one; finds the indentation if it is not known (0). */
function scanBreaks(s: Scanner, known: number, line: number): Breaks {
  let breaks = '';
  let end = s.pos;
  let deepest = 0;
  for (;;) {
    while ((known === 0 || columnOf(s) < known) && s.text.charCodeAt(s.pos) === SPACE) s.pos++;
    deepest = Math.max(deepest, columnOf(s));
    if ((known === 0 || columnOf(s) < known) && s.text.charCodeAt(s.pos) === TAB) {
      throw scanError(s, 'found a tab character where an indentation space is expected', line);
    }
    if (!isBreak(s.text.charCodeAt(s.pos))) break;
    breaks += readBreak(s);
    end = s.pos;
  }
  return { breaks, indent: known === 0 ? Math.max(deepest, s.indent + 1, 1) : known, end };
}
