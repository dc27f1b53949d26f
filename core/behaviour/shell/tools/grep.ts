/** `grep`, `egrep`, `fgrep`. */
import { order } from '../expressions.ts';
import { isAssumed, nodeFor, type FileNode } from '../files.ts';
import type { Task } from '../process.ts';
import { compileRegex, searchRegex, type RegexMatch } from '../regex.ts';
import { wantedNode } from '../wanted.ts';
import { out, parseOptions, print, readPath, type Call, type Options, type Tool } from './support.ts';
import { linesOf } from './texts.ts';

/** Where a line matches first. */
type Find = (line: string) => RegexMatch | undefined;

const spec =
  'e:regexp f:file m:max-count A: B: C: q-quiet i-ignore-case v-invert-match c-count E-extended-regexp F-fixed-strings ' +
  'o-only-matching n-line-number r-recursive';

function* grep(call: Call): Task {
  const options = parseOptions(call, spec);
  const file = options.get('f');
  const fromFile = file === undefined ? undefined : (yield* readPath(call, file))?.replace(/\n$/, '');
  const given = [...options.all('e'), ...(fromFile === undefined ? [] : [fromFile])];
  const [pattern = '', ...paths] = given.length > 0 ? [given.join('\n'), ...options.rest] : options.rest;
  const find = finder(call, options, pattern);
  if (!find || (given.length === 0 && options.rest.length === 0)) return call.complain(`bad regex '${pattern}'`) + 1;
  const recursive = options.has('rR');
  const roots = paths.length > 0 ? paths : [recursive ? '.' : '-'];
  const all = recursive ? roots.flatMap((path) => below(path, wantedNode(call.process, path, 'directory'))) : roots;
  const isNamed = (all.length > 1 || options.has('rH')) && !options.has('h');
  let status = 1;
  for (const path of all) {
    const isQuiet = options.has('s') && path !== '-' && nodeFor(call.process, path)?.kind !== 'file';
    const text = isQuiet ? undefined : yield* readPath(call, path);
    if (text === undefined) status = 2;
    // What nobody knows of a file is what is looked for.
    else if (search(call, options, find, linesOf(text), { path, isNamed }) || isAssumed(nodeFor(call.process, path))) {
      if (status === 1) status = 0;
      if (options.has('q')) return 0;
    }
  }
  return status;
}

function below(path: string, node: FileNode | undefined): readonly string[] {
  if (node?.kind !== 'directory') return [path];
  return [...node.entries]
    .sort((a, b) => order(a[0], b[0]))
    .flatMap(([name, child]) => below(`${path.replace(/\/$/, '')}/${name}`, child));
}

function finder(call: Call, options: Options, pattern: string): Find | undefined {
  const extended = options.has('EP') || call.name === 'egrep';
  const isFixed = options.has('F') || call.name === 'fgrep';
  const [open, close] = extended ? ['(', ')'] : ['\\(', '\\)'];
  const [before, after] = options.has('x') ? ['^', '$'] : options.has('w') ? ['\\<', '\\>'] : ['', ''];
  const regexes = pattern.split('\n').map((one) => {
    const text = isFixed ? one.replace(extended ? /[[\]\\.*^$+?(){}|]/g : /[[\\.*^$]/g, '\\$&') : one;
    return compileRegex(before === '' ? text : before + open + text + close + after, {
      extended,
      ignoreCase: options.has('iy'),
    });
  });
  if (regexes.includes(undefined)) return undefined;
  return (line) => {
    for (const regex of regexes) {
      const match = regex && searchRegex(regex, line);
      if (match) return match;
    }
    return undefined;
  };
}

function search(
  call: Call,
  options: Options,
  find: Find,
  lines: readonly string[],
  { path, isNamed }: { readonly path: string; readonly isNamed: boolean },
): boolean {
  const limit = options.has('ql') ? 1 : Number(options.get('m') ?? Infinity);
  const hits: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (hits.length >= limit) break;
    if (!find(line) === options.has('v')) hits.push(index);
  }
  const prefix = isNamed ? `${path === '-' ? '(standard input)' : path}:` : '';
  if (options.has('q')) return hits.length > 0;
  if (options.has('l')) print(call, hits.length > 0 ? `${path}\n` : '');
  else if (options.has('c')) print(call, `${prefix}${hits.length}\n`);
  else if (options.has('o')) for (const hit of hits) showParts(call, find, lines[hit] ?? '', prefix);
  else showLines(call, options, lines, prefix, hits);
  return hits.length > 0;
}

function showLines(
  call: Call,
  options: Options,
  lines: readonly string[],
  prefix: string,
  hits: readonly number[],
): void {
  const context = (letter: string): number => Number(options.get(letter) ?? options.get('C') ?? 0);
  let next = 0;
  for (const hit of hits) {
    const from = Math.max(next, hit - context('B'));
    if (next > 0 && from > next && options.has('ABC')) print(call, '--\n');
    for (next = from; next <= Math.min(hit + context('A'), lines.length - 1); next++) {
      const number = options.has('n') ? `${next + 1}${next === hit ? ':' : '-'}` : '';
      print(call, `${prefix}${number}${lines[next] ?? ''}\n`);
    }
  }
}

function showParts(call: Call, find: Find, line: string, prefix: string): void {
  for (let rest = line; rest !== '';) {
    const { start, end } = find(rest) ?? { start: rest.length, end: rest.length };
    if (end > start) out(call, `${prefix}${rest.slice(start, end)}\n`);
    rest = rest.slice(Math.max(end, start + 1));
  }
}

export const grepTools: Readonly<Record<string, Tool>> = { grep, egrep: grep, fgrep: grep };
