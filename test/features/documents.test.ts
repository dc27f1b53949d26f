/** Random documents with the answers of Kubernetes' own code (`npm run differential --record`): verdicts, texts, warnings, defaults. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Aspect, differencesOf } from '../../scripts/differential/compare.ts';
import type { OracleVerdict } from '../../scripts/differential/oracle.ts';

const folder = new URL('../oracle/documents/', import.meta.url);
const aspects = new Set<Aspect>(['decode', 'strict', 'causes', 'warnings', 'accepted', 'defaults']);

for (const name of readdirSync(folder).filter((file) => file.endsWith('.jsonl'))) {
  test(`recorded documents: ${name}`, () => {
    const lines = readFileSync(new URL(name, folder), 'utf8').split('\n').filter(Boolean);
    assert.ok(lines.length > 100);
    for (const line of lines) {
      const { text, answer } = JSON.parse(line) as { readonly text: string; readonly answer: OracleVerdict };
      assert.deepEqual(differencesOf(text, answer, aspects), [], text);
    }
  });
}
