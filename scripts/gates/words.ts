/** Gate: nothing of one machine in committed files: no absolute paths of people or containers, no private registries. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const forbidden: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.])\/(?:work|root)\//, 'a path of one machine'],
  [/\b(?:npm|registry|artifactory|nexus)\.[a-z0-9-]+\.(?:internal|corp|local)\b/, 'a private registry'],
];
const texts = /\.(ts|mjs|json|md|yaml|yml|css|html)$/;

export function wordGate(): readonly string[] {
  const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => texts.test(file) && !file.startsWith('test/oracle/') && file !== 'package-lock.json');
  return files.flatMap((file) => wrongWords(file, readFileSync(file, 'utf8')));
}

export function wrongWords(file: string, text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, at) =>
      forbidden.filter(([pattern]) => pattern.test(line)).map(([, what]) => `${file}:${at + 1} holds ${what}`),
    );
}
