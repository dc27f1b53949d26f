/** Gate: generated files are what the generators print now: generating twice gives the same bytes. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runScript } from '../lib/run.ts';

const folders = ['core/schema/generated', 'core/kube/generated'];

export function generatedGate(): readonly string[] {
  const before = new Map(folders.flatMap(hashes));
  if (before.size === 0) return ['nothing is generated: run npm run generate'];
  runScript('scripts/generate.ts');
  const after = new Map(folders.flatMap(hashes));
  return [...after].filter(([file, hash]) => before.get(file) !== hash).map(([file]) => `${file} was not fresh`);
}

export function hashes(folder: string): readonly (readonly [string, string])[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) =>
      statSync(path).isDirectory()
        ? hashes(path)
        : [[path, createHash('sha256').update(readFileSync(path)).digest('hex')] as const],
    );
}
