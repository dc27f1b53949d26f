/** Catalogue of the checks of podFailurePolicy and successPolicy of a Job. */
import type { Catalogue } from '../catalogue.ts';
import { job } from './examples.ts';

const failure = (rule: string): string => job(`podFailurePolicy: {rules: [${rule}]}`);
const exit = (fields: string): string => failure(`{action: FailJob, onExitCodes: {${fields}}}`);
const success = (rule: string): string =>
  job(`completionMode: Indexed\ncompletions: 5\nsuccessPolicy: {rules: [${rule}]}`);
const count = 'onExitCodes: {operator: In, values: [1]}';
const goodExit = exit('operator: In, values: [1, 2]');
const many = (item: string, times: number): string => Array.from({ length: times }, () => item).join(', ');
const numbers = (times: number): string => Array.from({ length: times }, (_, i) => i + 1).join(', ');
const first = 'Only the first rule that fits a failed Pod counts.';

export const jobPolicyCatalogue: Catalogue = {
  'job-pfp-rules-many': {
    summary: 'A podFailurePolicy has at most 20 rules.',
    why: first,
    wrong: failure(many(`{action: Count, ${count}}`, 21)),
    right: failure(`{action: Count, ${count}}`),
  },
  'job-pfp-action-required': {
    summary: 'A rule has an action.',
    why: 'It says what a failed Pod means: Count, FailIndex, FailJob or Ignore.',
    wrong: failure(`{${count}}`),
    right: failure(`{action: Count, ${count}}`),
  },
  'job-pfp-action': {
    summary: 'The action is Count, FailIndex, FailJob or Ignore.',
    why: 'The spelling counts, capitals included.',
    wrong: failure(`{action: Fail, ${count}}`),
    right: failure(`{action: FailJob, ${count}}`),
  },
  'job-pfp-failindex': {
    summary: 'FailIndex needs backoffLimitPerIndex.',
    why: 'Only then an index can fail on its own.',
    wrong: failure(`{action: FailIndex, ${count}}`),
    right: job(
      `completionMode: Indexed\ncompletions: 2\nbackoffLimitPerIndex: 1\npodFailurePolicy: {rules: [{action: FailIndex, ${count}}]}`,
    ),
  },
  'job-pfp-both': {
    summary: 'A rule looks at exit codes or at conditions, not at both.',
    why: 'Write two rules.',
    wrong: failure(`{action: Count, ${count}, onPodConditions: [{type: DisruptionTarget}]}`),
    right: failure(`{action: Count, ${count}}, {action: Ignore, onPodConditions: [{type: DisruptionTarget}]}`),
  },
  'job-pfp-none': {
    summary: 'A rule looks at exit codes or at conditions.',
    why: 'With neither it would fit nothing.',
    wrong: failure('{action: Count}'),
    right: failure(`{action: Count, ${count}}`),
  },
  'job-pfp-exit-operator-required': {
    summary: 'onExitCodes has an operator.',
    why: 'In means these codes, NotIn all others.',
    wrong: exit('values: [1]'),
    right: goodExit,
  },
  'job-pfp-exit-operator': {
    summary: 'The operator is In or NotIn.',
    why: 'The spelling counts, capitals included.',
    wrong: exit('operator: in, values: [1]'),
    right: goodExit,
  },
  'job-pfp-exit-container': {
    summary: 'containerName is a container of the template.',
    why: 'Exit codes of a container that does not exist never come.',
    wrong: exit('containerName: main, operator: In, values: [1]'),
    right: exit('containerName: app, operator: In, values: [1]'),
  },
  'job-pfp-exit-values-required': {
    summary: 'onExitCodes lists at least one code.',
    why: 'With none the rule would fit nothing.',
    wrong: exit('operator: In, values: []'),
    right: goodExit,
  },
  'job-pfp-exit-values-many': {
    summary: 'onExitCodes lists at most 255 codes.',
    why: 'There are no more.',
    wrong: exit(`operator: In, values: [${numbers(256)}]`),
    right: goodExit,
  },
  'job-pfp-exit-zero': {
    summary: '0 is no failure.',
    why: 'A container that ends with 0 has succeeded, so a rule with In never sees it.',
    wrong: exit('operator: In, values: [0, 1]'),
    right: goodExit,
  },
  'job-pfp-exit-duplicate': {
    summary: 'Every exit code is listed once.',
    why: 'A second time says nothing more.',
    wrong: exit('operator: In, values: [1, 1]'),
    right: goodExit,
  },
  'job-pfp-exit-order': {
    summary: 'Exit codes are listed in ascending order.',
    why: 'The server asks for it.',
    wrong: exit('operator: In, values: [2, 1]'),
    right: goodExit,
  },
  'job-pfp-conditions-many': {
    summary: 'onPodConditions lists at most 20 patterns.',
    why: first,
    wrong: failure(`{action: Ignore, onPodConditions: [${many('{type: DisruptionTarget}', 21)}]}`),
    right: failure('{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}'),
  },
  'job-pfp-condition-type': {
    summary: 'The type of a condition is a qualified name.',
    why: 'Kubernetes itself sets DisruptionTarget when a Pod has to go.',
    wrong: failure('{action: Ignore, onPodConditions: [{type: "disruption target"}]}'),
    right: failure('{action: Ignore, onPodConditions: [{type: DisruptionTarget}]}'),
  },
  'job-pfp-condition-status': {
    summary: 'The status of a condition is "True", "False" or "Unknown".',
    why: 'It is a text: quotes keep YAML from reading a boolean.',
    wrong: failure('{action: Ignore, onPodConditions: [{type: DisruptionTarget, status: "yes"}]}'),
    right: failure('{action: Ignore, onPodConditions: [{type: DisruptionTarget, status: "True"}]}'),
  },
  'job-success-mode': {
    summary: 'successPolicy needs completionMode: Indexed.',
    why: 'It counts indexes.',
    wrong: job('completions: 5\nsuccessPolicy: {rules: [{succeededCount: 1}]}'),
    right: success('{succeededCount: 1}'),
  },
  'job-success-rules-required': {
    summary: 'A successPolicy has at least one rule.',
    why: 'Without one it could never be met.',
    wrong: success(''),
    right: success('{succeededCount: 1}'),
  },
  'job-success-rules-many': {
    summary: 'A successPolicy has at most 20 rules.',
    why: 'The first rule that is met ends the Job.',
    wrong: success(many('{succeededCount: 1}', 21)),
    right: success('{succeededCount: 1}'),
  },
  'job-success-rule-none': {
    summary: 'A rule says which indexes or how many.',
    why: 'With neither it could never be met.',
    wrong: success('{}'),
    right: success('{succeededIndexes: "0"}'),
  },
  'job-success-indexes': {
    summary: 'succeededIndexes lists numbers and ranges in ascending order, all below completions.',
    why: 'The indexes run from 0 to completions - 1.',
    wrong: success('{succeededIndexes: "0,3-9"}'),
    right: success('{succeededIndexes: "0,3-4"}'),
  },
  'job-success-count': {
    summary: 'succeededCount is at most completions, and at most the number of listed indexes.',
    why: 'More can never succeed.',
    wrong: success('{succeededCount: 9}'),
    right: success('{succeededCount: 5}'),
  },
};
