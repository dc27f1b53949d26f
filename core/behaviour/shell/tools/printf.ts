/** `printf`, and numbers as C prints them. */
import { isDash } from '../flavors.ts';
import { unescape } from '../escapes.ts';
import { out, type Tool } from './support.ts';

interface Progress {
  text: string;
  readonly errors: string[];
  index: number;
  stopped: boolean;
}

/**
 * The output of `printf`: the format is used again until all arguments are. `errors`: arguments that are no numbers.
 */
export function formatText(format: string, args: readonly string[]): Pick<Progress, 'text' | 'errors'> {
  const progress: Progress = { text: '', errors: [], index: 0, stopped: false };
  for (let before = -1; progress.index > before && !progress.stopped && progress.text.length < 1 << 20;) {
    before = progress.index;
    formatOnce(format, args, progress);
    if (progress.index >= args.length) break;
  }
  return progress;
}

function formatOnce(format: string, args: readonly string[], progress: Progress): void {
  const next = (): string => args[progress.index++] ?? '';
  const number = (text: string): number => Number(text === '*' ? next() : text);
  for (const match of format.matchAll(/%([-+ #0]*)(\*|\d*)(?:\.(\*|\d*))?([a-zA-Z])|%%?|[^%]+/g)) {
    const [whole, flags = '', width = '', precision, letter] = match;
    if (letter === undefined) {
      const done = unescape(whole.replace('%%', '%'));
      progress.text += done.text;
      progress.stopped = done.stopped;
    } else {
      const columns = Math.min(number(width), 4096);
      const digits = precision === undefined ? undefined : number(precision);
      progress.text += pad(convert(letter, next(), flags, digits, progress), columns, flags, letter);
    }
    if (progress.stopped) return;
  }
}

function pad(text: string, columns: number, flags: string, letter: string): string {
  if (flags.includes('-') || columns < 0) return text.padEnd(Math.abs(columns));
  if (!flags.includes('0') || /[sbc]/.test(letter)) return text.padStart(columns);
  const [sign = ''] = /^[-+ ]/.exec(text) ?? [];
  return sign + text.slice(sign.length).padStart(columns - sign.length, '0');
}

function convert(
  letter: string,
  value: string,
  flags: string,
  precision: number | undefined,
  progress: Progress,
): string {
  if (letter === 's') return value.slice(0, precision);
  if (letter === 'c') return value.slice(0, 1);
  if (letter === 'b') {
    const done = unescape(value, true);
    progress.stopped = done.stopped;
    return done.text.slice(0, precision);
  }
  const isFloat = /[fFeEgG]/.test(letter);
  const [, quoted] = /^["']([^])/.exec(value) ?? [];
  const [read, minus, digits = '0'] =
    (isFloat ? /^\s*()([-+]?[\d.]+(?:e[-+]?\d+)?)/i : /^\s*(-?)\+?(0x[\da-f]+|\d+)/i).exec(value) ?? [];
  if (quoted === undefined && value !== '' && read !== value) progress.errors.push(value);
  let text = isFloat
    ? formatFloat(letter, Number(digits) || 0, precision)
    : formatInteger(letter, minus ?? '', quoted === undefined ? digits : String(quoted.codePointAt(0)), precision);
  if (/[dif-g]/i.test(letter) && !text.startsWith('-') && /[+ ]/.test(flags))
    text = (flags.includes('+') ? '+' : ' ') + text;
  return /[A-Z]/.test(letter) ? text.toUpperCase() : text;
}

function formatInteger(letter: string, minus: string, digits: string, precision = 0): string {
  const base = { o: 8, x: 16, X: 16 }[letter] ?? 10;
  // A leading 0 makes an octal number.
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits.replace(/^0(?=\d)/, ''));
  const isSigned = /[di]/.test(letter);
  const shown = isSigned || minus === '' ? value : BigInt.asUintN(64, -value);
  return (isSigned ? minus : '') + shown.toString(base).padStart(precision, '0');
}

/** A number as C prints it with `%f`, `%e` or `%g`. */
export function formatFloat(letter: string, value: number, precision = 6): string {
  const kind = letter.toLowerCase();
  const digits = Math.min(precision, 60);
  let text =
    kind === 'f' ? value.toFixed(digits) : kind === 'e' ? value.toExponential(digits) : value.toPrecision(digits || 1);
  if (kind === 'g' && text.includes('.')) text = text.replace(/\.?0+(?=e|$)/, '');
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}

export const printf: Tool = (call) => {
  const [format, ...args] = call.args.slice(call.args[0] === '--' ? 1 : 0);
  if (format === undefined) {
    call.complain('usage: printf format [arg ...]');
    return 2;
  }
  const { text, errors } = formatText(format, args);
  for (const value of errors)
    call.complain(isDash(call) ? `${value}: expected numeric value` : `invalid number '${value}'`);
  return out(call, text) && errors.length === 0 ? 0 : 1;
};
