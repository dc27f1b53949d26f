/** Every fix that is offered for a wrong example of the catalogues takes its diagnosis away and breaks nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../core/features/checked-fixes.ts';
import { cataloguePages } from '../../core/validation/catalogue/index.ts';
import { language, serverDiagnoses } from '../support/diagnoses.ts';

const examples = cataloguePages.flatMap(({ rules }) =>
  Object.entries(rules).flatMap(([code, { context, wrong = '' }]) =>
    context === undefined && wrong !== '' && wrong.length < 10_000 ? [{ code, wrong }] : [],
  ),
);

/** Errors hide warnings, which may show up when the error is gone. */
function rejections(diagnostics: readonly { readonly level: string }[]): number {
  return diagnostics.filter(({ level }) => level === 'rejected').length;
}

test('fixes of the examples', () => {
  let tried = 0;
  for (const { code, wrong } of examples) {
    const before = serverDiagnoses(wrong);
    const found = before.find((diagnostic) => diagnostic.code === code);
    if (found?.fixes === undefined) continue;
    for (const fix of language.fixes(language.openFile(wrong), found)) {
      const fixed = applyEdits(wrong, fix.edits);
      const after = serverDiagnoses(fixed);
      tried++;
      assert.ok(
        rejections(after) < rejections(before) || after.length < before.length,
        `${code}, ${fix.title}:\n${fixed}${after.map((one) => one.message).join('\n')}`,
      );
    }
  }
  assert.ok(tried > 50, `${tried} fixes tried`);
});
