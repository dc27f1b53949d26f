/** Reads awk programs: every expression and statement becomes a function of the state. Small on purpose: the panel carries it. */
import {
  binary,
  callFunction,
  choose,
  type Expression,
  increment,
  isTrue,
  loop,
  print,
  type Rule,
  type State,
  type Statement,
  store,
  toNumber,
  toText,
} from './awk-values.ts';

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  failed: boolean;
  inPrint: boolean;
  depth: number;
}

const token =
  /\s*(\n|;|"(?:[^"\\]|\\[^])*"|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z_]\w*|&&|\|\||\+\+|--|[-+*/%^!<>=]=|!~|>>|[-+*/%^!<>=~?:,(){}[\]$|])/y;
const keywords = /^(BEGIN|END|if|else|while|for|do|in|print|printf|next|exit|delete|break|continue)$/;
const functions =
  /^(length|substr|index|toupper|tolower|int|sqrt|exp|log|sin|cos|rand|srand|systime|sprintf|split|match|sub|gsub)$/;
const zero: Expression = { get: () => 0 };

/** The rules of a program; undefined if it does not parse. */
export function parseAwk(text: string): readonly Rule[] | undefined {
  const tokens = tokenize(text.replace(/\\\n/g, ' '));
  if (tokens === undefined) return undefined;
  const reader: Reader = { tokens, at: 0, failed: false, inPrint: false, depth: 0 };
  const rules: Rule[] = [];
  for (skipEnds(reader); reader.at < tokens.length && !reader.failed; skipEnds(reader)) rules.push(readRule(reader));
  return reader.failed ? undefined : rules;
}

/** Regular expressions keep their slashes; they stand where no value stands before them. */
function tokenize(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const skipped = /^(?:[ \t\r]+|#[^\n]*)/.exec(rest);
    const regex = !/[\w)\]$"]$/.test(tokens.at(-1) ?? '') && /^\/(?:[^\\/\n]|\\.)*\//.exec(rest);
    token.lastIndex = at;
    const found = skipped?.[0] ?? (regex ? regex[0] : token.exec(text)?.[0]);
    if (found === undefined) return undefined;
    at += found.length;
    if (skipped === null) tokens.push(found === '\n' || found.endsWith('\n') ? '\n' : found.trim());
  }
  return tokens;
}

const next = (reader: Reader): string => reader.tokens[reader.at] ?? '';

function take(reader: Reader, ...words: readonly string[]): boolean {
  if (!words.includes(next(reader))) return false;
  reader.at++;
  return true;
}

function expect(reader: Reader, word: string): void {
  if (!take(reader, word)) reader.failed = true;
}

function skipEnds(reader: Reader): void {
  while (take(reader, '\n', ';'));
}

function readRule(reader: Reader): Rule {
  const special = take(reader, 'BEGIN') ? 'begin' : take(reader, 'END') ? 'end' : undefined;
  const when = special !== undefined || next(reader) === '{' ? undefined : readExpression(reader).get;
  const until = when !== undefined && take(reader, ',') ? readExpression(reader).get : undefined;
  const run =
    special !== undefined || next(reader) === '{'
      ? readBlock(reader)
      : (state: State) => print(state, [], false, undefined);
  return { ...(special && { special }), ...(when && { when }), ...(until && { until }), run };
}

function readBlock(reader: Reader): Statement {
  expect(reader, '{');
  const body: Statement[] = [];
  for (skipEnds(reader); next(reader) !== '}' && !reader.failed; skipEnds(reader)) {
    if (reader.at >= reader.tokens.length) reader.failed = true;
    else body.push(readStatement(reader));
  }
  expect(reader, '}');
  return (state) => {
    for (const one of body) {
      if (state.jump !== '' || state.failed !== undefined) return;
      one(state);
    }
  };
}

function readStatement(reader: Reader): Statement {
  if (++reader.depth > 90) reader.failed = true;
  const statement = reader.failed ? () => undefined : readInner(reader);
  reader.depth--;
  return statement;
}

