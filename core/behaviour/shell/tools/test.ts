/** `test`, `[` and `[[`: conditions over files, strings and numbers. */
import { isDash } from '../flavors.ts';
import { accept, climb, compares, order, type Tokens } from '../expressions.ts';
import { fileType } from '../file-type.ts';
import { isAssumed, isReadOnly, mayAccess, nodeFor, placeFor, type FileNode } from '../files.ts';
import { wantedNode } from '../wanted.ts';
import { matchesPattern } from '../pattern.ts';
import { compileRegex, searchRegex } from '../regex.ts';
import type { Call, Tool } from './support.ts';

interface Reader extends Tokens {
  readonly call: Call;
  problem: string | undefined;
}

const numeric: Readonly<Record<string, string>> = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' };
const isBinary = (word = ''): boolean => /^([=!]?=|[<>]|=~|-(eq|ne|lt|le|gt|ge|nt|ot|ef))$/.test(word);
const conditionLevels = [
  ['-o', '||'],
  ['-a', '&&'],
];

const test: Tool = (call) => {
  const close = { '[': ']', '[[': ']]' }[call.name];
  if (close !== undefined && call.args.at(-1) !== close) return call.complain(`missing ${close}`) + 1;
  const tokens = close === undefined ? call.args : call.args.slice(0, -1);
  if (tokens.length === 0) return 1;
  const reader: Reader = { tokens, at: 0, call, problem: undefined };
  const holds = readCondition(reader);
  const problem = reader.problem ?? (reader.at < tokens.length ? leftOver(reader) : undefined);
  return problem === undefined ? Number(!holds) : call.complain(problem) + 1;
};

/** Each shell has its own words for what is too much. */
function leftOver(reader: Reader): string {
  const { tokens, at } = reader;
  if (isBinary(tokens[at]) && at + 1 === tokens.length) return `${tokens[at] ?? ''}: argument expected`;
  return isDash(reader.call) ? `${tokens[at - 1] ?? ''}: unexpected operator` : `${tokens[at] ?? ''}: unknown operand`;
}

const readCondition = (reader: Reader): boolean =>
  climb(
    reader,
    conditionLevels,
    () => readNot(reader),
    (op, left, right) => (/[o|]/.test(op) ? left || right : left && right),
  );

const isBinaryAt = ({ tokens, at }: Reader): boolean => isBinary(tokens[at + 1]) && at + 2 < tokens.length;

function readNot(reader: Reader): boolean {
  const isNegated = reader.at + 1 < reader.tokens.length && !isBinaryAt(reader) && accept(reader, '!');
  return isNegated ? !readNot(reader) : readPrimary(reader);
}

function readPrimary(reader: Reader): boolean {
  const [word, op = '', right = ''] = reader.tokens.slice(reader.at, reader.at + 3);
  const hasOperand = reader.at + 1 < reader.tokens.length;
  if (word === undefined) reader.problem ??= 'argument expected';
  else if (isBinaryAt(reader)) {
    reader.at += 3;
    return compare(reader, word, op, right);
  } else if (hasOperand && accept(reader, '(')) {
    const holds = readCondition(reader);
    if (!accept(reader, ')')) reader.problem ??= 'closing paren expected';
    return holds;
  } else if (hasOperand && /^-[a-zA-Z]$/.test(word)) {
    reader.at += 2;
    return checkOne(reader, word.slice(1), op);
  }
  reader.at++;
  return word !== undefined && word !== '';
}

function checkOne({ call: { process } }: Reader, op: string, value: string): boolean {
  if (op === 'z' || op === 'n') return (value === '') === (op === 'z');
  const isKind = /[LhSpbctug]/.test(op);
  const node = isKind
    ? nodeFor(process, value, /[Lh]/.test(op))
    : wantedNode(process, value, op === 'd' ? 'directory' : 'file');
  if (!node || op === 't') return false;
  if (op === 's') return node.size > 0 || isAssumed(node);
  if (op === 'O') return node.owner === process.uid;
  const access = { r: 4, w: 2, x: 1 }[op];
  if (access === undefined) return op === 'e' || fileType(node) === ({ f: '-', h: 'l', L: 'l' }[op] ?? op);
  const place = placeFor(process, value);
  const isRefused = typeof place === 'string' || isReadOnly(process.kernel.files, place.path);
  return mayAccess(node, process.uid, access) && !(op === 'w' && isRefused);
}

function compare(reader: Reader, left: string, op: string, right: string): boolean {
  const { process, name } = reader.call;
  const sign = numeric[op.slice(1)];
  if (sign !== undefined) return compares(sign, order(toNumber(reader, left), toNumber(reader, right)));
  if (op === '=~') {
    const regex = compileRegex(right, { extended: true });
    const match = regex && searchRegex(regex, left);
    if (match) reader.call.onMatch?.([left.slice(match.start, match.end), ...match.groups]);
    return match !== undefined;
  }
  if (op.startsWith('-')) {
    const [a, b] = [nodeFor(process, left), nodeFor(process, right)];
    if (op === '-ef') return a !== undefined && a === b;
    return compares(op === '-nt' ? '>' : '<', order(timeOf(a), timeOf(b)));
  }
  if (name === '[[' && op.endsWith('=')) return matchesPattern(right, left) === (op !== '!=');
  return compares(op, order(left, right));
}

const timeOf = (node: FileNode | undefined): number => node?.modifiedMs ?? -1;

function toNumber(reader: Reader, text: string): bigint {
  const [, sign = '', digits] = /^\s*([-+]?)(\d+)\s*$/.exec(text) ?? [];
  if (digits === undefined) reader.problem ??= isDash(reader.call) ? `Illegal number: ${text}` : `${text}: bad number`;
  return BigInt(`${sign === '-' ? sign : ''}${digits ?? 0}`);
}

/** Those that shells have built in, too. */
export const conditionTools: Readonly<Record<string, Tool>> = { test, '[': test, '[[': test };
