/** Older servers: where their answers differ from those of 1.36, ours differ in the same way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ourAnswer, readAnswers, theirAnswer } from '../support/replay.ts';

for (const kubernetesVersion of ['1.34', '1.32']) {
  test(`answers of ${kubernetesVersion}`, () => {
    const answers = readAnswers(`workloads/versions/${kubernetesVersion}.jsonl`);
    assert.ok(answers.length > 20);
    for (const answer of answers) {
      assert.deepEqual(ourAnswer(answer, { kubernetesVersion }), theirAnswer(answer), JSON.stringify(answer.document));
      assert.notDeepEqual(ourAnswer(answer), theirAnswer(answer), 'recorded because 1.36 says something else');
    }
  });
}
