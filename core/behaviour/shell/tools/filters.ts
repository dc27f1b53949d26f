/** Tools that change text on its way: tee, cut, tr, sort, uniq, base64 and their like. */
import { base64ToText, utf8ToBase64 } from '../../../kube/base64.ts';
import { characterClasses } from '../characters.ts';
import { addDescriptor } from '../descriptors.ts';
import { unescape } from '../escapes.ts';
import { order } from '../expressions.ts';
import { openPath, readAll } from '../open-files.ts';
import type { Task } from '../process.ts';
import { numberLines } from './number-lines.ts';
import { copyAll, parseOptions, print, refuse, type Call, type Tool } from './support.ts';
import { asText, filter, linesOf, readInputs } from './texts.ts';

function* tee(call: Call): Task {
  const { has, rest } = parseOptions(call);
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
  const { has, rest } = parseOptions(call, 'd-delete s-squeeze-repeats c-complement');
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
  const { has, get, rest } = parseOptions(call, 'k:key t: o: r-reverse u-unique n-numeric-sort');
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
    if (last && fold(last.line) === fold(line)) last.count++;
    else groups.push({ line, count: 1 });
  }
  return groups
    .filter(({ count }) => !(has('d') && count < 2) && !(has('u') && count > 1))
    .map(({ line, count }) => (has('c') ? `${String(count).padStart(7)} ${line}` : line));
});

function* base64(call: Call): Task {
  const { has, get, rest } = parseOptions(call, 'w:wrap d-decode');
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

export const filterTools: Readonly<Record<string, Tool>> = {
  tee,
  cut,
  tr,
  sort,
  uniq,
  base64,
  rev: filter('', (lines) => lines.map((line) => [...line].reverse().join(''))),
  tac: filter('', (lines) => [...lines].reverse()),
  nl: numberLines,
};
