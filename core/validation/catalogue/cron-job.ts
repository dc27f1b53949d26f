/** Catalogue of the checks of a CronJob alone. */
import type { Catalogue } from '../catalogue.ts';
import { cronJob, jobTemplate } from './examples.ts';

const good = cronJob('schedule: "*/5 * * * *"');
const withSchedule = (lines: string): string => cronJob(`schedule: "0 2 * * *"\n${lines}`);

export const cronJobCatalogue: Catalogue = {
  'cron-name-long': {
    summary: 'The name of a CronJob has at most 52 characters.',
    why: 'Its Jobs add a dash and ten digits, and a label holds 63.',
    wrong: good.replace('name: report', `name: ${'a'.repeat(53)}`),
    right: good,
  },
  'cron-schedule-required': {
    summary: 'A CronJob has a schedule.',
    why: 'It says when a Job is made: minute, hour, day, month, day of the week.',
    wrong: cronJob('suspend: true'),
    right: good,
  },
  'cron-schedule-format': {
    summary: 'The schedule has five fields, or is a name like @daily.',
    why: 'Minutes go to 59, hours to 23, and Sunday is 0: there is no day 7.',
    wrong: cronJob('schedule: "0 2 * * 7"'),
    right: cronJob('schedule: "0 2 * * 0"'),
  },
  'cron-schedule-tz': {
    summary: 'The time zone is a field of its own.',
    why: 'TZ= inside the schedule was never official, and is refused now.',
    wrong: cronJob('schedule: "TZ=Europe/Berlin 0 2 * * *"'),
    right: withSchedule('timeZone: Europe/Berlin'),
  },
  'cron-starting-deadline': {
    summary: 'startingDeadlineSeconds is zero or more.',
    why: 'So late a missed run may still start.',
    wrong: withSchedule('startingDeadlineSeconds: -1'),
    right: withSchedule('startingDeadlineSeconds: 60'),
  },
  'cron-timezone-empty': {
    summary: 'timeZone is not empty.',
    why: 'Leave it out for the time zone of the controller, mostly UTC.',
    wrong: withSchedule('timeZone: ""'),
    right: good,
  },
  'cron-timezone-format': {
    summary: 'timeZone is a name of the time zone database.',
    why: 'Names have no blanks, and parts of at most 14 characters.',
    wrong: withSchedule('timeZone: "Europe/ Berlin"'),
    right: withSchedule('timeZone: Europe/Berlin'),
  },
  'cron-timezone-local': {
    summary: 'timeZone names a place, not Local.',
    why: 'Local would be whatever machine the controller runs on.',
    wrong: withSchedule('timeZone: local'),
    right: withSchedule('timeZone: Etc/UTC'),
  },
  'cron-timezone-unknown': {
    summary: 'timeZone is in the server’s time zone database.',
    why: 'The spelling counts, capitals included.',
    wrong: withSchedule('timeZone: europe/berlin'),
    right: withSchedule('timeZone: Europe/Berlin'),
  },
  'cron-concurrency': {
    summary: 'concurrencyPolicy is Allow, Forbid or Replace.',
    why: 'It says what happens when the last run is not over.',
    wrong: withSchedule('concurrencyPolicy: forbid'),
    right: withSchedule('concurrencyPolicy: Forbid'),
  },
  'cron-history': {
    summary: 'History limits are zero or more.',
    why: 'So many finished Jobs stay for a look.',
    wrong: withSchedule('failedJobsHistoryLimit: -1'),
    right: withSchedule('failedJobsHistoryLimit: 1'),
  },
  'cron-selector': {
    summary: 'The Job of a CronJob has no selector.',
    why: 'Every Job makes its own.',
    wrong: good.replace(`{${jobTemplate}}`, `{selector: {matchLabels: {app: report}}, ${jobTemplate}}`),
    right: good,
  },
  'cron-manual-selector': {
    summary: 'The Job of a CronJob cannot use manualSelector.',
    why: 'All its Jobs would share one selector.',
    wrong: good.replace(`{${jobTemplate}}`, `{manualSelector: true, ${jobTemplate}}`),
    right: good,
  },
};
