/** Repairs of Jobs, CronJobs and the other workloads. */
import type { FixIntent } from '../../kube/field-error.ts';
import { child } from '../../kube/field-path.ts';
import { asObject, listAt, objectsAt, stringAt, structAt } from '../../kube/json.ts';
import { nearest } from '../../kube/nearest.ts';
import { shortened } from './by-message.ts';
import {
  add,
  type Broken,
  keepOne,
  lastOf,
  oneOf,
  ownerOf,
  quotedValue,
  remove,
  type Repair,
  type Repairs,
  set,
  valueAt,
} from './context.ts';

/** `TZ=Asia/Seoul 0 6 * * *` -> a schedule and its `timeZone`. */
const zoneOfSchedule: Repair = (broken) => {
  const { at, object } = broken;
  const [, zone, rest] = /^(?:CRON_)?TZ=(\S+)\s+(.*)$/.exec(quotedValue(broken) ?? '') ?? [];
  const owner = ownerOf(at);
  if (zone === undefined || rest === undefined || valueAt(object, child(owner, 'timeZone')) !== undefined) return [];
  const steps = [set(at, rest), add(owner, 'timeZone', zone === 'UTC' ? 'Etc/UTC' : zone)];
  return [{ kind: 'all', steps, title: `Move ${zone} to timeZone` }];
};

/** A field of seconds in front, Sunday as 7, a day's name spelled out. */
const schedule: Repair = (broken) => {
  const bad = (quotedValue(broken) ?? '').trim();
  const fields = bad.split(/\s+/);
  const right = [
    ...(fields.length === 6 ? [fields.slice(1).join(' '), fields.slice(0, 5).join(' ')] : []),
    ...(fields.length === 5 ? [[...fields.slice(0, 4), sundays(fields[4] ?? '')].join(' ')] : []),
    ...(fields.length === 4 ? [`${bad} *`] : []),
    ...(bad.startsWith('@') ? [nearest(bad, macros) ?? ''] : []),
    bad.replaceAll('?', '*'),
  ];
  // Whether one of them is a schedule is tried before it is offered.
  const others = right.filter((text) => text !== bad && text !== '');
  return oneOf(broken.at, [...new Set(others)].slice(0, 2));
};

const macros = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

function sundays(days: string): string {
  if (/^[01]-7$/.test(days)) return '*';
  return days.replace(/\b(\d)-7\b/, '$1-6,0').replace(/\b7\b/g, '0');
}

/** As long as the limit in the message allows. */
const shorterName: Repair = ({ at, object, error }) => {
  const name = valueAt(object, at);
  const most = Number(/no more than (\d+)/.exec(error.message)?.[1] ?? 63);
  return typeof name === 'string' ? [set(at, shortened(name, most))] : [];
};

/** Completion indexes take room behind the name: `-99` for a hundred of them. */
const indexedName: Repair = (broken) => {
  const name = valueAt(broken.object, broken.at);
  const spec = structAt(broken.object, 'spec');
  const count = Number(spec['completions'] ?? 1);
  return typeof name === 'string' ? [set(broken.at, shortened(name, 63 - `-${count - 1}`.length))] : [];
};

/** Numbers and ranges in their order, each once, none beyond the last index. */
const successIndexes: Repair = (broken) => {
  const completions = completionsOf(broken);
  const wanted = new Set<number>();
  for (const part of (quotedValue(broken) ?? '').split(',')) {
    const [, from, to = from] = /^\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*$/.exec(part) ?? [];
    if (from === undefined) return [];
    const [low, high] = [Number(from), Number(to)].sort((a, b) => a - b);
    for (let i = low ?? 0; i <= Math.min(high ?? 0, completions - 1); i++) wanted.add(i);
  }
  const right = asRanges([...wanted].sort((a, b) => a - b));
  return right === '' ? [] : [set(broken.at, right)];
};

function completionsOf({ object, at }: Broken): number {
  const owner = /^(.*)\.successPolicy/.exec(at)?.[1] ?? 'spec';
  const count = asObject(valueAt(object, owner))?.['completions'];
  return typeof count === 'number' ? count : 100_000;
}

function asRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

const inOrder: Repair = ({ at, object }) => {
  const values = listAt(asObject(valueAt(object, ownerOf(at))), lastOf(at)) as readonly number[];
  const sorted = [...new Set(values)].sort((a, b) => a - b);
  if (sorted.length !== values.length) return [];
  const steps = sorted.flatMap((value, i) => (value === values[i] ? [] : [set(`${at}[${i}]`, value)]));
  return [{ kind: 'all', steps, title: 'Put the exit codes in order' }];
};

