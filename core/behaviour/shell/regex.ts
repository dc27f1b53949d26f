/**
 * POSIX regular expressions (basic and extended) with a bound on the work, so that no pattern can hang a run. An
 * expression is
 * compiled to one function: it tries to match at a place and then what follows.
 */
import { readSet } from './characters.ts';

/** Gives the end of the whole match, or -1. */
type Matcher = (run: Run, at: number, next: (at: number) => number) => number;

export interface Regex {
  readonly match: Matcher;
  readonly groups: number;
}

export interface Run {
  readonly text: string;
  readonly starts: (number | undefined)[];
  readonly ends: (number | undefined)[];
  steps: number;
}

export interface RegexOptions {
  readonly extended?: boolean;
  readonly ignoreCase?: boolean;
}

const maxSteps = 200_000;

/** Counts a step; false once there have been too many. */
const goesOn = (run: Run): boolean => ++run.steps <= maxSteps;

/** One character. */
const one =
  (test: (char: string) => boolean): Matcher =>
  (run, at, next) =>
    at < run.text.length && test(run.text[at] ?? '') ? next(at + 1) : -1;

/** A place between characters. */
const edge =
  (test: (text: string, at: number) => boolean): Matcher =>
  (run, at, next) =>
    test(run.text, at) ? next(at) : -1;

const sequence = (matchers: readonly Matcher[]): Matcher =>
  matchers.reduceRight<Matcher>(
    (rest, matcher) => (run, at, next) => (goesOn(run) ? matcher(run, at, (after) => rest(run, after, next)) : -1),
    (_, at, next) => next(at),
  );

/** As many as possible. Repeats of one character go without recursion: long lines are common. */
function repeat(matcher: Matcher, min: number, max: number, test?: (char: string) => boolean): Matcher {
  const more =
    (count: number): Matcher =>
    (run, at, next) => {
      if (!goesOn(run)) return -1;
      const end =
        count < max ? matcher(run, at, (after) => (after === at ? -1 : more(count + 1)(run, after, next))) : -1;
      return end < 0 && count >= min ? next(at) : end;
    };
  if (!test) return more(0);
  return (run, at, next) => {
    let count = 0;
    while (count < max && at + count < run.text.length && test(run.text[at + count] ?? '')) count++;
    for (; count >= min && goesOn(run); count--) {
      const end = next(at + count);
      if (end >= 0) return end;
    }
    return -1;
  };
}

/** POSIX takes the longest of the alternatives. */
function choice(options: readonly Matcher[]): Matcher {
  if (options.length === 1 && options[0]) return options[0];
  return (run, at, next) => {
    let best = -1;
    let kept: readonly (readonly (number | undefined)[])[] = [];
    for (const option of options) {
      const end = option(run, at, next);
      if (end <= best) continue;
      best = end;
      kept = [[...run.starts], [...run.ends]];
    }
    Object.assign(run.starts, kept[0]);
    Object.assign(run.ends, kept[1]);
    return best;
  };
}

const group =
  (matcher: Matcher, index: number): Matcher =>
  (run, at, next) =>
    matcher(run, at, (after) => {
      const before = [run.starts[index], run.ends[index]] as const;
      run.starts[index] = at;
      run.ends[index] = after;
      const end = next(after);
      if (end < 0) [run.starts[index], run.ends[index]] = before;
      return end;
    });

interface Reader {
  readonly text: string;
  readonly extended: boolean;
  readonly fold: (char: string) => string;
  at: number;
  groups: number;
  depth: number;
  failed: boolean;
}

/** The compiled expression; undefined if it is not one. */
export function compileRegex(
  text: string,
  { extended = false, ignoreCase = false }: RegexOptions = {},
): Regex | undefined {
  const fold = (char: string): string => (ignoreCase ? char.toLowerCase() : char);
  const reader: Reader = { text, extended, fold, at: 0, groups: 0, depth: 0, failed: false };
  const match = readChoice(reader);
  return reader.failed || reader.at < text.length ? undefined : { match, groups: reader.groups };
}

/** Whether a special sign stands here: `(` in extended expressions, `\(` in basic ones. */
const isSign = ({ text, at, extended }: Reader, char: string): boolean =>
  text.startsWith(extended ? char : '\\' + char, at);

function takeSign(reader: Reader, char: string): boolean {
  const isHere = isSign(reader, char);
  if (isHere) reader.at += reader.extended ? 1 : 2;
  return isHere;
}

function readChoice(reader: Reader): Matcher {
  if (++reader.depth > 60) reader.failed = true;
  const options = [readSequence(reader)];
  while (!reader.failed && takeSign(reader, '|')) options.push(readSequence(reader));
  reader.depth--;
  return choice(options);
}

function readSequence(reader: Reader): Matcher {
  const matchers: Matcher[] = [];
  const isOver = (): boolean => isSign(reader, '|') || (reader.depth > 1 && isSign(reader, ')'));
  while (!reader.failed && reader.at < reader.text.length && !isOver())
    matchers.push(readRepeated(reader, matchers.length === 0));
  return sequence(matchers);
}

