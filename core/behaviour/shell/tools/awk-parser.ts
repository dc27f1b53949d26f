/** Reads awk programs: every expression and statement becomes a function of the state. Small on purpose: the panel carries it. */
import { unescape } from '../escapes.ts';
import { accept, climb, levelsOf, type Tokens } from '../expressions.ts';
import {
  arrayOf,
  binary,
  countStep,
  format,
  functions,
  isTrue,
  matches,
  record,
  setField,
  textOf,
  toNumber,
  toText,
  type Expression,
  type Getter,
  type State,
  type Statement,
  type Value,
} from './awk-values.ts';

export interface Rule {
  /** `BEGIN`, `END`, or a rule for records. */
  readonly when: 'BEGIN' | 'END' | Getter | undefined;
  readonly run: Statement;
}

interface Reader extends Tokens {
  failed: boolean;
  inPrint: boolean;
  depth: number;
}

const token =
  /\n|"(?:[^"\\]|\\[^])*"|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z_]\w*|&&|\|\||\+\+|--|[-+*/%^!<>=]=|!~|[-+*/%^!<>=~?:,(){}[\]$;]/y;
const keywords = 'BEGIN END if else while for in print printf next exit delete break continue'.split(' ');

/** The rules of a program; undefined if it holds something that is not followed here. */
export function parseAwk(text: string): readonly Rule[] | undefined {
  const tokens = tokenize(text.replace(/\\\n/g, ' '));
  const reader: Reader = { tokens: tokens ?? [], at: 0, failed: tokens === undefined, inPrint: false, depth: 0 };
  const rules: Rule[] = [];
  for (skipEnds(reader); reader.at < reader.tokens.length && !reader.failed; skipEnds(reader))
    rules.push(readRule(reader));
  return reader.failed ? undefined : rules;
}

/** Regular expressions keep their slashes; they stand where no value stands before them. */
function tokenize(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  for (let at = 0; at < text.length;) {
    const afterValue = /[\w)\]$"]$/.test(tokens.at(-1) ?? '');
    const found = [/(?:[ \t\r]|#[^\n]*)+/y, afterValue ? /(?!)/y : /\/(?:[^\\/\n]|\\.)*\//y, token].map((pattern) => {
      pattern.lastIndex = at;
      return pattern.exec(text)?.[0];
    });
    const next = found[0] ?? found[1] ?? found[2];
    if (next === undefined) return undefined;
    if (found[0] === undefined) tokens.push(next);
    at += next.length;
  }
  return tokens;
}

const next = ({ tokens, at }: Reader): string => tokens[at] ?? '';
const isAtEnd = (reader: Reader): boolean => /^[\n;}]?$/.test(next(reader));

function expect(reader: Reader, word: string): void {
  if (!accept(reader, word)) reader.failed = true;
}

function skipEnds(reader: Reader): void {
  while (accept(reader, '\n', ';'));
}

function readRule(reader: Reader): Rule {
  const special = accept(reader, 'BEGIN') ? 'BEGIN' : accept(reader, 'END') ? 'END' : undefined;
  const when = special ?? (next(reader) === '{' ? undefined : readExpression(reader).get);
  const isPlain = special === undefined && next(reader) !== '{';
  return { when, run: isPlain ? (state) => print(state, []) : readBlock(reader) };
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
    for (const statement of body) if (state.jump === '') statement(state);
  };
}

function readStatement(reader: Reader): Statement {
  if (++reader.depth > 90) reader.failed = true;
  while (accept(reader, '\n'));
  const word = next(reader);
  const read = keywords.includes(word) ? statements[word] : undefined;
  if (read !== undefined) reader.at++;
  const statement = reader.failed ? () => undefined : word === '{' ? readBlock(reader) : read?.(reader, word);
  const expression = statement === undefined ? (word === ';' ? record : readExpression(reader)).get : undefined;
  reader.depth--;
  return statement ?? ((state) => void expression?.(state));
}

const readJump = (_: Reader, word: string): Statement => {
  return (state) => {
    state.jump = word as State['jump'];
  };
};

const statements: Readonly<Record<string, (reader: Reader, word: string) => Statement>> = {
  if: readIf,
  while: (reader) => loop(undefined, readParenthesis(reader), undefined, readStatement(reader)),
  for: readFor,
  print: readPrint,
  printf: readPrint,
  next: readJump,
  break: readJump,
  continue: readJump,
  exit: (reader) => {
    const code = isAtEnd(reader) ? undefined : readExpression(reader);
    return (state) => {
      if (code !== undefined) state.status = toNumber(code.get(state)) & 255;
      state.jump = 'exit';
    };
  },
  delete: (reader) => {
    const name = reader.tokens[reader.at++] ?? '';
    const key = accept(reader, '[') ? readList(reader, ']') : undefined;
    return (state) =>
      void (key === undefined ? arrayOf(state, name).clear() : arrayOf(state, name).delete(keyOf(key, state)));
  },
};

