/** Builds the panel: the modules of the first picture, what is loaded after it, and their style sheets. */
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { engineParts, partNames } from './engine-parts.ts';

export interface WebviewFile {
  readonly name: string;
  readonly text: string;
}

export interface WebviewBuild {
  readonly files: readonly WebviewFile[];
  /** Names of the scripts and style sheets that the first picture needs, the entry first. */
  readonly first: readonly string[];
  /** The same for a Pod whose command lines are run: with the part of the shell that most scripts need (test/panel/typical-scripts.test.ts). */
  readonly withShell: readonly string[];
  /** By part, the scripts that it needs, with those of the first picture. */
  readonly withPart: Readonly<Record<string, readonly string[]>>;
  /** What lies in each file: bytes by source. */
  readonly sources: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** All sources, as the bundler counts them. */
  readonly inputs: Metafile['inputs'];
}

const door = 'core/simulation.ts';

/**
 * A bundler that splits takes all that a door names as needed with it. So each import from the door goes straight to the module behind
 * it, and what only a later part uses stays out of the first.
 */
function straight(root: string): Plugin {
  const homes = new Map<string, string>();
  for (const [, names = '', home = ''] of readFileSync(join(root, door), 'utf8').matchAll(
    /export \{([^}]*)\} from '\.\/([^']+)';/g,
  ))
    for (const name of listed(names)) homes.set(name, `core/${home}`);
  return {
    name: 'straight',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/](?:media[\\/]lifecycle|test[\\/]panel)[\\/].*\.ts$/ }, ({ path }) => {
        const contents = readFileSync(path, 'utf8').replace(
          /import \{([^}]*)\} from '((?:\.\.\/)+)core\/simulation\.ts';/g,
          (_, names: string, up: string) =>
            listed(names)
              .map((name) => `import { ${name} } from '${up}${homes.get(name) ?? door}';`)
              .join(' '),
        );
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** The values of a list of imports or exports; types are erased anyway. */
function listed(names: string): readonly string[] {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '));
}

const options: BuildOptions = {
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  legalComments: 'none',
  logLevel: 'warning',
  target: 'es2022',
  charset: 'utf8',
  format: 'esm',
  splitting: true,
  outdir: 'webview',
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
};

/** `entry` is `media/lifecycle/main.ts`, or a test's own start of the same panel. */
export async function buildWebview(entry: string, absWorkingDir: string): Promise<WebviewBuild> {
  const { outputFiles = [], metafile } = await build({
    ...options,
    absWorkingDir,
    plugins: [straight(absWorkingDir), engineParts(absWorkingDir)],
    entryPoints: [
      { in: entry, out: 'lifecycle' },
      { in: 'media/lifecycle/interactive.css', out: 'interactive' },
    ],
  });
  const { outputs = {}, inputs = {} } = metafile ?? {};
  const closure = (...entries: readonly string[]): readonly string[] => {
    const found = new Set(entries.map((name) => outputOf(name, outputs)));
    for (const path of found)
      for (const imported of outputs[path]?.imports ?? [])
        if (imported.kind === 'import-statement') found.add(imported.path);
    return [...found].map((path) => basename(path));
  };
  const [first, withShell] = [closure('lifecycle'), closure('lifecycle', 'shell')];
  const names = plainNames(Object.keys(outputs), first, withShell);
  const rename = (text: string): string =>
    [...names].reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
  const files = outputFiles
    .map(({ path, text }) => ({ name: rename(basename(path)), text: rename(text) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const sources = Object.fromEntries(
    Object.entries(outputs).map(([path, { inputs: own }]) => [
      rename(basename(path)),
      Object.fromEntries(Object.entries(own).map(([source, { bytesInOutput }]) => [source, bytesInOutput])),
    ]),
  );
  const named = (list: readonly string[]): readonly string[] => [...list.map(rename), 'lifecycle.css'];
  const withPart = Object.fromEntries(partNames.map((part) => [part, closure('lifecycle', part).map(rename)]));
  return { files, first: named(first), withShell: named(withShell), withPart, sources, inputs };
}

/** `webview/shell-ABCDEFGH.js` by `shell`. */
const outputOf = (name: string, outputs: object): string =>
  Object.keys(outputs).find((path) => new RegExp(`/${name}(-[A-Z0-9]{8})?\\.js$`).test(path)) ?? '';

/** Names that do not change with every line of code; what several parts share is named after the first that needs it. */
function plainNames(
  paths: readonly string[],
  first: readonly string[],
  withShell: readonly string[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of paths.map((path) => basename(path))) {
    const [, stem = '', ending = ''] = /^(.+)-[A-Z0-9]{8}(\.\w+)$/.exec(name) ?? [];
    if (stem === '') continue;
    const base =
      stem !== 'chunk' ? stem : first.includes(name) ? 'start' : withShell.includes(name) ? 'commands' : 'shared';
    let plain = base + ending;
    for (let more = 2; taken.has(plain); more++) plain = `${base}-${more}${ending}`;
    taken.add(plain);
    names.set(name, plain);
  }
  return names;
}
