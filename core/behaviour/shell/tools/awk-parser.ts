/** Reads awk programs: rules and statements, each of which becomes a function of the state. */
import { accept } from '../expressions.ts';
import { expect, keyOf, keywords, next, readExpression, readList, type Reader } from './awk-expressions.ts';
import {
  arrayOf,
  countStep,
  format,
  isTrue,
  record,
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

const token =
  /\n|"(?:[^"\\]|\\[^])*"|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z_]\w*|&&|\|\||\+\+|--|[-+*/%^!<>=]=|!~|[-+*/%^!<>=~?:,(){}[\]$;]/y;
/** The rules of a program; undefined if it holds something that is not followed here. */
export function parseAwk(text: string): readonly Rule[] | undefined {
  const tokens = tokenize(text.replace(/\\\n/g, ' '));
  const reader: Reader = { tokens: tokens ?? [], at: 0, failed: !tokens, inPrint: false, depth: 0 };
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

const isAtEnd = (reader: Reader): boolean => /^[\n;}]?$/.test(next(reader));

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
  if (read) reader.at++;
  const statement = reader.failed ? () => undefined : word === '{' ? readBlock(reader) : read?.(reader, word);
  const expression = !statement ? (word === ';' ? record : readExpression(reader)).get : undefined;
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
      if (code) state.status = toNumber(code.get(state)) & 255;
      state.jump = 'exit';
    };
  },
  delete: (reader) => {
    const name = reader.tokens[reader.at++] ?? '';
    const key = accept(reader, '[') ? readList(reader, ']') : undefined;
    return (state) => void (!key ? arrayOf(state, name).clear() : arrayOf(state, name).delete(keyOf(key, state)));
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
  if (!otherwise) reader.at = before;
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
