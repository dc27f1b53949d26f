/** `$((...))`: C's integer expressions of 64 bits over shell variables. */

export interface Variables {
  readonly get: (name: string) => string | undefined;
  readonly set: (name: string, value: string) => void;
}

export type Calculated = { readonly value: bigint } | { readonly error: 'syntax' | 'divide by zero' };

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  readonly variables: Variables;
  error: 'syntax' | 'divide by zero' | undefined;
  /** Above 0 in a branch that is not taken: no assignments, no division errors. */
  skipping: number;
  depth: number;
}

const pattern =
  /\s+|0[xX][0-9a-fA-F]+|\d+#[0-9A-Za-z]+|\d+|[A-Za-z_]\w*|<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|[-+*/%&|^~!<>=?:(),]|./gsy;

export function calculate(text: string, variables: Variables, depth = 0): Calculated {
  const tokens = (text.match(pattern) ?? []).filter((token) => token.trim() !== '');
  if (tokens.length === 0) return { value: 0n };
  const reader: Reader = { tokens, at: 0, variables, error: undefined, skipping: 0, depth };
  const value = readComma(reader);
  if (reader.at < tokens.length) reader.error ??= 'syntax';
  return reader.error === undefined ? { value } : { error: reader.error };
}

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);
const fromBool = (value: boolean): bigint => (value ? 1n : 0n);

function accept(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at++;
  return true;
}

function readComma(reader: Reader): bigint {
  let value = readAssignment(reader);
  while (accept(reader, ',')) value = readAssignment(reader);
  return value;
}

function readAssignment(reader: Reader): bigint {
  const name = reader.tokens[reader.at] ?? '';
  const op = reader.tokens[reader.at + 1] ?? '';
  if (!/^[A-Za-z_]/.test(name) || !/^(=|[-+*/%&|^]=|<<=|>>=)$/.test(op)) return readTernary(reader);
  reader.at += 2;
  const right = readAssignment(reader);
  const value = op === '=' ? right : binary(reader, op.slice(0, -1), valueOf(reader, name), right);
  if (reader.skipping === 0 && reader.error === undefined) reader.variables.set(name, String(value));
  return value;
}

function readTernary(reader: Reader): bigint {
  const condition = readBinary(reader, 0);
  if (!accept(reader, '?')) return condition;
  const left = readSkipping(reader, condition === 0n, readComma);
  if (!accept(reader, ':')) reader.error ??= 'syntax';
  const right = readSkipping(reader, condition !== 0n, readTernary);
  return condition === 0n ? right : left;
}

function readSkipping(reader: Reader, skips: boolean, read: (reader: Reader) => bigint): bigint {
  if (skips) reader.skipping++;
  const value = read(reader);
  if (skips) reader.skipping--;
  return value;
}

const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

function readBinary(reader: Reader, level: number): bigint {
  const operators = levels[level];
  if (operators === undefined) return readPower(reader);
  let left = readBinary(reader, level + 1);
  for (let op = reader.tokens[reader.at]; op !== undefined && operators.includes(op); op = reader.tokens[reader.at]) {
    reader.at++;
    const skips = (op === '||' && left !== 0n) || (op === '&&' && left === 0n);
    const right = readSkipping(reader, skips, (inner) => readBinary(inner, level + 1));
    left = binary(reader, op, left, right);
  }
  return left;
}

function readPower(reader: Reader): bigint {
  const base = readUnary(reader);
  if (!accept(reader, '**')) return base;
  const exponent = readPower(reader);
  if (exponent < 0n || exponent > 4096n) {
    reader.error ??= 'syntax';
    return 0n;
  }
  return wrap(base ** exponent);
}

function readUnary(reader: Reader): bigint {
  if (++reader.depth > 200) {
    reader.error ??= 'syntax';
    return 0n;
  }
  const value = readUnaryInner(reader);
  reader.depth--;
  return value;
}

function readUnaryInner(reader: Reader): bigint {
  const token = reader.tokens[reader.at++];
  switch (token) {
    case '+':
      return readUnary(reader);
    case '-':
      return wrap(-readUnary(reader));
    case '~':
      return ~readUnary(reader);
    case '!':
      return fromBool(readUnary(reader) === 0n);
    case '++':
    case '--':
      return step(reader, reader.tokens[reader.at++] ?? '', token === '++' ? 1n : -1n, true);
    case '(': {
      const value = readComma(reader);
      if (!accept(reader, ')')) reader.error ??= 'syntax';
      return value;
    }
    default:
      return readPrimary(reader, token ?? '');
  }
}

function readPrimary(reader: Reader, token: string): bigint {
  const number = parseNumber(token);
  if (number !== undefined) return number;
  if (!/^[A-Za-z_]/.test(token)) {
    reader.error ??= 'syntax';
    return 0n;
  }
  if (accept(reader, '++')) return step(reader, token, 1n, false);
  if (accept(reader, '--')) return step(reader, token, -1n, false);
  return valueOf(reader, token);
}

function step(reader: Reader, name: string, by: bigint, isPrefix: boolean): bigint {
  if (!/^[A-Za-z_]/.test(name)) {
    reader.error ??= 'syntax';
    return 0n;
  }
  const before = valueOf(reader, name);
  const after = wrap(before + by);
  if (reader.skipping === 0) reader.variables.set(name, String(after));
  return isPrefix ? after : before;
}

/** Decimal, `0x`, octal with a leading 0, and `base#digits`; undefined if it is no number. */
function parseNumber(token: string): bigint | undefined {
  const based = /^(\d+)#([0-9A-Za-z]+)$/.exec(token);
  if (based !== null) {
    const value = parseInt(based[2] ?? '', Number(based[1]));
    return Number.isNaN(value) ? undefined : BigInt(value);
  }
  if (/^0[xX][0-9a-fA-F]+$/.test(token)) return wrap(BigInt(token));
  if (/^0[0-7]+$/.test(token)) return wrap(BigInt('0o' + token.slice(1)));
  return /^(0|[1-9]\d*)$/.test(token) ? wrap(BigInt(token)) : undefined;
}

function valueOf(reader: Reader, name: string): bigint {
  const text = (reader.variables.get(name) ?? '').trim();
  if (text === '') return 0n;
  if (reader.depth > 60) {
    reader.error ??= 'syntax';
    return 0n;
  }
  const inner = calculate(text, reader.variables, reader.depth + 20);
  if ('value' in inner) return inner.value;
  reader.error ??= inner.error;
  return 0n;
}

function binary(reader: Reader, op: string, left: bigint, right: bigint): bigint {
  switch (op) {
    case '+':
      return wrap(left + right);
    case '-':
      return wrap(left - right);
    case '*':
      return wrap(left * right);
    case '/':
    case '%':
      if (right === 0n) {
        if (reader.skipping === 0) reader.error ??= 'divide by zero';
        return 0n;
      }
      return op === '/' ? wrap(left / right) : left % right;
    case '<<':
      return wrap(left << (right & 63n));
    case '>>':
      return left >> (right & 63n);
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '<':
      return fromBool(left < right);
    case '>':
      return fromBool(left > right);
    case '<=':
      return fromBool(left <= right);
    case '>=':
      return fromBool(left >= right);
    case '==':
      return fromBool(left === right);
    case '!=':
      return fromBool(left !== right);
    case '&&':
      return fromBool(left !== 0n && right !== 0n);
    default:
      return fromBool(left !== 0n || right !== 0n);
  }
}
