/** What awk computes with: values, operators, functions, output. */
import type { Regex } from '../regex.ts';
import { searchRegex } from '../regex.ts';
import { formatFloat, formatText } from './echo.ts';
import { expandReplacement } from './sed.ts';

export type Value = string | number;
export type Statement = (state: State) => void;

/** `pattern` is set for regular expressions, `name` for variables, `isText` for constants that compare as text. */
export interface Expression {
  readonly get: (state: State) => Value;
  readonly set?: (state: State, value: Value) => void;
  readonly pattern?: string;
  readonly name?: string;
  readonly isText?: true;
}

export interface Rule {
  readonly special?: 'begin' | 'end';
  readonly when?: Expression['get'];
  readonly until?: Expression['get'];
  readonly run: Statement;
}

export interface State {
  readonly variables: Map<string, Value>;
  readonly array: (name: string) => Map<string, Value>;
  readonly regex: (pattern: string) => Regex | undefined;
  readonly matches: (text: string, pattern: string) => boolean;
  readonly split: (text: string, separator: string) => string[];
  readonly setField: (index: number, value: string) => void;
  readonly setVariable: (name: string, value: Value) => void;
  readonly seconds: number;
  readonly files: Map<string, string>;
  fields: string[];
  output: string;
  steps: number;
  jump: '' | 'next' | 'exit' | 'break' | 'continue';
  status: number;
  failed: string | undefined;
}

const numeric = /^\s*[-+]?(\d+\.?\d*([eE][-+]?\d+)?|\.\d+)/;
export const toNumber = (value: Value): number =>
  typeof value === 'number' ? value : Number(numeric.exec(value)?.[0] ?? 0);
export const toText = (value: Value): string =>
  typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : formatFloat('g', value, '');
const looksNumeric = (value: Value): boolean =>
  typeof value === 'number' || numeric.exec(value)?.[0].trim() === value.trim();
export const isTrue = (value: Value): boolean => (looksNumeric(value) ? Number(value) !== 0 : value !== '');

export function store(state: State, target: Expression, value: Value): Value {
  target.set?.(state, value);
  return value;
}

export function increment(state: State, target: Expression, by: number, isPrefix: boolean): Value {
  const before = toNumber(target.get(state));
  store(state, target, before + by);
  return isPrefix ? before + by : before;
}

export const choose = (condition: Expression, then: Expression, otherwise: Expression): Expression => ({
  get: (state) => (isTrue(condition.get(state)) ? then : otherwise).get(state),
});

const maxSteps = 400_000;

export function countStep(state: State): void {
  if (++state.steps > maxSteps) state.failed ??= 'step limit reached';
}

export function loop(
  first: Expression['get'] | undefined,
  condition: Expression['get'] | undefined,
  step: Expression['get'] | undefined,
  body: Statement,
  isDo: boolean,
): Statement {
  return (state) => {
    first?.(state);
    for (
      let skips = isDo;
      state.failed === undefined && (skips || condition === undefined || isTrue(condition(state)));
      skips = false
    ) {
      body(state);
      const { jump } = state;
      if (jump === 'break' || jump === 'continue') state.jump = '';
      if (jump !== '' && jump !== 'continue') return;
      step?.(state);
      countStep(state);
    }
  };
}

export function print(
  state: State,
  values: readonly Expression[],
  isFormatted: boolean,
  target: Expression | undefined,
): void {
  countStep(state);
  const texts = values.map(({ get }) => toText(get(state)));
  const text = isFormatted
    ? format(texts)
    : (texts.length === 0 ? (state.fields[0] ?? '') : texts.join(toText(state.variables.get('OFS') ?? ' '))) +
      toText(state.variables.get('ORS') ?? '\n');
  if (target === undefined) {
    state.output += text;
    return;
  }
  const path = toText(target.get(state));
  state.files.set(path, (state.files.get(path) ?? '') + text);
}

const format = ([pattern = '', ...args]: readonly string[]): string =>
  formatText(pattern, args.length === 0 ? [''] : args).text;

