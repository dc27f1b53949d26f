/** Gate: nothing grows beyond what people should download and load. */
import type { Metafile } from 'esbuild';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { WebviewBuild } from '../lib/webview-build.ts';

/** Bytes. */
const limits: Readonly<Record<string, number>> = {
  'podscope.vsix': 1_500_000,
  'dist/client-node.cjs': 600_000,
  'dist/client-web.js': 600_000,
  'dist/server-node.cjs': 900_000,
  'dist/server-web.js': 900_000,
  'dist/simulation.js': 400_000,
};

/** Bytes of the panel, as they are and packed: before its first picture, and with everything that follows. */
const panelLimits = {
  first: { minified: 185_000, packed: 69_000 },
  withShell: { minified: 240_000, packed: 90_000 },
  all: { minified: 460_000, packed: 176_000 },
} as const;

/** Bytes of code, minified, by where it comes from. */
type Sources = Readonly<Record<string, number>>;

/** What a run needs of the engine without its shell: in all, and in the panel before any picture. */
const roomLimits = { simulator: 120_000, firstCore: 110_000 } as const;

export function sizeGate(): readonly string[] {
  const single = Object.entries(limits).flatMap(([file, limit]) =>
    tooLarge(file, existsSync(file) ? statSync(file).size : undefined, limit),
  );
  return [...single, ...panelSizes(), ...simulatorSize()];
}

type PanelFiles = Pick<WebviewBuild, 'first' | 'withShell' | 'sources'>;

/** The build says which files of the panel the first picture needs. */
function panelSizes(): readonly string[] {
  const listed = 'dist/meta/webview.json';
  if (!existsSync(listed)) return tooLarge(listed, undefined, 0);
  const { first, withShell, sources } = JSON.parse(readFileSync(listed, 'utf8')) as PanelFiles;
  return [
    ...sumTooLarge('the panel before its first picture', first, panelLimits.first),
    ...sumTooLarge('the panel before its first picture of a script', withShell, panelLimits.withShell),
    ...sumTooLarge('the whole panel', Object.keys(sources), panelLimits.all),
    ...tooLarge('core/ in start.js of the panel', roomBytes(sources['start.js'], 'core/'), roomLimits.firstCore),
  ];
}

function simulatorSize(): readonly string[] {
  const listed = 'dist/meta/simulation.js.json';
  if (!existsSync(listed)) return tooLarge(listed, undefined, 0);
  const { outputs } = JSON.parse(readFileSync(listed, 'utf8')) as Pick<Metafile, 'outputs'>;
  const sources = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs)),
    bytes = Object.fromEntries(sources.map(([source, { bytesInOutput }]) => [source, bytesInOutput]));
  return tooLarge('core/simulator/ in dist/simulation.js', roomBytes(bytes, 'core/simulator/'), roomLimits.simulator);
}

/** How much of it lies in a folder; undefined if nothing does, which no build of ours has. */
export function roomBytes(sources: Sources | undefined, folder: string): number | undefined {
  const own = Object.entries(sources ?? {}).filter(([source]) => source.startsWith(folder));
  return own.length === 0 ? undefined : own.reduce((sum, [, bytes]) => sum + bytes, 0);
}

function sumTooLarge(
  what: string,
  files: readonly string[],
  limit: { readonly minified: number; readonly packed: number },
): readonly string[] {
  const texts = files.map((file) => readFileSync(join('dist/webview', file)));
  const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);
  const packed = sum(texts.map((text) => gzipSync(text, { level: 9 }).length));
  return [
    ...tooLarge(what, sum(texts.map(({ length }) => length)), limit.minified),
    ...tooLarge(`${what}, packed,`, packed, limit.packed),
  ];
}

export function tooLarge(file: string, size: number | undefined, limit: number): readonly string[] {
  if (size === undefined) return [`${file} is missing: run npm run package`];
  return size <= limit ? [] : [`${file} has ${size} bytes, ${limit} are allowed`];
}
