/**
 * `$((...))`: C's integer expressions of 64 bits over shell variables. Every expression becomes a function, called
 * once.
 */
import { accept, climb, levelsOf, type Tokens } from './expressions.ts';
import { compute } from './integers.ts';

export interface Variables {
  readonly get: (name: string) => string | undefined;
  readonly set: (name: string, value: string) => void;
}

/** The value is 0 where there is an error. */
export interface Calculated {
  readonly value: bigint;
  readonly error?: 'syntax' | 'divide by zero' | undefined;
}
type Thunk = () => bigint;

interface Reader extends Tokens {
  readonly variables: Variables;
  error: 'syntax' | 'divide by zero' | undefined;
  depth: number;
}

const token = /0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*|<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\S/g;
const levels = levelsOf('|| && | ^ & ==,!= <,>,<=,>= <<,>> +,- *,/,%');

export function calculate(text: string, variables: Variables, depth = 0): Calculated {
  const reader: Reader = { tokens: text.match(token) ?? [], at: 0, variables, error: undefined, depth };
  if (reader.tokens.length === 0) return { value: 0n };
  const value = readComma(reader);
  if (reader.at < reader.tokens.length) fail(reader);
  const result = reader.error === undefined ? value() : 0n;
  return { value: reader.error === undefined ? result : 0n, error: reader.error };
}

function fail(reader: Reader): Thunk {
  reader.error ??= 'syntax';
  return () => 0n;
}

function readComma(reader: Reader): Thunk {
  const first = readAssignment(reader);
  if (!accept(reader, ',')) return first;
  const rest = readComma(reader);
  return () => [first(), rest()][1] ?? 0n;
}

function readAssignment(reader: Reader): Thunk {
  const [name = '', op = ''] = reader.tokens.slice(reader.at, reader.at + 2);
  if (!/^[A-Za-z_]/.test(name) || !/^([-+*/%&|^]|<<|>>)?=$/.test(op)) return readTernary(reader);
  reader.at += 2;
  const right = readAssignment(reader);
  return () =>
    assign(reader, name, op === '=' ? right() : binary(reader, op.slice(0, -1), valueOf(reader, name), right()));
}

function assign(reader: Reader, name: string, value: bigint): bigint {
  if (reader.error === undefined) reader.variables.set(name, String(value));
  return value;
}

function readTernary(reader: Reader): Thunk {
  const condition = climb(
    reader,
    levels,
    () => readPower(reader),
    (op, left, right) => () => {
      if (op === '&&') return BigInt(left() !== 0n && right() !== 0n);
      if (op === '||') return BigInt(left() !== 0n || right() !== 0n);
      return binary(reader, op, left(), right());
    },
  );
  if (!accept(reader, '?')) return condition;
  const then = readComma(reader);
  if (!accept(reader, ':')) fail(reader);
  const otherwise = readTernary(reader);
  return () => (condition() === 0n ? otherwise : then)();
}

function readPower(reader: Reader): Thunk {
  const base = readUnary(reader);
  if (!accept(reader, '**')) return base;
  const exponent = readPower(reader);
  return () => {
    const by = exponent();
    return by < 0n || by > 4096n ? fail(reader)() : binary(reader, '**', base(), by);
  };
}

const unary: Readonly<Record<string, (value: bigint) => bigint>> = {
  '+': (value) => value,
  '-': (value) => BigInt.asIntN(64, -value),
  '~': (value) => ~value,
  '!': (value) => BigInt(value === 0n),
};

function readUnary(reader: Reader): Thunk {
  if (++reader.depth > 200) return fail(reader);
  const value = readPrimary(reader, reader.tokens[reader.at++] ?? '');
  reader.depth--;
  return value;
}

function readPrimary(reader: Reader, word: string): Thunk {
  const change = unary[word];
  if (change) {
    const value = readUnary(reader);
    return () => change(value());
  }
  if (word === '(') {
    const value = readComma(reader);
    return accept(reader, ')') ? value : fail(reader);
  }
  const steps = word === '++' ? 1n : word === '--' ? -1n : 0n;
  const name = steps === 0n ? word : (reader.tokens[reader.at++] ?? '');
  if (/^[A-Za-z_]/.test(name)) {
    const after = steps !== 0n ? 0n : accept(reader, '++') ? 1n : accept(reader, '--') ? -1n : 0n;
    return () => {
      const value = valueOf(reader, name);
      if (steps !== 0n || after !== 0n) assign(reader, name, BigInt.asIntN(64, value + steps + after));
      return value + steps;
    };
  }
  // A leading 0 makes an octal number.
  const digits = word.replace(/^0(?=[0-7]+$)/, '0o');
  if (!/^(0|[1-9]\d*|0x[\da-f]+|0o[0-7]+)$/i.test(digits)) return fail(reader);
  return () => BigInt.asIntN(64, BigInt(digits));
}

/** Variables hold expressions in turn. */
function valueOf(reader: Reader, name: string): bigint {
  const inner: Calculated =
    reader.depth > 60
      ? { value: 0n, error: 'syntax' }
      : calculate(reader.variables.get(name) ?? '', reader.variables, reader.depth + 20);
  reader.error ??= inner.error;
  return inner.value;
}

function binary(reader: Reader, op: string, left: bigint, right: bigint): bigint {
  const value = compute(op, left, right);
  if (value === undefined) reader.error ??= 'divide by zero';
  return value ?? 0n;
}
