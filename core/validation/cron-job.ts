/** Checks of a CronJob (pkg/apis/batch/validation/validation.go, 1.36). */
import { cronScheduleError, locationError } from '../kube/cron-schedule.ts';
import type { FieldError } from '../kube/field-error.ts';
import { type JsonObject, objectAt, optionalStringAt, stringAt, structAt } from '../kube/json.ts';
import { selectorAsPrinted } from '../kube/label-selector.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import { nearest } from '../kube/nearest.ts';
import { timeZones } from '../kube/time-zones.ts';
import { byteLength } from '../kube/utf8.ts';
import type { ValidationContext } from './context.ts';
import { asJson, invalid, type More, notSupported, required, set } from './errors.ts';
import { validateJobSpec } from './job.ts';
import { validateObjectMeta } from './metadata.ts';
import { generatedName } from './prepare/name.ts';
import { nonNegative } from './workload.ts';

const policies = ['Allow', 'Forbid', 'Replace'];
const maxNameLength = 52;

/** Errors of a defaulted CronJob in the server's order. */
export function validateCronJob(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const metadata = structAt(object, 'metadata');
  const spec = structAt(object, 'spec');
  const name = generatedName(metadata);
  return [
    ...validateObjectMeta(metadata, 'metadata', { nameFormat: nameIsSubdomain }, context),
    ...validateSchedule(stringAt(spec, 'schedule')),
    ...nonNegative('cron-starting-deadline', spec, 'spec', 'startingDeadlineSeconds'),
    ...validateTimeZone(optionalStringAt(spec, 'timeZone')),
    ...validateConcurrency(stringAt(spec, 'concurrencyPolicy')),
    ...validateJobTemplate(structAt(structAt(spec, 'jobTemplate'), 'spec'), context),
    ...nonNegative('cron-history', spec, 'spec', 'successfulJobsHistoryLimit', 3),
    ...nonNegative('cron-history', spec, 'spec', 'failedJobsHistoryLimit', 1),
    ...(byteLength(name) > maxNameLength
      ? [invalid('cron-name-long', 'metadata.name', name, `must be no more than ${maxNameLength} characters`)]
      : []),
  ];
}

function validateSchedule(schedule: string): readonly FieldError[] {
  const at = 'spec.schedule';
  if (schedule === '') {
    return [
      required('cron-schedule-required', at, '', {
        fix: { kind: 'add', at: 'spec', field: 'schedule', value: '*/5 * * * *' },
      }),
    ];
  }
  const error = cronScheduleError(schedule);
  const zone = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
  return [
    ...(error === undefined ? [] : [invalid('cron-schedule-format', at, schedule, error)]),
    ...(schedule.includes('TZ') ? [invalid('cron-schedule-tz', at, schedule, zone)] : []),
  ];
}

function validateTimeZone(zone: string | undefined): readonly FieldError[] {
  const at = 'spec.timeZone';
  if (zone === undefined) return [];
  if (zone === '')
    return [
      invalid('cron-timezone-empty', at, zone, 'timeZone must be nil or non-empty string', {
        fix: { kind: 'remove', at },
      }),
    ];
  if (!zone.split('/').every(isZonePart))
    return [invalid('cron-timezone-format', at, zone, `unknown time zone ${zone}`, nearestZone(at, zone))];
  const local = 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones';
  const error = locationError(zone);
  return [
    ...(zone.toLowerCase() === 'local'
      ? [invalid('cron-timezone-local', at, zone, local, { fix: { kind: 'set', at, value: 'Etc/UTC' } })]
      : []),
    ...(error === undefined ? [] : [invalid('cron-timezone-unknown', at, zone, error, nearestZone(at, zone))]),
  ];
}

/** The town tells the zone: `Europe/Pariss`, `europe/paris`, `Seoul`. */
function nearestZone(at: string, zone: string): More {
  const zones = timeZones();
  const townOf = (name: string): string => (name.split('/').at(-1) ?? '').toLowerCase();
  const town = townOf(zone.trim());
  const towns = zones.map(townOf);
  const found = towns.includes(town) ? town : nearest(town.trim(), towns, 1);
  const same = zones.filter((name) => townOf(name) === found);
  const area = zone.split('/')[0]?.toLowerCase();
  const right = same.find((name) => name.split('/')[0]?.toLowerCase() === area) ?? same[0];
  return right === undefined ? {} : { fix: set(at, right) };
}

function isZonePart(part: string): boolean {
  return part !== '.' && part !== '..' && !part.startsWith('-') && /^[A-Za-z.\-_0-9+]{1,14}$/.test(part);
}

function validateConcurrency(policy: string): readonly FieldError[] {
  return policies.includes(policy)
    ? []
    : [notSupported('cron-concurrency', 'spec.concurrencyPolicy', policy, policies)];
}

function validateJobTemplate(spec: JsonObject, context: ValidationContext): readonly FieldError[] {
  const at = 'spec.jobTemplate.spec';
  const selector = objectAt(spec, 'selector');
  const remove = (field: string): { fix: NonNullable<FieldError['fix']> } => ({
    fix: { kind: 'remove', at: `${at}.${field}` },
  });
  const generated = '`selector` will be auto-generated';
  return [
    ...validateJobSpec(spec, at, context),
    ...(selector === undefined
      ? []
      : [
          invalid(
            'cron-selector',
            `${at}.selector`,
            asJson(selectorAsPrinted(selector)),
            generated,
            remove('selector'),
          ),
        ]),
    ...(spec.manualSelector === true
      ? [
          notSupported(
            'cron-manual-selector',
            `${at}.manualSelector`,
            { json: 'true' },
            ['nil', 'false'],
            remove('manualSelector'),
          ),
        ]
      : []),
  ];
}