function readInner(reader: Reader): Statement {
  while (take(reader, '\n'));
  if (next(reader) === '{') return readBlock(reader);
  const word = next(reader);
  if (keywords.test(word)) reader.at++;
  switch (word) {
    case ';':
      return () => undefined;
    case 'if':
      return readIf(reader);
    case 'while': {
      const { get } = readParenthesis(reader);
      return loop(undefined, get, undefined, readStatement(reader), false);
    }
    case 'do': {
      const body = readStatement(reader);
      skipEnds(reader);
      expect(reader, 'while');
      return loop(undefined, readParenthesis(reader).get, undefined, body, true);
    }
    case 'for':
      return readFor(reader);
    case 'print':
    case 'printf':
      return readPrint(reader, word === 'printf');
    case 'next':
    case 'break':
    case 'continue':
      return (state) => {
        state.jump = word;
      };
    case 'exit': {
      const code = /^[\n;}]?$/.test(next(reader)) ? undefined : readExpression(reader);
      return (state) => {
        if (code !== undefined) state.status = toNumber(code.get(state)) & 255;
        state.jump = 'exit';
      };
    }
    case 'delete': {
      const name = reader.tokens[reader.at++] ?? '';
      const key = take(reader, '[') ? readList(reader, ']') : undefined;
      return (state) => {
        if (key === undefined) state.array(name).clear();
        else state.array(name).delete(keyOf(key, state));
      };
    }
    default:
      return readExpression(reader).get as Statement;
  }
}

function readParenthesis(reader: Reader): Expression {
  expect(reader, '(');
  const value = readExpression(reader);
  expect(reader, ')');
  return value;
}

function readIf(reader: Reader): Statement {
  const { get } = readParenthesis(reader);
  const then = readStatement(reader);
  const before = reader.at;
  skipEnds(reader);
  const otherwise = take(reader, 'else') ? readStatement(reader) : undefined;
  if (otherwise === undefined) reader.at = before;
  return (state) => {
    if (isTrue(get(state))) then(state);
    else otherwise?.(state);
  };
}

function readFor(reader: Reader): Statement {
  expect(reader, '(');
  const [name = '', word, array = '', close] = reader.tokens.slice(reader.at, reader.at + 4);
  if (word === 'in' && close === ')') {
    reader.at += 4;
    const body = readStatement(reader);
    return (state) => {
      const keys = [...state.array(array).keys()];
      let index = 0;
      loop(
        undefined,
        () => Number(index < keys.length),
        undefined,
        (inner) => {
          inner.variables.set(name, keys[index++] ?? '');
          body(inner);
        },
        false,
      )(state);
    };
  }
  const part = (end: string): Expression | undefined => {
    const value = next(reader) === end ? undefined : readExpression(reader);
    expect(reader, end);
    return value;
  };
  const [first, condition, step] = [part(';'), part(';'), part(')')];
  return loop(first?.get, condition?.get, step?.get, readStatement(reader), false);
}

function readPrint(reader: Reader, isFormatted: boolean): Statement {
  const isList = next(reader) === '(' && closesStatement(reader);
  if (isList) reader.at++;
  reader.inPrint = !isList;
  const values: Expression[] = [];
  while (!/^(\n|;|\}|>|>>|\||)$/.test(next(reader)) && !reader.failed) {
    values.push(readExpression(reader));
    if (!take(reader, ',')) break;
  }
  if (isList) expect(reader, ')');
  reader.inPrint = false;
  const target = take(reader, '>', '>>') ? readConcatenation(reader) : undefined;
  return (state) => print(state, values, isFormatted, target);
}

/** Whether the parenthesis at the current place holds all arguments of a print. */
function closesStatement({ tokens, at }: Reader): boolean {
  let depth = 0;
  for (let i = at; i < tokens.length; i++) {
    if (tokens[i] === '(') depth++;
    if (tokens[i] === ')' && --depth === 0) return /^(\n|;|\}|>|>>|\||)$/.test(tokens[i + 1] ?? '');
  }
  return false;
}

function readList(reader: Reader, close: string): readonly Expression[] {
  const items: Expression[] = [];
  const { inPrint } = reader;
  reader.inPrint = false;
  while (next(reader) !== close && !reader.failed) {
    items.push(readExpression(reader));
    if (!take(reader, ',')) break;
  }
  reader.inPrint = inPrint;
  expect(reader, close);
  return items;
}

function readExpression(reader: Reader): Expression {
  if (++reader.depth > 90) {
    reader.failed = true;
    return zero;
  }
  const target = readTernary(reader);
  reader.depth--;
  const op = /^([-+*/%^]?)=$/.exec(next(reader))?.[1];
  if (op === undefined) return target;
  if (target.set === undefined) reader.failed = true;
  reader.at++;
  const value = readExpression(reader);
  return { get: (state) => store(state, target, op === '' ? value.get(state) : binary(state, op, target, value)) };
}

function readTernary(reader: Reader): Expression {
  const condition = readLevel(reader, 0);
  if (!take(reader, '?')) return condition;
  const then = readExpression(reader);
  expect(reader, ':');
  return choose(condition, then, readExpression(reader));
}

const levels = [
  ['||'],
  ['&&'],
  ['in'],
  ['~', '!~'],
  ['<', '<=', '==', '!=', '>', '>='],
  [],
  ['+', '-'],
  ['*', '/', '%'],
];

