/** Real editors and other large packages: installed from the npm registry into one cache folder outside the project, pinned. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** `PODSCOPE_CACHE`, else the system's cache folder for users. */
export const cacheFolder =
  process.env['PODSCOPE_CACHE'] || join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'podscope');

/** Installs packages into a folder of their own and returns its `node_modules`. Install scripts never run. */
export function installPackages(name: string, packages: readonly string[], more?: (modules: string) => void): string {
  const folder = join(cacheFolder, name);
  const modules = join(folder, 'node_modules');
  const done = join(folder, 'installed');
  if (existsSync(done)) return modules;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  console.log(`Installing ${packages.join(', ')} into ${folder} ...`);
  npmInstall(folder, packages);
  more?.(modules);
  writeFileSync(done, packages.join('\n'));
  return modules;
}

export function npmInstall(folder: string, args: readonly string[]): void {
  const flags = ['install', '--ignore-scripts', '--engine-strict=false', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync('npm', [...flags, ...args], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) throw new Error(`npm install in ${folder} failed`);
}
