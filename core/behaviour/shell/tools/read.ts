/** Tools that show parts of a text, count in it, or write numbers: head, tail, wc, seq. */
import { isBusybox } from '../flavors.ts';
import { pipeOf } from '../descriptors.ts';
import { nodeFor } from '../files.ts';
import { charge, pause } from '../kernel.ts';
import { read, readAll } from '../open-files.ts';
import type { Task } from '../process.ts';
import { readLine } from '../read-line.ts';
import { eachInput } from './cat.ts';
import { out, parseOptions, print, type Call, type Options, type Tool } from './support.ts';
import { asText, linesOf, readInputs, sizeOf } from './texts.ts';

/** `-5` is `-n 5`. */
const lineOptions = ({ args }: Call): Options =>
  parseOptions({ args: args.map((word) => word.replace(/^-(?=\d+$)/, '-n')) }, 'n:lines c:bytes f-follow s:');

const head: Tool = (call) => {
  const { get, rest } = lineOptions(call);
  const bytes = sizeOf(get('c') ?? '');
  const lines = Number(get('n') ?? 10);
  return eachInput(call, rest, (fd) => (bytes === undefined ? headLines(call, fd, lines) : headBytes(call, fd, bytes)));
};

function* headBytes(call: Call, fd: number, count: number): Task<void> {
  for (let left = count; left > 0;) {
    const part = yield* read(call.process, fd, left);
    if (part === '' || !out(call, part)) return;
    left -= part.length;
    yield {};
  }
}

function* headLines(call: Call, fd: number, count: number): Task<void> {
  if (count < 0) out(call, asText(linesOf(yield* readAll(call.process, fd)).slice(0, count)));
  for (let i = 0; i < count; i++) {
    const line = yield* readLine(call.process, fd);
    if (line === '' || !out(call, line)) return;
  }
}

function* tail(call: Call): Task {
  const { has, get, rest } = lineOptions(call);
  const followed: number[] = [];
  if (has('F')) for (const path of rest) yield* untilThere(call, path);
  const status = yield* eachInput(call, rest, function* (fd) {
    const isEndless = call.process.descriptors.get(fd)?.source.kind === 'device' && has('f');
    out(call, lastPart(isEndless ? '' : yield* readAll(call.process, fd), get('n') ?? '10', get('c')));
    followed.push(fd);
  });
  return !has('fF') || followed.length === 0 ? status : yield* follow(call, followed);
}

/** `tail -F` waits for a file that is not there yet; it looks once a second. */
function* untilThere(call: Call, path: string): Task<void> {
  while (!nodeFor(call.process, path)) yield pause(call.process, 1000);
}

/** The last lines or bytes; `+5`: from the fifth on. */
function lastPart(text: string, lines: string, bytes: string | undefined): string {
  const parts = bytes === undefined ? (text.match(/[^\n]*\n|[^\n]+$/g) ?? []) : [...text];
  const count = bytes ?? lines;
  if (count.startsWith('+')) return parts.slice(Number(count) - 1).join('');
  return parts.slice(parts.length - Math.min(sizeOf(count.replace('-', '')) ?? 0, parts.length)).join('');
}

function* follow(call: Call, descriptors: readonly number[]): Task {
  const hasMore = (fd: number): boolean => {
    const file = call.process.descriptors.get(fd);
    if (file?.source.kind === 'file') return file.source.file.size > file.at;
    return (pipeOf(file)?.buffer ?? '') !== '';
  };
  for (;;) {
    yield { ready: () => descriptors.some(hasMore) };
    for (const fd of descriptors) if (hasMore(fd)) out(call, yield* read(call.process, fd));
    const wait = charge(call.process, 50);
    if (wait) yield wait;
  }
}

const counters: Readonly<Record<string, (text: string) => number>> = {
  l: (text) => text.split('\n').length - 1,
  w: (text) => text.match(/\S+/g)?.length ?? 0,
  m: (text) => [...text].length,
  c: (text) => text.replace(/[^\0-\x7f]/gu, (char) => encodeURIComponent(char).replace(/%../g, '.')).length,
};

function* wc(call: Call): Task {
  const { has, rest } = parseOptions(call);
  const { texts, status } = yield* readInputs(call, rest);
  const letters = ['l', 'w', 'm', 'c'].filter(has('lwmc') ? has : (letter) => letter !== 'm');
  const rows = texts.map(({ path, text }) => ({
    path,
    counts: letters.map((letter) => counters[letter]?.(text) ?? 0),
  }));
  const total = letters.map((_, i) => rows.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0));
  const isPiped = rest.length === 0;
  const gnuWidth = isPiped ? 7 : String(Math.max(...total)).length;
  const width = letters.length === 1 && texts.length === 1 ? 0 : isBusybox(call) ? 9 : gnuWidth;
  const all = rows.length > 1 ? [...rows, { path: 'total', counts: total }] : rows;
  const show = ({ path, counts }: (typeof rows)[0]): string =>
    counts.map((count) => String(count).padStart(width)).join(' ') + (isPiped ? '' : ` ${path}`);
  print(call, asText(all.map(show)));
  return status;
}

const seq: Tool = (call) => {
  const { has, get, rest } = parseOptions(
    { args: call.args.map((word) => (/^-\d/.test(word) ? ` ${word}` : word)) },
    's: f:',
  );
  const numbers = rest.map(Number);
  const last = numbers.at(-1) ?? NaN;
  const [first = 1, step = 1] = rest.length > 2 ? numbers : numbers.slice(0, -1);
  if (numbers.some(Number.isNaN) || rest.length === 0 || step === 0)
    return call.complain(`invalid number '${rest.find((word) => Number.isNaN(Number(word))) ?? ''}'`);
  const digits = Math.max(0, ...rest.slice(0, -1).map((word) => word.split('.')[1]?.length ?? 0));
  const count = Math.min(Math.floor((last - first) / step + 1e-9) + 1, 1_000_000);
  const items = Array.from({ length: Math.max(count, 0) }, (_, i) => (first + i * step).toFixed(digits));
  const width = has('w') ? Math.max(...items.map((item) => item.length)) : 0;
  const shown = items.map((item) => item.padStart(width, '0')).join(get('s') ?? '\n');
  return print(call, count > 0 ? `${shown}\n` : '');
};

export const readTools: Readonly<Record<string, Tool>> = { head, tail, wc, seq };
