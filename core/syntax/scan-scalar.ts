/** Plain and quoted scalars: finds their end and what they say, with lines folded and escapes resolved. */
import {
  columnOf,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isDocumentMark,
  readBreak,
  scanError,
  type Scanner,
  TAB,
  type Token,
  token,
} from './scanner.ts';

/** Line breaks between two words: the first becomes a space unless others follow. */
function folded(first: string, others: string): string {
  if (first !== '\n') return first + others;
  return others === '' ? ' ' : others;
}

/** Scans an unquoted word or several lines of them. */
export function scanPlain(s: Scanner): Token {
  const start = s.pos;
  const line = s.line;
  const indent = s.indent + 1;
  let text = '';
  let gap = '';
  let end = s.pos;
  let brokeLine = false;
  while (!isDocumentMark(s) && s.text.charCodeAt(s.pos) !== 35) {
    const from = s.pos;
    passWord(s);
    if (s.pos > from) {
      text += gap + s.text.slice(from, s.pos);
      gap = '';
      end = s.pos;
      brokeLine = false;
    }
    const code = s.text.charCodeAt(s.pos);
    if (!isBlank(code) && !isBreak(code)) break;
    ({ text: gap, brokeLine } = passGap(s, false, indent));
    if (s.flowLevel === 0 && columnOf(s) < indent) break;
  }
  if (brokeLine) s.simpleKeyAllowed = true;
  return token('scalar', start, end, line, text);
}

function passWord(s: Scanner): void {
  for (let code = s.text.charCodeAt(s.pos); !isBlankOrEnd(code); code = s.text.charCodeAt(++s.pos)) {
    if (code === 58 && isBlankOrEnd(s.text.charCodeAt(s.pos + 1))) return;
    if (s.flowLevel > 0 && endsInFlow(code)) return;
  }
}

/** `,` `?` `[` `]` `{` `}` */
function endsInFlow(code: number): boolean {
  return code === 44 || code === 63 || code === 91 || code === 93 || code === 123 || code === 125;
}

interface Gap {
  /** What the gap becomes if a word follows. */
  readonly text: string;
  readonly brokeLine: boolean;
}

/** Passes blanks and line breaks. `brokeBefore`: an escaped line break came right before. `indent`: where tabs are refused. */
function passGap(s: Scanner, brokeBefore: boolean, indent: number): Gap {
  let blanks = '';
  let first = '';
  let others = '';
  let brokeLine = brokeBefore;
  for (let code = s.text.charCodeAt(s.pos); isBlank(code) || isBreak(code); code = s.text.charCodeAt(s.pos)) {
    if (isBreak(code)) {
      if (brokeLine) others += readBreak(s);
      else first = readBreak(s);
      brokeLine = true;
    } else {
      if (brokeLine && code === TAB && columnOf(s) < indent)
        throw scanError(s, 'found a tab character that violates indentation');
      if (!brokeLine) blanks += s.text[s.pos] ?? '';
      s.pos++;
    }
  }
  return { text: brokeLine ? folded(first, others) : blanks, brokeLine };
}

/** Scans a quoted scalar from its opening quote. */
export function scanQuoted(s: Scanner, style: 'single' | 'double'): Token {
  const start = s.pos;
  const line = s.line;
  const quote = style === 'single' ? 39 : 34;
  let text = '';
  s.pos++;
  for (;;) {
    if (isDocumentMark(s)) throw scanError(s, 'found unexpected document indicator', line);
    if (s.pos >= s.text.length) throw scanError(s, 'found unexpected end of stream', line);
    const words = style === 'single' ? singleWords(s) : doubleWords(s, line);
    text += words.text;
    if (s.text.charCodeAt(s.pos) === quote) break;
    text += passGap(s, words.brokeLine, 0).text;
  }
  s.pos++;
  return { ...token('scalar', start, s.pos, line, text), style };
}

interface Words {
  readonly text: string;
  /** An escaped line break was passed: blanks that follow are indentation. */
  readonly brokeLine: boolean;
}

function singleWords(s: Scanner): Words {
  const start = s.pos;
  let hasQuotes = false;
  for (let code = s.text.charCodeAt(s.pos); !isBlankOrEnd(code); code = s.text.charCodeAt(++s.pos)) {
    if (code !== 39) continue;
    if (s.text.charCodeAt(s.pos + 1) !== 39) break;
    hasQuotes = true;
    s.pos++;
  }
  const text = s.text.slice(start, s.pos);
  return { text: hasQuotes ? text.replaceAll("''", "'") : text, brokeLine: false };
}

function doubleWords(s: Scanner, line: number): Words {
  let text = '';
  let from = s.pos;
  for (let code = s.text.charCodeAt(s.pos); !isBlankOrEnd(code) && code !== 34; code = s.text.charCodeAt(s.pos)) {
    if (code !== 92) {
      s.pos++;
      continue;
    }
    text += s.text.slice(from, s.pos);
    if (isBreak(s.text.charCodeAt(s.pos + 1))) {
      s.pos++;
      readBreak(s);
      return { text, brokeLine: true };
    }
    text += escaped(s, line);
    from = s.pos;
  }
  return { text: text + s.text.slice(from, s.pos), brokeLine: false };
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const lengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function escaped(s: Scanner, line: number): string {
  const char = s.text[s.pos + 1] ?? '';
  const simple = escapes[char];
  const length = lengths[char];
  if (simple === undefined && length === undefined) throw scanError(s, 'found unknown escape character', line);
  s.pos += 2;
  return simple ?? numeric(s, length ?? 0, line);
}

function numeric(s: Scanner, length: number, line: number): string {
  const digits = s.text.slice(s.pos, s.pos + length);
  if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length < length)
    throw scanError(s, 'did not find expected hexdecimal number', line);
  const code = Number.parseInt(digits, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
    throw scanError(s, 'found invalid Unicode character escape code', line);
  s.pos += length;
  return String.fromCodePoint(code);
}
