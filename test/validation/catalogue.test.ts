/** The examples of the catalogues: the wrong one gets its code, the right one is accepted without it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { applyDefaults } from '../../core/kube/defaults.ts';
import type { JsonObject } from '../../core/kube/json.ts';
import { appsCatalogue } from '../../core/validation/catalogue/apps.ts';
import { cronJobCatalogue } from '../../core/validation/catalogue/cron-job.ts';
import { jobPolicyCatalogue } from '../../core/validation/catalogue/job-policies.ts';
import { jobCatalogue } from '../../core/validation/catalogue/job.ts';
import { objectCatalogue } from '../../core/validation/catalogue/objects.ts';
import { volumeWarningCatalogue } from '../../core/validation/catalogue/volume-warnings.ts';
import { warningCatalogue } from '../../core/validation/catalogue/warnings.ts';
import { workloadCatalogue } from '../../core/validation/catalogue/workloads.ts';
import type { ValidationContext } from '../../core/validation/context.ts';
import { createObject } from '../../core/validation/create.ts';

const catalogues = [
  workloadCatalogue,
  appsCatalogue,
  jobCatalogue,
  jobPolicyCatalogue,
  cronJobCatalogue,
  objectCatalogue,
  warningCatalogue,
  volumeWarningCatalogue,
];

function answerTo(
  yaml: string,
  context?: ValidationContext,
): { readonly errors: readonly string[]; readonly warnings: readonly string[] } {
  const object = parse(yaml) as JsonObject & { readonly apiVersion: string; readonly kind: string };
  const { apiVersion, kind } = object;
  const answer = createObject(apiVersion, kind, applyDefaults(apiVersion, kind, object as JsonObject), [], context);
  return { errors: answer.errors.map(({ code }) => code), warnings: answer.warnings.map(({ code }) => code) };
}

for (const catalogue of catalogues) {
  for (const [code, { summary, why, wrong, right, context }] of Object.entries(catalogue)) {
    test(`${code}: its examples show it`, () => {
      const bad = answerTo(wrong, context);
      assert.ok([...bad.errors, ...bad.warnings].includes(code), `${wrong}${JSON.stringify(bad)}`);
      const good = answerTo(right, context);
      assert.deepEqual(good.errors, [], right);
      assert.ok(!good.warnings.includes(code), right);
      for (const sentence of [summary, why]) assert.match(sentence, /^[A-Z0-9a-z<].*\.$/s);
    });
  }
}
