/**
 * Quantities (`250m`, `64Mi`) as numbers, for what a run compares: bytes and millicores. Unreadable ones are
 * undefined.
 */

const SUFFIX: Readonly<Record<string, number>> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};
const SHAPE = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d{1,3})|([numkMGTPE]|[KMGTPE]i)?)$/;

/** The value of a quantity; numbers count as they are. */
export function amountOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const match = SHAPE.exec(value.trim());
  if (!match) return undefined;
  if (match[2] !== undefined) return Number(match[1]! + match[2]);
  return Number(match[1]) * (SUFFIX[match[3] ?? ''] ?? 1);
}

/** Whole bytes, rounded up as Kubernetes does. */
export function bytesOf(value: unknown): number | undefined {
  const amount = amountOf(value);
  return amount === undefined ? undefined : Math.ceil(amount);
}
