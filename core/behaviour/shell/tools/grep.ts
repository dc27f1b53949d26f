/** `grep`, `egrep`, `fgrep`. */
import type { FileNode } from '../files.ts';
import type { Task } from '../process.ts';
import { compileRegex, searchRegex } from '../regex.ts';
import { err, linesOf, node, out, parseOptions, readPath, type Call, type Options, type Tool } from './support.ts';

type Find = (line: string) => readonly [number, number] | undefined;

function* grep(call: Call): Task {
  const options = parseOptions(call.args, 'e:f:m:A:B:C:', {
    quiet: 'q',
    silent: 'q',
    'ignore-case': 'i',
    'invert-match': 'v',
    count: 'c',
    'extended-regexp': 'E',
    'fixed-strings': 'F',
    'only-matching': 'o',
    'line-number': 'n',
    recursive: 'r',
  });
  const words = options.get('e') === undefined && options.get('f') === undefined ? options.rest : ['', ...options.rest];
  const pattern =
    options.get('e') ??
    (options.get('f') === undefined ? words[0] : (yield* readPath(call, options.get('f') ?? ''))?.replace(/\n$/, ''));
  if (pattern === undefined) {
    yield* err(call, 'no pattern given');
    return 2;
  }
  const find = finder(call, options, pattern);
  if (find === undefined) {
    yield* err(call, `bad regex '${pattern}'`);
    return 2;
  }
  const paths = expandFolders(call, words.slice(1), options.has('r') || options.has('R'));
  let found = false;
  let failed = false;
  for (const path of paths) {
    const text = yield* readQuietly(call, path, options);
    if (text === undefined) {
      failed = true;
      continue;
    }
    const isNamed = (paths.length > 1 || options.has('r') || options.has('H')) && !options.has('h');
    if (
      yield* searchText(
        call,
        options,
        find,
        linesOf(text),
        isNamed ? `${path === '-' ? '(standard input)' : path}:` : '',
        path,
      )
    ) {
      found = true;
      if (options.has('q')) return 0;
    }
  }
  return failed ? 2 : found ? 0 : 1;
}

function expandFolders(call: Call, paths: readonly string[], recursive: boolean): readonly string[] {
  if (paths.length === 0)
    return [recursive ? '.' : '-'].flatMap((path) => (recursive ? below(path, node(call.process, path)) : [path]));
  return recursive ? paths.flatMap((path) => below(path, node(call.process, path))) : paths;
}

function below(path: string, entry: FileNode | undefined): readonly string[] {
  if (entry?.kind !== 'directory') return [path];
  return [...entry.entries]
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .flatMap(([name, child]) => below(`${path.replace(/\/$/, '')}/${name}`, child));
}

function* readQuietly(call: Call, path: string, options: Options): Task<string | undefined> {
  if (path === '-' || !options.has('s')) return yield* readPath(call, path);
  const entry = node(call.process, path);
  return entry?.kind === 'file' ? entry.content : undefined;
}

function finder(call: Call, options: Options, pattern: string): Find | undefined {
  const ignoreCase = options.has('i') || options.has('y');
  const patterns = pattern.split('\n');
  if (options.has('F') || call.name === 'fgrep') {
    const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
    return (line) => {
      for (const one of patterns) {
        const at = fold(line).indexOf(fold(one));
        if (at >= 0 && (!options.has('x') || line.length === one.length)) return [at, at + one.length];
      }
      return undefined;
    };
  }
  const extended = options.has('E') || options.has('P') || call.name === 'egrep';
  const regexes = patterns.map((one) => compileRegex(wrap(one, options, extended), { extended, ignoreCase }));
  if (regexes.includes(undefined)) return undefined;
  return (line) => {
    for (const regex of regexes) {
      const match = regex === undefined ? undefined : searchRegex(regex, line, 0, ignoreCase);
      if (match !== undefined) return [match.start, match.end];
    }
    return undefined;
  };
}

function wrap(pattern: string, options: Options, extended: boolean): string {
  const [open, close] = extended ? ['(', ')'] : ['\\(', '\\)'];
  if (options.has('x')) return `^${open}${pattern}${close}$`;
  return options.has('w') ? `\\<${open}${pattern}${close}\\>` : pattern;
}

function* searchText(
  call: Call,
  options: Options,
  find: Find,
  lines: readonly string[],
  prefix: string,
  path: string,
): Task<boolean> {
  const limit = Number(options.get('m') ?? Infinity);
  const hits: number[] = [];
  for (const [index, line] of lines.entries()) {
    if ((find(line) !== undefined) === options.has('v')) continue;
    hits.push(index);
    if (options.has('q') || options.has('l') || hits.length >= limit) break;
  }
  if (options.has('l')) {
    if (hits.length > 0) yield* out(call, `${path}\n`);
  } else if (options.has('c')) yield* out(call, `${prefix}${hits.length}\n`);
  else if (!options.has('q')) yield* showHits(call, options, find, lines, prefix, hits);
  return hits.length > 0;
}

function* showHits(
  call: Call,
  options: Options,
  find: Find,
  lines: readonly string[],
  prefix: string,
  hits: readonly number[],
): Task<void> {
  const before = Number(options.get('B') ?? options.get('C') ?? 0);
  const after = Number(options.get('A') ?? options.get('C') ?? 0);
  let next = 0;
  for (const hit of hits) {
    if (options.has('o')) {
      yield* showParts(call, find, lines[hit] ?? '', prefix);
      continue;
    }
    const from = Math.max(next, hit - before);
    if (next > 0 && from > next && before + after > 0) yield* out(call, '--\n');
    for (next = Math.max(from, next); next <= Math.min(hit + after, lines.length - 1); next++) {
      yield* out(
        call,
        `${prefix}${options.has('n') ? `${next + 1}${next === hit ? ':' : '-'}` : ''}${lines[next] ?? ''}\n`,
      );
    }
  }
}

function* showParts(call: Call, find: Find, line: string, prefix: string): Task<void> {
  for (let rest = line; rest !== '';) {
    const found = find(rest);
    if (found === undefined) return;
    if (found[1] > found[0]) yield* out(call, `${prefix}${rest.slice(found[0], found[1])}\n`);
    rest = rest.slice(Math.max(found[1], found[0] + 1));
  }
}

export const grepTools: Readonly<Record<string, Tool>> = { grep, egrep: grep, fgrep: grep };
