/** What awk computes with: values, operators, functions. */
import { compares, order } from '../expressions.ts';
import { compileRegex, replaceMatches, searchRegex, type Regex } from '../regex.ts';
import { formatFloat, formatText } from './printf.ts';
import { expandReplacement } from './sed.ts';

export type Value = string | number;
export type Getter = (state: State) => Value;
export type Statement = (state: State) => void;

/** `pattern` is set for regular expressions, `name` for variables, `isText` for constants that compare as text. */
export interface Expression {
  readonly get: Getter;
  readonly set?: (state: State, value: Value) => void;
  readonly pattern?: string;
  readonly name?: string;
  readonly isText?: true;
}

export interface State {
  readonly variables: Map<string, Value>;
  readonly arrays: Map<string, Map<string, Value>>;
  /** `$0`, `$1` … */
  fields: string[];
  output: string;
  steps: number;
  jump: '' | 'next' | 'exit' | 'break' | 'continue' | 'stuck';
  status: number;
}

const numeric = /^\s*[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+)/;
export const toNumber = (value: Value): number =>
  typeof value === 'number' ? value : Number(numeric.exec(value)?.[0] ?? 0);
export const toText = (value: Value): string =>
  typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : formatFloat('g', value);
const looksNumeric = (value: Value): boolean =>
  typeof value === 'number' || numeric.exec(value)?.[0].trim() === value.trim();
export const isTrue = (value: Value): boolean => (looksNumeric(value) ? Number(value) !== 0 : value !== '');

export const textOf = (state: State, name: string): string => toText(state.variables.get(name) ?? '');

export function arrayOf({ arrays }: State, name = ''): Map<string, Value> {
  const array = arrays.get(name) ?? new Map<string, Value>();
  arrays.set(name, array);
  return array;
}

const maxSteps = 400_000;

/** Counts work; too much of it ends the program. */
export function countStep(state: State): void {
  if (++state.steps > maxSteps) state.jump = 'stuck';
}

const compiled = new WeakMap<Expression, Regex>();

/** The regular expression that an operand is; that of a constant is compiled once. */
function regexOf(state: State, expression: Expression | undefined): Regex {
  const known = !expression ? undefined : compiled.get(expression);
  const text = expression?.pattern ?? toText(expression?.get(state) ?? '');
  const regex = known ?? compileRegex(text, { extended: true }) ?? { match: () => -1, groups: 0 };
  if (expression?.pattern !== undefined) compiled.set(expression, regex);
  return regex;
}

export const matches = (state: State, text: string, pattern: Expression): boolean =>
  searchRegex(regexOf(state, pattern), text) !== undefined;

const sums: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? NaN : a / b),
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};

export function binary(state: State, op: string, left: Expression, right: Expression): Value {
  countStep(state);
  if (op === 'in') return Number(arrayOf(state, right.name).has(toText(left.get(state))));
  const a = left.get(state);
  if (op === '&&' || op === '||') return Number(isTrue(a) === (op === '||') ? op === '||' : isTrue(right.get(state)));
  if (op.endsWith('~')) return Number(matches(state, toText(a), right) === (op === '~'));
  const b = right.get(state);
  if (op === '') return (toText(a) + toText(b)).slice(0, 1 << 20);
  const sum = sums[op];
  if (sum) return sum(toNumber(a), toNumber(b));
  const isText = left.isText === true || right.isText === true || !looksNumeric(a) || !looksNumeric(b);
  return Number(compares(op, isText ? order(toText(a), toText(b)) : order(toNumber(a), toNumber(b))));
}

/** Sets `$index`; the whole record and its fields follow each other. */
export function setField(state: State, index: number, value: string): void {
  if (index === 0) state.fields = [value, ...split(state, value, undefined)];
  else {
    while (state.fields.length <= Math.min(index, 10_000)) state.fields.push('');
    state.fields[index] = value;
    state.fields[0] = state.fields.slice(1).join(textOf(state, 'OFS'));
  }
  state.variables.set('NF', state.fields.length - 1);
}

export const record: Expression = {
  get: ({ fields }) => fields[0] ?? '',
  set: (state, value) => setField(state, 0, toText(value)),
};

/** By FS unless a separator is given: a single blank means any blanks, longer ones are regular expressions. */
function split(state: State, text: string, separator: Expression | undefined): readonly string[] {
  const by = separator?.pattern ?? (!separator ? textOf(state, 'FS') : toText(separator.get(state)));
  if (by === ' ') return text.match(/\S+/g) ?? [];
  if (text === '' || by.length < 2) return text === '' ? [] : text.split(by);
  const regex = regexOf(state, separator ?? { get: () => by });
  return replaceMatches(regex, text, () => '\0').text.split('\0');
}

export const format = ([pattern = '', ...args]: readonly string[]): string =>
  formatText(pattern, args.length === 0 ? [''] : args).text;

type Call = (state: State, text: (index: number) => string, args: readonly Expression[]) => Value;

const substitute =
  (isGlobal: boolean): Call =>
  (state, text, args) => {
    const { get, set } = args[2] ?? record;
    const before = toText(get(state));
    const by = text(1);
    const done = replaceMatches(regexOf(state, args[0]), before, ({ start, end }, count) =>
      isGlobal || count === 1 ? expandReplacement(by, [before.slice(start, end)]) : undefined,
    );
    if (done.count > 0) set?.(state, done.text);
    return isGlobal ? done.count : Math.min(done.count, 1);
  };

export const functions: Readonly<Record<string, Call>> = {
  length: (state, text, args) =>
    (args.length === 0 ? (state.fields[0] ?? '') : text(0)).length ||
    (state.arrays.get(args[0]?.name ?? '')?.size ?? 0),
  substr: (_, text, args) => {
    const from = Math.round(toNumber(text(1))) - 1;
    return text(0).slice(Math.max(0, from), !args[2] ? undefined : Math.max(0, from + toNumber(text(2))));
  },
  index: (_, text) => text(0).indexOf(text(1)) + 1,
  toupper: (_, text) => text(0).toUpperCase(),
  tolower: (_, text) => text(0).toLowerCase(),
  int: (_, text) => Math.trunc(toNumber(text(0))),
  sprintf: (_, text, args) => format(args.map((__, i) => text(i))),
  split: (state, text, args) => {
    const parts = split(state, text(0), args[2]);
    const array = arrayOf(state, args[1]?.name);
    array.clear();
    for (const [i, part] of parts.entries()) array.set(String(i + 1), part);
    return parts.length;
  },
  sub: substitute(false),
  gsub: substitute(true),
};
