/** Bytes from a quantity (`300Mi`). */
import { parseQuantity, scaledValue } from '../kube/quantity.ts';

/** Whole bytes; undefined for what is no quantity or negative. */
export function readBytes(text: string): number | undefined {
  const result = parseQuantity(text);
  if ('error' in result) return undefined;
  const bytes = Number(scaledValue(result.quantity, 0));
  return bytes >= 0 ? bytes : undefined;
}
