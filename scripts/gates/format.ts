/** Gate: prettier lays out all TypeScript; `npm run format` does it. */
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { check, resolveConfig } from 'prettier';

/** Files that git knows or would add: what a formatter on save would have touched. */
export async function formatGate(): Promise<readonly string[]> {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'];
  const files = execFileSync('git', list, { encoding: 'utf8' }).split('\n').filter(Boolean);
  const problems: string[] = [];
  for (const file of files) problems.push(...(await unformatted(file, readOrNothing(file))));
  return problems;
}

/** For the test that plants a violation: a text as if it stood in that file. */
export async function unformatted(file: string, text: string): Promise<readonly string[]> {
  const options = await resolveConfig(file);
  const isFine = await check(text, { ...options, filepath: file });
  return isFine ? [] : [`${file} is not laid out as prettier does it: npm run format`];
}

/** A file that somebody has just removed has no layout. */
function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
