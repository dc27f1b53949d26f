/** Cron schedules as the CronJob controller reads them: five fields or a descriptor (robfig/cron v3, ParseStandard). */
import { parseGoDuration } from './go-duration.ts';
import { atoi } from './go-number.ts';
import { isTimeZone, isTimeZoneFolder } from './time-zones.ts';

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const months = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** Minute, hour, day of month, month, day of week. */
const fields: readonly Bounds[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: months },
  { min: 0, max: 6, names: days },
];
const descriptors = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const whiteSpace = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** Why a schedule cannot be read, in the server's words; `undefined` for a good one. */
export function cronScheduleError(schedule: string): string | undefined {
  if (schedule === '') return 'empty spec string';
  const zoned = /^(?:CRON_)?TZ=/.exec(schedule);
  if (zoned === null) return specError(schedule);
  const end = schedule.indexOf(' ');
  if (end < 0) return 'invalid schedule format: runtime error: slice bounds out of range [:-1]';
  const zone = schedule.slice(zoned[0].length, end);
  const error = locationError(zone);
  return error === undefined ? specError(schedule.slice(end).trim()) : `provided bad location ${zone}: ${error}`;
}

/** Why Go cannot load a time zone; `Local` and the empty name are known to it, case counts. */
export function locationError(name: string): string | undefined {
  if (name === '' || name === 'UTC' || name === 'Local') return undefined;
  if (name.includes('..') || name.startsWith('/') || name.startsWith('\\')) return 'time: invalid location name';
  if (isTimeZoneFolder(name)) return 'is a directory';
  if (isTimeZone(name)) return undefined;
  const isBelowZone = name.split('/').some((_, i, parts) => i > 0 && isTimeZone(parts.slice(0, i).join('/')));
  return isBelowZone ? 'not a directory' : `unknown time zone ${name}`;
}

function specError(spec: string): string | undefined {
  if (spec.startsWith('@')) return descriptorError(spec);
  const given = spec.split(whiteSpace).filter((part) => part !== '');
  if (given.length !== fields.length) return `expected exactly 5 fields, found ${given.length}: [${given.join(' ')}]`;
  for (const [i, bounds] of fields.entries()) {
    for (const part of (given[i] ?? '').split(',').filter((text) => text !== '')) {
      const error = rangeError(part, bounds);
      if (error !== undefined) return error;
    }
  }
  return undefined;
}

function descriptorError(descriptor: string): string | undefined {
  if (descriptors.includes(descriptor)) return undefined;
  const every = '@every ';
  if (!descriptor.startsWith(every)) return `unrecognized descriptor: ${descriptor}`;
  const result = parseGoDuration(descriptor.slice(every.length));
  return 'error' in result ? `failed to parse duration ${descriptor}: ${result.error}` : undefined;
}

/** One `a-b/step` of a field. */
function rangeError(expression: string, bounds: Bounds): string | undefined {
  const parts = expression.split('/');
  const limits = (parts[0] ?? '').split('-');
  const range = startAndEnd(limits, expression, bounds);
  if (typeof range === 'string') return range;
  if (parts.length > 2) return `too many slashes: ${expression}`;
  const step = parts.length === 1 ? 1 : parseNumber(parts[1] ?? '');
  if (typeof step === 'string') return step;
  const start = range[0];
  const end = parts.length === 2 && limits.length === 1 ? bounds.max : range[1];
  if (start < bounds.min) return `beginning of range (${start}) below minimum (${bounds.min}): ${expression}`;
  if (end > bounds.max) return `end of range (${end}) above maximum (${bounds.max}): ${expression}`;
  if (start > end) return `beginning of range (${start}) beyond end of range (${end}): ${expression}`;
  return step === 0 ? `step of range should be a positive number: ${expression}` : undefined;
}

function startAndEnd(
  limits: readonly string[],
  expression: string,
  bounds: Bounds,
): readonly [number, number] | string {
  const [first = '', second] = limits;
  if (first === '*' || first === '?') return [bounds.min, bounds.max];
  const start = parseNumberOrName(first, bounds);
  if (typeof start === 'string') return start;
  if (limits.length > 2) return `too many hyphens: ${expression}`;
  const end = second === undefined ? start : parseNumberOrName(second, bounds);
  return typeof end === 'string' ? end : [start, end];
}

function parseNumberOrName(text: string, bounds: Bounds): number | string {
  const position = text === '' ? -1 : (bounds.names ?? []).indexOf(text.toLowerCase());
  return position >= 0 ? position : parseNumber(text);
}

function parseNumber(text: string): number | string {
  const { value = 0, error } = atoi(text);
  if (error !== undefined) return `failed to parse int from ${text}: ${error}`;
  return value < 0 ? `negative number (${value}) not allowed: ${text}` : value;
}