function readParenthesis(reader: Reader): Getter {
  expect(reader, '(');
  const { get } = readExpression(reader);
  expect(reader, ')');
  return get;
}

function readIf(reader: Reader): Statement {
  const condition = readParenthesis(reader);
  const then = readStatement(reader);
  const before = reader.at;
  skipEnds(reader);
  const otherwise = accept(reader, 'else') ? readStatement(reader) : undefined;
  if (otherwise === undefined) reader.at = before;
  return (state) => (isTrue(condition(state)) ? then(state) : otherwise?.(state));
}

function readFor(reader: Reader): Statement {
  expect(reader, '(');
  const [name = '', word, array = '', close] = reader.tokens.slice(reader.at, reader.at + 4);
  if (word === 'in' && close === ')') {
    reader.at += 4;
    const body = readStatement(reader);
    return (state) => {
      const keys = [...arrayOf(state, array).keys()];
      const each = (inner: State): Value => {
        inner.variables.set(name, keys.shift() ?? '');
        return 1;
      };
      loop(undefined, (inner) => (keys.length > 0 ? each(inner) : 0), undefined, body)(state);
    };
  }
  const part = (end: string): Getter | undefined => {
    const value = next(reader) === end ? undefined : readExpression(reader).get;
    expect(reader, end);
    return value;
  };
  const [first, condition, step] = [part(';'), part(';'), part(')')];
  return loop(first, condition ?? (() => 1), step, readStatement(reader));
}

const loop =
  (first: Getter | undefined, condition: Getter, step: Getter | undefined, body: Statement): Statement =>
  (state) => {
    for (first?.(state); state.jump === '' && isTrue(condition(state)); step?.(state)) {
      body(state);
      const jump = state.jump as State['jump'];
      if (jump === 'break' || jump === 'continue') state.jump = '';
      if (jump === 'break') return;
      countStep(state);
    }
  };

function readPrint(reader: Reader, word: string): Statement {
  reader.inPrint = true;
  const isList = accept(reader, '(');
  let values: readonly Expression[] = isAtEnd(reader) ? [] : readList(reader, isList ? ')' : '');
  // What stood in parentheses was only the first part.
  if (isList && !isAtEnd(reader)) {
    reader.at = reader.tokens.lastIndexOf(word, reader.at) + 1;
    reader.inPrint = true;
    values = readList(reader, '');
  }
  reader.inPrint = false;
  if (!isAtEnd(reader)) reader.failed = true;
  return (state) => print(state, values, word === 'printf');
}

function print(state: State, values: readonly Expression[], isFormatted = false): void {
  countStep(state);
  const texts = (values.length === 0 ? [record] : values).map(({ get }) => toText(get(state)));
  state.output += isFormatted ? format(texts) : texts.join(textOf(state, 'OFS')) + textOf(state, 'ORS');
}

/** Expressions with commas between them, and what closes them. */
function readList(reader: Reader, close: string): readonly Expression[] {
  const items: Expression[] = [];
  const { inPrint } = reader;
  reader.inPrint = close === '' && inPrint;
  while ((close === '' || next(reader) !== close) && !reader.failed) {
    items.push(readExpression(reader));
    if (!accept(reader, ',')) break;
  }
  reader.inPrint = inPrint;
  if (close !== '') expect(reader, close);
  return items;
}

const levels = levelsOf('|| && in ~,!~ <,<=,==,!=,>,>=');
const sumLevels = levelsOf('+,- *,/,%');

function readExpression(reader: Reader): Expression {
  if (++reader.depth > 90) reader.failed = true;
  const target = reader.failed ? record : readTernary(reader);
  reader.depth--;
  const [, op] = /^([-+*/%^]?)=$/.exec(next(reader)) ?? [];
  if (op === undefined) return target;
  if (target.set === undefined) reader.failed = true;
  reader.at++;
  const value = readExpression(reader);
  return { get: (state) => store(state, target, op === '' ? value.get(state) : binary(state, op, target, value)) };
}

function store(state: State, target: Expression, value: Value): Value {
  target.set?.(state, value);
  return value;
}