export function binary(state: State, op: string, left: Expression, right: Expression): Value {
  countStep(state);
  const a = left.get(state);
  if (op === '&&' || op === '||') return Number(isTrue(a) === (op === '||') ? op === '||' : isTrue(right.get(state)));
  if (op === '~' || op === '!~')
    return Number(state.matches(toText(a), right.pattern ?? toText(right.get(state))) === (op === '~'));
  const b = right.get(state);
  if (op === ' ') return (toText(a) + toText(b)).slice(0, 1 << 20);
  if (/[<>=!]/.test(op)) {
    const isText = left.isText === true || right.isText === true || !looksNumeric(a) || !looksNumeric(b);
    const order = isText ? (toText(a) < toText(b) ? -1 : Number(toText(a) > toText(b))) : toNumber(a) - toNumber(b);
    return Number(order === 0 ? /==|<=|>=/.test(op) : op === '!=' || (order < 0 ? op[0] === '<' : op[0] === '>'));
  }
  const [x, y] = [toNumber(a), toNumber(b)];
  return op === '+'
    ? x + y
    : op === '-'
      ? x - y
      : op === '*'
        ? x * y
        : op === '/'
          ? y === 0
            ? NaN
            : x / y
          : op === '%'
            ? x % y
            : x ** y;
}

const arithmetic: Readonly<Record<string, (value: number) => number>> = {
  int: Math.trunc,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  rand: () => 0.5,
  srand: () => 0,
};

export function callFunction(state: State, name: string, args: readonly Expression[]): Value {
  const text = (index: number): string => (args[index] === undefined ? '' : toText(args[index].get(state)));
  const pattern = (index: number): string => args[index]?.pattern ?? text(index);
  const calculate = arithmetic[name];
  if (calculate !== undefined) return calculate(toNumber(text(0)));
  switch (name) {
    case 'length': {
      const size = state.array(args[0]?.name ?? '').size;
      return size > 0 ? size : (args.length === 0 ? (state.fields[0] ?? '') : text(0)).length;
    }
    case 'substr': {
      const from = Math.round(toNumber(text(1)));
      return text(0).slice(
        Math.max(0, from - 1),
        args[2] === undefined ? undefined : Math.max(0, from - 1 + toNumber(text(2))),
      );
    }
    case 'index':
      return text(0).indexOf(text(1)) + 1;
    case 'toupper':
      return text(0).toUpperCase();
    case 'tolower':
      return text(0).toLowerCase();
    case 'systime':
      return state.seconds;
    case 'sprintf':
      return format(args.map((_, i) => text(i)));
    case 'split': {
      const array = state.array(args[1]?.name ?? '');
      array.clear();
      const parts = state.split(text(0), args[2] === undefined ? toText(state.variables.get('FS') ?? ' ') : pattern(2));
      parts.forEach((part, i) => array.set(String(i + 1), part));
      return parts.length;
    }
    case 'match': {
      const regex = state.regex(pattern(1));
      const found = regex && searchRegex(regex, text(0), 0);
      state.variables.set('RSTART', found ? found.start + 1 : 0);
      state.variables.set('RLENGTH', found ? found.end - found.start : -1);
      return found ? found.start + 1 : 0;
    }
    default:
      return replace(state, pattern(0), text(1), args[2] ?? whole, name === 'gsub');
  }
}

const whole: Expression = {
  get: (state) => state.fields[0] ?? '',
  set: (state, value) => state.setField(0, toText(value)),
};

function replace(state: State, pattern: string, by: string, target: Expression, all: boolean): number {
  const regex = state.regex(pattern);
  const text = toText(target.get(state));
  let [result, from, count] = ['', 0, 0];
  while (regex !== undefined && from <= text.length && (all || count === 0)) {
    const match = searchRegex(regex, text, from);
    if (match === undefined) break;
    result += text.slice(from, match.start) + expandReplacement(by, text.slice(match.start, match.end), []);
    count++;
    if (match.end === match.start) result += text[match.end] ?? '';
    from = Math.max(match.end, match.end === match.start ? match.end + 1 : 0);
  }
  if (count > 0) store(state, target, result + text.slice(from));
  return count;
}
