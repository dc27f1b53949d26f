/** Parses awk programs. */

export type AwkRule =
  | { readonly kind: 'begin' | 'end'; readonly body: readonly AwkStatement[] }
  | { readonly kind: 'record'; readonly pattern: AwkExpression | undefined; readonly until: AwkExpression | undefined; readonly body: readonly AwkStatement[] };

export type AwkStatement =
  | { readonly kind: 'expression'; readonly value: AwkExpression }
  | { readonly kind: 'print'; readonly isFormatted: boolean; readonly values: readonly AwkExpression[]; readonly target?: AwkExpression }
  | { readonly kind: 'block'; readonly body: readonly AwkStatement[] }
  | { readonly kind: 'if'; readonly condition: AwkExpression; readonly then: AwkStatement; readonly otherwise?: AwkStatement }
  | { readonly kind: 'loop'; readonly isDo: boolean; readonly init?: AwkExpression; readonly condition?: AwkExpression; readonly step?: AwkExpression; readonly body: AwkStatement }
  | { readonly kind: 'forIn'; readonly name: string; readonly array: string; readonly body: AwkStatement }
  | { readonly kind: 'delete'; readonly array: string; readonly key?: readonly AwkExpression[] }
  | { readonly kind: 'jump'; readonly name: 'next' | 'exit' | 'break' | 'continue'; readonly value?: AwkExpression };

export type AwkExpression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string' | 'regex'; readonly value: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'field'; readonly index: AwkExpression }
  | { readonly kind: 'element'; readonly array: string; readonly key: readonly AwkExpression[] }
  | { readonly kind: 'in'; readonly key: readonly AwkExpression[]; readonly array: string }
  | { readonly kind: 'assign'; readonly op: string; readonly target: AwkExpression; readonly value: AwkExpression }
  | { readonly kind: 'step'; readonly target: AwkExpression; readonly by: number; readonly isPrefix: boolean }
  | { readonly kind: 'unary'; readonly op: string; readonly value: AwkExpression }
  | { readonly kind: 'binary'; readonly op: string; readonly left: AwkExpression; readonly right: AwkExpression }
  | { readonly kind: 'choice'; readonly condition: AwkExpression; readonly then: AwkExpression; readonly otherwise: AwkExpression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly AwkExpression[] };

interface Token { readonly kind: 'number' | 'string' | 'regex' | 'name' | 'call' | 'op' | 'newline' | 'end'; readonly text: string }
interface Reader { readonly tokens: readonly Token[]; at: number; failed: boolean; inPrint: boolean; depth: number }

const functions = new Set(['length', 'substr', 'index', 'toupper', 'tolower', 'int', 'sqrt', 'exp', 'log', 'sin', 'cos', 'rand', 'srand', 'systime', 'sprintf', 'split', 'match', 'sub', 'gsub']);
const zero: AwkExpression = { kind: 'number', value: 0 };

/** The rules of a program; undefined if it does not parse. */
export function parseAwk(text: string): readonly AwkRule[] | undefined {
  const tokens = tokenize(text);
  if (tokens === undefined) return undefined;
  const reader: Reader = { tokens, at: 0, failed: false, inPrint: false, depth: 0 };
  const rules: AwkRule[] = [];
  for (skipNewlines(reader); !is(reader, 'end') && !reader.failed; skipNewlines(reader)) rules.push(readRule(reader));
  return reader.failed ? undefined : rules;
}

function tokenize(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const blank = /^(?:[ \t\r]+|\\\n|#[^\n]*)/.exec(rest)?.[0];
    if (blank !== undefined) { at += blank.length; continue; }
    const last = tokens.at(-1);
    const afterValue = last !== undefined && (['number', 'string', 'name', 'regex'].includes(last.kind) || [')', ']', '$', '++', '--'].includes(last.text));
    const match = /^\n|^;/.exec(rest) ?? (rest[0] === '/' && !afterValue ? /^\/((?:[^\\/\n]|\\.)*)\//.exec(rest) : null)
      ?? /^"((?:[^"\\]|\\[^])*)"/.exec(rest) ?? /^(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)/.exec(rest)
      ?? /^[A-Za-z_]\w*/.exec(rest) ?? /^(?:\*\*=|&&|\|\||\+\+|--|[-+*/%^!<>=]=|!~|>>|\*\*|[-+*/%^!<>=~?:,(){}[\]$|])/.exec(rest);
    if (match === null) return undefined;
    at += match[0].length;
    tokens.push(tokenOf(match, text[at] ?? ''));
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

