/** A short seeded run of `npm run fuzz`: hostile texts raise nothing, and ranges stay inside the text. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createRandom } from '../../scripts/differential/random.ts';
import { hostileText } from '../../scripts/fuzz/hostile.ts';
import { freshLanguage, tryAll } from '../../scripts/fuzz/try-all.ts';

const cases = new URL('../oracle/verdicts/cases/', import.meta.url);
const names = readdirSync(cases, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort();
const manifests = names.map((name) => readFileSync(new URL(name, cases), 'utf8'));

test('hostile texts raise nothing', () => {
  const random = createRandom(20261121);
  const language = freshLanguage();
  for (let i = 0; i < 1500; i++) {
    const text = hostileText(random, manifests);
    assert.doesNotThrow(() => tryAll(language, text, random), JSON.stringify(text));
  }
});

test('every prefix of a manifest raises nothing', () => {
  const random = createRandom(1);
  const language = freshLanguage();
  const text = manifests.find((manifest) => manifest.includes('livenessProbe') && manifest.length > 600) ?? '';
  assert.ok(text.length > 600);
  for (let end = 0; end <= text.length; end++)
    assert.doesNotThrow(() => tryAll(language, text.slice(0, end), random), JSON.stringify(text.slice(0, end)));
});

test('5,000 containers are judged', () => {
  const container = (i: number): string => `  - {name: c${i}, image: nginx, ports: [{containerPort: ${i + 1}}]}\n`;
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n${Array.from({ length: 5000 }, (_, i) => container(i)).join('')}`;
  const language = freshLanguage();
  assert.deepEqual(
    language.diagnose(language.openFile(text)).filter(({ level }) => level === 'rejected'),
    [],
  );
});
