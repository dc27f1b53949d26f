/** POSIX regular expressions (basic and extended) with a bound on the work, so that no pattern can hang a run. */
import { readSet } from './pattern.ts';

export type Regex = { readonly root: RegexNode; readonly groups: number };

type RegexNode =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' | 'start' | 'end' | 'edge' | 'wordStart' | 'wordEnd' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly has: (char: string) => boolean }
  | { readonly kind: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly node: RegexNode; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly node: RegexNode; readonly index: number }
  | { readonly kind: 'back'; readonly index: number };

export interface RegexOptions {
  readonly extended?: boolean;
  readonly ignoreCase?: boolean;
}
interface Reader {
  readonly text: string;
  at: number;
  readonly extended: boolean;
  readonly ignoreCase: boolean;
  groups: number;
  failed: boolean;
  depth: number;
}

/** The compiled expression; undefined if it is not one. */
export function compileRegex(text: string, options: RegexOptions = {}): Regex | undefined {
  const reader: Reader = {
    text,
    at: 0,
    extended: options.extended === true,
    ignoreCase: options.ignoreCase === true,
    groups: 0,
    failed: false,
    depth: 0,
  };
  const root = readChoice(reader);
  if (reader.failed || reader.at < text.length) return undefined;
  return { root, groups: reader.groups };
}

/** Where a special sign stands: `(` in extended expressions, `\(` in basic ones. */
function sign(reader: Reader, char: string): boolean {
  return reader.text.startsWith(reader.extended ? char : '\\' + char, reader.at);
}

function takeSign(reader: Reader, char: string): boolean {
  if (!sign(reader, char)) return false;
  reader.at += reader.extended ? 1 : 2;
  return true;
}

function readChoice(reader: Reader): RegexNode {
  if (++reader.depth > 60) reader.failed = true;
  const options = [readSequence(reader)];
  while (!reader.failed && takeSign(reader, '|')) options.push(readSequence(reader));
  reader.depth--;
  return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options };
}

function readSequence(reader: Reader): RegexNode {
  const nodes: RegexNode[] = [];
  while (
    !reader.failed &&
    reader.at < reader.text.length &&
    !sign(reader, '|') &&
    !(reader.depth > 1 && sign(reader, ')'))
  ) {
    const atom = readAtom(reader, nodes.length === 0);
    nodes.push(readRepeats(reader, atom));
  }
  return { kind: 'sequence', nodes };
}

function readAtom(reader: Reader, isFirst: boolean): RegexNode {
  const { text } = reader;
  if (takeSign(reader, '(')) {
    const index = ++reader.groups;
    const node = readChoice(reader);
    if (!takeSign(reader, ')')) reader.failed = true;
    return { kind: 'group', node, index };
  }
  const char = text[reader.at] ?? '';
  if (char === '[') {
    const set = readSet(text, reader.at, false);
    if (set === undefined) {
      reader.failed = true;
      return { kind: 'any' };
    }
    reader.at = set.end + 1;
    const { has } = set.token;
    return !reader.ignoreCase
      ? set.token
      : { ...set.token, has: (one) => has(one.toLowerCase()) || has(one.toUpperCase()) };
  }
  reader.at++;
  if (char === '.') return { kind: 'any' };
  if (char === '^' && (reader.extended || isFirst)) return { kind: 'start' };
  if (char === '$' && (reader.extended || reader.at >= text.length || sign(reader, ')') || sign(reader, '|')))
    return { kind: 'end' };
  if (char !== '\\') return { kind: 'char', char: reader.ignoreCase ? char.toLowerCase() : char };
  return readEscape(reader, text[reader.at++] ?? '\\');
}

const escapeSets: Readonly<Record<string, RegExp>> = { s: /\s/, S: /\S/, w: /\w/, W: /\W/, d: /\d/, D: /\D/ };

function readEscape(reader: Reader, char: string): RegexNode {
  const set = escapeSets[char];
  if (set !== undefined) return { kind: 'set', negated: false, has: (one) => set.test(one) };
  if (char === 'b') return { kind: 'edge' };
  if (char === '<') return { kind: 'wordStart' };
  if (char === '>') return { kind: 'wordEnd' };
  if (/[1-9]/.test(char)) return { kind: 'back', index: Number(char) };
  const plain: Readonly<Record<string, string>> = { n: '\n', t: '\t' };
  const value = plain[char] ?? char;
  return { kind: 'char', char: reader.ignoreCase ? value.toLowerCase() : value };
}

function readRepeats(reader: Reader, atom: RegexNode): RegexNode {
  let node = atom;
  for (;;) {
    const range = readRepeat(reader);
    if (range === undefined || reader.failed) return node;
    if (atom.kind === 'start' && !reader.extended)
      return { kind: 'sequence', nodes: [atom, { kind: 'char', char: '*' }] };
    node = { kind: 'repeat', node, min: range[0], max: range[1] };
  }
}

function readRepeat(reader: Reader): readonly [number, number] | undefined {
  if (reader.text[reader.at] === '*') {
    reader.at++;
    return [0, Infinity];
  }
  if (takeSign(reader, '+')) return [1, Infinity];
  if (takeSign(reader, '?')) return [0, 1];
  const match = (reader.extended ? /^\{(\d+)(?:(,)(\d*))?\}/ : /^\\\{(\d+)(?:(,)(\d*))?\\\}/).exec(
    reader.text.slice(reader.at, reader.at + 20),
  );
  if (match === null) return undefined;
  reader.at += match[0].length;
  const min = Number(match[1]);
  const max = match[2] === undefined ? min : match[3] === '' ? Infinity : Number(match[3]);
  if (min > 1000) reader.failed = true;
  return [min, max];
}

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}
interface Run {
  readonly text: string;
  readonly ends: number[];
  readonly starts: number[];
  steps: number;
  readonly ignoreCase: boolean;
}