function tokenOf(match: RegExpExecArray, next: string): Token {
  const [text] = match;
  if (text === '\n' || text === ';') return { kind: 'newline', text };
  if (text.startsWith('"')) return { kind: 'string', text: unquote(match[1] ?? '') };
  if (text.startsWith('/') && match[1] !== undefined) return { kind: 'regex', text: match[1].replaceAll('\\/', '/') };
  if (/^[\d.]/.test(text) && /\d/.test(text)) return { kind: 'number', text };
  if (/^[A-Za-z_]/.test(text)) return { kind: functions.has(text) || next === '(' && !keywords.has(text) ? 'call' : 'name', text };
  return { kind: 'op', text };
}

const keywords = new Set(['BEGIN', 'END', 'if', 'else', 'while', 'for', 'do', 'in', 'print', 'printf', 'next', 'exit', 'delete', 'break', 'continue']);

function unquote(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '"': '"', '\\': '\\', '/': '/', a: '\x07', b: '\b', f: '\f', v: '\v' };
  return text.replace(/\\([^])/g, (whole, char: string) => escapes[char] ?? whole);
}

const current = (reader: Reader): Token => reader.tokens[reader.at] ?? { kind: 'end', text: '' };
const is = (reader: Reader, kind: Token['kind'], text?: string): boolean => current(reader).kind === kind && (text === undefined || current(reader).text === text);

function take(reader: Reader, kind: Token['kind'], text: string): boolean {
  if (!is(reader, kind, text)) return false;
  reader.at++;
  return true;
}

function expect(reader: Reader, text: string): void {
  if (!take(reader, 'op', text)) reader.failed = true;
}

function skipNewlines(reader: Reader): void {
  while (is(reader, 'newline')) reader.at++;
}

function readRule(reader: Reader): AwkRule {
  if (take(reader, 'name', 'BEGIN')) return { kind: 'begin', body: readBraces(reader) };
  if (take(reader, 'name', 'END')) return { kind: 'end', body: readBraces(reader) };
  if (is(reader, 'name', 'function')) reader.failed = true;
  const pattern = is(reader, 'op', '{') ? undefined : readExpression(reader);
  const until = pattern !== undefined && take(reader, 'op', ',') ? readExpression(reader) : undefined;
  const body: readonly AwkStatement[] = is(reader, 'op', '{') ? readBraces(reader) : [{ kind: 'print', isFormatted: false, values: [] }];
  return { kind: 'record', pattern, until, body };
}

function readBraces(reader: Reader): readonly AwkStatement[] {
  expect(reader, '{');
  const body: AwkStatement[] = [];
  for (skipNewlines(reader); !is(reader, 'op', '}') && !reader.failed; skipNewlines(reader)) {
    if (is(reader, 'end')) { reader.failed = true; break; }
    body.push(readStatement(reader));
  }
  expect(reader, '}');
  return body;
}

function readStatement(reader: Reader): AwkStatement {
  if (++reader.depth > 100) reader.failed = true;
  const statement = reader.failed ? { kind: 'block' as const, body: [] } : readStatementInner(reader);
  reader.depth--;
  return statement;
}

function readStatementInner(reader: Reader): AwkStatement {
  skipNewlines(reader);
  if (is(reader, 'op', '{')) return { kind: 'block', body: readBraces(reader) };
  const word = is(reader, 'name') ? current(reader).text : '';
  if (keywords.has(word)) reader.at++;
  switch (word) {
    case 'if': return readIf(reader);
    case 'while': { expect(reader, '('); const condition = readExpression(reader); expect(reader, ')'); return { kind: 'loop', isDo: false, condition, body: readStatement(reader) }; }
    case 'do': { const body = readStatement(reader); skipNewlines(reader); take(reader, 'name', 'while'); expect(reader, '('); const condition = readExpression(reader); expect(reader, ')'); return { kind: 'loop', isDo: true, condition, body }; }
    case 'for': return readFor(reader);
    case 'print': case 'printf': return readPrint(reader, word === 'printf');
    case 'next': case 'break': case 'continue': return { kind: 'jump', name: word };
    case 'exit': return { kind: 'jump', name: 'exit', ...(is(reader, 'newline') || is(reader, 'op', '}') ? {} : { value: readExpression(reader) }) };
    case 'delete': {
      const array = current(reader).text;
      reader.at++;
      return { kind: 'delete', array, ...(take(reader, 'op', '[') ? { key: readList(reader, ']') } : {}) };
    }
    default: return { kind: 'expression', value: readExpression(reader) };
  }
}

