/** Tools that pass text on: cat, head, tail, wc, tee, cut, tr, sort, uniq and their like. */
import { base64ToText, utf8ToBase64 } from '../../../kube/base64.ts';
import { setDescriptor } from '../descriptors.ts';
import { messages } from '../files.ts';
import { openPath, read, readAll, readLine, write } from '../open-files.ts';
import type { Task } from '../process.ts';
import {
  byteLength,
  copyAll,
  freeDescriptor,
  linesOf,
  node,
  openInput,
  out,
  err,
  parseOptions,
  readInputs,
  sizeOf,
  type Call,
  type Tool,
} from './support.ts';
import { unescape } from './echo.ts';

function* cat(call: Call): Task {
  const { has, rest } = parseOptions(call.args, '');
  let status = 0;
  let number = 0;
  for (const path of rest.length === 0 ? ['-'] : rest) {
    const fd = yield* openInput(call, path);
    if (fd === undefined) {
      status = 1;
      continue;
    }
    if (has('n'))
      for (const line of linesOf(yield* readAll(call.process, fd)))
        yield* out(call, `${String(++number).padStart(6)}\t${line}\n`);
    else if (!(yield* copyAll(call.process, fd, 1))) return 1;
    if (fd !== 0) setDescriptor(call.process, fd, undefined);
  }
  return status;
}

/** `-n 5`, `-5`, `-c 10`. */
function countOptions(args: readonly string[]): readonly string[] {
  return args.flatMap((word) => (/^-\d+$/.test(word) ? ['-n', word.slice(1)] : [word]));
}

function* head(call: Call): Task {
  const { get, rest } = parseOptions(countOptions(call.args), 'n:c:', { lines: 'n', bytes: 'c' });
  const bytes = get('c');
  let status = 0;
  for (const path of rest.length === 0 ? ['-'] : rest) {
    const fd = yield* openInput(call, path);
    if (fd === undefined) {
      status = 1;
      continue;
    }
    if (rest.length > 1) yield* out(call, `${path === rest[0] ? '' : '\n'}==> ${path} <==\n`);
    if (bytes !== undefined) yield* headBytes(call, fd, sizeOf(bytes) ?? 0);
    else yield* headLines(call, fd, Number(get('n') ?? 10));
    if (fd !== 0) setDescriptor(call.process, fd, undefined);
  }
  return status;
}

function* headBytes(call: Call, fd: number, count: number): Task<void> {
  for (let left = count; left > 0;) {
    const part = yield* read(call.process, fd, left);
    if (part === '' || !(yield* out(call, part))) return;
    left -= part.length;
    call.process.kernel.total += 50;
  }
}

function* headLines(call: Call, fd: number, count: number): Task<void> {
  if (count < 0) {
    const lines = linesOf(yield* readAll(call.process, fd));
    yield* out(
      call,
      lines
        .slice(0, count)
        .map((line) => line + '\n')
        .join(''),
    );
    return;
  }
  for (let i = 0; i < count; i++) {
    const line = yield* readLine(call.process, fd);
    if (line === '' || !(yield* out(call, line))) return;
  }
}

function* tail(call: Call): Task {
  const { has, get, rest } = parseOptions(countOptions(call.args), 'n:c:s:', { lines: 'n', follow: 'f', bytes: 'c' });
  let status = 0;
  const followed: number[] = [];
  for (const path of rest.length === 0 ? ['-'] : rest) {
    const fd = yield* openInput(call, path);
    if (fd === undefined) {
      status = 1;
      if (has('F')) yield* awaitFile(call, path, followed);
      continue;
    }
    if (rest.length > 1) yield* out(call, `${path === rest[0] ? '' : '\n'}==> ${path} <==\n`);
    const isEndless = call.process.descriptors.get(fd)?.source.kind === 'device' && has('f');
    const text = isEndless ? '' : yield* readAll(call.process, fd);
    yield* out(call, lastPart(text, get('n'), get('c')));
    followed.push(fd);
  }
  if (!has('f') && !has('F')) return status;
  return followed.length === 0 ? status : yield* follow(call, followed);
}

