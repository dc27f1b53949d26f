/** `test`, `[` and `[[`: conditions over files, strings and numbers. */
import { fileType, findNode, isReadOnly, mayAccess, type FileNode } from '../files.ts';
import { matchesPattern } from '../pattern.ts';
import type { Process } from '../process.ts';
import { compileRegex, searchRegex } from '../regex.ts';

export type Tested = { readonly holds: boolean } | { readonly error: string };

interface Reader {
  readonly words: readonly string[];
  at: number;
  readonly process: Process;
  readonly isBash: boolean;
  error: string | undefined;
}

const binaries = new Set([
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-eq',
  '-ne',
  '-lt',
  '-le',
  '-gt',
  '-ge',
  '-nt',
  '-ot',
  '-ef',
  '=~',
]);
const unaries = new Set([
  '-e',
  '-f',
  '-d',
  '-r',
  '-w',
  '-x',
  '-s',
  '-z',
  '-n',
  '-L',
  '-h',
  '-p',
  '-S',
  '-b',
  '-c',
  '-g',
  '-u',
  '-k',
  '-t',
  '-O',
  '-G',
]);

/** `words` without the command's name and without the closing bracket. */
export function evaluateTest(process: Process, words: readonly string[], isBash = false): Tested {
  if (words.length === 0) return { holds: false };
  const reader: Reader = { words, at: 0, process, isBash, error: undefined };
  const holds = readOr(reader);
  if (reader.error === undefined && reader.at < words.length) reader.error = leftOver(reader);
  return reader.error === undefined ? { holds } : { error: reader.error };
}

/** Each shell has its own words for what is too much. */
function leftOver({ words, at, process }: Reader): string {
  const word = words[at] ?? '';
  if (binaries.has(word) && at + 1 === words.length) return `${word}: argument expected`;
  return process.kernel.machine.flavor === 'dash'
    ? `${words[at - 1] ?? ''}: unexpected operator`
    : `${word}: unknown operand`;
}

function readOr(reader: Reader): boolean {
  let holds = readAnd(reader);
  while (isNext(reader, '-o', '||')) {
    reader.at++;
    const right = readAnd(reader);
    holds ||= right;
  }
  return holds;
}

function readAnd(reader: Reader): boolean {
  let holds = readNot(reader);
  while (isNext(reader, '-a', '&&')) {
    reader.at++;
    const right = readNot(reader);
    holds &&= right;
  }
  return holds;
}

function isNext(reader: Reader, plain: string, double: string): boolean {
  const word = reader.words[reader.at];
  return word === plain || (reader.isBash && word === double);
}

function readNot(reader: Reader): boolean {
  let negated = false;
  while (reader.words[reader.at] === '!' && reader.at + 1 < reader.words.length && !isBinaryAt(reader)) {
    reader.at++;
    negated = !negated;
  }
  return readPrimary(reader) !== negated;
}

function isBinaryAt(reader: Reader): boolean {
  return binaries.has(reader.words[reader.at + 1] ?? '') && reader.at + 2 < reader.words.length;
}

function readPrimary(reader: Reader): boolean {
  const { words } = reader;
  const word = words[reader.at] ?? '';
  if (isBinaryAt(reader)) {
    reader.at += 3;
    return compare(reader, word, words[reader.at - 2] ?? '', words[reader.at - 1] ?? '');
  }
  if (word === '(' && reader.at + 1 < words.length) {
    reader.at++;
    const holds = readOr(reader);
    if (words[reader.at++] !== ')') reader.error ??= 'closing paren expected';
    return holds;
  }
  if (unaries.has(word) && reader.at + 1 < words.length) {
    reader.at += 2;
    return checkOne(reader.process, word, words[reader.at - 1] ?? '');
  }
  if (reader.at >= words.length) reader.error ??= 'argument expected';
  reader.at++;
  return word !== '';
}

function checkOne(process: Process, op: string, value: string): boolean {
  if (op === '-z') return value === '';
  if (op === '-n') return value !== '';
  if (op === '-t') return false;
  const node = findNode(process.kernel.files, process.cwd, value, op === '-L' || op === '-h');
  return node !== undefined && checkFile(process, op, value, node);
}

function checkFile(process: Process, op: string, path: string, node: FileNode): boolean {
  switch (op) {
    case '-e':
      return true;
    case '-f':
      return node.kind === 'file';
    case '-d':
      return node.kind === 'directory';
    case '-L':
    case '-h':
      return node.kind === 'link';
    case '-c':
      return node.kind === 'device';
    case '-s':
      return node.kind === 'file' ? node.size > 0 : node.kind === 'directory';
    case '-r':
      return mayAccess(node, process.uid, 4);
    case '-w':
      return mayAccess(node, process.uid, 2) && !isReadOnly(process.kernel.files, path);
    case '-x':
      return mayAccess(node, process.uid, 1);
    case '-O':
    case '-G':
      return node.kind === 'link' || node.kind === 'device' || node.owner === process.uid;
    default:
      return fileType(node) === op[1];
  }
}

function compare(reader: Reader, left: string, op: string, right: string): boolean {
  switch (op) {
    case '=':
    case '==':
      return reader.isBash ? matchesPattern(right, left) : left === right;
    case '!=':
      return reader.isBash ? !matchesPattern(right, left) : left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '=~': {
      const regex = compileRegex(right, { extended: true });
      return regex !== undefined && searchRegex(regex, left, 0) !== undefined;
    }
    case '-nt':
    case '-ot':
    case '-ef':
      return compareFiles(reader, left, op, right);
    default:
      return compareNumbers(op, toNumber(reader, left), toNumber(reader, right));
  }
}

function compareFiles({ process }: Reader, left: string, op: string, right: string): boolean {
  const a = findNode(process.kernel.files, process.cwd, left);
  const b = findNode(process.kernel.files, process.cwd, right);
  if (op === '-ef') return a !== undefined && a === b;
  const time = (node: FileNode | undefined): number =>
    node?.kind === 'file' || node?.kind === 'directory' ? node.modifiedMs : node === undefined ? -1 : 0;
  return op === '-nt' ? time(a) > time(b) : time(a) < time(b);
}

function toNumber(reader: Reader, text: string): bigint {
  const match = /^\s*([-+]?)(\d+)\s*$/.exec(text);
  if (match?.[2] === undefined) {
    reader.error ??=
      reader.process.kernel.machine.flavor === 'dash' ? `Illegal number: ${text}` : `${text}: bad number`;
    return 0n;
  }
  return match[1] === '-' ? -BigInt(match[2]) : BigInt(match[2]);
}

function compareNumbers(op: string, left: bigint, right: bigint): boolean {
  switch (op) {
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    default:
      return left >= right;
  }
}
