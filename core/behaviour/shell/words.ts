/** Reads one word of a script: quotes, `$name`, `${...}`, `$(...)`, `$((...))` and back quotes. */
import type { Parameter, Part, Word } from './ast.ts';
import { enter, fail, isAtEnd, leave, openSource, peek, startsWith, take, type Source } from './source.ts';

const wordEnds = new Set([' ', '\t', '\n', '\r', ';', '&', '|', '<', '>', '(', ')', '']);
const isNameStart = (char: string): boolean => /^[A-Za-z_]$/.test(char);
const isNamePart = (char: string): boolean => /^[A-Za-z0-9_]$/.test(char);

/** One word at the current place; undefined if none starts here. */
export function readWord(source: Source): Word | undefined {
  const parts: Part[] = [];
  readUntil(source, parts, (char) => wordEnds.has(char));
  return parts.length === 0 ? undefined : parts;
}

/** Everything up to where `stops` says so, as in an unquoted word. */
function readUntil(source: Source, parts: Part[], stops: (char: string) => boolean): void {
  while (!isAtEnd(source)) {
    const char = peek(source);
    if (stops(char)) return;
    if (char === '\\') {
      take(source);
      const next = take(source);
      if (next !== '\n') pushText(parts, next === '' ? '\\' : next, true);
    } else if (char === "'") readSingleQuotes(source, parts);
    else if (char === '"') readDoubleQuotes(source, parts);
    else if (char === '$' && peek(source, 1) === "'") readDollarQuotes(source, parts);
    else if (char === '$') readDollar(source, parts, false);
    else if (char === '`') readBackQuotes(source, parts, false);
    else pushText(parts, take(source), false);
  }
}

function pushText(parts: Part[], text: string, quoted: boolean): void {
  const last = parts.at(-1);
  if (last?.kind === 'text' && last.quoted === quoted) parts[parts.length - 1] = { ...last, text: last.text + text };
  else parts.push({ kind: 'text', text, quoted });
}

function readSingleQuotes(source: Source, parts: Part[]): void {
  take(source);
  let text = '';
  while (!isAtEnd(source) && peek(source) !== "'") text += take(source);
  if (isAtEnd(source)) return fail(source, { message: 'Unterminated quoted string' });
  take(source);
  pushText(parts, text, true);
}

function readDollarQuotes(source: Source, parts: Part[]): void {
  source.at += 2;
  const escapes: Record<string, string> = {
    n: '\n',
    t: '\t',
    r: '\r',
    a: '\x07',
    b: '\b',
    e: '\x1b',
    f: '\f',
    v: '\v',
  };
  let text = '';
  while (!isAtEnd(source) && peek(source) !== "'") {
    const char = take(source);
    if (char !== '\\') {
      text += char;
      continue;
    }
    const next = take(source);
    const code = next === 'x' ? /^[0-9a-fA-F]{1,2}/.exec(source.text.slice(source.at, source.at + 2))?.[0] : undefined;
    if (code !== undefined) source.at += code.length;
    text += code === undefined ? (escapes[next] ?? next) : String.fromCharCode(parseInt(code, 16));
  }
  if (isAtEnd(source)) return fail(source, { message: 'Unterminated quoted string' });
  take(source);
  pushText(parts, text, true);
}

function readDoubleQuotes(source: Source, parts: Part[]): void {
  take(source);
  const before = parts.length;
  readQuoted(source, parts, (char) => char === '"');
  if (parts.length === before) pushText(parts, '', true);
  if (isAtEnd(source)) return fail(source, { message: 'Unterminated quoted string' });
  take(source);
}

function readQuoted(source: Source, parts: Part[], stops: (char: string) => boolean, escapable = '$`"\\'): void {
  while (!isAtEnd(source) && !stops(peek(source))) {
    const char = peek(source);
    if (char === '\\') {
      take(source);
      const next = peek(source);
      if (next === '\n') take(source);
      else if (next !== '' && escapable.includes(next)) pushText(parts, take(source), true);
      else pushText(parts, '\\', true);
    } else if (char === '$') readDollar(source, parts, true);
    else if (char === '`') readBackQuotes(source, parts, true);
    else pushText(parts, take(source), true);
  }
}

/** The text of a here-document or of a prompt: expansions, no quotes. */
export function parseHereText(text: string, line: number): { readonly word: Word; readonly source: Source } {
  const source = openSource(text, line);
  const parts: Part[] = [];
  readQuoted(source, parts, () => false, '$`\\');
  return { word: parts, source };
}

function readDollar(source: Source, parts: Part[], quoted: boolean): void {
  take(source);
  const char = peek(source);
  if (char === '{') readBraces(source, parts, quoted);
  else if (char === '(' && peek(source, 1) === '(' && readArithmetic(source, parts, quoted)) return;
  else if (char === '(') {
    take(source);
    const script = readCommandText(source);
    parts.push({ kind: 'command', script, quoted });
  } else if (isNameStart(char)) {
    let name = '';
    while (isNamePart(peek(source))) name += take(source);
    parts.push({ kind: 'parameter', name, op: '', quoted });
  } else if (char !== '' && '@*#?-$!0123456789'.includes(char)) {
    parts.push({ kind: 'parameter', name: take(source), op: '', quoted });
  } else pushText(parts, '$', true);
}

/** `$((...))`; false (and nothing taken) if it turns out to be a command substitution that opens with a subshell. */
function readArithmetic(source: Source, parts: Part[], quoted: boolean): boolean {
  const end = arithmeticEnd(source.text, source.at + 2);
  if (end === undefined) return false;
  const inner = openSource(source.text.slice(source.at + 2, end), source.line);
  inner.depth = source.depth + 1;
  const expression: Part[] = [];
  if (enter(inner)) readQuoted(inner, expression, () => false, '$`"\\');
  if (inner.error !== undefined) {
    fail(source, inner.error);
    return true;
  }
  source.at = end + 2;
  source.line = inner.line;
  parts.push({ kind: 'arithmetic', expression, quoted });
  return true;
}

