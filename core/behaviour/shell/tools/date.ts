/** `date`: the virtual clock as people read it, in UTC. */
import { daysBefore, formatTimestamp } from '../../../kube/timestamp.ts';
import { nodeFor } from '../files.ts';
import { parseOptions, print, type Tool } from './support.ts';

const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');
const months = 'January February March April May June July August September October November December'.split(' ');

const composed: Readonly<Record<string, string>> = {
  F: '%Y-%m-%d',
  T: '%H:%M:%S',
  X: '%H:%M:%S',
  R: '%H:%M',
  D: '%m/%d/%y',
  c: '%a %b %e %H:%M:%S %Y',
};

export function formatDate(format: string, ms: number): string {
  const [year = '', month = '', date = '', hour = '', minute = '', second = ''] = formatTimestamp(ms).split(/\D/);
  const day = Math.floor(ms / 86_400_000);
  const weekday = (((day + 4) % 7) + 7) % 7;
  const milliseconds = String(ms % 1000).padStart(3, '0');
  const [dayName = '', monthName = ''] = [days[weekday], months[Number(month) - 1]];
  const values: Readonly<Record<string, string>> = {
    Y: String(Number(year)),
    m: month,
    d: date,
    H: hour,
    M: minute,
    S: second,
    s: String(Math.floor(ms / 1000)),
    y: year.slice(-2),
    e: String(Number(date)).padStart(2),
    j: String(day - daysBefore(Number(year), 0) + 1).padStart(3, '0'),
    N: `${milliseconds}000000`,
    '3N': milliseconds,
    a: dayName.slice(0, 3),
    A: dayName,
    b: monthName.slice(0, 3),
    B: monthName,
    u: String(weekday || 7),
    w: String(weekday),
    I: String(Number(hour) % 12 || 12).padStart(2, '0'),
    p: Number(hour) < 12 ? 'AM' : 'PM',
    Z: 'UTC',
    z: '+0000',
    ':z': '+00:00',
    n: '\n',
    t: '\t',
    '%': '%',
  };
  return format.replace(/%(3N|:z|.)/g, (whole, letter: string) => {
    const inner = composed[letter];
    return inner === undefined ? (values[letter] ?? whole) : formatDate(inner, ms);
  });
}

/** `@seconds` or `2026-01-31 10:20:30`. */
function parseDate(text: string): number | undefined {
  const [, epoch] = /^@(\d+)$/.exec(text) ?? [];
  if (epoch !== undefined) return Number(epoch) * 1000;
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?Z?)?$/.exec(text);
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = (match ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0));
  if (match === null) return undefined;
  return (((daysBefore(year, month - 1) + date - 1) * 24 + hour) * 60 + minute) * 60_000 + second * 1000;
}

const date: Tool = (call) => {
  const { has, get, rest } = parseOptions(call, 'd:date r: D: u-utc I-iso-8601');
  const { epochMs, nowMs } = call.process.kernel;
  const reference = nodeFor(call.process, get('r') ?? '');
  const given = get('d') ?? 'now';
  const ms = given === 'now' ? epochMs + (reference?.modifiedMs ?? nowMs) : parseDate(given);
  if (ms === undefined) return call.complain(`invalid date '${given}'`);
  const iso =
    /s/.test(call.args.find((word) => /^-(I|-iso)/.test(word)) ?? '') && !get('I')?.startsWith('d')
      ? '%FT%T+00:00'
      : '%F';
  const standard = has('I') ? iso : has('R') ? '%a, %d %b %Y %T +0000' : '%a %b %e %T UTC %Y';
  return print(call, `${formatDate(rest[0]?.startsWith('+') === true ? rest[0].slice(1) : standard, ms)}\n`);
};

export const dateTools: Readonly<Record<string, Tool>> = { date };
