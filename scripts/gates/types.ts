/** Gate: every room is type-checked with its own tsconfig; the core's has neither DOM nor Node. */
import { spawnSync } from 'node:child_process';

export const rooms = ['core', 'protocol', 'server', 'client', 'media', 'cli', 'scripts', 'bench', 'test'];

export function typeGate(): readonly string[] {
  return rooms.flatMap((room) => typesOf(room));
}

/** Errors of one project, a line each. */
export function typesOf(project: string): readonly string[] {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['node_modules/typescript-7/bin/tsc', '-p', project, '--pretty', 'false'],
    { encoding: 'utf8' },
  );
  if (status === 0) return [];
  // A room without a file yet is no error.
  return stdout.split('\n').filter((line) => line.trim() !== '' && !line.includes('TS18003'));
}
