/**
 * What runs Pods (simulator, shell, images, reports, the schemas of Scenarios) and what mends refused fields is a script of its own
 * beside the servers, `dist/simulation.js`, loaded when the first Pod is judged. Sources import it as usual: while a server is bundled,
 * the modules named here are replaced by calls into that script.
 */
import type { BuildOptions, Plugin } from 'esbuild';
import { relative } from 'node:path';
import { root } from './run.ts';

/** By module, the functions that the servers call. Both doors of the script are named again in its entry below. */
const replaced: Readonly<Record<string, readonly string[]>> = {
  'core/features/programs.ts': ['programFacts'],
  // Only what is refused is repaired.
  'core/features/repairs/index.ts': ['repairsOf'],
  // Compiled schemas are large, and only Scenarios and `podscope.yaml` need them.
  'core/schema/own-document.ts': ['checkScenario', 'checkConfig'],
  'core/simulation.ts': [
    'simulate',
    'outlook',
    'eventsMarkdown',
    'presetsFor',
    'presetSubject',
    'runExpectations',
    'textChart',
  ],
};

/** Functions of those modules that are too small to wait for. */
const kept: Readonly<Record<string, string>> = {
  'core/simulation.ts':
    "export { parseGoDuration } from './kube/go-duration.ts'; export { expectationTitle } from './behaviour/expectation-title.ts';",
};

const loaders = {
  /** Beside the server, as `node-main` is run from its own folder. */
  node: "let own; const load = () => (own ??= require('./simulation.js'));",
  /** `podscopeAssets` is set by `worker-main`; where the client runs the server in its own host, it has loaded both scripts. */
  worker:
    "const load = () => { if (typeof podscopeSimulation === 'undefined') importScripts(podscopeAssets + '/simulation.js'); return podscopeSimulation; };",
} as const;

/** For the bundle of a server. */
export function simulationLater(host: keyof typeof loaders): Plugin {
  return {
    name: 'simulation-later',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/](?:programs|simulation|own-document|index)\.ts$/ }, ({ path }) => {
        const file = relative(root, path).replaceAll('\\', '/');
        const names = replaced[file];
        if (names === undefined) return undefined;
        const calls = names.map((name) => `export const ${name} = (...all) => load().${name}(...all);`);
        const contents = [loaders[host], kept[file] ?? '', ...calls].join('\n');
        return { contents, loader: 'js', resolveDir: path.replace(/[^\\/]*$/, '') };
      });
    },
  };
}

/** The script itself, for Node (`require`) and Workers (`importScripts`) alike. */
export const simulationChunk: BuildOptions & { readonly outfile: string } = {
  stdin: {
    contents: Object.entries(replaced)
      .map(([file, names]) => `export { ${names.join(', ')} } from './${file}';`)
      .join('\n'),
    resolveDir: root,
    sourcefile: 'simulation-chunk.ts',
  },
  outfile: 'dist/simulation.js',
  format: 'iife',
  globalName: 'podscopeSimulation',
  footer: { js: "if (typeof module === 'object') module.exports = podscopeSimulation;" },
};