function readRepeated(reader: Reader, isFirst: boolean): Matcher {
  const isStart = isFirst && !reader.extended && reader.text[reader.at] === '^';
  const atom = readAtom(reader, isFirst);
  let matcher = typeof atom === 'object' ? one(atom.test) : atom;
  let test = typeof atom === 'object' ? atom.test : undefined;
  for (let times = readTimes(reader); times; times = readTimes(reader)) {
    if (isStart) return sequence([matcher, one((char) => char === '*')]);
    matcher = repeat(matcher, times[0], times[1], test);
    test = undefined;
  }
  return matcher;
}

function readTimes(reader: Reader): readonly [number, number] | undefined {
  if (reader.text[reader.at] === '*') {
    reader.at++;
    return [0, Infinity];
  }
  if (takeSign(reader, '+')) return [1, Infinity];
  if (takeSign(reader, '?')) return [0, 1];
  const pattern = reader.extended ? /^\{(\d+)(,?)(\d*)\}/ : /^\\\{(\d+)(,?)(\d*)\\\}/;
  const match = pattern.exec(reader.text.slice(reader.at, reader.at + 20));
  if (match === null) return undefined;
  reader.at += match[0].length;
  const min = Number(match[1]);
  if (min > 1000) reader.failed = true;
  return [min, match[2] === '' ? min : Number(match[3] || Infinity)];
}

const isWord = (text: string, at: number): boolean => /\w/.test(text[at] ?? '');

const escapes: Readonly<Record<string, Matcher | string>> = {
  n: '\n',
  t: '\t',
  b: edge((text, at) => isWord(text, at - 1) !== isWord(text, at)),
  '<': edge((text, at) => !isWord(text, at - 1) && isWord(text, at)),
  '>': edge((text, at) => isWord(text, at - 1) && !isWord(text, at)),
};

/** A test of one character as an object, anything else as a matcher. */
function readAtom(reader: Reader, isFirst: boolean): Matcher | { readonly test: (char: string) => boolean } {
  const { text, fold, extended } = reader;
  if (takeSign(reader, '(')) {
    const index = ++reader.groups;
    const inner = readChoice(reader);
    if (!takeSign(reader, ')')) reader.failed = true;
    return group(inner, index);
  }
  let char = text[reader.at++] ?? '';
  if (char === '[') {
    const set = readSet(text, reader.at - 1, false);
    if (!set) reader.failed = true;
    reader.at = set?.end ?? text.length;
    return { test: (other) => set?.test(other) === true || (fold('A') === 'a' && set?.test(swapCase(other)) === true) };
  }
  if (char === '.') return { test: () => true };
  if (char === '^' && (extended || isFirst)) return edge((_, at) => at === 0);
  if (char === '$' && (extended || reader.at >= text.length || isSign(reader, ')') || isSign(reader, '|')))
    return edge((whole, at) => at === whole.length);
  if (char === '\\') {
    char = text[reader.at++] ?? '\\';
    const escape = Object.hasOwn(escapes, char) ? escapes[char] : undefined;
    if (typeof escape === 'function') return escape;
    if (/[sSwWdD]/.test(char)) {
      const pattern = new RegExp(`\\${char}`);
      return { test: (other) => pattern.test(other) };
    }
    if (/[1-9]/.test(char)) return back(Number(char));
    char = escape ?? char;
  }
  const wanted = fold(char);
  return { test: (other) => fold(other) === wanted };
}

const swapCase = (char: string): string => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase());

const back =
  (index: number): Matcher =>
  (run, at, next) => {
    const text = run.text.slice(run.starts[index] ?? 0, run.ends[index] ?? 0);
    return run.text.startsWith(text, at) ? next(at + text.length) : -1;
  };

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

/** The leftmost match from `from` on. */
export function searchRegex(regex: Regex, text: string, from = 0): RegexMatch | undefined {
  const run: Run = { text, starts: [], ends: [], steps: 0 };
  for (let start = from; start <= text.length && run.steps <= maxSteps; start++) {
    const end = regex.match(run, start, (at) => at);
    if (end < 0) continue;
    const groups = Array.from({ length: regex.groups }, (_, i) => {
      const groupEnd = run.ends[i + 1];
      return groupEnd === undefined ? undefined : text.slice(run.starts[i + 1], groupEnd);
    });
    return { start, end, groups };
  }
  return undefined;
}

/** Every match, replaced by what `by` gives for it (undefined keeps it); for `sed` and `awk`. */
export function replaceMatches(
  regex: Regex,
  text: string,
  by: (match: RegexMatch, count: number) => string | undefined,
): { readonly text: string; readonly count: number } {
  let [result, from, count] = ['', 0, 0];
  while (from <= text.length) {
    const match = searchRegex(regex, text, from);
    if (!match) break;
    count++;
    const whole = text.slice(match.start, match.end);
    result += text.slice(from, match.start) + (by(match, count) ?? whole);
    from = match.end;
    if (whole === '') result += text[from++] ?? '';
  }
  return { text: result + text.slice(from), count };
}
