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
  return daysSinceEpoch(year, month, day) * DAY + ((hour * 60 + minute - zone) * 60 + second) * 1000 + fraction;
}

/** `2026-11-21T08:22:25Z`: the API stores whole seconds, truncated. */
export function formatTimestamp(ms: number): string {
  const at = civil(ms);
  return `${pad(at.year, 4)}-${pad(at.month)}-${pad(at.day)}T${clockText(at)}Z`;
}

/** `Sat, 21 Nov 2026 08:22:25 +0000` (Go's RFC1123Z), as `kubectl describe` prints instants in UTC. */
export function formatRfc1123(ms: number): string {
  const at = civil(ms);
  const weekday = WEEKDAYS[((Math.floor(ms / DAY) % 7) + 7) % 7];
  return `${weekday}, ${pad(at.day)} ${MONTHS[at.month - 1]} ${pad(at.year, 4)} ${clockText(at)} +0000`;
}

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly secondOfDay: number;
}

function clockText({ secondOfDay: s }: Civil): string {
  return `${pad(Math.floor(s / 3600))}:${pad(Math.floor(s / 60) % 60)}:${pad(s % 60)}`;
}

function pad(n: number, width = 2): string {
  return String(n).padStart(width, '0');
}

/** Days since 1970-01-01 of a day of the Gregorian calendar; the year starts in March so that leap days come last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400),
    yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civil(ms: number): Civil {
  const days = Math.floor(ms / DAY) + 719_468,
    era = Math.floor(days / 146_097),
    dayOfEra = days - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153),
    month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
    secondOfDay: Math.floor(ms / 1000) - Math.floor(ms / DAY) * 86_400,
  };
}
