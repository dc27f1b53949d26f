/** Makes a fresh clone ready with nothing but Node 20 and npm: installs packages and finds Node 24. Plain JavaScript on purpose. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

// VS Code's browser host refuses packages that say "type": "module", so ours says nothing and Node tells by the syntax, with a warning.
const quiet = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
const canBeQuiet = process.allowedNodeEnvironmentFlags.has('--disable-warning');
const env = { ...process.env, ...(canBeQuiet ? { NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${quiet}` } : {}) };

/** Runs `npm ci` when packages are missing. */
export function ensurePackages() {
  if (existsSync(join(root, 'node_modules', 'esbuild', 'package.json'))) return;
  console.log('Installing packages (npm ci) ...');
  runOrExit('npm', ['ci', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' });
}

/** Path of a Node that runs TypeScript directly: this one if new enough, else the one among the dev dependencies. */
export function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const folder = join(root, 'node_modules', 'node');
  const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  // A newer npm may not run install scripts; then the binary is fetched here.
  if (!works(binary)) spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, stdio: 'inherit' });
  if (works(binary)) return binary;
  console.error('No Node 24 found: install it, or run "npm ci" with install scripts allowed.');
  return process.exit(2);
}

/** Runs a program with its output on ours; ends this process if it fails. */
export function runOrExit(program, args, options = {}) {
  const result = spawnSync(program, args, { cwd: root, stdio: 'inherit', env, ...options });
  if (result.error) console.error(result.error.message);
  if (result.status !== 0) process.exit(result.status ?? 1);
}

function works(binary) {
  return existsSync(binary) && spawnSync(binary, ['--version']).status === 0;
}
