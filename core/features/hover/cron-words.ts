/** A cron schedule in words, for the usual forms: `Every day at 03:00`, `Every 15 minutes`. */

const descriptors: Readonly<Record<string, string>> = {
  '@yearly': 'Once a year, on January 1 at 00:00',
  '@annually': 'Once a year, on January 1 at 00:00',
  '@monthly': 'Once a month, on the first at 00:00',
  '@weekly': 'Once a week, on Sunday at 00:00',
  '@daily': 'Every day at 00:00',
  '@midnight': 'Every day at 00:00',
  '@hourly': 'Every hour, on the hour',
};
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = 'January February March April May June July August September October November December'.split(' ');

/** Undefined where a schedule is too unusual for a sentence. */
export function cronWords(schedule: string): string | undefined {
  const text = schedule.replace(/^(?:CRON_)?TZ=\S+\s+/, '').trim();
  if (text.startsWith('@every ')) return `Every ${text.slice(7)}, counted from the start of the controller`;
  if (text.startsWith('@')) return Object.hasOwn(descriptors, text) ? descriptors[text] : undefined;
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = text.split(/\s+/);
  const time = timeWords(minute, hour);
  const date = dateWords(day, month, weekday);
  if (time === undefined || date === undefined) return undefined;
  if (date === '') return hour === '*' || hour.includes('/') ? time : `Every day ${time}`;
  return `${date} ${time.charAt(0).toLowerCase()}${time.slice(1)}`;
}

function timeWords(minute: string, hour: string): string | undefined {
  const step = /^\*\/(\d+)$/;
  if (/^\d+$/.test(minute) && /^\d+$/.test(hour)) return `at ${two(hour)}:${two(minute)}`;
  if (/^\d+$/.test(minute) && /^\d+(?:,\d+)+$/.test(hour))
    return `at ${hour
      .split(',')
      .map((one) => `${two(one)}:${two(minute)}`)
      .join(' and ')}`;
  if (minute === '*' && hour === '*') return 'Every minute';
  if (step.test(minute) && hour === '*') return `Every ${step.exec(minute)?.[1] ?? ''} minutes`;
  if (minute === '0' && hour === '*') return 'Every hour, on the hour';
  if (/^\d+$/.test(minute) && hour === '*') return `Every hour, ${minute} min past`;
  if (/^\d+$/.test(minute) && step.test(hour)) return `Every ${step.exec(hour)?.[1] ?? ''} hours, at minute ${minute}`;
  return undefined;
}

/** Empty: every day. */
function dateWords(day: string, month: string, weekday: string): string | undefined {
  const isEvery = (field: string): boolean => field === '*' || field === '?';
  const inMonth = isEvery(month) ? '' : /^\d+$/.test(month) ? ` in ${months[Number(month) - 1] ?? ''}` : undefined;
  if (inMonth === undefined) return undefined;
  if (isEvery(day) && isEvery(weekday)) return inMonth === '' ? '' : `Every day${inMonth}`;
  if (isEvery(day)) return weekdayWords(weekday, inMonth);
  return /^\d+$/.test(day) && isEvery(weekday) ? `On day ${day} of the month${inMonth}` : undefined;
}

function weekdayWords(weekday: string, inMonth: string): string | undefined {
  const upper = weekday.toUpperCase();
  if (upper === '1-5' || upper === 'MON-FRI') return `Monday to Friday${inMonth}`;
  const at = days.findIndex((day, index) => upper === String(index) || upper === day.slice(0, 3).toUpperCase());
  return at < 0 ? undefined : `Every ${days[at] ?? ''}${inMonth}`;
}

function two(number: string): string {
  return number.padStart(2, '0');
}
