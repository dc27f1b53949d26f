/** Integers as Go's strconv reads them from text, with its words for what it cannot read. */
import { goQuote } from './go-print.ts';

export interface Parsed {
  /** The number; beyond 64 bits the nearest one, as Go hands it back beside the error. */
  readonly value?: number;
  readonly error?: string;
}

const maxInt64 = 9223372036854775807n;

/** `strconv.Atoi`: decimal digits with an optional sign. */
export function atoi(text: string): Parsed {
  if (!/^[+-]?[0-9]+$/.test(text)) return { error: `strconv.Atoi: parsing ${goQuote(text)}: invalid syntax` };
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  if (value > maxInt64 || value < -maxInt64 - 1n) {
    return { value: Number(value), error: `strconv.Atoi: parsing ${goQuote(text)}: value out of range` };
  }
  return { value: Number(value) };
}

/** `%f`: six decimals, where JavaScript rounds exact halves up and Go to the even digit. */
export function goFixed(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0.000000';
  const text = value.toFixed(6);
  const precise = value.toFixed(7);
  // Seven decimals are exact only for multiples of 2^-7.
  const isHalf = precise.endsWith('5') && Number.isInteger(value * 128) && Math.abs(value) < 1e9;
  if (!isHalf || '02468'.includes(text.at(-1) ?? '')) return text;
  const even = String(BigInt(text.replace(/[-.]/g, '')) - 1n).padStart(7, '0');
  return `${value < 0 ? '-' : ''}${even.slice(0, -6)}.${even.slice(-6)}`;
}
