import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compareWithCase } from '../support/kubelet/recorded-case.ts';
import { simulated } from '../support/kubelet/run.ts';

const folder = new URL('../oracle/kubelet/', import.meta.url);

for (const file of existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
  : []) {
  test(`the simulator says what the real kubelet said: ${file}`, () => {
    const lines = readFileSync(new URL(file, folder), 'utf8').trimEnd().split('\n');
    const wrong = lines.flatMap((line, i) => {
      const difference = compareWithCase(line, simulated);
      return difference ? [`line ${i + 1}: ${difference.part} ${difference.detail}`] : [];
    });
    assert.deepEqual(wrong, []);
  });
}
