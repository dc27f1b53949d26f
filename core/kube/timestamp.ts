/** Instants of the API (`2026-11-21T08:22:25Z`) to and from milliseconds since 1970, without a clock or a time zone. */

const DAY = 86_400_000;
const WEEKDAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** As Go reads it: the hour may have one digit, a comma may stand before the fraction. */
const SHAPE = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Milliseconds since 1970 (UTC) of an RFC 3339 instant; undefined if the text is none. */
export function parseTimestamp(text: string | null | undefined): number | undefined {
  const parts = SHAPE.exec(text ?? '');
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const fraction = Math.trunc(Number(`0.${parts[7] ?? '0'}`) * 1000);
  const zone = parts[8] ? (parts[8] === '-' ? -1 : 1) * (Number(parts[9]) * 60 + Number(parts[10])) : 0;
  return (daysBefore(year, month - 1) + day - 1) * DAY + ((hour * 60 + minute - zone) * 60 + second) * 1000 + fraction;
}

/** `2026-11-21T08:22:25Z`: the API stores whole seconds, truncated. */
export function formatTimestamp(ms: number): string {
  const [year, month, date] = civil(Math.floor(ms / DAY));
  return `${pad(year, 4)}-${pad(month + 1)}-${pad(date)}T${clockText(ms)}Z`;
}

/** `Sat, 21 Nov 2026 08:22:25 +0000` (Go's RFC1123Z), as `kubectl describe` prints instants in UTC. */
export function formatRfc1123(ms: number): string {
  const day = Math.floor(ms / DAY),
    [year, month, date] = civil(day);
  const weekday = WEEKDAYS[((day % 7) + 7) % 7];
  return `${weekday}, ${pad(date)} ${MONTHS[month]} ${pad(year, 4)} ${clockText(ms)} +0000`;
}

/** Days from 1970 to the first of a month, counted from 0, in the proleptic Gregorian calendar. */
export function daysBefore(year: number, month: number): number {
  const y = year - Number(month < 2);
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return 365 * y + leaps + Math.floor((153 * ((month + 10) % 12) + 2) / 5) - 719_468;
}

/** A day since 1970 as year, month (from 0) and day of the month (from 1). */
export function civil(day: number): readonly [year: number, month: number, date: number] {
  let year = 1970 + Math.floor(day / 365.2425);
  while (daysBefore(year, 0) > day) year--;
  while (daysBefore(year + 1, 0) <= day) year++;
  let month = 11;
  while (daysBefore(year, month) > day) month--;
  return [year, month, day - daysBefore(year, month) + 1];
}

function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000) - Math.floor(ms / DAY) * 86_400;
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => pad(Math.floor(part))).join(':');
}

const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
