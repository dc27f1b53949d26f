/**
 * Kubernetes quantities (`500m`, `1.5Gi`, `1e3`) as exact numbers with Go's canonical text (apimachinery
 * pkg/api/resource, 1.36).
 */

export type QuantityFormat = 'DecimalSI' | 'DecimalExponent' | 'BinarySI';

/** The exact value is `unscaled * 10^scale`. */
export interface Quantity {
  readonly unscaled: bigint;
  readonly scale: number;
  readonly format: QuantityFormat;
  /** Go left the 64-bit fast path: from there on overflow behaves differently. */
  readonly isBig: boolean;
  /** The author's text where Go keeps it as it is; otherwise the text is made canonical. */
  readonly text?: string;
}

/**
 * Why a text is no quantity, in the server's words; `out of range` is ours: a real server works on such a number
 * for minutes.
 */
export type QuantityError = 'format' | 'numeric' | 'suffix' | 'range';

export const quantityErrorTexts: Readonly<Record<QuantityError, string>> = {
  format: "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  numeric: 'unable to parse numeric part of quantity',
  suffix: "unable to parse quantity's suffix",
  range: 'exponent of quantity is out of range',
};

export type QuantityResult = { readonly quantity: Quantity } | { readonly error: QuantityError };

export const zeroQuantity: Quantity = { unscaled: 0n, scale: 0, format: 'DecimalSI', isBig: false };

const decimalExponents: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const binaryExponents: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const shape = /^([+-]?)(\d*)(?:(\.)(\d*))?((?:[eEinumkKMGTP]+[-+]?\d*|[-+]\d*)?)$/;
const nano = -9;
const maxInt64 = 2n ** 63n - 1n;
const maxExponent = 10_000;

/** Reads a quantity as the API server does. Surrounding white space is ignored there, too. */
export function parseQuantity(source: string): QuantityResult {
  const text = source.trim();
  if (text === '') return { error: 'format' };
  if (text === '0') return { quantity: { ...zeroQuantity, text } };
  const match = shape.exec(text);
  if (match === null) return { error: 'format' };
  const [, sign = '', whole = '', dot = '', denom = '', suffix = ''] = match;
  const unit = interpret(suffix);
  if (unit === undefined) return { error: 'suffix' };
  if (Math.abs(unit.exponent) > maxExponent) return { error: 'range' };
  const num = whole.replace(/^0+/, '') || '0';
  return fastPath(text, sign, num, denom, unit) ?? bigPath(sign, whole, dot, denom, unit);
}

/** The quantity of a decoded value (a string, or a number as YAML gives it); zero for what is none. */
export function quantityOf(value: unknown): Quantity {
  if (typeof value === 'number' || typeof value === 'bigint') return quantityOf(String(value));
  if (typeof value !== 'string') return zeroQuantity;
  const result = parseQuantity(value);
  return 'quantity' in result ? result.quantity : zeroQuantity;
}

interface Unit {
  readonly exponent: number;
  readonly format: QuantityFormat;
}

function interpret(suffix: string): Unit | undefined {
  if (Object.hasOwn(decimalExponents, suffix)) return { exponent: decimalExponents[suffix] ?? 0, format: 'DecimalSI' };
  if (Object.hasOwn(binaryExponents, suffix)) return { exponent: binaryExponents[suffix] ?? 0, format: 'BinarySI' };
  if (!/^[eE][-+]?\d+$/.test(suffix)) return undefined;
  const exponent = Number(suffix.slice(1));
  return exponent > 2 ** 63 || exponent < -(2 ** 63) ? undefined : { exponent, format: 'DecimalExponent' };
}

/** Go's way for numbers that fit 18 digits; only here the author's text survives. */
function fastPath(text: string, sign: string, num: string, denom: string, unit: Unit): QuantityResult | undefined {
  const isBinary = unit.format === 'BinarySI';
  if (isBinary && denom !== '') return undefined;
  const digits = num.length + denom.length;
  const precision = isBinary ? 15 - num.length - Math.trunc((unit.exponent * 3) / 10) - 1 : 18 - digits;
  const scale = isBinary ? 0 : unit.exponent - denom.length;
  if (precision < 0 || scale < nano) return undefined;
  const shifted = num + denom;
  const value = BigInt(shifted);
  const magnitude = isBinary ? value << BigInt(unit.exponent) : value;
  const keeps = isBinary
    ? (value & 7n) !== 0n
    : scale % 3 === 0 && !shifted.endsWith('000') && !shifted.startsWith('0');
  const quantity = { unscaled: sign === '-' ? -magnitude : magnitude, scale, format: unit.format, isBig: false };
  return { quantity: keeps ? { ...quantity, text } : quantity };
}

function bigPath(sign: string, whole: string, dot: string, denom: string, unit: Unit): QuantityResult {
  if (whole === '' && denom === '' && dot !== '') return { error: 'numeric' };
  const isBinary = unit.format === 'BinarySI';
  let unscaled = BigInt(whole + denom || '0');
  if (isBinary) unscaled <<= BigInt(unit.exponent);
  const scale = isBinary ? -denom.length : unit.exponent - denom.length;
  if (unscaled === 0n) return { quantity: { unscaled, scale, format: unit.format, isBig: true } };
  const rounded = rescaleUp(unscaled, scale, nano);
  const one = 10n ** 9n;
  const sized = (magnitude: bigint, atScale: number, format: QuantityFormat): QuantityResult => ({
    quantity: { unscaled: sign === '-' ? -magnitude : magnitude, scale: atScale, format, isBig: true },
  });
  if (isBinary && rounded > maxInt64 * one) return sized(maxInt64, 0, 'BinarySI');
  return sized(rounded, nano, isBinary && rounded < one ? 'DecimalSI' : unit.format);
}

