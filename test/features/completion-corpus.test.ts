/** Random cursors in manifests that a real server accepted: nothing that completion offers breaks them, and it finds what was there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { acceptedCases, freshLanguage, newRejection, rejections, wordsOf } from '../support/completion-corpus.ts';
import { random } from '../support/random.ts';

const seed = Number(process.env['PODSCOPE_SEED'] ?? 20261121);
const positions = Number(process.env['PODSCOPE_POSITIONS'] ?? 600);
const language = freshLanguage();
const cases = acceptedCases();

test(`accepting any offer at ${positions} random places breaks nothing (seed ${seed})`, () => {
  const draw = random(seed);
  const broken: string[] = [];
  for (let count = 0; count < positions; count++) {
    const { name, text } = draw.pick(cases);
    const at = draw.int(0, text.length);
    if (text[at - 1] === '\r') continue;
    const before = rejections(language, text);
    for (const item of language.complete(language.openFile(text), at)) {
      const found = newRejection(language, text, item, before);
      if (found !== undefined) broken.push(`${name} at ${at}: ${item.label} brings ${found}`);
    }
  }
  assert.deepEqual(broken, []);
});

for (const cut of [false, true]) {
  test(`a deleted word is among the first five offers${cut ? ', everything behind the cursor cut off' : ''} (seed ${seed})`, () => {
    const draw = random(seed + 1);
    const hits = { field: [0, 0], value: [0, 0] };
    for (let count = 0; count < positions * 6; count++) {
      const { text } = draw.pick(cases);
      const words = wordsOf(text);
      if (words.length === 0) continue;
      const { start, end, word, kind } = draw.pick(words);
      const rest = text.slice(0, start) + (cut ? '' : text.slice(end));
      const offers = language.complete(language.openFile(rest), start);
      // A free text, like a name, has nothing to offer.
      if (kind === 'value' && !offers.some(({ label, kind: what }) => label === word || what === 'reference')) continue;
      if (kind === 'field' && offers.every(({ docs, label }) => docs === undefined && label !== word)) continue;
      hits[kind][1] = (hits[kind][1] ?? 0) + 1;
      if (offers.slice(0, 5).some(({ label }) => label === word)) hits[kind][0] = (hits[kind][0] ?? 0) + 1;
    }
    const [fields = 0, allFields = 1] = hits.field;
    const [values = 0, allValues = 1] = hits.value;
    assert.ok(fields / allFields >= 0.95, `${fields} of ${allFields} fields`);
    assert.ok(values / allValues >= 0.9, `${values} of ${allValues} values`);
  });
}
