/**
 * Which modules the panel loads only when something needs them. While the panel is bundled, what they export is replaced by calls that
 * throw `Missing` until their part is loaded; sources import them as usual.
 */
import type { Plugin } from 'esbuild';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const inShell = (name: string): string => `core/behaviour/shell/${name}.ts`;

/** By part, modules that export functions, or tables of functions. */
const parts: Readonly<Record<string, readonly string[]>> = {
  /** What answers the user, and what changes the Scenario or the manifest. */
  interactive: [
    'media/lifecycle/interactive.ts',
    'media/lifecycle/app-edits.ts',
    'media/lifecycle/app-rarely.ts',
    'media/lifecycle/same-course.ts',
    'media/lifecycle/state-steps.ts',
  ],
  /** The shell's language and the tools that nearly every script uses: for containers whose command line is run. */
  shell: ['core/behaviour/shell-program.ts'],
  /**
   * What somebody does to the Pod, its node or its cluster; nodes that do not take everybody; hooks, limits of storage, Pods that are
   * files of a node.
   */
  actions: [
    'core/simulator/actions.ts',
    'core/simulator/lifecycle-hook.ts',
    'core/simulator/choose-node.ts',
    'core/simulator/turn-down.ts',
    'core/simulator/taint-eviction.ts',
    'core/simulator/node-changes.ts',
    'core/simulator/local-storage.ts',
    'core/simulator/static-pod.ts',
    'media/lifecycle/scene/rare-lanes.ts',
  ],
  /** What fewer scripts use of the shell's language: patterns, functions, rare builtins, words for what went wrong. */
  language: [
    'core/behaviour/exec-error.ts',
    ...[
      'back-quotes',
      'builtins-rare',
      'builtins-tell',
      'case',
      'change-file',
      'condition',
      'escapes',
      'functions',
      'here-document',
      'operators',
      'options',
      'paths',
      'pattern',
      'problems',
      'script-files',
      'shorthands',
      'trace',
      'tools/kill',
    ].map(inShell),
  ],
  /** The tools that fewer scripts use. */
  tools: ['endless', 'regex', 'tools/lesser', 'tools/number-lines', 'tools/printf'].map(inShell),
  /** Servers, what comes back from them, and the tools that ask them. */
  network: [
    'core/behaviour/configured.ts',
    'core/behaviour/server-program.ts',
    'core/behaviour/program-lookup.ts',
    'core/behaviour/program-network.ts',
    'core/behaviour/shell/tools/net.ts',
    'core/behaviour/shell/tools/ping.ts',
  ],
};

/**
 * A bundler that splits makes a file of its own for each set of parts that share something. Parts that import all that is there before
 * them share one file, whatever else they use.
 */
const afterStart = "import './media/lifecycle/panel.ts';\nimport './core/simulator/simulate.ts';\n";
const after: Readonly<Record<string, readonly string[]>> = {
  language: ['shell'],
  tools: ['shell', 'language'],
  network: ['shell'],
};

export const partNames: readonly string[] = Object.keys(parts);

/** The module `gate:…`: its `part()` gives the part, or throws that it is not there. */
const gate = (part: string): string =>
  `import { lazily } from './media/lifecycle/engine-parts.ts';\nexport const part = lazily(() => import('part:${part}'));`;

/** A test that wants to know what is asked for has another gate. */
export function engineParts(root: string, gateOf = gate): Plugin {
  const partOf = new Map(Object.entries(parts).flatMap(([part, files]) => files.map((file) => [file, part] as const)));
  const nameOf = (path: string): string => relative(root, path).replaceAll('\\', '/');
  const read = async (file: string): Promise<Readonly<Record<string, unknown>>> =>
    (await import(pathToFileURL(join(root, file)).href)) as Readonly<Record<string, unknown>>;
  return {
    name: 'engine-parts',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^(?:part|gate):/ }, ({ path }) => {
        const [namespace = '', name = ''] = path.split(':');
        return { path: name, namespace };
      });
      onResolve({ filter: /^\..*\.ts$/, namespace: 'file' }, ({ path, resolveDir }) => {
        const file = nameOf(join(resolveDir, path));
        return partOf.has(file) ? { path: file, namespace: 'later' } : undefined;
      });
      onLoad({ filter: /./, namespace: 'part' }, ({ path }) => ({
        contents: [
          afterStart,
          ...(after[path] ?? []).flatMap((part) => parts[part] ?? []).map((file) => `import './${file}';`),
          ...(parts[path] ?? []).map((file) => `export * from './${file}';`),
        ].join('\n'),
        resolveDir: root,
      }));
      onLoad({ filter: /./, namespace: 'gate' }, ({ path }) => ({ contents: gateOf(path), resolveDir: root }));
      onLoad({ filter: /./, namespace: 'later' }, async ({ path }) => {
        const stubs = Object.entries(await read(path)).map(
          ([name, value]) => `export const ${name} = ${stub(name, value)};`,
        );
        return {
          contents: [`import { part } from 'gate:${partOf.get(path) ?? ''}';`, ...stubs].join('\n'),
          resolveDir: root,
        };
      });
    },
  };
}

/** A function that asks the part when it is called, or a table of such functions. */
function stub(name: string, value: unknown): string {
  if (typeof value === 'function') return `(...all) => part().${name}(...all)`;
  const names = JSON.stringify(Object.keys(value as object).join(' '));
  return `Object.fromEntries(${names}.split(' ').map((key) => [key, (...all) => part().${name}[key](...all)]))`;
}
