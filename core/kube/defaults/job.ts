/** Defaults of Job and CronJob (Kubernetes 1.36, pkg/apis/batch/v1/defaults.go). */
import { type Draft, fill, fillEmpty, isUnset, update, updateEach, updateStruct } from './draft.ts';
import { defaultTemplate } from './pod-spec.ts';
import { copyLabels, templateLabels } from './workload.ts';

const maxInt32 = 2147483647;

export function defaultJob(job: Draft): void {
  updateStruct(job, 'spec', (spec) => {
    if (isUnset(spec.completions) && isUnset(spec.parallelism)) spec.completions = 1;
    fill(spec, 'parallelism', 1);
    fill(spec, 'backoffLimit', isUnset(spec.backoffLimitPerIndex) ? 6 : maxInt32);
    const labels = templateLabels(spec.template);
    if (labels) copyLabels(job, labels);
    fill(spec, 'completionMode', 'NonIndexed');
    fill(spec, 'suspend', false);
    fill(spec, 'podReplacementPolicy', isUnset(spec.podFailurePolicy) ? 'TerminatingOrFailed' : 'Failed');
    fill(spec, 'manualSelector', false);
    defaultJobTemplate(spec);
  });
}

/** The defaults of a Job do not apply to the jobTemplate: they come when the controller creates the Job. */
export function defaultCronJob(cronJob: Draft): void {
  updateStruct(cronJob, 'spec', (spec) => {
    fillEmpty(spec, 'concurrencyPolicy', 'Allow');
    fill(spec, 'suspend', false);
    fill(spec, 'successfulJobsHistoryLimit', 3);
    fill(spec, 'failedJobsHistoryLimit', 1);
    updateStruct(spec, 'jobTemplate', (template) => updateStruct(template, 'spec', defaultJobTemplate));
  });
}

function defaultJobTemplate(spec: Draft): void {
  update(spec, 'podFailurePolicy', (policy) =>
    updateEach(policy, 'rules', (rule) =>
      updateEach(rule, 'onPodConditions', (pattern) => fillEmpty(pattern, 'status', 'True')),
    ),
  );
  updateStruct(spec, 'template', defaultTemplate);
}
