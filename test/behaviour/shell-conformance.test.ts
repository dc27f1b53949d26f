/** The interpreter against the real shells: the same output in the same order, the same exit code. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { readRecords, readScripts } from '../support/shell-records.ts';
import { runScript } from './run-script.ts';

const read = (name: string): string => readFileSync(new URL(`../oracle/shells/${name}`, import.meta.url), 'utf8');
const scripts = readScripts(read('scripts.txt'));

for (const shell of ['dash', 'busybox'] as const) {
  const recorded = new Map(readRecords(read(`${shell}.txt`)).map((record) => [record.name, record] as const));
  for (const { name, script } of scripts) {
    test(`${shell} ${name}: ${script.split('\n')[0]?.slice(0, 60) ?? ''}`, () => {
      const { output, code } = runScript(script, {
        flavor: shell,
        hasInit: false,
        environment: new Map([['HOME', '/root']]),
        workingDirectory: '/work',
      });
      assert.equal(
        `${output}exit ${code ?? 'never'}`,
        `${recorded.get(name)?.output ?? ''}exit ${recorded.get(name)?.code ?? ''}`,
      );
    });
  }
}
