/** Durations as Go writes them (`1h30m`, `1.5s`), with Go's words for what it cannot read (time.ParseDuration). */
import { goQuote } from './go-print.ts';

export type DurationResult = { readonly ms: number } | { readonly error: string };

/** Nanoseconds of each unit. */
const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  '\u00b5s': 1e3,
  '\u03bcs': 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};
const maxNanoseconds = 2 ** 63;

/** Reads a duration; the number is in milliseconds and may have a fraction. */
export function parseGoDuration(text: string): DurationResult {
  const invalid = { error: `time: invalid duration ${goQuote(text)}` };
  const isNegative = text.startsWith('-');
  let rest = /^[+-]/.test(text) ? text.slice(1) : text;
  if (rest === '0') return { ms: 0 };
  if (rest === '') return invalid;
  let total = 0;
  while (rest !== '') {
    const number = /^([0-9]*)(\.[0-9]*)?/.exec(rest);
    const digits = number?.[0] ?? '';
    if (!/[0-9]/.test(digits)) return invalid;
    if (Number(number?.[1] ?? '') > maxNanoseconds) return invalid;
    rest = rest.slice(digits.length);
    const unit = /^[^0-9.]*/.exec(rest)?.[0] ?? '';
    if (unit === '') return { error: `time: missing unit in duration ${goQuote(text)}` };
    const scale = Object.hasOwn(units, unit) ? units[unit] : undefined;
    if (scale === undefined) return { error: `time: unknown unit ${goQuote(unit)} in duration ${goQuote(text)}` };
    rest = rest.slice(unit.length);
    total += Number(digits.endsWith('.') ? digits.slice(0, -1) : digits) * scale;
    if (total > maxNanoseconds) return invalid;
  }
  if (total === maxNanoseconds && !isNegative) return invalid;
  return { ms: (isNegative ? -total : total) / 1e6 };
}

/** Seconds as Go prints them: `10s`, `1m20s`, `5m0s`. */
export const goSeconds = (ms: number): string => goMillis(Math.round(ms / 1000) * 1000);

/** Go's print of a duration, truncated to milliseconds: `0s`, `14ms`, `1.5s`, `1m2.5s`. */
export function goMillis(exactMs: number): string {
  const ms = Math.floor(exactMs);
  if (ms === 0) return '0s';
  if (ms < 1000) return `${ms}ms`;
  const minutes = Math.floor(ms / 60000),
    seconds = `${(ms % 60000) / 1000}s`;
  if (minutes === 0) return seconds;
  return minutes < 60 ? `${minutes}m${seconds}` : `${Math.floor(minutes / 60)}h${minutes % 60}m${seconds}`;
}
