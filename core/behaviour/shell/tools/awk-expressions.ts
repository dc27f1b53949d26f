/** Reads the expressions of awk programs: every one becomes a function of the state. */
import { unescape } from '../escapes.ts';
import { accept, climb, levelsOf, type Tokens } from '../expressions.ts';
import {
  arrayOf,
  binary,
  functions,
  isTrue,
  matches,
  record,
  setField,
  textOf,
  toNumber,
  toText,
  type Expression,
  type State,
  type Value,
} from './awk-values.ts';

export interface Reader extends Tokens {
  failed: boolean;
  inPrint: boolean;
  depth: number;
}

export const keywords = 'BEGIN END if else while for in print printf next exit delete break continue'.split(' ');

export const next = ({ tokens, at }: Reader): string => tokens[at] ?? '';

export function expect(reader: Reader, word: string): void {
  if (!accept(reader, word)) reader.failed = true;
}

/** Expressions with commas between them, and what closes them. */
export function readList(reader: Reader, close: string): readonly Expression[] {
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

export function readExpression(reader: Reader): Expression {
  if (++reader.depth > 90) reader.failed = true;
  const target = reader.failed ? record : readTernary(reader);
  reader.depth--;
  const [, op] = /^([-+*/%^]?)=$/.exec(next(reader)) ?? [];
  if (op === undefined) return target;
  if (!target.set) reader.failed = true;
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
  const after = before !== 0 || !value.set ? 0 : sign();
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

export const keyOf = (key: readonly Expression[], state: State): string =>
  key.map(({ get }) => toText(get(state))).join('\x1c');