function lastPart(text: string, lines: string | undefined, bytes: string | undefined): string {
  if (bytes !== undefined)
    return bytes.startsWith('+') ? text.slice(Number(bytes) - 1) : text.slice(-(sizeOf(bytes.replace('-', '')) ?? 0));
  const all = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const count = lines ?? '10';
  return (
    count.startsWith('+')
      ? all.slice(Number(count) - 1)
      : Number(count) === 0
        ? []
        : all.slice(-Math.abs(Number(count)))
  ).join('');
}

/** `tail -F` waits for a file that is not there yet; it looks once a second. */
function* awaitFile(call: Call, path: string, followed: number[]): Task<void> {
  while (node(call.process, path) === undefined) yield { untilMs: call.process.kernel.nowMs + 1000 };
  const fd = yield* openInput(call, path);
  if (fd !== undefined) followed.push(fd);
}

function* follow(call: Call, descriptors: readonly number[]): Task {
  const hasMore = (fd: number): boolean => {
    const file = call.process.descriptors.get(fd);
    return file?.source.kind === 'file'
      ? file.source.file.size > file.at
      : file?.source.kind === 'pipe' && file.source.pipe.buffer !== '';
  };
  for (;;) {
    yield { ready: () => descriptors.some(hasMore) };
    for (const fd of descriptors) while (hasMore(fd)) yield* out(call, yield* read(call.process, fd));
  }
}

function* wc(call: Call): Task {
  const { has, rest } = parseOptions(call.args, '');
  const { texts, status } = yield* readInputs(call, rest);
  const isPlain = !['l', 'w', 'c', 'm'].some(has);
  const rows = texts.map(([path, text]) => ({ path, numbers: countText(text, has, isPlain) }));
  if (rows.length > 1)
    rows.push({
      path: 'total',
      numbers: (rows[0]?.numbers ?? []).map((_, i) => rows.reduce((sum, row) => sum + (row.numbers[i] ?? 0), 0)),
    });
  for (const { path, numbers } of rows) {
    const isSingle = numbers.length === 1 && texts.length === 1;
    const isPiped = path === '-' && rest.length === 0;
    const width = isSingle ? 0 : call.process.kernel.machine.flavor === 'busybox' ? 9 : isPiped ? 7 : gnuWidth(rows);
    const text = numbers.map((value) => String(value).padStart(width)).join(' ');
    yield* out(call, isPiped ? `${text}\n` : `${text} ${path}\n`);
  }
  return status;
}

const gnuWidth = (rows: readonly { readonly numbers: readonly number[] }[]): number =>
  String(Math.max(...rows.flatMap((row) => row.numbers))).length;

function countText(text: string, has: (letter: string) => boolean, isPlain: boolean): readonly number[] {
  const numbers: number[] = [];
  if (isPlain || has('l')) numbers.push(text.split('\n').length - 1);
  if (isPlain || has('w')) numbers.push((text.match(/\S+/g) ?? []).length);
  if (has('m')) numbers.push([...text].length);
  if (isPlain || has('c')) numbers.push(byteLength(text));
  return numbers;
}

function* tee(call: Call): Task {
  const { has, rest } = parseOptions(call.args, '');
  const targets = [1];
  let status = 0;
  for (const path of rest) {
    const file = openPath(call.process, path, has('a') ? 'append' : 'write');
    if (typeof file === 'string') {
      status = yield* err(call, `${path}: ${messages[file]}`);
      continue;
    }
    const fd = freeDescriptor(call.process);
    setDescriptor(call.process, fd, file);
    targets.push(fd);
  }
  for (;;) {
    const part = yield* read(call.process, 0);
    if (part === '') return status;
    for (const fd of targets) yield* write(call.process, fd, part);
  }
}

