/** Why Go refuses a timestamp (`time.Parse` with RFC 3339), in its words. */

const layout = '2006-01-02T15:04:05Z07:00';

/** The error of a text that is no RFC 3339 instant; undefined if it is one. */
export function timeError(text: string): string | undefined {
  const at: Cursor = { text, rest: text };
  return (
    year(at) ??
    literal(at, '-') ??
    pair(at, '01', 1, 12, 'month') ??
    literal(at, '-') ??
    pair(at, '02', 0, 99, 'day') ??
    literal(at, 'T') ??
    hour(at) ??
    literal(at, ':') ??
    pair(at, '04', 0, 59, 'minute') ??
    literal(at, ':') ??
    pair(at, '05', 0, 59, 'second') ??
    fraction(at) ??
    zone(at) ??
    ending(at)
  );
}

/** The quotes of Go's package `time`: what is not printable ASCII is written byte by byte. */
function quote(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replace(/[^ -~]/gu, (char) => encodeURIComponent(char).replaceAll('%', '\\x').toLowerCase());
  return `"${escaped}"`;
}

interface Cursor {
  readonly text: string;
  rest: string;
}

function cannot(at: Cursor, element: string): string {
  return `parsing time ${quote(at.text)} as ${quote(layout)}: cannot parse ${quote(at.rest)} as ${quote(element)}`;
}

function outOfRange(at: Cursor, what: string): string {
  return `parsing time ${quote(at.text)}: ${what} out of range`;
}

function year(at: Cursor): string | undefined {
  if (!/^\d{4}/.test(at.rest)) return cannot(at, '2006');
  at.rest = at.rest.slice(4);
  return undefined;
}

function literal(at: Cursor, mark: string): string | undefined {
  if (!at.rest.startsWith(mark)) return cannot(at, mark);
  at.rest = at.rest.slice(mark.length);
  return undefined;
}

function pair(at: Cursor, element: string, min: number, max: number, what: string): string | undefined {
  if (!/^\d\d/.test(at.rest)) return cannot(at, element);
  const value = Number(at.rest.slice(0, 2));
  if (value < min || value > max) return outOfRange(at, what);
  at.rest = at.rest.slice(2);
  return undefined;
}

/** Go takes an hour of one digit here. */
function hour(at: Cursor): string | undefined {
  const digits = /^\d\d?/.exec(at.rest)?.[0];
  if (digits === undefined) return cannot(at, '15');
  if (Number(digits) > 23) return outOfRange(at, 'hour');
  at.rest = at.rest.slice(digits.length);
  return undefined;
}

function fraction(at: Cursor): string | undefined {
  at.rest = at.rest.replace(/^[.,]\d+/, '');
  return undefined;
}

function zone(at: Cursor): string | undefined {
  if (at.rest.startsWith('Z')) {
    at.rest = at.rest.slice(1);
    return undefined;
  }
  const match = /^[-+](\d\d):(\d\d)/.exec(at.rest);
  if (match === null) return cannot(at, 'Z07:00');
  if (Number(match[1]) > 24) return outOfRange(at, 'time zone offset hour');
  if (Number(match[2]) > 60) return outOfRange(at, 'time zone offset minute');
  at.rest = at.rest.slice(6);
  return undefined;
}

function ending(at: Cursor): string | undefined {
  if (at.rest !== '') return `parsing time ${quote(at.text)}: extra text: ${quote(at.rest)}`;
  const [y = 0, month = 0, day = 0] = at.text.slice(0, 10).split('-').map(Number);
  const days =
    month === 2 ? (y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day < 1 || day > days ? outOfRange(at, 'day') : undefined;
}
