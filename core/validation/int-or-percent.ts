/**
 * Checks of fields that take a number or a percentage: maxUnavailable, maxSurge, minAvailable
 * (pkg/apis/apps/validation, 1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child } from '../kube/field-path.ts';
import { atoi } from '../kube/go-number.ts';
import type { Json, JsonObject } from '../kube/json.ts';
import { percentErrors } from '../kube/names.ts';
import { asJson, invalid } from './errors.ts';

const percent = /^[0-9]+%$/;

/** Neither a bad percentage nor a negative number; a missing value is the number 0. */
export function validateIntOrPercent(parent: JsonObject, at: FieldPath, key: string): readonly FieldError[] {
  const value = parent[key] ?? 0;
  const field = child(at, key);
  if (typeof value === 'string') {
    const fix = /^[0-9]+$/.test(value) ? { fix: { kind: 'set', at: field, value: Number(value) } as const } : undefined;
    return percentErrors(value).map((text) => invalid('intorpercent-format', field, asJson(value), text, fix));
  }
  if (typeof value !== 'number' || value >= 0) return [];
  return [
    invalid('intorpercent-negative', field, value, 'must be greater than or equal to 0', {
      fix: { kind: 'set', at: field, value: 0 },
    }),
  ];
}

export function validateAtMost100Percent(parent: JsonObject, at: FieldPath, key: string): readonly FieldError[] {
  const value = parent[key];
  if (typeof value !== 'string' || !percent.test(value) || intOrPercent(value) <= 100) return [];
  const field = child(at, key);
  return [
    invalid('intorpercent-over-100', field, asJson(value), 'must not be greater than 100%', {
      fix: { kind: 'set', at: field, value: '100%' },
    }),
  ];
}

/** The number of a value as these checks compare it: `25%` is 25, a string without `%` its number, other text 0. */
export function intOrPercent(value: Json | undefined): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return 0;
  return percent.test(value) ? Number(value.slice(0, -1)) : (atoi(value).value ?? 0);
}
