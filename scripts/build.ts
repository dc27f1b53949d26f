/**
 * `npm run build`: bundles client, server, webview and CLI into `dist/` with esbuild. `--if-stale` does nothing when the bundles are
 * newer than the sources.
 */
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chdirToRoot, root, runScript } from './lib/run.ts';
import { simulationChunk, simulationLater } from './lib/simulation-chunk.ts';
import { buildWebview } from './lib/webview-build.ts';

const sources = [
  'client',
  'server',
  'core',
  'protocol',
  'media',
  'cli',
  'scripts',
  'package.json',
  'package-lock.json',
];
const fieldDocs = 'core/schema/generated/field-docs.json';

/** The CLI starts the server by itself; this bundle is the server as a program of its own. */
const startServer = "import { serve } from './server/node-main.ts'; serve(__dirname);";

const common: BuildOptions = {
  bundle: true,
  minify: true,
  metafile: true,
  sourcemap: false,
  legalComments: 'none',
  logLevel: 'warning',
  target: 'es2022',
  charset: 'utf8',
  external: ['vscode'],
};
const node: BuildOptions = { ...common, platform: 'node', target: 'node20', format: 'cjs' };
const web: BuildOptions = { ...common, platform: 'browser', mainFields: ['browser', 'module', 'main'] };

/** The servers use nothing of `yaml` but its parser; the rest of the package would come along, as it is not marked as free of side effects. */
const alias = { yaml: './node_modules/yaml/browser/dist/parse/parser.js' };

/** One bundle an entry; the names are what `package.json` and the client refer to. */
export const bundles: readonly (BuildOptions & { readonly outfile: string })[] = [
  { ...node, entryPoints: ['client/node-main.ts'], outfile: 'dist/client-node.cjs' },
  { ...web, entryPoints: ['client/web-main.ts'], outfile: 'dist/client-web.js', format: 'cjs' },
  {
    ...node,
    stdin: { contents: startServer, resolveDir: root },
    outfile: 'dist/server-node.cjs',
    alias,
    external: ['./simulation.js'],
    plugins: [simulationLater('node')],
  },
  {
    ...web,
    entryPoints: ['server/worker-main.ts'],
    outfile: 'dist/server-web.js',
    format: 'iife',
    alias,
    plugins: [simulationLater('worker')],
  },
  { ...web, ...simulationChunk },
  { ...node, entryPoints: ['cli/main.ts'], outfile: 'dist/cli/podscope.cjs', banner: { js: '#!/usr/bin/env node' } },
];

if (import.meta.main) {
  chdirToRoot();
  if (!process.argv.includes('--if-stale') || isStale()) await buildAll();
}

/** Writes `dist/` anew. */
export async function buildAll(): Promise<void> {
  if (existsSync('scripts/generate.ts')) runScript('scripts/generate.ts');
  mkdirSync('dist/meta', { recursive: true });
  for (const options of bundles) {
    const { metafile } = await build(options);
    if (metafile)
      writeFileSync(join('dist/meta', metafileName(options.outfile)), JSON.stringify(metafile satisfies Metafile));
  }
  await writePanel();
  if (existsSync(fieldDocs)) copyFileSync(fieldDocs, 'dist/field-docs.json');
  runScript('scripts/docs.ts');
}

/** The panel's files; `dist/meta/webview.json` says which of them a first picture needs. */
async function writePanel(): Promise<void> {
  const { files, ...rest } = await buildWebview('media/lifecycle/main.ts', root);
  rmSync('dist/webview', { recursive: true, force: true });
  mkdirSync('dist/webview', { recursive: true });
  for (const { name, text } of files) writeFileSync(join('dist/webview', name), text);
  writeFileSync('dist/meta/webview.json', JSON.stringify(rest));
}

function metafileName(outfile: string): string {
  return `${outfile.replace('dist/', '').replaceAll('/', '-')}.json`;
}

function isStale(): boolean {
  const made = [...bundles.map(({ outfile }) => outfile), 'dist/meta/webview.json'];
  if (made.some((file) => !existsSync(file))) return true;
  const oldest = Math.min(...made.map((file) => statSync(file).mtimeMs));
  return sources.some((source) => newest(source) > oldest);
}

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  const children = readdirSync(path).filter((name) => name !== 'generated' && name !== 'node_modules');
  return Math.max(0, ...children.map((name) => newest(join(path, name))));
}