function arithmeticEnd(text: string, from: number): number | undefined {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')' && depth > 0) depth--;
    else if (text[i] === ')') return text[i + 1] === ')' ? i : undefined;
  }
  return undefined;
}

/** The text up to the `)` that closes a `$(`; quotes, comments, `case` patterns and nested ones are stepped over. */
function readCommandText(source: Source): string {
  const start = source.at;
  if (!enter(source)) return '';
  skipCommand(source);
  leave(source);
  if (isAtEnd(source)) {
    fail(source, { unexpected: 'end of file', expecting: ')' });
    return '';
  }
  const script = source.text.slice(start, source.at);
  take(source);
  return script;
}

function skipCommand(source: Source): void {
  let open = 0;
  let cases = 0;
  let wordStart = true;
  while (!isAtEnd(source)) {
    const char = peek(source);
    if (char === ')' && open === 0 && cases === 0) return;
    const wasWordStart = wordStart;
    wordStart = wordEnds.has(char);
    if (wasWordStart && char === '#') {
      while (!isAtEnd(source) && peek(source) !== '\n') take(source);
      continue;
    }
    if (wasWordStart && isWordAt(source, 'case')) cases++;
    if (wasWordStart && isWordAt(source, 'esac') && cases > 0) cases--;
    if (char === '(') open++;
    if (char === ')' && open > 0) open--;
    if (char === '\\') {
      take(source);
      take(source);
    } else if (char === "'" || char === '"' || char === '$' || char === '`') skipQuoted(source, char);
    else take(source);
  }
}

function isWordAt(source: Source, word: string): boolean {
  return startsWith(source, word) && wordEnds.has(peek(source, word.length));
}

function skipQuoted(source: Source, char: string): void {
  const ignored: Part[] = [];
  if (char === "'") readSingleQuotes(source, ignored);
  else if (char === '"') readDoubleQuotes(source, ignored);
  else if (char === '`') readBackQuotes(source, ignored, false);
  else if (peek(source, 1) === "'") readDollarQuotes(source, ignored);
  else readDollar(source, ignored, false);
}

function readBackQuotes(source: Source, parts: Part[], quoted: boolean): void {
  take(source);
  let script = '';
  while (!isAtEnd(source) && peek(source) !== '`') {
    const char = take(source);
    if (char !== '\\') {
      script += char;
      continue;
    }
    const next = take(source);
    script += next === '$' || next === '`' || next === '\\' || (quoted && next === '"') ? next : '\\' + next;
  }
  if (isAtEnd(source)) return fail(source, { message: 'EOF in backquote substitution' });
  take(source);
  parts.push({ kind: 'command', script, quoted });
}

const operators = [
  ':-',
  ':=',
  ':?',
  ':+',
  '##',
  '%%',
  '//',
  '^^',
  ',,',
  '-',
  '=',
  '?',
  '+',
  '#',
  '%',
  '/',
  ':',
  '^',
  ',',
];

function readBraces(source: Source, parts: Part[], quoted: boolean): void {
  take(source);
  if (!enter(source)) return;
  const parameter = readParameter(source, quoted);
  leave(source);
  if (parameter === undefined || peek(source) !== '}')
    return fail(source, isAtEnd(source) ? { message: "Missing '}'" } : { message: 'Bad substitution' });
  take(source);
  parts.push({ kind: 'parameter', ...parameter, quoted });
}

function readParameter(source: Source, quoted: boolean): Parameter | undefined {
  if (peek(source) === '#' && peek(source, 1) !== '}' && /[A-Za-z0-9_@*?$!-]/.test(peek(source, 1))) {
    take(source);
    return { name: readName(source), op: 'length' };
  }
  const name = readName(source);
  if (name === '') return undefined;
  if (peek(source) === '}') return { name, op: '' };
  const op = operators.find((candidate) => startsWith(source, candidate));
  if (op === undefined) return undefined;
  source.at += op.length;
  const divider = op === '/' || op === '//' ? '/' : op === ':' ? ':' : undefined;
  const pattern = '#%/^,'.includes(op[0] ?? '');
  const word = readOperand(source, quoted && !pattern, divider);
  if (divider === undefined || peek(source) !== divider) return { name, op, word };
  take(source);
  return { name, op, word, second: readOperand(source, quoted && !pattern, undefined) };
}

function readName(source: Source): string {
  let name = '';
  if (isNameStart(peek(source))) while (isNamePart(peek(source))) name += take(source);
  else if (/[0-9]/.test(peek(source))) while (/[0-9]/.test(peek(source))) name += take(source);
  else if (peek(source) !== '' && '@*#?-$!'.includes(peek(source))) name = take(source);
  return name;
}

function readOperand(source: Source, quoted: boolean, divider: string | undefined): Word {
  const parts: Part[] = [];
  const stops = (char: string): boolean => char === '}' || char === divider;
  if (quoted) readQuotedOperand(source, parts, stops);
  else readUntil(source, parts, stops);
  return parts;
}

/** Inside double quotes an operand is quoted; double quotes in it end and begin quoting, which changes nothing here. */
function readQuotedOperand(source: Source, parts: Part[], stops: (char: string) => boolean): void {
  while (!isAtEnd(source) && !stops(peek(source))) {
    readQuoted(source, parts, (char) => stops(char) || char === '"', '$`"\\}');
    if (peek(source) === '"') take(source);
  }
}