const maxSteps = 200_000;

/** The leftmost match from `from` on. */
export function searchRegex(regex: Regex, text: string, from: number, ignoreCase = false): RegexMatch | undefined {
  const run: Run = { text, starts: [], ends: [], steps: 0, ignoreCase };
  for (let start = from; start <= text.length; start++) {
    const end = matchNode(run, regex.root, start, (at) => at);
    if (end === undefined) {
      if (run.steps > maxSteps) return undefined;
      continue;
    }
    const groups = Array.from({ length: regex.groups }, (_, i) => {
      const groupEnd = run.ends[i + 1];
      return groupEnd === undefined ? undefined : text.slice(run.starts[i + 1], groupEnd);
    });
    return { start, end, groups };
  }
  return undefined;
}

type Next = (at: number) => number | undefined;

/** Tries a node at a place and what follows after it; the end of the whole match. */
function matchNode(run: Run, node: RegexNode, at: number, next: Next): number | undefined {
  if (++run.steps > maxSteps) return undefined;
  switch (node.kind) {
    case 'sequence':
      return matchSequence(run, node.nodes, 0, at, next);
    case 'choice':
      return matchChoice(run, node.options, at, next);
    case 'repeat':
      return matchRepeat(run, node, at, 0, next);
    case 'group':
      return matchGroup(run, node, at, next);
    case 'back': {
      const text = run.text.slice(run.starts[node.index] ?? 0, run.ends[node.index] ?? 0);
      return run.text.startsWith(text, at) ? next(at + text.length) : undefined;
    }
    default: {
      const width = matchChar(run, node, at);
      return width === undefined ? undefined : next(at + width);
    }
  }
}

function matchChar(run: Run, node: RegexNode, at: number): 0 | 1 | undefined {
  const char = run.text[at];
  const isWord = (place: number): boolean => /\w/.test(run.text[place] ?? '');
  switch (node.kind) {
    case 'start':
      return at === 0 ? 0 : undefined;
    case 'end':
      return at === run.text.length ? 0 : undefined;
    case 'edge':
      return isWord(at - 1) !== isWord(at) ? 0 : undefined;
    case 'wordStart':
      return !isWord(at - 1) && isWord(at) ? 0 : undefined;
    case 'wordEnd':
      return isWord(at - 1) && !isWord(at) ? 0 : undefined;
    case 'any':
      return char === undefined ? undefined : 1;
    case 'char':
      return char !== undefined && (run.ignoreCase ? char.toLowerCase() : char) === node.char ? 1 : undefined;
    case 'set':
      return char !== undefined && node.has(char) !== node.negated ? 1 : undefined;
    default:
      return undefined;
  }
}

function matchSequence(
  run: Run,
  nodes: readonly RegexNode[],
  index: number,
  at: number,
  next: Next,
): number | undefined {
  const node = nodes[index];
  if (node === undefined) return next(at);
  return matchNode(run, node, at, (after) => matchSequence(run, nodes, index + 1, after, next));
}

/** POSIX takes the longest of the alternatives. */
function matchChoice(run: Run, options: readonly RegexNode[], at: number, next: Next): number | undefined {
  let best: number | undefined;
  let bestStarts: number[] = [];
  let bestEnds: number[] = [];
  for (const option of options) {
    const end = matchNode(run, option, at, next);
    if (end === undefined || (best !== undefined && end <= best)) continue;
    best = end;
    bestStarts = [...run.starts];
    bestEnds = [...run.ends];
  }
  if (best !== undefined) {
    Object.assign(run.starts, bestStarts);
    Object.assign(run.ends, bestEnds);
  }
  return best;
}

function matchRepeat(
  run: Run,
  node: Extract<RegexNode, { kind: 'repeat' }>,
  at: number,
  count: number,
  next: Next,
): number | undefined {
  if (isSingle(node.node)) return matchSingles(run, node, at, next);
  if (count < node.max) {
    const more = matchNode(run, node.node, at, (after) =>
      after === at ? undefined : matchRepeat(run, node, after, count + 1, next),
    );
    if (more !== undefined) return more;
  }
  return count >= node.min ? next(at) : undefined;
}

const isSingle = (node: RegexNode): boolean => node.kind === 'char' || node.kind === 'any' || node.kind === 'set';

/** Repeats of one character without recursion: long lines are common. */
function matchSingles(
  run: Run,
  node: Extract<RegexNode, { kind: 'repeat' }>,
  at: number,
  next: Next,
): number | undefined {
  let count = 0;
  while (count < node.max && matchChar(run, node.node, at + count) === 1) count++;
  for (; count >= node.min; count--) {
    if (++run.steps > maxSteps) return undefined;
    const end = next(at + count);
    if (end !== undefined) return end;
  }
  return undefined;
}

function matchGroup(run: Run, node: Extract<RegexNode, { kind: 'group' }>, at: number, next: Next): number | undefined {
  return matchNode(run, node.node, at, (after) => {
    const before = [run.starts[node.index], run.ends[node.index]] as const;
    run.starts[node.index] = at;
    run.ends[node.index] = after;
    const end = next(after);
    if (end === undefined) {
      run.starts[node.index] = before[0] ?? 0;
      if (before[1] === undefined) delete run.ends[node.index];
      else run.ends[node.index] = before[1];
    }
    return end;
  });
}