/** One of the containers, or all of them: that is what no name means. */
const containerOfPolicy: Repair = (broken) => {
  const { at, spec } = broken;
  const names = ['initContainers', 'containers'].flatMap((list) =>
    objectsAt(spec, list).map((container) => stringAt(container, 'name')),
  );
  const meant = nearest(quotedValue(broken) ?? '', names);
  const right = meant === undefined ? names.slice(0, 3) : [meant];
  return [...oneOf(at, right), remove(at, 'Remove containerName: all containers count')];
};

/** The first policy rules of the documentation. */
const ruleOfPolicy: Repair = ({ at }) => [
  add(at, 'onPodConditions', [{ type: 'DisruptionTarget' }]),
  add(at, 'onExitCodes', { operator: 'In', values: [1] }),
];

const highIndexes: Repair = ({ at, object }) => {
  const owner = asObject(valueAt(object, ownerOf(at)));
  const high = Number(owner?.['completions'] ?? 0) > 100_000 ? 10_000 : 100_000;
  return [owner?.['maxFailedIndexes'] === undefined ? add(ownerOf(at), 'maxFailedIndexes', high) : set(at, high)];
};

/** Docker's words, and the strategies of another kind of workload. */
const policies: Readonly<Record<string, string>> = {
  no: 'Never',
  none: 'Never',
  'on-failure': 'OnFailure',
  'unless-stopped': 'Always',
};

const podRestartPolicy: Repair = (broken) => {
  const bad = (quotedValue(broken) ?? '').toLowerCase();
  const known = Object.hasOwn(policies, bad) ? policies[bad] : undefined;
  return known === undefined ? oneOf(broken.at, ['Always', 'OnFailure', 'Never']) : [set(broken.at, known)];
};

const emptyPolicy =
  (title: string): Repair =>
  ({ at }): readonly FixIntent[] => [remove(ownerOf(at), title)];

export const workloadRepairs: Repairs = {
  'cron-schedule-tz': zoneOfSchedule,
  'cron-schedule-format': schedule,
  'cron-name-long': shorterName,
  'job-indexed-name': indexedName,
  'job-success-indexes': successIndexes,
  'job-success-rules-required': emptyPolicy('Remove the successPolicy without rules'),
  'job-success-rule-none': ({ at }) => [add(at, 'succeededCount', 1), remove(at, 'Remove the rule that says nothing')],
  'job-pfp-exit-order': inOrder,
  'job-pfp-exit-container': containerOfPolicy,
  'job-pfp-both': ({ at }) => keepOne(at, ['onExitCodes', 'onPodConditions']),
  'job-pfp-none': ruleOfPolicy,
  'job-pfp-exit-values-required': ({ at, object }) =>
    valueAt(object, at) === undefined ? [add(ownerOf(at), 'values', [1])] : [],
  'job-pfp-condition-type': ({ at, object }) =>
    valueAt(object, at) === undefined
      ? [add(ownerOf(at), 'type', 'DisruptionTarget')]
      : valueAt(object, at) === ''
        ? [set(at, 'DisruptionTarget')]
        : [],
  'job-pfp-action-required': ({ at, object }) =>
    ['FailJob', 'Ignore', 'Count', 'FailIndex'].map((action) =>
      valueAt(object, at) === undefined ? add(ownerOf(at), 'action', action) : set(at, action),
    ),
  'job-pfp-failindex': ({ at }) => [
    add(at.replace(/\.podFailurePolicy.*$/, ''), 'backoffLimitPerIndex', 1),
    set(at, 'FailJob'),
  ],
  'job-max-failed-high': highIndexes,
  'job-max-failed-limit': highIndexes,
  'job-max-failed-required': highIndexes,
  'ds-update-type': ({ at }) => oneOf(at, ['RollingUpdate', 'OnDelete']),
  'sts-update-type': ({ at }) => oneOf(at, ['RollingUpdate', 'OnDelete']),
  'pod-restart-policy': podRestartPolicy,
  'wl-selector-required': (broken) =>
    stringAt(broken.object, 'kind') === 'Job' ? [remove(child(ownerOf(broken.at), 'manualSelector'))] : [],
  'ctr-restart-rule-exitcodes': ({ at }) => [add(ownerOf(at), 'exitCodes', { operator: 'NotIn', values: [0] })],
};
