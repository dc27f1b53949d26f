/** Whole numbers of 64 bits, as `$((...))` and `expr` compute with them. */
import { compares, order } from './expressions.ts';

const operations: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '<<': (a, b) => a << (b & 63n),
  '>>': (a, b) => a >> (b & 63n),
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '**': (a, b) => a ** b,
};

/** Whole numbers of 64 bits; comparisons give 0 or 1. Undefined for a division by zero. */
export function compute(op: string, a: bigint, b: bigint): bigint | undefined {
  if ((op === '/' || op === '%') && b === 0n) return undefined;
  return BigInt.asIntN(64, operations[op]?.(a, b) ?? BigInt(compares(op, order(a, b))));
}
