/** Reads a command line: options with values, flags, and the rest in order. Wrong use is a value, not an exception. */

export interface Shape {
  /** Options that take a value. */
  readonly values: readonly string[];
  readonly flags: readonly string[];
}

export interface Arguments {
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly flags: ReadonlySet<string>;
  readonly rest: readonly string[];
  /** What is wrong with the command line. */
  readonly problem?: string;
}

export function readArguments(args: readonly string[], shape: Shape): Arguments {
  const values: Record<string, string[]> = {};
  const flags = new Set<string>();
  const rest: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (!word.startsWith('--') || word === '--') {
      if (word !== '--') rest.push(word);
      continue;
    }
    const [name = '', inline] = splitOption(word);
    if (shape.flags.includes(name)) flags.add(name);
    else if (!shape.values.includes(name)) return { values, flags, rest, problem: `unknown option --${name}` };
    else {
      const value = inline ?? args[++at];
      if (value === undefined) return { values, flags, rest, problem: `option --${name} needs a value` };
      (values[name] ??= []).push(value);
    }
  }
  return { values, flags, rest };
}

export function lastOf(args: Arguments, name: string): string | undefined {
  return args.values[name]?.at(-1);
}

function splitOption(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word.slice(2), undefined] : [word.slice(2, at), word.slice(at + 1)];
}
