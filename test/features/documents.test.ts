/** Random documents with the answers of Kubernetes' own code (`npm run differential -- --record`): verdicts, texts, warnings, defaults. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { differencesIn } from '../../scripts/differential/judge.ts';
import type { OracleVerdict } from '../../scripts/differential/oracle.ts';

const folder = new URL('../oracle/documents/', import.meta.url);

interface Recorded {
  readonly text: string;
  /** Of the server; 1.36 if missing. */
  readonly version?: string;
  /** One for each document of the text. */
  readonly answers?: readonly OracleVerdict[];
  readonly answer?: OracleVerdict;
}

for (const name of readdirSync(folder).filter((file) => file.endsWith('.jsonl'))) {
  test(`recorded documents: ${name}`, () => {
    const lines = readFileSync(new URL(name, folder), 'utf8').split('\n').filter(Boolean);
    assert.ok(lines.length > 30);
    for (const line of lines) {
      const { text, version = '1.36', answers, answer } = JSON.parse(line) as Recorded;
      const all = answers ?? (answer === undefined ? [] : [answer]);
      assert.ok(all.length > 0, line);
      assert.deepEqual(differencesIn({ text, version, generator: name }, all), [], `${version}\n${text}`);
    }
  });
}
