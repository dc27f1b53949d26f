/** The Node that users may have: the oldest that the CLI and the server must run on. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../../scripts/lib/cache.ts';

const pinned = '20.20.2';
let found: string | undefined;

/** A Node 20: the system's if it is one, else the one of the package registry (Linux), else this Node. */
export function node20(): string {
  return (found ??= search());
}

function search(): string {
  for (const candidate of ['node', '/usr/bin/node', '/usr/local/bin/node']) {
    const { status, stdout } = spawnSync(candidate, ['--version'], { encoding: 'utf8' });
    if (status === 0 && stdout.startsWith('v20.')) return candidate;
  }
  if (process.platform !== 'linux') return process.execPath;
  const modules = installPackages(`node-${pinned}`, [`node-linux-${process.arch}@${pinned}`]);
  const binary = join(modules, `node-linux-${process.arch}`, 'bin', 'node');
  return existsSync(binary) ? binary : process.execPath;
}
