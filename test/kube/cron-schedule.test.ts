/** Schedules and time zones, with the words of the CronJob controller's parser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cronScheduleError, locationError } from '../../core/kube/cron-schedule.ts';

const good = [
  '* * * * *',
  '*/5 * * * *',
  '0 0 1-31 1-12 0-6',
  '? ? ? ? ?',
  '@daily',
  '@every 1h30m',
  '* * * JAN-dec sun,mon',
  ',, * * * *',
  'TZ=UTC 0 * * * *',
  '*\t*\n* * *',
];
const bad: readonly (readonly [schedule: string, error: string])[] = [
  ['', 'empty spec string'],
  ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['5-3 * * * *', 'beginning of range (5) beyond end of range (3): 5-3'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['x * * * *', 'failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax'],
  ['* * * * 7', 'end of range (7) above maximum (6): 7'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
  ['*/-1 * * * *', 'negative number (-1) not allowed: -1'],
  ['@foo', 'unrecognized descriptor: @foo'],
  ['@every 5', 'failed to parse duration @every 5: time: missing unit in duration "5"'],
  ['CRON_TZ=Nowhere 0 * * * *', 'provided bad location Nowhere: unknown time zone Nowhere'],
  ['TZ=UTC', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
];

for (const schedule of good)
  test(`good: ${JSON.stringify(schedule)}`, () => assert.equal(cronScheduleError(schedule), undefined));
for (const [schedule, error] of bad)
  test(`bad: ${JSON.stringify(schedule)}`, () => assert.equal(cronScheduleError(schedule), error));

test('time zones are spelled exactly', () => {
  for (const zone of ['', 'UTC', 'Local', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])
    assert.equal(locationError(zone), undefined);
  assert.equal(locationError('europe/berlin'), 'unknown time zone europe/berlin');
  assert.equal(locationError('America'), 'is a directory');
  assert.equal(locationError('a..b'), 'time: invalid location name');
});
