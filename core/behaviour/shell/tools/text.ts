/** Tools that pass text on: cat, head, tail, wc, tee, cut, tr, sort, uniq and their like. */
import { base64ToText, utf8ToBase64 } from '../../../kube/base64.ts';
import { characterClasses } from '../characters.ts';
import { addDescriptor, setDescriptor } from '../descriptors.ts';
import { unescape } from '../escapes.ts';
import { order } from '../expressions.ts';
import { nodeFor } from '../files.ts';
import { openPath, read, readAll, readLine } from '../open-files.ts';
import type { Task } from '../process.ts';
import {
  asText,
  copyAll,
  filter,
  isBusybox,
  linesOf,
  openInput,
  out,
  parseOptions,
  print,
  readInputs,
  refuse,
  sizeOf,
  type Call,
  type Options,
  type Tool,
} from './support.ts';

const numbered = (lines: readonly string[]): readonly string[] =>
  lines.map((line, i) => `${String(i + 1).padStart(6)}\t${line}`);

/** Goes through the files named (or the standard input), one after the other. */
function* eachInput(call: Call, paths: readonly string[], act: (fd: number) => Task<unknown>): Task {
  let status = 0;
  const all = paths.length === 0 ? ['-'] : paths;
  for (const path of all) {
    const fd = openInput(call, path);
    if (fd === undefined) status = 1;
    else {
      if (all.length > 1 && call.name !== 'cat') out(call, `${path === all[0] ? '' : '\n'}==> ${path} <==\n`);
      yield* act(fd);
      if (fd !== 0 && call.name !== 'tail') setDescriptor(call.process, fd, undefined);
    }
  }
  return status;
}

const cat: Tool = (call) => {
  const { has, rest } = parseOptions(call.args);
  if (has('n')) return filter('', numbered)(call);
  return eachInput(call, rest, (fd) => copyAll(call.process, fd, 1));
};

/** `-5` is `-n 5`. */
const lineOptions = ({ args }: Call): Options =>
  parseOptions(
    args.map((word) => word.replace(/^-(?=\d+$)/, '-n')),
    'n:lines c:bytes f-follow s:',
  );

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
  while (nodeFor(call.process, path) === undefined) yield { untilMs: call.process.kernel.nowMs + 1000 };
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
    return file?.source.kind === 'pipe' && file.source.pipe.buffer !== '';
  };
  for (;;) {
    yield { ready: () => descriptors.some(hasMore) };
    for (const fd of descriptors) while (hasMore(fd)) out(call, yield* read(call.process, fd));
  }
}

const counters: Readonly<Record<string, (text: string) => number>> = {
  l: (text) => text.split('\n').length - 1,
  w: (text) => text.match(/\S+/g)?.length ?? 0,
  m: (text) => [...text].length,
  c: (text) => text.replace(/[^\0-\x7f]/gu, (char) => encodeURIComponent(char).replace(/%../g, '.')).length,
};

