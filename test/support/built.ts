/** The built CLI as users run it. `npm test` builds before it tests; a test run alone builds what is missing. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { node20 } from './node20.ts';

export const root = join(import.meta.dirname, '..', '..');
export const cliPath = join(root, 'dist', 'cli', 'podscope.cjs');

export function ensureBuilt(): void {
  if (existsSync(cliPath)) return;
  const { status } = spawnSync(process.execPath, ['scripts/build.ts'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
}

/** Runs `podscope ARGS` on Node 20. */
export function podscope(
  args: readonly string[],
  options: { readonly cwd?: string; readonly input?: string } = {},
): SpawnSyncReturns<string> {
  ensureBuilt();
  return spawnSync(node20(), [cliPath, ...args], {
    encoding: 'utf8',
    cwd: options.cwd ?? root,
    input: options.input ?? '',
    env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' },
  });
}
