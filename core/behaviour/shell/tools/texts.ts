/** What tools share that read whole texts and print others: lines, names, sizes. */
import { note } from '../kernel.ts';
import type { Task } from '../process.ts';
import { parseOptions, print, readPath, withUnit, type Call, type Options, type Tool } from './support.ts';

export const nameOf = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? path;

export const userName = (uid: number): string => (uid === 0 ? 'root' : String(uid));

/** What is not followed here is taken to succeed, and said. */
export function assume({ process, name }: Call, what: string): 0 {
  note(process.kernel, `${name}: ${what} is not followed: it is taken to succeed without output`);
  return 0;
}

export interface Inputs {
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  /** 1 if a file could not be read. */
  readonly status: number;
}

/** All input of a filter: the files named one after the other, or the standard input. */
export function* readInputs(call: Call, paths: readonly string[]): Task<Inputs> {
  const texts: { path: string; text: string }[] = [];
  let status = 0;
  for (const path of paths.length === 0 ? ['-'] : paths) {
    const text = yield* readPath(call, path);
    if (text === undefined) status = 1;
    else texts.push({ path, text });
  }
  return { texts, status };
}

/** A tool that reads all lines and then prints others. */
export const filter = (spec: string, change: (lines: readonly string[], options: Options) => readonly string[]): Tool =>
  function* (call) {
    const options = parseOptions(call, spec);
    const { texts, status } = yield* readInputs(call, options.rest);
    print(
      call,
      asText(
        change(
          texts.flatMap(({ text }) => linesOf(text)),
          options,
        ),
      ),
    );
    return status;
  };

/** The lines of a text without their newlines. */
export const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

export const asText = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** `10`, `5k`, `1M`, `2GiB`: bytes. */
export const sizeOf = (text: string): number | undefined =>
  withUnit(text, /^(\d+)([bckKmMgG]?)(?:i?B)?$/, { b: 512, k: 1024, m: 1 << 20, g: 1 << 30 });