/** `1,3-5,7-` as a test over places counted from 1. */
function listTest(list: string): (place: number) => boolean {
  const ranges = list.split(',').map((item) => {
    const match = /^(\d*)(-?)(\d*)$/.exec(item);
    const from = Number(match?.[1] === '' ? 1 : match?.[1]);
    return { from, to: match?.[2] === '' ? from : match?.[3] === '' ? Infinity : Number(match?.[3]) };
  });
  return (place) => ranges.some((range) => place >= range.from && place <= range.to);
}

function* cut(call: Call): Task {
  const { has, get, rest } = parseOptions(call.args, 'd:f:c:b:', {
    delimiter: 'd',
    fields: 'f',
    characters: 'c',
    bytes: 'b',
    'output-delimiter': 'O',
  });
  const { texts, status } = yield* readInputs(call, rest);
  const delimiter = get('d') ?? '\t';
  const chars = get('c') ?? get('b');
  const wanted = listTest(chars ?? get('f') ?? '');
  for (const line of texts.flatMap(([, text]) => linesOf(text))) {
    if (chars !== undefined) {
      yield* out(call, [...line].filter((_, i) => wanted(i + 1)).join('') + '\n');
      continue;
    }
    if (!line.includes(delimiter)) {
      if (!has('s')) yield* out(call, line + '\n');
      continue;
    }
    yield* out(
      call,
      line
        .split(delimiter)
        .filter((_, i) => wanted(i + 1))
        .join(get('O') ?? delimiter) + '\n',
    );
  }
  return status;
}

function expandSet(text: string): string[] {
  const classes: Readonly<Record<string, readonly [number, number][]>> = {
    upper: [[65, 90]],
    lower: [[97, 122]],
    digit: [[48, 57]],
    alpha: [
      [65, 90],
      [97, 122],
    ],
    alnum: [
      [48, 57],
      [65, 90],
      [97, 122],
    ],
    space: [
      [9, 13],
      [32, 32],
    ],
    blank: [
      [9, 9],
      [32, 32],
    ],
    punct: [
      [33, 47],
      [58, 64],
      [91, 96],
      [123, 126],
    ],
    cntrl: [
      [0, 31],
      [127, 127],
    ],
    print: [[32, 126]],
  };
  const named = text.replace(/\[:(\w+):\]/g, (_, name: string) =>
    (classes[name] ?? [])
      .flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (__, i) => String.fromCharCode(from + i)))
      .join('')
      .replaceAll('\\', '\\\\')
      .replaceAll('-', '\\055'),
  );
  const plain = unescape(named.replaceAll('\\-', '\\055'), 'format').text;
  const chars: string[] = [];
  for (let i = 0; i < plain.length; i++) {
    const to =
      plain[i + 1] === '-' && named[named.indexOf(plain[i] ?? '') + 1] === '-' ? plain.codePointAt(i + 2) : undefined;
    const from = plain.charCodeAt(i);
    if (to === undefined || to < from) {
      chars.push(plain[i] ?? '');
      continue;
    }
    for (let code = from; code <= to && code - from < 256; code++) chars.push(String.fromCharCode(code));
    i += 2;
  }
  return chars;
}

function* tr(call: Call): Task {
  const { has, rest } = parseOptions(call.args, '', {
    delete: 'd',
    squeeze: 's',
    'squeeze-repeats': 's',
    complement: 'c',
  });
  const isComplement = has('c') || has('C');
  const from = expandSet(rest[0] ?? '');
  const to = expandSet(rest[1] ?? '');
  const isIn = (char: string): boolean => from.includes(char) !== isComplement;
  const text = yield* readAll(call.process, 0);
  let result = '';
  const squeezed = has('s') ? (rest.length > 1 ? new Set(to) : undefined) : new Set<string>();
  for (const char of text) {
    let mapped: string | undefined = char;
    if (has('d')) mapped = isIn(char) ? undefined : char;
    else if (rest.length > 1 && isIn(char))
      mapped = (isComplement ? to.at(-1) : (to[from.lastIndexOf(char)] ?? to.at(-1))) ?? char;
    if (mapped === undefined) continue;
    const squeezes = squeezed === undefined ? isIn(mapped) : squeezed.has(mapped);
    if (!squeezes || !result.endsWith(mapped)) result += mapped;
  }
  yield* out(call, result);
  return 0;
}

