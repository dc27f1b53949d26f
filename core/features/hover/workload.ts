/** Answers on workloads: how many Pods there are during an update, how often a Job tries, when a CronJob runs. */
import { cronScheduleError } from '../../kube/cron-schedule.ts';
import { structAt, type Json, type JsonObject } from '../../kube/json.ts';
import type { AuthoringDocument } from '../authoring.ts';
import type { Answer } from './answer.ts';
import { cronWords } from './cron-words.ts';

export const workloadAnswers: Readonly<Record<string, Answer>> = {
  'DeploymentSpec.replicas': updateBounds,
  'DeploymentStrategy.rollingUpdate': updateBounds,
  'DeploymentSpec.strategy': updateBounds,
  'RollingUpdateDeployment.maxSurge': updateBounds,
  'RollingUpdateDeployment.maxUnavailable': updateBounds,
  'DeploymentStrategy.type': (document) =>
    strategyOf(document)['type'] === 'Recreate'
      ? ['All old Pods are stopped before the first new one starts: nothing answers in between.  ']
      : updateBounds(document),
  'DeploymentSpec.minReadySeconds': (document) => [
    `A new Pod counts as available when it has been ready for ${figure(specOf(document), 'minReadySeconds', 0)} s.  `,
  ],
  'DeploymentSpec.progressDeadlineSeconds': (document) => [
    `If no Pod becomes ready for ${figure(specOf(document), 'progressDeadlineSeconds', 600)} s, the Deployment says so; it neither stops nor goes back.  `,
  ],
  'JobSpec.backoffLimit': (document) => [retries(jobOf(document))],
  'JobSpec.parallelism': (document) => [pods(jobOf(document))],
  'JobSpec.completions': (document) => [pods(jobOf(document))],
  'JobSpec.activeDeadlineSeconds': (document) => [
    `After ${figure(jobOf(document), 'activeDeadlineSeconds', 0)} s all its Pods are stopped and the Job has failed with DeadlineExceeded; this wins over backoffLimit.  `,
  ],
  'JobSpec.ttlSecondsAfterFinished': (document) => [
    `The Job and its Pods, with their logs, are deleted ${figure(jobOf(document), 'ttlSecondsAfterFinished', 0)} s after it has ended.  `,
  ],
  'CronJobSpec.schedule': (document) => schedule(specOf(document)),
  'CronJobSpec.concurrencyPolicy': (document) => {
    const policy = String(specOf(document)['concurrencyPolicy']);
    const words: Readonly<Record<string, string>> = {
      Allow: 'A run that takes long does not hold back the next: several may run together.  ',
      Forbid: 'While one runs, the next is left out.  ',
      Replace: 'When the next is due, the one that runs is stopped.  ',
    };
    return Object.hasOwn(words, policy) ? [words[policy] ?? ''] : [];
  },
  'StatefulSetSpec.replicas': (document) => {
    const count = figure(specOf(document), 'replicas', 1);
    const last = count > 1 ? ` to ${document.manifest.name}-${count - 1}` : '';
    return count < 1 ? [] : [`Its Pods are ${document.manifest.name}-0${last}, each with volumes of its own.  `];
  },
};

function specOf({ manifest }: AuthoringDocument): JsonObject {
  return structAt(manifest.defaulted, 'spec');
}

function jobOf(document: AuthoringDocument): JsonObject {
  const spec = specOf(document);
  return document.manifest.kind === 'CronJob' ? structAt(structAt(spec, 'jobTemplate'), 'spec') : spec;
}

function strategyOf(document: AuthoringDocument): JsonObject {
  return structAt(specOf(document), 'strategy');
}

function figure(holder: JsonObject, field: string, fallback: number): number {
  const value = holder[field];
  return typeof value === 'number' ? value : fallback;
}

/** Source: pkg/controller/deployment/util ResolveFenceposts (1.36): surge is rounded up, unavailable down, not both may be 0. */
function updateBounds(document: AuthoringDocument): readonly string[] {
  if (document.manifest.kind !== 'Deployment' || strategyOf(document)['type'] === 'Recreate') return [];
  const replicas = figure(specOf(document), 'replicas', 1);
  const rolling = structAt(strategyOf(document), 'rollingUpdate');
  const surge = share(rolling['maxSurge'], replicas, Math.ceil);
  const missing = share(rolling['maxUnavailable'], replicas, Math.floor);
  if (surge === undefined || missing === undefined) return [];
  const fewer = surge === 0 && missing === 0 ? 1 : missing;
  return [
    `During an update at most ${count(replicas + surge)} at once, at least ${Math.max(0, replicas - fewer)} of ${replicas} available.  `,
  ];
}

function share(value: Json | undefined, of: number, round: (value: number) => number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? /^(\d+)%$/.exec(value)?.[1] : undefined;
  return percent === undefined ? undefined : round((Number(percent) * of) / 100);
}

function count(pods: number): string {
  return `${pods} ${pods === 1 ? 'Pod' : 'Pods'}`;
}

/** Source: pkg/controller/job: 10 s, doubled for each failure, 10 minutes at most (1.36). */
function retries(job: JsonObject): string {
  const limit = figure(job, 'backoffLimit', 6);
  if (limit === 0) return 'The first failed Pod fails the Job.  ';
  if (limit > 1000) return 'Tried again without an end in practice, at last every 10 min.  ';
  const waits = Array.from({ length: limit }, (_, at) => Math.min(600, 10 * 2 ** Math.min(at, 6)));
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  const shown = waits
    .slice(0, 4)
    .map((wait) => `${wait} s`)
    .join(', ');
  const more = limit > 4 ? ' …' : '';
  return `Tried again ${limit} times, after ${shown}${more}: ${minutes(total)} of waiting before the Job has failed.  `;
}

function minutes(seconds: number): string {
  return seconds < 120 ? `${seconds} s` : `${Number((seconds / 60).toFixed(1))} min`;
}

function pods(job: JsonObject): string {
  const parallel = figure(job, 'parallelism', 1);
  const completions = job['completions'];
  if (typeof completions !== 'number')
    return `Up to ${count(parallel)} at once; done when one has succeeded and the others have ended.  `;
  return `${count(completions)} must succeed, up to ${Math.min(parallel, completions)} at once.  `;
}

function schedule(spec: JsonObject): readonly string[] {
  const text = spec['schedule'];
  if (typeof text !== 'string') return [];
  const error = cronScheduleError(text);
  if (error !== undefined) return [];
  const words = cronWords(text);
  const zone =
    typeof spec['timeZone'] === 'string'
      ? ` (${spec['timeZone']})`
      : ', in the time zone of the controller, mostly UTC';
  return words === undefined ? [] : [`${words}${zone}.  `];
}
