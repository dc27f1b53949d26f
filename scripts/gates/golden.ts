/** Gate: the VSIX and the npm package hold exactly the files of `test/golden`; a new file is a decision. */
import { listFiles, PackageManager } from '@vscode/vsce';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export const vsixList = 'test/golden/vsix-files.txt';
export const npmList = 'test/golden/npm-files.txt';

export async function goldenGate(): Promise<readonly string[]> {
  const isUpdate = process.argv.includes('--update');
  return [...compare(vsixList, await vsixFiles(), isUpdate), ...compare(npmList, npmFiles(), isUpdate)];
}

export async function vsixFiles(): Promise<readonly string[]> {
  return [...(await listFiles({ packageManager: PackageManager.None }))].sort();
}

export function npmFiles(): readonly string[] {
  const answer = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=silent'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const parsed: unknown = JSON.parse(answer);
  const [packed] = (Array.isArray(parsed) ? parsed : Object.values(parsed as object)) as {
    files: { path: string }[];
  }[];
  return (packed?.files ?? []).map(({ path }) => path).sort();
}

export function compare(golden: string, files: readonly string[], isUpdate = false): readonly string[] {
  if (isUpdate) {
    mkdirSync(dirname(golden), { recursive: true });
    writeFileSync(golden, `${files.join('\n')}\n`);
  }
  const expected = existsSync(golden)
    ? readFileSync(golden, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
  return [
    ...files.filter((file) => !expected.includes(file)).map((file) => `${golden}: ${file} is new`),
    ...expected.filter((file) => !files.includes(file)).map((file) => `${golden}: ${file} is gone`),
  ];
}
