/** Small helpers for scripts: the project's folder, and running programs with their output on ours. */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';

export const root = dirname(dirname(import.meta.dirname));

/** Scripts use paths relative to the project, wherever they are started. */
export function chdirToRoot(): void {
  process.chdir(root);
}

/** Runs one of our TypeScript scripts; ends this process with its exit code if it fails. */
export function runScript(script: string, ...args: readonly string[]): void {
  const status = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' }).status;
  if (status !== 0) process.exit(status ?? 1);
}
