/** What all tools share: output, messages, options, reading the files named or the standard input. */
import { setDescriptor } from '../descriptors.ts';
import { findNode, messages, type FileNode } from '../files.ts';
import { openPath, read, readAll, write } from '../open-files.ts';
import type { Process, Task } from '../process.ts';

export interface Call {
  readonly process: Process;
  readonly name: string;
  readonly args: readonly string[];
}
export type Tool = (call: Call) => Task;

export function* out(call: Call, text: string): Task<boolean> {
  return yield* write(call.process, 1, text);
}

/** A message on the error output, with the tool's name. */
export function* err(call: Call, text: string): Task {
  yield* write(call.process, 2, `${call.name}: ${text}\n`);
  return 1;
}

export interface Options {
  readonly has: (letter: string) => boolean;
  readonly get: (letter: string) => string | undefined;
  readonly rest: readonly string[];
}

/** Short options as for getopt (`n:` takes a value); `long` maps long names to letters. Unknown ones are kept as flags. */
export function parseOptions(
  args: readonly string[],
  spec: string,
  long: Readonly<Record<string, string>> = {},
  stopsAtFirst = false,
): Options {
  const values = new Map<string, string>();
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    if (word === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (word.startsWith('--')) {
      const [name = '', value] = word.slice(2).split(/=([^]*)/);
      const letter = long[name] ?? name;
      values.set(letter, value ?? (spec.includes(`${letter}:`) ? (args[++i] ?? '') : ''));
    } else if (word.length > 1 && word.startsWith('-')) i = parseCluster(args, i, spec, values);
    else if (stopsAtFirst) {
      rest.push(...args.slice(i));
      break;
    } else rest.push(word);
  }
  return { has: (letter) => values.has(letter), get: (letter) => values.get(letter), rest };
}

function parseCluster(args: readonly string[], index: number, spec: string, values: Map<string, string>): number {
  const word = args[index] ?? '';
  for (let at = 1; at < word.length; at++) {
    const letter = word[at] ?? '';
    if (!spec.includes(`${letter}:`)) {
      values.set(letter, '');
      continue;
    }
    const attached = word.slice(at + 1);
    values.set(letter, attached === '' ? (args[index + 1] ?? '') : attached);
    return attached === '' ? index + 1 : index;
  }
  return index;
}

export const node = (process: Process, path: string, keepLink = false): FileNode | undefined =>
  findNode(process.kernel.files, process.cwd, path, keepLink);

/** The content of a file (`-`: the standard input); undefined after a message. */
export function* readPath(call: Call, path: string): Task<string | undefined> {
  if (path === '-') return yield* readAll(call.process, 0);
  if (node(call.process, path)?.kind === 'directory') {
    yield* err(call, `${path}: Is a directory`);
    return undefined;
  }
  const file = openPath(call.process, path, 'read');
  if (typeof file === 'string') {
    yield* err(call, `${path}: ${messages[file]}`);
    return undefined;
  }
  const fd = freeDescriptor(call.process);
  setDescriptor(call.process, fd, file);
  const text = yield* readAll(call.process, fd);
  setDescriptor(call.process, fd, undefined);
  return text;
}

export function freeDescriptor(process: Process): number {
  let fd = 10;
  while (process.descriptors.has(fd)) fd++;
  return fd;
}

/** Opens a file to read behind a new descriptor; undefined after a message. */
export function* openInput(call: Call, path: string): Task<number | undefined> {
  if (path === '-') return 0;
  const isBusybox = call.process.kernel.machine.flavor === 'busybox';
  const file = node(call.process, path)?.kind === 'directory' ? 'EISDIR' : openPath(call.process, path, 'read');
  if (typeof file === 'string') {
    yield* err(
      call,
      file === 'EISDIR'
        ? `${isBusybox ? 'read error' : path}: ${messages[file]}`
        : isBusybox && call.name !== 'head'
          ? `can't open '${path}': ${messages[file]}`
          : `${path}: ${messages[file]}`,
    );
    return undefined;
  }
  const fd = freeDescriptor(call.process);
  setDescriptor(call.process, fd, file);
  return fd;
}

/** Writes a text to a path, replacing what is there; false after a message. */
export function* writePath(call: Call, path: string, text: string, appends = false): Task<boolean> {
  const file = openPath(call.process, path, appends ? 'append' : 'write');
  if (typeof file === 'string') {
    yield* err(call, `${path}: ${messages[file]}`);
    return false;
  }
  const fd = freeDescriptor(call.process);
  setDescriptor(call.process, fd, file);
  const isWritten = yield* write(call.process, fd, text);
  setDescriptor(call.process, fd, undefined);
  return isWritten;
}

/** All input of a filter: the files named one after the other, or the standard input. */
export function* readInputs(
  call: Call,
  paths: readonly string[],
): Task<{ readonly texts: readonly (readonly [string, string])[]; readonly status: number }> {
  const texts: (readonly [string, string])[] = [];
  let status = 0;
  for (const path of paths.length === 0 ? ['-'] : paths) {
    const text = yield* readPath(call, path);
    if (text === undefined) status = 1;
    else texts.push([path, text]);
  }
  return { texts, status };
}

/** The lines of a text without their newlines. */
export function linesOf(text: string): readonly string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

/** Copies everything from one descriptor to another, piece by piece. */
export function* copyAll(process: Process, from: number, to: number): Task<boolean> {
  for (;;) {
    const part = yield* read(process, from);
    if (part === '') return true;
    if (!(yield* write(process, to, part))) return false;
    const { kernel } = process;
    kernel.total += 50;
    if (kernel.total > 3_000_000) {
      yield { ready: () => false };
      return false;
    }
  }
}

/** `1.5s`, `2m`, `1h`, `500`: milliseconds; undefined if it is no duration. */
export function durationMs(text: string): number | undefined {
  if (text === 'infinity' || text === 'inf') return Infinity;
  const match = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(text);
  if (match === null) return undefined;
  const factor = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }[match[2] ?? ''] ?? 1;
  return Math.round(Number(match[1]) * factor * 1000);
}

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  let count = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count;
}

/** `10`, `5k`, `1M`, `2GiB`: bytes. */
export function sizeOf(text: string): number | undefined {
  const match = /^(\d+)([bckKmMgG]?)(i?B)?$/.exec(text);
  if (match === null) return undefined;
  const factor = { '': 1, b: 512, c: 1, k: 1024, m: 1 << 20, g: 1 << 30 }[(match[2] ?? '').toLowerCase()] ?? 1;
  return Number(match[1]) * factor;
}