function* wc(call: Call): Task {
  const { has, rest } = parseOptions(call.args);
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

function* tee(call: Call): Task {
  const { has, rest } = parseOptions(call.args);
  const targets = [1];
  let status = 0;
  for (const path of rest) {
    const file = openPath(call.process, path, has('a') ? 'append' : 'write');
    if (typeof file === 'string') status = refuse(call, path, file);
    else targets.push(addDescriptor(call.process, file));
  }
  yield* copyAll(call.process, 0, ...targets);
  return status;
}

/** `1,3-5,7-` as a test over places counted from 0. */
function listTest(list: string): (unused: unknown, index: number) => boolean {
  const ranges = list.split(',').map((item) => {
    const [from = '', to = from] = item.split('-');
    return [Number(from || 1), Number(to || Infinity)] as const;
  });
  return (_, index) => ranges.some(([from, to]) => index + 1 >= from && index + 1 <= to);
}

const cut = filter('d:delimiter f:fields c:characters b:bytes O:output-delimiter', (lines, { has, get }) => {
  const isChars = has('cb');
  const delimiter = isChars ? '' : (get('d') ?? '\t');
  const isWanted = listTest(get('c') ?? get('b') ?? get('f') ?? '');
  return lines.flatMap((line) => {
    if (!line.includes(delimiter)) return has('s') ? [] : [line];
    return [
      line
        .split(delimiter)
        .filter(isWanted)
        .join(get('O') ?? delimiter),
    ];
  });
});

/** The characters of a set of `tr`: `a-z`, `[:upper:]`, escapes. */
function expandSet(text: string): readonly string[] {
  const named = text.replace(/\[:(\w+):\]/g, (_, name: string) => characterClasses[name] ?? '');
  return (named.match(/\\[0-7]{1,3}|\\[^]|[^\\]-[^]|[^]/g) ?? []).flatMap((item) => {
    const [from = '', dash, to = ''] = item;
    if (from === '\\') return [/^\\-/.test(item) ? '-' : unescape(item).text];
    if (dash === undefined) return [from];
    const start = from.charCodeAt(0);
    return Array.from({ length: Math.max(0, to.charCodeAt(0) - start + 1) }, (__, i) => String.fromCharCode(start + i));
  });
}

function* tr(call: Call): Task {
  const { has, rest } = parseOptions(call.args, 'd-delete s-squeeze-repeats c-complement');
  const [from, to] = [expandSet(rest[0] ?? ''), expandSet(rest[1] ?? '')];
  const isIn = (char: string): boolean => from.includes(char) !== has('cC');
  const squeezes = (char: string): boolean => has('s') && (rest.length > 1 ? to.includes(char) : isIn(char));
  let result = '';
  for (const char of yield* readAll(call.process, 0)) {
    if (has('d') && isIn(char)) continue;
    const isMapped = rest.length > 1 && !has('d') && isIn(char);
    const mapped = isMapped ? ((has('cC') ? undefined : to[from.lastIndexOf(char)]) ?? to.at(-1) ?? char) : char;
    if (!squeezes(mapped) || !result.endsWith(mapped)) result += mapped;
  }
  return print(call, result);
}

function* sort(call: Call): Task {
  const { has, get, rest } = parseOptions(call.args, 'k:key t: o: r-reverse u-unique n-numeric-sort');
  const { texts, status } = yield* readInputs(call, rest);
  const lines = texts.flatMap(({ text }) => linesOf(text));
  const [, from, flags = '', to, moreFlags = ''] = /^(\d+)(?:\.\d+)?(\w*)(?:,(\d+)(\w*))?/.exec(get('k') ?? '') ?? [];
  const hasFlag = (letters: RegExp): boolean => letters.test(flags + moreFlags);
  const separator = get('t');
  const key = (line: string): string => {
    if (from === undefined) return has('f') ? line.toUpperCase() : line;
    const fields = separator === undefined ? line.trim().split(/\s+/) : line.split(separator);
    return fields.slice(Number(from) - 1, to === undefined ? undefined : Number(to)).join(separator ?? ' ');
  };
  const value = has('nhV') || hasFlag(/n/) ? (line: string) => parseFloat(key(line)) || 0 : key;
  const sign = has('r') !== hasFlag(/r/) ? -1 : 1;
  const compare = (a: string, b: string): number => sign * (order(value(a), value(b)) || (has('su') ? 0 : order(a, b)));
  const sorted = [...lines].sort(compare);
  const isFirst = (line: string, i: number): boolean => i === 0 || compare(sorted[i - 1] ?? '', line) !== 0;
  if (has('c')) return Number(sorted.join('\n') !== lines.join('\n'));
  print(call, asText(has('u') ? sorted.filter(isFirst) : sorted));
  return status;
}

const uniq = filter('', (lines, { has }) => {
  const groups: { readonly line: string; count: number }[] = [];
  const fold = (line = ''): string => (has('i') ? line.toLowerCase() : line);
  for (const line of lines) {
    const last = groups.at(-1);
    if (last !== undefined && fold(last.line) === fold(line)) last.count++;
    else groups.push({ line, count: 1 });
  }
  return groups
    .filter(({ count }) => !(has('d') && count < 2) && !(has('u') && count > 1))
    .map(({ line, count }) => (has('c') ? `${String(count).padStart(7)} ${line}` : line));
});

const seq: Tool = (call) => {
  const { has, get, rest } = parseOptions(
    call.args.map((word) => (/^-\d/.test(word) ? ` ${word}` : word)),
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

function* base64(call: Call): Task {
  const { has, get, rest } = parseOptions(call.args, 'w:wrap d-decode');
  const { texts, status } = yield* readInputs(call, rest);
  const text = texts.map((one) => one.text).join('');
  const width = Number(get('w') ?? 76) || Infinity;
  if (has('dD')) return print(call, base64ToText(text));
  const encoded = utf8ToBase64(text);
  const lines = Array.from({ length: Math.ceil(encoded.length / width) }, (_, i) =>
    encoded.slice(i * width, (i + 1) * width),
  );
  print(call, width === Infinity ? encoded : asText(lines));
  return status;
}

export const textFilters: Readonly<Record<string, Tool>> = {
  cat,
  head,
  tail,
  wc,
  tee,
  cut,
  tr,
  sort,
  uniq,
  seq,
  base64,
  rev: filter('', (lines) => lines.map((line) => [...line].reverse().join(''))),
  tac: filter('', (lines) => [...lines].reverse()),
  nl: filter('', (lines) => numbered(lines)),
};
