/** Every fix that is offered for a wrong example of the catalogues takes its diagnosis away and breaks nothing else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEdits } from '../../core/features/checked-fixes.ts';
import { appsCatalogue } from '../../core/validation/catalogue/apps.ts';
import { cronJobCatalogue } from '../../core/validation/catalogue/cron-job.ts';
import { jobPolicyCatalogue } from '../../core/validation/catalogue/job-policies.ts';
import { jobCatalogue } from '../../core/validation/catalogue/job.ts';
import { objectCatalogue } from '../../core/validation/catalogue/objects.ts';
import { volumeWarningCatalogue } from '../../core/validation/catalogue/volume-warnings.ts';
import { warningCatalogue } from '../../core/validation/catalogue/warnings.ts';
import { workloadCatalogue } from '../../core/validation/catalogue/workloads.ts';
import { language, serverDiagnoses } from '../support/diagnoses.ts';

const examples = Object.entries({
  ...workloadCatalogue,
  ...appsCatalogue,
  ...jobCatalogue,
  ...jobPolicyCatalogue,
  ...cronJobCatalogue,
  ...objectCatalogue,
  ...warningCatalogue,
  ...volumeWarningCatalogue,
}).filter(([, { context, wrong }]) => context === undefined && wrong.length < 10_000);

test('fixes of the examples', () => {
  let tried = 0;
  for (const [code, { wrong }] of examples) {
    const before = serverDiagnoses(wrong);
    const found = before.find((diagnostic) => diagnostic.code === code);
    if (found?.fixes === undefined) continue;
    for (const fix of language.fixes(language.openFile(wrong), found)) {
      const fixed = applyEdits(wrong, fix.edits);
      const after = serverDiagnoses(fixed);
      tried++;
      assert.ok(
        after.length < before.length,
        `${code}, ${fix.title}:\n${fixed}${after.map((one) => one.message).join('\n')}`,
      );
    }
  }
  assert.ok(tried > 50, `${tried} fixes tried`);
});
