/** What all tools share: output, messages, options, opening the files named or the standard input. */
import { isBusybox } from '../flavors.ts';
import { addDescriptor, setDescriptor } from '../descriptors.ts';
import { messages, nodeFor, type FileError } from '../files.ts';
import { charge } from '../kernel.ts';
import { openPath, read, readAll, write } from '../open-files.ts';
import type { Flavor, Process, Task } from '../process.ts';

export interface Call {
  readonly process: Process;
  readonly name: string;
  readonly args: readonly string[];
  readonly flavor: Flavor;
  /** A message in the tool's name on the error output; gives 1. */
  readonly complain: (text: string) => 1;
  /** Where `=~` leaves what it matched. */
  readonly onMatch?: (groups: readonly (string | undefined)[]) => void;
}
/** One that never waits gives its exit code at once. */
export type Tool = (call: Call) => Task | number;

/** Prints; false if nobody reads any more. */
export const out = (call: Call, text: string): boolean => write(call.process, 1, text);

/** Prints and succeeds. */
export function print(call: Call, text: string): 0 {
  out(call, text);
  return 0;
}

/** The call of a tool by a process of its own. */
export function toolCall(process: Process, name: string): Call {
  const complain = (text: string): 1 => {
    write(process, 2, `${name}: ${text}\n`);
    return 1;
  };
  return { process, name, args: process.argv.slice(1), flavor: process.kernel.flavor, complain };
}

/** `rm: cannot remove 'x': …`, in busybox's words `can't remove`; without a verb only `rm: x: …`. */
export function refuse(call: Call, path: string, problem: FileError, verb = '', busyboxVerb = verb): 1 {
  const doing = isBusybox(call) ? busyboxVerb : verb;
  const cannot = isBusybox(call) ? "can't" : 'cannot';
  return call.complain(`${doing === '' ? path : `${cannot} ${doing} '${path}'`}: ${messages[problem]}`);
}

/** Does something with every path and says what fails. */
export function each(
  call: Call,
  paths: readonly string[],
  act: (path: string) => FileError | undefined,
  ...verbs: readonly string[]
): number {
  let status = 0;
  for (const path of paths) {
    const problem = act(path);
    if (problem !== undefined) status = refuse(call, path, problem, ...verbs);
  }
  return status;
}

export interface Options {
  /** Whether one of the letters (or a long option without a letter) was given. */
  readonly has: (letters: string) => boolean;
  readonly get: (letter: string) => string | undefined;
  readonly all: (letter: string) => readonly string[];
  readonly rest: readonly string[];
}

/**
 * Takes options off: `spec` lists letters with a value (`n:`) or a long name (`f-follow`, `n:lines`). Letters that are
 * not listed
 * are flags.
 */
export function parseOptions({ args }: Pick<Call, 'args'>, spec = '', stopsAtFirst = false): Options {
  const values = new Map<string, string[]>();
  const rest: string[] = [];
  const words = [...args];
  const takesValue = (letter: string): boolean => spec.includes(`${letter}:`);
  const add = (letter: string, value: string): unknown => values.set(letter, [...(values.get(letter) ?? []), value]);
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word.startsWith('--')) {
      const [name = '', value] = word.slice(2).split(/=([^]*)/);
      if (name === '') break;
      const letter = spec.split(' ').find((one) => one.slice(2) === name)?.[0] ?? name;
      add(letter, value ?? (takesValue(letter) ? (words.shift() ?? '') : ''));
    } else if (/^-./.test(word)) {
      for (let at = 1; at < word.length; at++) {
        const letter = word[at] ?? '';
        const isLast = takesValue(letter);
        add(letter, isLast ? word.slice(at + 1) || (words.shift() ?? '') : '');
        if (isLast) break;
      }
    } else {
      rest.push(word);
      if (stopsAtFirst) break;
    }
  }
  return {
    has: (letters) => values.has(letters) || [...letters].some((letter) => values.has(letter)),
    get: (letter) => values.get(letter)?.at(-1),
    all: (letter) => values.get(letter) ?? [],
    rest: [...rest, ...words],
  };
}

/** Opens a file to read behind a new descriptor (`-`: the standard input); undefined after a message. */
export function openInput(call: Call, path: string): number | undefined {
  if (path === '-') return 0;
  const file = nodeFor(call.process, path)?.kind === 'directory' ? 'EISDIR' : openPath(call.process, path, 'read');
  if (typeof file !== 'string') return addDescriptor(call.process, file);
  const isDirectory = file === 'EISDIR' && isBusybox(call);
  refuse(
    call,
    isDirectory ? 'read error' : path,
    file,
    '',
    /^(cat|tail)$/.test(call.name) && !isDirectory ? 'open' : '',
  );
  return undefined;
}

/** The content of a file; undefined after a message. */
export function* readPath(call: Call, path: string): Task<string | undefined> {
  const fd = openInput(call, path);
  if (fd === undefined) return undefined;
  const text = yield* readAll(call.process, fd);
  if (fd !== 0) setDescriptor(call.process, fd, undefined);
  return text;
}

/** Copies everything from one descriptor to others, piece by piece; endless copies are followed in slow motion. */
export function* copyAll(process: Process, from: number, ...targets: readonly number[]): Task<void> {
  for (;;) {
    const part = yield* read(process, from);
    if (part === '') return;
    for (const to of targets) if (!write(process, to, part)) return;
    yield charge(process, 50) ?? {};
  }
}

/** A number with a unit. */
export const withUnit = (
  text: string,
  pattern: RegExp,
  factors: Readonly<Record<string, number>>,
): number | undefined => {
  const [, digits, unit = ''] = pattern.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (factors[unit.toLowerCase()] ?? 1);
};

/** `1.5s`, `2m`, `1h`, `500`: milliseconds; undefined if it is no duration. */
export const durationMs = (text: string): number | undefined =>
  /^inf/.test(text)
    ? Infinity
    : withUnit(text, /^(\d+\.?\d*|\.\d+)([smhd]?)$/, { '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 });
