/** Which files a command reads: named ones, lists, folders, standard input. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface InputFile {
  readonly file: string;
  readonly text: string;
}
export interface Inputs {
  readonly files: readonly InputFile[];
  readonly problems: readonly string[];
}

const extensions = /\.(ya?ml|json)$/i;
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git', '.terraform', 'vendor']);

/** `-` is standard input; folders are searched; `lists` name files with one path a line. */
export function readInputs(names: readonly string[], lists: readonly string[] = []): Inputs {
  const problems: string[] = [];
  const files: InputFile[] = [];
  const listed = lists.flatMap(
    (list) =>
      attempt(problems, list, () =>
        readText(list)
          .split(/\r?\n/)
          .filter((line) => line.trim() !== ''),
      ) ?? [],
  );
  for (const name of [...names, ...listed]) {
    for (const file of attempt(problems, name, () => expand(name)) ?? []) {
      const text = attempt(problems, file, () => readText(file));
      if (text !== undefined) files.push({ file: file === '-' ? '<stdin>' : file, text });
    }
  }
  return { files, problems };
}

/** Folders may have the names of our files, such as `Kustomization`. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function expand(name: string): readonly string[] {
  if (name === '-' || !statSync(name).isDirectory()) return [name];
  return walk(name);
}

function walk(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((left, right) => (left.name < right.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(path);
    return entry.isFile() && extensions.test(entry.name) ? [path] : [];
  });
}

function readText(name: string): string {
  return readFileSync(name === '-' ? 0 : name, 'utf8').replace(/^\uFEFF/, '');
}

function attempt<T>(problems: string[], name: string, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
