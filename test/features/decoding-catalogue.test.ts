/** Examples of the pages about reading and decoding: the wrong one gets its code, the right one gets nothing of the server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodingCatalogue } from '../../core/features/decoding-catalogue.ts';
import { language, serverDiagnoses } from '../support/diagnoses.ts';

for (const [code, { wrong, right }] of Object.entries(decodingCatalogue)) {
  test(`page ${code}`, () => {
    const found = language.diagnose(language.openFile(wrong));
    assert.ok(
      found.some((one) => one.code === code),
      found.map((one) => `${one.code} ${one.message}`).join('\n'),
    );
    assert.deepEqual(
      serverDiagnoses(right).map((one) => one.message),
      [],
    );
  });
}
