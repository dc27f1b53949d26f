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