/** `value * 10^from` as a multiple of `10^to`, rounded away from zero. */
function rescaleUp(value: bigint, from: number, to: number): bigint {
  if (from >= to) return value * 10n ** BigInt(from - to);
  const divisor = 10n ** BigInt(to - from);
  const quotient = value / divisor;
  if (value % divisor === 0n) return quotient;
  return value > 0n ? quotient + 1n : quotient - 1n;
}

/** -1, 0 or 1, exact. */
export function compareQuantities(left: Quantity, right: Quantity): -1 | 0 | 1 {
  const scale = Math.min(left.scale, right.scale);
  const a = left.unscaled * 10n ** BigInt(left.scale - scale);
  const b = right.unscaled * 10n ** BigInt(right.scale - scale);
  return a === b ? 0 : a < b ? -1 : 1;
}

export function quantitySign(quantity: Quantity): -1 | 0 | 1 {
  return quantity.unscaled === 0n ? 0 : quantity.unscaled < 0n ? -1 : 1;
}

/** The exact sum; a zero on the left takes the format of the right, as in Go. */
export function addQuantities(left: Quantity, right: Quantity): Quantity {
  const scale = Math.min(left.scale, right.scale);
  const unscaled =
    left.unscaled * 10n ** BigInt(left.scale - scale) + right.unscaled * 10n ** BigInt(right.scale - scale);
  const isBig = left.isBig || right.isBig || unscaled > maxInt64 || unscaled < -maxInt64 - 1n;
  if (!isBig && right.unscaled === 0n)
    return { ...withoutText(left), format: left.unscaled === 0n ? right.format : left.format };
  return { unscaled, scale, format: left.unscaled === 0n ? right.format : left.format, isBig };
}

function withoutText(quantity: Quantity): Quantity {
  const { unscaled, scale, format, isBig } = quantity;
  return { unscaled, scale, format, isBig };
}

/** `RoundUp`: at most this many decimal places (`-3` for thousandths), away from zero. */
export function roundUpQuantity(quantity: Quantity, scale: number): Quantity {
  if (!quantity.isBig && quantity.scale >= scale) return quantity;
  return { ...withoutText(quantity), unscaled: rescaleUp(quantity.unscaled, quantity.scale, scale), scale };
}

/** The text of a quantity as the server prints it: the author's where Go keeps it, else the canonical one. */
export function quantityText(quantity: Quantity): string {
  return quantity.text ?? canonicalText(quantity);
}

function canonicalText(quantity: Quantity): string {
  if (quantity.unscaled === 0n) return '0';
  return (quantity.format === 'BinarySI' && binaryText(quantity)) || decimalText(quantity);
}

/** Between -1024 and 1024, and with a fraction, binary quantities are printed as decimal ones. */
function binaryText(quantity: Quantity): string | undefined {
  const whole = rescaleUp(quantity.unscaled, quantity.scale, 0);
  if (compareQuantities(quantity, { ...quantity, unscaled: whole, scale: 0 }) !== 0) return undefined;
  if (whole > -1024n && whole < 1024n) return undefined;
  let amount = whole;
  let power = 0;
  while (amount % 1024n === 0n) {
    amount /= 1024n;
    power++;
  }
  return `${amount}${['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'][power] ?? ''}`;
}

function decimalText(quantity: Quantity): string {
  const digits = quantity.unscaled.toString();
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 0x30) end--;
  const mantissa = digits.slice(0, end);
  const exponent = quantity.scale + digits.length - mantissa.length;
  const zeros = ((exponent % 3) + 3) % 3;
  return mantissa + '0'.repeat(zeros) + decimalSuffix(exponent - zeros, quantity.format);
}

/** Go prints no suffix at all where none is known for the exponent. */
function decimalSuffix(exponent: number, format: QuantityFormat): string {
  if (format === 'DecimalExponent') return exponent === 0 ? '' : `e${exponent}`;
  return Object.keys(decimalExponents).find((suffix) => decimalExponents[suffix] === exponent) ?? '';
}

/** `Value()` (`scale` 0) or `MilliValue()` (`scale` -3): rounded up to a 64-bit integer, with Go's overflow. */
export function scaledValue(quantity: Quantity, scale: 0 | -3): bigint {
  const { unscaled, isBig } = quantity;
  const difference = quantity.scale - scale;
  if (isBig) return scaledBigValue(unscaled, difference);
  if (difference <= 0) return rescaleUp(unscaled, difference, 0);
  const scaled = unscaled * 10n ** BigInt(difference);
  const wrapped = BigInt.asIntN(64, scaled);
  return wrapped === scaled || [1, 2, 3, 6, 9].includes(difference) ? wrapped : 0n;
}

function scaledBigValue(unscaled: bigint, difference: number): bigint {
  const low = BigInt.asIntN(64, unscaled);
  if (difference === 0) return low;
  if (difference > 0) return BigInt.asIntN(64, low * (difference > 18 ? -maxInt64 - 1n : 10n ** BigInt(difference)));
  const divisor = 10n ** BigInt(-difference);
  const isSmall = unscaled < maxInt64 && difference > -19;
  const dividend = isSmall ? low : unscaled;
  const remainder = isSmall ? dividend % divisor : ((dividend % divisor) + divisor) % divisor;
  const quotient = (dividend - remainder) / divisor;
  return BigInt.asIntN(64, remainder === 0n ? quotient : quotient + 1n);
}
