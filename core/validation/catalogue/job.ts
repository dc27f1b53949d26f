/** Catalogue of the checks of a Job, also of the one inside a CronJob. */
import type { Catalogue } from '../catalogue.ts';
import { job } from './examples.ts';

const indexed = 'completionMode: Indexed\ncompletions: 3';
const onFailure = 'template: {spec: {restartPolicy: OnFailure, containers: [{name: app, image: busybox}]}}';
const always = 'template: {spec: {containers: [{name: app, image: busybox}]}}';
const labelled = (label: string): string =>
  `template: {metadata: {labels: {${label}}}, spec: {restartPolicy: Never, containers: [{name: app, image: busybox}]}}`;
const ignore = 'podFailurePolicy: {rules: [{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}]}';
const counted = 'It is a count, and a count has no minus.';

export const jobCatalogue: Catalogue = {
  'job-restart-policy-required': {
    summary: 'Pods of a Job say restartPolicy: Never or OnFailure.',
    why: 'The default is Always, and then a Job could never end.',
    wrong: job('', always),
    right: job(''),
  },
  'job-restart-policy-value': {
    summary: 'restartPolicy of a Job is Never or OnFailure.',
    why: 'The spelling counts, capitals included.',
    wrong: job('', onFailure.replace('OnFailure', 'never')),
    right: job('', onFailure),
  },
  'job-restart-policy-pfp': {
    summary: 'A podFailurePolicy needs restartPolicy: Never.',
    why: 'With OnFailure the kubelet restarts the container, and the Job sees no failed Pod to judge.',
    wrong: job(ignore, onFailure),
    right: job(ignore),
  },
  'job-parallelism': {
    summary: 'parallelism is zero or more.',
    why: `${counted} 0 pauses the Job.`,
    wrong: job('parallelism: -1'),
    right: job('parallelism: 0'),
  },
  'job-completions': {
    summary: 'completions is zero or more.',
    why: counted,
    wrong: job('completions: -1'),
    right: job('completions: 1'),
  },
  'job-active-deadline': {
    summary: 'activeDeadlineSeconds is zero or more.',
    why: 'After this time the Job fails with all its Pods.',
    wrong: job('activeDeadlineSeconds: -1'),
    right: job('activeDeadlineSeconds: 600'),
  },
  'job-backoff-limit': {
    summary: 'backoffLimit is zero or more.',
    why: 'So many failed Pods are forgiven before the Job fails; 0 forgives none.',
    wrong: job('backoffLimit: -1'),
    right: job('backoffLimit: 0'),
  },
  'job-ttl': {
    summary: 'ttlSecondsAfterFinished is zero or more.',
    why: 'So long a finished Job stays before it is deleted.',
    wrong: job('ttlSecondsAfterFinished: -1'),
    right: job('ttlSecondsAfterFinished: 3600'),
  },
  'job-backoff-per-index': {
    summary: 'backoffLimitPerIndex is zero or more.',
    why: 'So many failures of one index are forgiven.',
    wrong: job(`${indexed}\nbackoffLimitPerIndex: -1`),
    right: job(`${indexed}\nbackoffLimitPerIndex: 1`),
  },
  'job-backoff-per-index-mode': {
    summary: 'backoffLimitPerIndex needs completionMode: Indexed.',
    why: 'Other Jobs have no indexes to count for.',
    wrong: job('completions: 3\nbackoffLimitPerIndex: 1'),
    right: job(`${indexed}\nbackoffLimitPerIndex: 1`),
  },
  'job-max-failed-negative': {
    summary: 'maxFailedIndexes is zero or more.',
    why: counted,
    wrong: job(`${indexed}\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: -1`),
    right: job(`${indexed}\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 1`),
  },
  'job-max-failed-needs-backoff': {
    summary: 'maxFailedIndexes needs backoffLimitPerIndex.',
    why: 'Only with it an index can fail on its own.',
    wrong: job(`${indexed}\nmaxFailedIndexes: 1`),
    right: job(`${indexed}\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 1`),
  },
  'job-max-failed-mode': {
    summary: 'maxFailedIndexes needs completionMode: Indexed.',
    why: 'Other Jobs have no indexes.',
    wrong: job('completions: 3\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 1'),
    right: job(`${indexed}\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 1`),
  },
  'job-max-failed-completions': {
    summary: 'maxFailedIndexes is at most completions.',
    why: 'There are no more indexes that could fail.',
    wrong: job(`${indexed}\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 4`),
    right: job(`${indexed}\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 3`),
  },
  'job-max-failed-limit': {
    summary: 'maxFailedIndexes is at most 100000.',
    why: 'The server has to remember every failed index.',
    wrong: job('completionMode: Indexed\ncompletions: 200000\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 100001'),
    right: job('completionMode: Indexed\ncompletions: 200000\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 10000'),
  },
  'job-max-failed-required': {
    summary: 'More than 100000 completions with backoffLimitPerIndex need maxFailedIndexes.',
    why: 'Without a bound the list of failed indexes could outgrow the object.',
    wrong: job('completionMode: Indexed\ncompletions: 100001\nbackoffLimitPerIndex: 1'),
    right: job('completionMode: Indexed\ncompletions: 100001\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 10000'),
  },
  'job-max-failed-high': {
    summary: 'With more than 100000 completions maxFailedIndexes is at most 10000.',
    why: 'The list of failed indexes has to fit into the object.',
    wrong: job('completionMode: Indexed\ncompletions: 100001\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 10001'),
    right: job('completionMode: Indexed\ncompletions: 100001\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 10000'),
  },
  'job-parallelism-high': {
    summary: 'With more than 100000 completions and backoffLimitPerIndex parallelism is at most 10000.',
    why: 'The list of finished indexes has to fit into the object.',
    wrong: job(
      'completionMode: Indexed\ncompletions: 100001\nparallelism: 10001\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 1',
    ),
    right: job(
      'completionMode: Indexed\ncompletions: 100001\nparallelism: 10000\nbackoffLimitPerIndex: 1\nmaxFailedIndexes: 1',
    ),
  },
  'job-completion-mode': {
    summary: 'completionMode is NonIndexed or Indexed.',
    why: 'The spelling counts, capitals included.',
    wrong: job('completionMode: indexed\ncompletions: 3'),
    right: job(indexed),
  },
  'job-indexed-completions': {
    summary: 'An Indexed Job says how many completions it has.',
    why: 'The indexes run from 0 to completions - 1.',
    wrong: job('completionMode: Indexed\nparallelism: 2'),
    right: job('completionMode: Indexed\nparallelism: 2\ncompletions: 2'),
  },
  'job-indexed-parallelism': {
    summary: 'parallelism of an Indexed Job is at most 100000.',
    why: 'The server keeps track of every running index.',
    wrong: job('completionMode: Indexed\ncompletions: 3\nparallelism: 100001'),
    right: job('completionMode: Indexed\ncompletions: 3\nparallelism: 100000'),
  },
  'job-indexed-name': {
    summary: 'The name of an Indexed Job leaves room for the index.',
    why: 'Its Pods are called by the name, a dash and the index, and that has to be a host name of 63 characters.',
    wrong: job(indexed).replace('name: import', `name: ${'import-'.repeat(8)}numbers`),
    right: job(indexed),
  },
  'job-managed-by': {
    summary: 'managedBy is a domain, a slash and a name.',
    why: 'It names the controller that runs the Job instead of the built-in one.',
    wrong: job('managedBy: kueue'),
    right: job('managedBy: kueue.x-k8s.io/multikueue'),
  },
  'job-managed-by-long': {
    summary: 'managedBy has at most 63 bytes.',
    why: 'It is used like a label.',
    wrong: job(`managedBy: example.com/${'a'.repeat(60)}`),
    right: job('managedBy: example.com/controller'),
  },
  'job-pod-replacement': {
    summary: 'podReplacementPolicy is TerminatingOrFailed or Failed.',
    why: 'It says whether a Pod is replaced when it starts to end or when it has ended.',
    wrong: job('podReplacementPolicy: failed'),
    right: job('podReplacementPolicy: Failed'),
  },
  'job-pod-replacement-pfp': {
    summary: 'With a podFailurePolicy Pods are replaced only when they have failed.',
    why: 'The policy can judge a Pod only when it has ended.',
    wrong: job(`${ignore}\npodReplacementPolicy: TerminatingOrFailed`),
    right: job(`${ignore}\npodReplacementPolicy: Failed`),
  },
  'job-selector-generated': {
    summary: 'A Job makes its own selector.',
    why: 'It uses a unique id; a selector of your own could catch the Pods of another Job.',
    wrong: job('selector: {matchLabels: {app: import}}', labelled('app: import')),
    right: job('', labelled('app: import')),
  },
  'job-selector-uid-label': {
    summary: 'The label with the id of the Job is the server’s.',
    why: 'It is set to the unique id that the Job gets.',
    wrong: job('', labelled('controller-uid: mine')),
    right: job(''),
  },
  'job-selector-name-label': {
    summary: 'The label job-name is the name of the Job.',
    why: 'The server sets it; another value would point to another Job.',
    wrong: job('', labelled('job-name: other')),
    right: job('', labelled('job-name: import')),
  },
};