function* sort(call: Call): Task {
  const { has, get, rest } = parseOptions(call.args, 'k:t:o:', {
    reverse: 'r',
    unique: 'u',
    'numeric-sort': 'n',
    key: 'k',
  });
  const { texts, status } = yield* readInputs(call, rest);
  const lines = texts.flatMap(([, text]) => linesOf(text));
  const spec = /^(\d+)(?:\.\d+)?(\w*)(?:,(\d+)(\w*))?/.exec(get('k') ?? '');
  const flags = (spec?.[2] ?? '') + (spec?.[4] ?? '');
  const numeric = has('n') || flags.includes('n') || has('h') || has('V');
  const reverse = has('r') !== flags.includes('r');
  const key = (line: string): string => {
    if (spec === null) return line;
    const fields = get('t') === undefined ? line.trim().split(/\s+/) : line.split(get('t') ?? '');
    return fields.slice(Number(spec[1]) - 1, spec[3] === undefined ? undefined : Number(spec[3])).join(get('t') ?? ' ');
  };
  const order = (a: string, b: string): number => {
    const byKey = numeric
      ? compareNumbers(key(a), key(b))
      : compareTexts(has('f') ? key(a).toUpperCase() : key(a), has('f') ? key(b).toUpperCase() : key(b));
    const byLine = byKey !== 0 || has('s') || has('u') ? byKey : compareTexts(a, b);
    return reverse ? -byLine : byLine;
  };
  let sorted = [...lines].sort(order);
  if (has('u')) sorted = sorted.filter((line, i) => i === 0 || order(sorted[i - 1] ?? '', line) !== 0);
  if (has('c')) return lines.every((line, i) => i === 0 || order(lines[i - 1] ?? '', line) <= 0) ? 0 : 1;
  yield* out(call, sorted.map((line) => line + '\n').join(''));
  return status;
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const compareNumbers = (a: string, b: string): number => (parseFloat(a) || 0) - (parseFloat(b) || 0);

function* uniq(call: Call): Task {
  const { has, rest } = parseOptions(call.args, '');
  const { texts, status } = yield* readInputs(call, rest.slice(0, 1));
  const groups: { line: string; count: number }[] = [];
  const fold = (line: string | undefined): string | undefined => (has('i') ? line?.toLowerCase() : line);
  for (const line of texts.flatMap(([, text]) => linesOf(text))) {
    const last = groups.at(-1);
    if (last !== undefined && fold(last.line) === fold(line)) last.count++;
    else groups.push({ line, count: 1 });
  }
  for (const { line, count } of groups) {
    if ((has('d') && count < 2) || (has('u') && count > 1)) continue;
    yield* out(call, `${has('c') ? `${String(count).padStart(7)} ` : ''}${line}\n`);
  }
  return status;
}

function* perLine(call: Call, change: (lines: readonly string[]) => readonly string[]): Task {
  const { texts, status } = yield* readInputs(
    call,
    call.args.filter((word) => !/^-./.test(word)),
  );
  yield* out(
    call,
    change(texts.flatMap(([, text]) => linesOf(text)))
      .map((line) => line + '\n')
      .join(''),
  );
  return status;
}

function* yes(call: Call): Task {
  const line = (call.args.length === 0 ? 'y' : call.args.join(' ')) + '\n';
  const block = line.repeat(Math.ceil(8192 / line.length));
  for (;;) {
    if (!(yield* out(call, block))) return 1;
    call.process.kernel.total += 50;
    if (call.process.kernel.total > 3_000_000) yield { ready: () => false };
    yield {};
  }
}

function* seq(call: Call): Task {
  const { has, get, rest } = parseOptions(
    call.args.map((word) => (/^-\d/.test(word) ? ` ${word}` : word)),
    's:f:',
  );
  const numbers = rest.map(Number);
  const [first, step, last] =
    numbers.length === 1
      ? [1, 1, numbers[0] ?? 0]
      : numbers.length === 2
        ? [numbers[0] ?? 1, 1, numbers[1] ?? 0]
        : [numbers[0] ?? 1, numbers[1] ?? 1, numbers[2] ?? 0];
  if (numbers.length === 0 || numbers.some(Number.isNaN) || step === 0)
    return yield* err(call, `invalid number '${rest.find((word) => Number.isNaN(Number(word))) ?? ''}'`);
  const digits = Math.max(...rest.slice(0, -1).map((word) => (word.trim().split('.')[1] ?? '').length), 0);
  const count = Math.min(Math.floor((last - first) / step + 1e-9) + 1, 1_000_000);
  const items = Array.from({ length: Math.max(count, 0) }, (_, i) => (first + i * step).toFixed(digits));
  const width = has('w') ? Math.max(...items.map((item) => item.length)) : 0;
  if (items.length > 0) yield* out(call, items.map((item) => item.padStart(width, '0')).join(get('s') ?? '\n') + '\n');
  return 0;
}

function* od(call: Call): Task {
  const { get, has, rest } = parseOptions(call.args, 't:A:N:j:w:n:');
  const { texts, status } = yield* readInputs(call, rest);
  const text = texts
    .map(([, one]) => one)
    .join('')
    .slice(0, Number(get('N') ?? get('n') ?? Infinity));
  const isChars = has('c') || get('t') === 'c';
  for (let at = 0; at < text.length; at += 16) {
    const cells = [...text.slice(at, at + 16)].map((char) =>
      isChars ? showChar(char).padStart(4) : ` ${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
    );
    yield* out(call, `${get('A') === 'n' ? '' : at.toString(8).padStart(7, '0')}${cells.join('')}\n`);
  }
  if (get('A') !== 'n') yield* out(call, `${text.length.toString(8).padStart(7, '0')}\n`);
  return status;
}

function showChar(char: string): string {
  const named: Readonly<Record<string, string>> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\0': '\\0' };
  const code = char.charCodeAt(0);
  return named[char] ?? (code < 32 || code > 126 ? code.toString(8).padStart(3, '0') : char);
}

function* base64(call: Call): Task {
  const { has, get, rest } = parseOptions(call.args, 'w:', { decode: 'd', wrap: 'w' });
  const { texts, status } = yield* readInputs(call, rest);
  const text = texts.map(([, one]) => one).join('');
  if (has('d') || has('D')) yield* out(call, base64ToText(text));
  else {
    const width = Number(get('w') ?? 76);
    const encoded = utf8ToBase64(text);
    yield* out(
      call,
      width === 0
        ? encoded
        : (encoded.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).map((line) => line + '\n').join(''),
    );
  }
  return status;
}

export const textTools: Readonly<Record<string, Tool>> = {
  cat,
  head,
  tail,
  wc,
  tee,
  cut,
  tr,
  sort,
  uniq,
  yes,
  seq,
  od,
  hexdump: od,
  base64,
  rev: (call) => perLine(call, (lines) => lines.map((line) => [...line].reverse().join(''))),
  tac: (call) => perLine(call, (lines) => [...lines].reverse()),
  nl: (call) =>
    perLine(call, (lines) => lines.map((line, i) => (line === '' ? '' : `${String(i + 1).padStart(6)}\t${line}`))),
};
