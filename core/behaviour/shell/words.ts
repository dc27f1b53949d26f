/** Reads one word of a script: quotes, `$name`, `${...}`, `$(...)`, `$((...))` and back quotes. */
import type { Parameter, Part, Word } from './ast.ts';
import { readArithmetic } from './arithmetic-word.ts';
import { readBackQuotes } from './back-quotes.ts';
import { unescape } from './escapes.ts';
import { readOperator } from './operators.ts';
import { enter, fail, isAtEnd, peek, takeMatch, type Source } from './source.ts';

type Stops = (char: string) => boolean;

const never: Stops = () => false;
const unterminated = { message: 'Unterminated quoted string' };

/** One word at the current place; undefined if none starts here. */
export function readWord(source: Source): Word | undefined {
  const parts = readParts(source, (char) => /[\s;&|<>()]/.test(char), false);
  return parts.length === 0 ? undefined : parts;
}

/** One word of a `[[ … ]]`, where operators are words, too. */
export const readConditionWord = (source: Source): Word => readParts(source, (char) => /[\s;]/.test(char), false);

/** The text of a here-document: expansions, no quotes. */
export const readHereText = (source: Source): Word => readParts(source, never, true, '$`\\');

function push(parts: Part[], text: string, quoted: boolean): void {
  const last = parts.at(-1);
  if (last?.kind === 'text' && last.quoted === quoted) parts[parts.length - 1] = { ...last, text: last.text + text };
  else parts.push({ kind: 'text', text, quoted });
}

/**
 * Everything up to where `stops` says so. Inside quotes a backslash quotes only the characters of `escapable`; a `}`
 * among them
 * tells the operand of a quoted `${...}`, whose own double quotes change nothing.
 */
function readParts(source: Source, stops: Stops, quoted: boolean, escapable = '$`"\\'): Part[] {
  const parts: Part[] = [];
  while (!isAtEnd(source)) {
    const char = peek(source);
    if (stops(char)) break;
    if (char === '\\') {
      const [, next = '\\'] = takeMatch(source, /\\[^]?/y);
      if (next !== '\n') push(parts, quoted && !escapable.includes(next) ? char + next : next, true);
    } else if (char === '$') readDollar(source, parts, quoted);
    else if (char === '`') parts.push(...readBackQuotes(source, quoted));
    else if (!quoted && char === "'") {
      const text = takeMatch(source, /'[^']*'/y);
      if (text === '') fail(source, unterminated);
      else push(parts, text.slice(1, -1), true);
    } else if (!quoted && char === '"') {
      source.at++;
      const inner = readParts(source, (end) => end === '"', true);
      if (inner.length === 0) push(parts, '', true);
      parts.push(...inner);
      if (isAtEnd(source)) fail(source, unterminated);
      source.at++;
    } else if (char === '"' && escapable.endsWith('}')) source.at++;
    else push(parts, takeMatch(source, /\w+|[^]/y), quoted);
  }
  return parts;
}

function readDollar(source: Source, parts: Part[], quoted: boolean): void {
  const start = source.at;
  const name = takeMatch(source, /\$(?:[A-Za-z_]\w*|[@*#?$!0-9-])/y).slice(1);
  if (name !== '') parts.push({ kind: 'parameter', name, op: '', quoted });
  else if (takeMatch(source, /\$\{/y) !== '') readBraces(source, parts, quoted);
  else if (takeMatch(source, /\$\(/y) !== '') {
    const expression =
      peek(source) === '(' ? readArithmetic(source, (inner) => readParts(inner, never, true)) : undefined;
    if (expression) return void parts.push({ kind: 'arithmetic', expression, quoted });
    if (enter(source)) parts.push({ kind: 'command', script: source.nested(source), quoted });
    source.depth--;
  } else {
    const text = quoted ? '' : takeMatch(source, /\$'(?:[^'\\]|\\[^])*'/y);
    if (text === '') source.at = start + 1;
    push(parts, text === '' ? '$' : unescape(text.slice(2, -1).replace(/\\(['"])/g, '$1')).text, true);
  }
}

function readBraces(source: Source, parts: Part[], quoted: boolean): void {
  const parameter = enter(source) ? readParameter(source, quoted) : undefined;
  source.depth--;
  if (!parameter || peek(source) !== '}')
    return fail(source, { message: isAtEnd(source) ? "Missing '}'" : 'Bad substitution' });
  source.at++;
  parts.push({ kind: 'parameter', ...parameter, quoted });
}

function readParameter(source: Source, quoted: boolean): Parameter | undefined {
  const isLength = takeMatch(source, /#(?=[\w@*?$!-])/y) !== '';
  const name = takeMatch(source, /[A-Za-z_]\w*(?:\[\d+\])?|\d+|[@*#?$!-]/y);
  if (isLength || name === '' || peek(source) === '}')
    return name === '' ? undefined : { name, op: isLength ? 'length' : '' };
  return readOperator(source, name, quoted, readParts);
}
