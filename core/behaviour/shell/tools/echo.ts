/** `echo` and `printf`: texts with escapes. */

const simpleEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  e: '\x1b',
};

/** Resolves backslash escapes; `stopped` after `\c`. Octal numbers are `\0nnn` for echo and `\nnn` for printf's format. */
export function unescape(text: string, style: 'echo' | 'format'): { readonly text: string; readonly stopped: boolean } {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '\\') {
      result += text[i];
      continue;
    }
    const rest = text.slice(i + 1, i + 6);
    if (rest[0] === 'c') return { text: result, stopped: true };
    const octal = (style === 'echo' ? /^0[0-7]{0,3}|^[1-7][0-7]{0,2}/ : /^[0-7]{1,3}/).exec(rest)?.[0];
    const hex = /^x([0-9a-fA-F]{1,2})/.exec(rest);
    const simple = simpleEscapes[rest[0] ?? ''];
    if (octal !== undefined) {
      result += String.fromCharCode(parseInt(octal, 8) & 255);
      i += octal.length;
    } else if (hex?.[1] !== undefined) {
      result += String.fromCharCode(parseInt(hex[1], 16));
      i += hex[0].length;
    } else if (simple !== undefined) {
      result += simple;
      i++;
    } else result += '\\';
  }
  return { text: result, stopped: false };
}

/** The output of `echo`: dash's always knows escapes, the others only with `-e`. */
export function echoText(args: readonly string[], flavor: 'busybox' | 'dash' | 'bash'): string {
  let newline = true;
  let escapes = flavor === 'dash';
  let index = 0;
  const option = flavor === 'dash' ? /^-n$/ : /^-[neE]+$/;
  for (; option.test(args[index] ?? ''); index++) {
    const word = args[index] ?? '';
    if (word.includes('n')) newline = false;
    if (word.includes('e')) escapes = true;
    if (word.includes('E')) escapes = false;
    if (flavor === 'dash') {
      index++;
      break;
    }
  }
  const text = args.slice(index).join(' ');
  if (!escapes) return text + (newline ? '\n' : '');
  const done = unescape(text, 'echo');
  return done.text + (newline && !done.stopped ? '\n' : '');
}

export interface Formatted {
  readonly text: string;
  readonly errors: readonly string[];
}

interface Progress {
  text: string;
  readonly errors: string[];
  index: number;
  stopped: boolean;
}

/** The output of `printf`: the format is used again until all arguments are. */
export function formatText(format: string, args: readonly string[]): Formatted {
  const progress: Progress = { text: '', errors: [], index: 0, stopped: false };
  do {
    const before = progress.index;
    formatOnce(format, args, progress);
    if (progress.index === before) break;
  } while (progress.index < args.length && !progress.stopped && progress.text.length < 1 << 20);
  return { text: progress.text, errors: progress.errors };
}

function formatOnce(format: string, args: readonly string[], progress: Progress): void {
  const pattern =
    /%(?:%|([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?([a-zA-Z]))|[^%\\]+|\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|[^])|[^]/g;
  const next = (): string => args[progress.index++] ?? '';
  for (const match of format.matchAll(pattern)) {
    const [whole, flags = '', width, precision, letter] = match;
    if (letter === undefined) {
      if (whole === '%%') {
        progress.text += '%';
        continue;
      }
      const done = unescape(whole, 'format');
      progress.text += done.text;
      progress.stopped = done.stopped;
    } else {
      const columns = Math.min(Number(width === '*' ? next() : (width ?? 0)), 4096);
      const digits = precision === undefined ? undefined : Number(precision === '*' ? next() : precision || 0);
      progress.text += pad(convert(letter, next(), flags, digits, progress), columns, flags, letter);
    }
    if (progress.stopped) return;
  }
}

function pad(text: string, columns: number, flags: string, letter: string): string {
  const width = Math.abs(columns);
  if (flags.includes('-') || columns < 0) return text.padEnd(width);
  if (!flags.includes('0') || 'sbcq'.includes(letter)) return text.padStart(width);
  const sign = /^[-+ ]/.test(text) ? (text[0] ?? '') : '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function convert(
  letter: string,
  value: string,
  flags: string,
  precision: number | undefined,
  progress: Progress,
): string {
  switch (letter) {
    case 's':
      return value.slice(0, precision);
    case 'b': {
      const done = unescape(value, 'echo');
      progress.stopped = done.stopped;
      return done.text.slice(0, precision);
    }
    case 'c':
      return value.slice(0, 1);
    case 'q':
      return /^[\w./:-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return convertInteger(letter, value, flags, precision, progress);
    case 'f':
    case 'F':
    case 'e':
    case 'E':
    case 'g':
    case 'G':
      return convertFloat(letter, value, flags, precision, progress);
    default:
      return '';
  }
}

function convertInteger(
  letter: string,
  value: string,
  flags: string,
  precision: number | undefined,
  progress: Progress,
): string {
  const quoted = /^["']([^])/.exec(value);
  const match = /^\s*([-+]?)(0[xX][0-9a-fA-F]+|\d+)/.exec(value);
  const digits = match?.[2] ?? '0';
  let number =
    quoted?.[1] !== undefined
      ? BigInt(quoted[1].codePointAt(0) ?? 0)
      : /^0[0-7]+$/.test(digits)
        ? BigInt('0o' + digits.slice(1))
        : BigInt(/^0\d/.test(digits) ? '0' : digits);
  if (match?.[1] === '-') number = -number;
  if (quoted === null && value !== '' && match?.[0] !== value) progress.errors.push(value);
  const base = letter === 'o' ? 8 : letter === 'x' || letter === 'X' ? 16 : 10;
  const magnitude = letter === 'd' || letter === 'i' ? (number < 0n ? -number : number) : BigInt.asUintN(64, number);
  let text = magnitude.toString(base).padStart(precision ?? 0, '0');
  if (letter === 'X') text = text.toUpperCase();
  if (flags.includes('#') && base !== 10) text = (base === 8 ? '0' : letter === 'x' ? '0x' : '0X') + text;
  if (letter !== 'd' && letter !== 'i') return text;
  return (number < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + text;
}

function convertFloat(
  letter: string,
  value: string,
  flags: string,
  precision: number | undefined,
  progress: Progress,
): string {
  const number = value === '' ? 0 : Number(value);
  if (Number.isNaN(number)) progress.errors.push(value);
  return formatFloat(letter, Number.isNaN(number) ? 0 : number, flags, precision);
}

/** A number as C prints it with `%f`, `%e` or `%g`. */
export function formatFloat(letter: string, number: number, flags: string, precision = 6): string {
  const lower = letter.toLowerCase();
  const digits = Math.min(precision, 60);
  const exponential = (text: string): string => text.replace(/e([-+])(\d)$/, 'e$10$2');
  let text: string;
  if (lower === 'f') text = number.toFixed(digits);
  else if (lower === 'e') text = exponential(number.toExponential(digits));
  else {
    const exponent = number === 0 ? 0 : Math.floor(Math.log10(Math.abs(number)));
    const significant = Math.max(1, digits);
    const plain = exponent >= -4 && exponent < significant;
    text = plain
      ? number.toFixed(Math.min(60, Math.max(0, significant - 1 - exponent)))
      : number.toExponential(significant - 1);
    if (text.includes('.')) text = text.replace(/\.?0+(?=e|$)/, '');
    text = exponential(text);
  }
  if (!text.startsWith('-')) text = (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + text;
  return letter === lower ? text : text.toUpperCase();
}
