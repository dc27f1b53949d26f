import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compareWithRecorded } from '../support/cluster/compare.ts';

const folder = new URL('../oracle/cluster/', import.meta.url);

for (const file of readdirSync(folder).sort()) {
  test(`the simulator says what the real scheduler and controllers did: ${file}`, () => {
    const lines = readFileSync(new URL(file, folder), 'utf8').trimEnd().split('\n');
    const wrong = lines.flatMap((line, i) => {
      const difference = compareWithRecorded(line);
      return difference ? [`line ${i + 1}: ${difference.part} ${difference.detail}`] : [];
    });
    assert.deepEqual(wrong, []);
  });
}
