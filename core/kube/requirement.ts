/** One requirement of a selector of labels or nodes (apimachinery pkg/labels, component-helpers nodeaffinity; 1.36). */
import type { Fields } from './json.ts';

/** Is the value (none: there is no such label) what the requirement wants? Unknown operators want what cannot be. */
export function meetsRequirement({ operator, values: named }: Fields, value: string | undefined): boolean {
  const values: readonly unknown[] = Array.isArray(named) ? named : [];
  if (value === undefined) return operator === 'NotIn' || operator === 'DoesNotExist';
  switch (operator) {
    case 'In':
      return values.includes(value);
    case 'NotIn':
      return !values.includes(value);
    case 'Gt':
      return Number(value) > Number(values[0]);
    case 'Lt':
      return Number(value) < Number(values[0]);
    default:
      return operator === 'Exists';
  }
}
