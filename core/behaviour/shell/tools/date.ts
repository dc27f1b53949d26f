/** `date`: the virtual clock as people read it, in UTC. */
import { err, node, out, parseOptions, type Call, type Tool } from './support.ts';
import type { Task } from '../process.ts';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const two = (value: number): string => String(value).padStart(2, '0');

/** Days since 1970 as year, month (1…12) and day: the proleptic Gregorian calendar. */
function civil(day: number): readonly [number, number, number] {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const dayOfMonth = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  return [year + era * 400 + (month >= 10 ? 1 : 0), month < 10 ? month + 3 : month - 9, dayOfMonth];
}

export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const ofEra = (y - era * 400) * 365 + Math.floor((y - era * 400) / 4) - Math.floor((y - era * 400) / 100) + ofYear;
  return era * 146_097 + ofEra - 719_468;
}

export function formatDate(format: string, ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const day = Math.floor(seconds / 86_400);
  const ofDay = seconds - day * 86_400;
  const [year, month, date] = civil(day);
  const hour = Math.floor(ofDay / 3600);
  const weekday = (((day + 4) % 7) + 7) % 7;
  const values: Readonly<Record<string, string>> = {
    Y: String(year),
    m: two(month),
    d: two(date),
    H: two(hour),
    M: two(Math.floor(ofDay / 60) % 60),
    S: two(ofDay % 60),
    s: String(seconds),
    y: two(year % 100),
    e: String(date).padStart(2),
    j: String(day - daysFromCivil(year, 1, 1) + 1).padStart(3, '0'),
    N: String(ms % 1000).padStart(3, '0') + '000000',
    a: (days[weekday] ?? '').slice(0, 3),
    A: days[weekday] ?? '',
    b: (months[month - 1] ?? '').slice(0, 3),
    B: months[month - 1] ?? '',
    h: (months[month - 1] ?? '').slice(0, 3),
    u: String(weekday === 0 ? 7 : weekday),
    w: String(weekday),
    I: two(hour % 12 === 0 ? 12 : hour % 12),
    p: hour < 12 ? 'AM' : 'PM',
    Z: 'UTC',
    z: '+0000',
    n: '\n',
    t: '\t',
    '%': '%',
  };
  const composed: Readonly<Record<string, string>> = {
    F: '%Y-%m-%d',
    T: '%H:%M:%S',
    R: '%H:%M',
    D: '%m/%d/%y',
    c: '%a %b %e %H:%M:%S %Y',
    x: '%m/%d/%y',
    X: '%H:%M:%S',
  };
  return format.replace(/%(3N|:z|.)/g, (whole, letter: string) => {
    const inner = composed[letter];
    if (inner !== undefined) return formatDate(inner, ms);
    return letter === '3N'
      ? String(ms % 1000).padStart(3, '0')
      : letter === ':z'
        ? '+00:00'
        : (values[letter] ?? whole);
  });
}

function parseDate(text: string): number | undefined {
  const epoch = /^@(\d+)$/.exec(text);
  if (epoch !== null) return Number(epoch[1]) * 1000;
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?Z?)?$/.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0] = match;
  return (
    (daysFromCivil(Number(year), Number(month), Number(day)) * 86_400 +
      Number(hour) * 3600 +
      Number(minute) * 60 +
      Number(second)) *
    1000
  );
}

function* date(call: Call): Task {
  const { has, get, rest } = parseOptions(call.args, 'd:r:D:', { date: 'd', utc: 'u', 'iso-8601': 'I', rfc: 'R' });
  const { kernel } = call.process;
  let ms: number | undefined = kernel.machine.epochMs + kernel.nowMs;
  const reference = get('r') === undefined ? undefined : node(call.process, get('r') ?? '');
  if (reference?.kind === 'file') ms = kernel.machine.epochMs + reference.modifiedMs;
  const given = get('d');
  if (given !== undefined && given !== 'now') ms = parseDate(given);
  if (ms === undefined) return yield* err(call, `invalid date '${given ?? ''}'`);
  const isoDetail = call.args.find((word) => word.startsWith('-I'))?.slice(2) ?? get('I') ?? '';
  const format =
    rest[0]?.startsWith('+') === true
      ? rest[0].slice(1)
      : call.args.some((word) => word.startsWith('-I')) || has('I')
        ? isoDetail.startsWith('s')
          ? '%Y-%m-%dT%H:%M:%S+00:00'
          : '%F'
        : has('R')
          ? '%a, %d %b %Y %H:%M:%S +0000'
          : '%a %b %e %H:%M:%S UTC %Y';
  yield* out(call, formatDate(format, ms) + '\n');
  return 0;
}

export const dateTools: Readonly<Record<string, Tool>> = { date };