function readIf(reader: Reader): AwkStatement {
  expect(reader, '(');
  const condition = readExpression(reader);
  expect(reader, ')');
  const then = readStatement(reader);
  const before = reader.at;
  skipNewlines(reader);
  if (take(reader, 'name', 'else')) return { kind: 'if', condition, then, otherwise: readStatement(reader) };
  reader.at = before;
  return { kind: 'if', condition, then };
}

function readFor(reader: Reader): AwkStatement {
  expect(reader, '(');
  const [name, word, array, close] = reader.tokens.slice(reader.at, reader.at + 4);
  if (name?.kind === 'name' && word?.text === 'in' && array?.kind === 'name' && close?.text === ')') {
    reader.at += 4;
    return { kind: 'forIn', name: name.text, array: array.text, body: readStatement(reader) };
  }
  const init = is(reader, 'newline') ? undefined : readExpression(reader);
  if (!take(reader, 'newline', ';')) reader.failed = true;
  const condition = is(reader, 'newline') ? undefined : readExpression(reader);
  if (!take(reader, 'newline', ';')) reader.failed = true;
  const step = is(reader, 'op', ')') ? undefined : readExpression(reader);
  expect(reader, ')');
  const body = readStatement(reader);
  return { kind: 'loop', isDo: false, body, ...(init && { init }), ...(condition && { condition }), ...(step && { step }) };
}

function readPrint(reader: Reader, isFormatted: boolean): AwkStatement {
  const values: AwkExpression[] = [];
  reader.inPrint = true;
  const isList = is(reader, 'op', '(') && closesStatement(reader);
  if (isList) reader.at++;
  if (isList) reader.inPrint = false;
  while (!is(reader, 'newline') && !is(reader, 'op', '}') && !is(reader, 'op', '>') && !is(reader, 'op', '>>') && !is(reader, 'op', '|') && !is(reader, 'end') && !reader.failed) {
    values.push(readExpression(reader));
    if (!take(reader, 'op', ',')) break;
    skipNewlines(reader);
  }
  if (isList) expect(reader, ')');
  reader.inPrint = false;
  if (is(reader, 'op', '|')) reader.failed = true;
  const redirects = take(reader, 'op', '>') || take(reader, 'op', '>>');
  return { kind: 'print', isFormatted, values, ...(redirects ? { target: readConcatenation(reader) } : {}) };
}

/** Whether the parenthesis at the current place holds all arguments of a print. */
function closesStatement(reader: Reader): boolean {
  let depth = 0;
  for (let at = reader.at; at < reader.tokens.length; at++) {
    const { text, kind } = reader.tokens[at] ?? current(reader);
    if (kind === 'op' && text === '(') depth++;
    if (kind === 'op' && text === ')' && --depth === 0) {
      const next = reader.tokens[at + 1];
      return next === undefined || next.kind === 'newline' || next.kind === 'end' || ['}', '>', '>>', '|'].includes(next.text);
    }
  }
  return false;
}

function readList(reader: Reader, close: string): readonly AwkExpression[] {
  const items: AwkExpression[] = [];
  const { inPrint } = reader;
  reader.inPrint = false;
  while (!is(reader, 'op', close) && !reader.failed) {
    items.push(readExpression(reader));
    if (!take(reader, 'op', ',')) break;
  }
  reader.inPrint = inPrint;
  expect(reader, close);
  return items;
}

function readExpression(reader: Reader): AwkExpression {
  if (++reader.depth > 100) { reader.failed = true; return zero; }
  const target = readTernary(reader);
  reader.depth--;
  const op = current(reader).text;
  if (!is(reader, 'op') || !/^(=|[-+*/%^]=|\*\*=)$/.test(op)) return target;
  if (!['variable', 'field', 'element'].includes(target.kind)) reader.failed = true;
  reader.at++;
  return { kind: 'assign', op: op === '**=' ? '^' : op.slice(0, -1), target, value: readExpression(reader) };
}

function readTernary(reader: Reader): AwkExpression {
  const condition = readLevel(reader, 0);
  if (!take(reader, 'op', '?')) return condition;
  const then = readExpression(reader);
  expect(reader, ':');
  return { kind: 'choice', condition, then, otherwise: readExpression(reader) };
}

const levels: readonly (readonly string[])[] = [['||'], ['&&'], ['in'], ['~', '!~'], ['<', '<=', '==', '!=', '>', '>=']];