function readTernary(reader: Reader): Expression {
  const used = reader.inPrint ? levels.map((level) => level.filter((op) => op !== '>')) : levels;
  const condition = climb(reader, used, () => readConcatenation(reader), combine);
  if (!accept(reader, '?')) return condition;
  const then = readExpression(reader);
  expect(reader, ':');
  const otherwise = readExpression(reader);
  return { get: (state) => (isTrue(condition.get(state)) ? then : otherwise).get(state) };
}

const combine = (op: string, left: Expression, right: Expression): Expression => ({
  get: (state) => binary(state, op, left, right),
});

/** Values side by side are one text. */
function readConcatenation(reader: Reader): Expression {
  const read = (): Expression => climb(reader, sumLevels, () => readUnary(reader), combine);
  let left = read();
  while (/^["\w$(.]|^(-|\+\+|--)$/.test(next(reader)) && !keywords.includes(next(reader)) && !reader.failed)
    left = combine('', left, read());
  return left;
}

function readUnary(reader: Reader): Expression {
  const op = next(reader);
  if (accept(reader, '!', '-', '+')) {
    const { get } = readUnary(reader);
    return {
      get: (state) => (op === '!' ? Number(!isTrue(get(state))) : toNumber(get(state)) * (op === '-' ? -1 : 1)),
    };
  }
  const base = readPostfix(reader);
  return accept(reader, '^') ? combine('^', base, readUnary(reader)) : base;
}

function readPostfix(reader: Reader): Expression {
  const sign = (): number => (accept(reader, '++') ? 1 : accept(reader, '--') ? -1 : 0);
  const before = sign();
  const value = readPrimary(reader);
  const after = before !== 0 || value.set === undefined ? 0 : sign();
  if (before + after === 0) return value;
  return { get: (state) => toNumber(store(state, value, toNumber(value.get(state)) + before + after)) - after };
}

function readPrimary(reader: Reader): Expression {
  const word = reader.tokens[reader.at++] ?? '';
  if (++reader.depth > 90) reader.failed = true;
  const value = reader.failed ? record : readValue(reader, word);
  reader.depth--;
  return value;
}

function readValue(reader: Reader, word: string): Expression {
  if (/^[\d.]/.test(word)) return { get: () => Number(word) };
  if (word.startsWith('"')) {
    const { text } = unescape(word.slice(1, -1).replace(/\\(["/])/g, '$1'));
    return { get: () => text, isText: true };
  }
  if (word.length > 1 && word.startsWith('/')) {
    const regex = { get: () => 0, pattern: word.slice(1, -1).replaceAll('\\/', '/') };
    return { ...regex, get: (state) => Number(matches(state, state.fields[0] ?? '', regex)) };
  }
  if (word === '(') {
    const { get } = readList(reader, ')')[0] ?? record;
    return { get };
  }
  if (word === '$') {
    const { get } = readField(reader);
    return {
      get: (state) => state.fields[toNumber(get(state))] ?? '',
      set: (state, value) => setField(state, toNumber(get(state)), toText(value)),
    };
  }
  if (Object.hasOwn(functions, word)) {
    const args = accept(reader, '(') ? readList(reader, ')') : [];
    return { get: (state) => functions[word]?.(state, (i) => toText(args[i]?.get(state) ?? ''), args) ?? '' };
  }
  if (!/^[A-Za-z_]/.test(word) || keywords.includes(word) || next(reader) === '(') reader.failed = true;
  return accept(reader, '[') ? element(word, readList(reader, ']')) : variable(word);
}

const readField = (reader: Reader): Expression =>
  /^(\+\+|--)$/.test(next(reader)) ? readPostfix(reader) : readPrimary(reader);

const variable = (name: string): Expression => ({
  name,
  get: (state) => state.variables.get(name) ?? '',
  set: (state, value) => {
    state.variables.set(name, value);
    if (name !== 'NF') return;
    state.fields.length = Math.min(Math.max(0, toNumber(value)), 10_000) + 1;
    state.fields[0] = Array.from(state.fields.slice(1), (field) => field ?? '').join(textOf(state, 'OFS'));
  },
});

const element = (name: string, key: readonly Expression[]): Expression => ({
  get: (state) => arrayOf(state, name).get(keyOf(key, state)) ?? '',
  set: (state, value) => void arrayOf(state, name).set(keyOf(key, state), value),
});

const keyOf = (key: readonly Expression[], state: State): string =>
  key.map(({ get }) => toText(get(state))).join('\x1c');
