/** The examples on each rule's page are true: the rule finds every invalid one and no valid one, with what is known of the programs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLanguage } from '../../core/language.ts';
import { programFacts } from '../../core/features/programs.ts';
import { rules } from '../../core/rules/index.ts';
import { viewOf } from '../support/rules.ts';

const language = createLanguage();

for (const rule of rules) {
  for (const [kind, examples] of [
    ['invalid', rule.meta.invalid],
    ['valid', rule.meta.valid],
  ] as const) {
    for (const [position, yaml] of examples.entries()) {
      test(`${rule.meta.id}: example ${kind} ${position + 1}`, () => {
        const rejected = language.diagnose(language.openFile(yaml)).filter(({ level }) => level === 'rejected');
        assert.deepEqual(
          rejected.map(({ message }) => message),
          [],
          yaml,
        );
        const pod = viewOf(yaml);
        const found = [...rule.check({ ...pod, programs: programFacts(pod) })];
        assert.equal(found.length > 0, kind === 'invalid', yaml);
      });
    }
  }
}