function readLevel(reader: Reader, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return readUnary(reader);
  if (operators.length === 0) return readConcatenation(reader);
  let left = readLevel(reader, level + 1);
  for (let op = next(reader); operators.includes(op) && !(op === '>' && reader.inPrint); op = next(reader)) {
    reader.at++;
    while (take(reader, '\n'));
    const before = left;
    if (op === 'in') {
      const name = reader.tokens[reader.at++] ?? '';
      left = { get: (state) => Number(state.array(name).has(toText(before.get(state)))) };
      continue;
    }
    const right = readLevel(reader, level + 1);
    left = { get: (state) => binary(state, op, before, right) };
  }
  return left;
}

/** Values side by side are one text. */
function readConcatenation(reader: Reader): Expression {
  let left = readLevel(reader, 6);
  while (
    /^["\w$(/.]|^(-|\+\+|--)$/.test(next(reader)) &&
    !/^\/=?$/.test(next(reader)) &&
    !keywords.test(next(reader)) &&
    !reader.failed
  ) {
    const before = left;
    const right = readLevel(reader, 6);
    left = { get: (state) => binary(state, ' ', before, right) };
  }
  return left;
}

function readUnary(reader: Reader): Expression {
  const op = next(reader);
  if (take(reader, '!', '-', '+')) {
    const { get } = readUnary(reader);
    return { get: (state) => (op === '!' ? Number(!isTrue(get(state))) : binary(state, op, zero, { get })) };
  }
  const base = readPostfix(reader);
  if (!take(reader, '^')) return base;
  const exponent = readUnary(reader);
  return { get: (state) => binary(state, '^', base, exponent) };
}

function readPostfix(reader: Reader): Expression {
  const sign = (): number => (take(reader, '++') ? 1 : take(reader, '--') ? -1 : 0);
  const before = sign();
  const value = readPrimary(reader);
  if (before !== 0) return { get: (state) => increment(state, value, before, true) };
  const after = value.set === undefined ? 0 : sign();
  return after === 0 ? value : { get: (state) => increment(state, value, after, false) };
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '"': '"',
  '\\': '\\',
  '/': '/',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
};

function readPrimary(reader: Reader): Expression {
  if (++reader.depth > 90 || reader.at >= reader.tokens.length) {
    reader.failed = true;
    return zero;
  }
  const word = reader.tokens[reader.at++] ?? '';
  const value = readValue(reader, word);
  reader.depth--;
  return value;
}

function readValue(reader: Reader, word: string): Expression {
  if (/^[\d.]/.test(word)) return { get: () => Number(word) };
  if (word.startsWith('"')) {
    const text = word.slice(1, -1).replace(/\\([^])/g, (whole, char: string) => escapes[char] ?? whole);
    return { get: () => text, isText: true };
  }
  if (word.length > 1 && word.startsWith('/')) {
    const pattern = word.slice(1, -1).replaceAll('\\/', '/');
    return { get: (state) => Number(state.matches(state.fields[0] ?? '', pattern)), pattern };
  }
  if (word === '$') {
    const { get } = /^(\+\+|--)$/.test(next(reader)) ? readPostfix(reader) : readPrimary(reader);
    return {
      get: (state) => state.fields[toNumber(get(state))] ?? '',
      set: (state, value) => state.setField(toNumber(get(state)), toText(value)),
    };
  }
  if (word === '(') return readGroup(reader);
  if (functions.test(word)) {
    const args = take(reader, '(') ? readList(reader, ')') : [];
    return { get: (state) => callFunction(state, word, args) };
  }
  if (!/^[A-Za-z_]\w*$/.test(word) || keywords.test(word) || next(reader) === '(') {
    reader.failed = true;
    return zero;
  }
  if (!take(reader, '['))
    return {
      get: (state) => state.variables.get(word) ?? '',
      set: (state, value) => state.setVariable(word, value),
      name: word,
    };
  const key = readList(reader, ']');
  return {
    get: (state) => state.array(word).get(keyOf(key, state)) ?? '',
    set: (state, value) => {
      state.array(word).set(keyOf(key, state), value);
    },
  };
}

function readGroup(reader: Reader): Expression {
  const items = readList(reader, ')');
  const [first] = items;
  if (items.length > 1 && take(reader, 'in')) {
    const name = reader.tokens[reader.at++] ?? '';
    return { get: (state) => Number(state.array(name).has(keyOf(items, state))) };
  }
  if (first === undefined || items.length > 1) reader.failed = true;
  return { get: first?.get ?? zero.get };
}

const keyOf = (key: readonly Expression[], state: State): string =>
  key.map(({ get }) => toText(get(state))).join('\x1c');
