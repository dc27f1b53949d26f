/**
 * `npm run fuzz`: hostile texts through everything an editor asks. Options: --count N (200000), --seed N, --node20 (the same on Node 20,
 * bundled first: that one reads no TypeScript). Every ten thousand texts it says how it goes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRandom } from './differential/random.ts';
import { node20 } from '../test/support/node20.ts';
import { hostileText } from './fuzz/hostile.ts';
import { freshLanguage, tryAll } from './fuzz/try-all.ts';

const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    node20: { type: 'boolean', default: false },
    root: { type: 'string', default: resolve(dirname(fileURLToPath(import.meta.url)), '..') },
  },
});
process.exitCode = options.node20 ? await onNode20() : fuzz(Number(options.count), Number(options.seed));

async function onNode20(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'podscope-fuzz-'));
  const outfile = join(folder, 'fuzz.mjs');
  const entry = join(options.root, 'scripts', 'fuzz.ts');
  const { build } = await import('esbuild');
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    external: ['esbuild'],
    banner,
  });
  const { count, seed, root } = options;
  const args = [outfile, '--count', count, '--seed', seed, '--root', root];
  const { status } = spawnSync(node20(), args, { stdio: 'inherit' });
  rmSync(folder, { recursive: true, force: true });
  return status ?? 1;
}

function fuzz(total: number, seed: number): number {
  const manifests = recordedManifests(join(options.root, 'test', 'oracle', 'verdicts', 'cases'));
  const random = createRandom(seed);
  const language = freshLanguage();
  const heap: number[] = [];
  let slowest = { milliseconds: 0, text: '' };
  let failures = 0;
  for (let i = 1; i <= total; i++) {
    const text = hostileText(random, manifests);
    try {
      const { milliseconds } = tryAll(language, text, random);
      if (milliseconds > slowest.milliseconds) slowest = { milliseconds, text };
    } catch (error) {
      failures++;
      if (failures <= 5) console.log(`${String((error as Error).stack)}\n${JSON.stringify(text)}\n`);
    }
    if (i % 10_000 === 0 || i === total) {
      heap.push(heapAfterCollection());
      console.log(
        `Node ${process.versions.node}, seed ${seed}: ${i} texts, ${failures} exceptions, slowest ${slowest.milliseconds.toFixed(0)} ms, heap ${heap.at(-1) ?? 0} MB`,
      );
    }
  }
  if (slowest.milliseconds > 100) console.log(JSON.stringify(slowest.text.slice(0, 500)));
  return failures === 0 ? 0 : 1;
}

function recordedManifests(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** In MB; what is garbage does not count. */
function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return Math.round(process.memoryUsage().heapUsed / 1e6);
}