function readLevel(reader: Reader, level: number): AwkExpression {
  const operators = levels[level];
  if (operators === undefined) return readConcatenation(reader);
  let left = readLevel(reader, level + 1);
  for (let token = current(reader); operators.includes(token.text) && (token.kind === 'op' || token.text === 'in'); token = current(reader)) {
    if (token.text === '>' && reader.inPrint) break;
    reader.at++;
    skipNewlines(reader);
    if (token.text === 'in') { left = { kind: 'in', key: [left], array: current(reader).text }; reader.at++; }
    else left = { kind: 'binary', op: token.text, left, right: readLevel(reader, level + 1) };
  }
  return left;
}

function readConcatenation(reader: Reader): AwkExpression {
  let left = readSum(reader);
  while (startsValue(reader) && !reader.failed) left = { kind: 'binary', op: ' ', left, right: readSum(reader) };
  return left;
}

function startsValue(reader: Reader): boolean {
  const { kind, text } = current(reader);
  if (kind === 'name') return text !== 'in' && !keywords.has(text);
  return kind === 'number' || kind === 'string' || kind === 'call' || kind === 'regex' || (kind === 'op' && ['$', '(', '!', '-', '++', '--'].includes(text) && text !== '!');
}

function readSum(reader: Reader): AwkExpression {
  let left = readProduct(reader);
  for (let { text } = current(reader); is(reader, 'op') && (text === '+' || text === '-'); { text } = current(reader)) {
    reader.at++;
    left = { kind: 'binary', op: text, left, right: readProduct(reader) };
  }
  return left;
}

function readProduct(reader: Reader): AwkExpression {
  let left = readUnary(reader);
  for (let { text } = current(reader); is(reader, 'op') && ['*', '/', '%'].includes(text); { text } = current(reader)) {
    reader.at++;
    left = { kind: 'binary', op: text, left, right: readUnary(reader) };
  }
  return left;
}

function readUnary(reader: Reader): AwkExpression {
  for (const op of ['!', '-', '+']) if (take(reader, 'op', op)) return { kind: 'unary', op, value: readUnary(reader) };
  const base = readPostfix(reader);
  if (!take(reader, 'op', '^') && !take(reader, 'op', '**')) return base;
  return { kind: 'binary', op: '^', left: base, right: readUnary(reader) };
}

function readPostfix(reader: Reader): AwkExpression {
  for (const [op, by] of [['++', 1], ['--', -1]] as const) if (take(reader, 'op', op)) return { kind: 'step', target: readPrimary(reader), by, isPrefix: true };
  const value = readPrimary(reader);
  if (!['variable', 'field', 'element'].includes(value.kind)) return value;
  for (const [op, by] of [['++', 1], ['--', -1]] as const) if (take(reader, 'op', op)) return { kind: 'step', target: value, by, isPrefix: false };
  return value;
}

function readPrimary(reader: Reader): AwkExpression {
  if (++reader.depth > 100) reader.failed = true;
  const value = reader.failed ? zero : readPrimaryInner(reader);
  reader.depth--;
  return value;
}

function readPrimaryInner(reader: Reader): AwkExpression {
  const token = current(reader);
  reader.at++;
  switch (token.kind) {
    case 'number': return { kind: 'number', value: Number(token.text) };
    case 'string': case 'regex': return { kind: token.kind, value: token.text };
    case 'call': return { kind: 'call', name: token.text, args: take(reader, 'op', '(') ? readList(reader, ')') : [] };
    case 'name': {
      if (keywords.has(token.text)) reader.failed = true;
      return take(reader, 'op', '[') ? { kind: 'element', array: token.text, key: readList(reader, ']') } : { kind: 'variable', name: token.text };
    }
    case 'op': {
      if (token.text === '$') return { kind: 'field', index: readPostfixIndex(reader) };
      if (token.text !== '(') break;
      const items = readList(reader, ')');
      if (items.length > 1 && take(reader, 'name', 'in')) { const array = current(reader).text; reader.at++; return { kind: 'in', key: items, array }; }
      if (items[0] !== undefined) return items[0];
      break;
    }
    default: break;
  }
  reader.failed = true;
  return zero;
}

/** `$NF`, `$(n+1)`, `$i++` (the field's number is `i`). */
function readPostfixIndex(reader: Reader): AwkExpression {
  for (const [op, by] of [['++', 1], ['--', -1]] as const) if (take(reader, 'op', op)) return { kind: 'step', target: readPrimary(reader), by, isPrefix: true };
  return readPrimary(reader);
}
