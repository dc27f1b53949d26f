/** Checks of the rules of a Job's successPolicy (pkg/apis/batch/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { atoi } from '../kube/go-number.ts';
import { goQuote } from '../kube/go-print.ts';
import { type JsonObject, integerAt, objectsAt, optionalStringAt } from '../kube/json.ts';
import { byteLength } from '../kube/utf8.ts';
import { invalid, required, tooLong, tooMany } from './errors.ts';

const maxRules = 20;
const maxIndexesBytes = 64 * 1024;

/**
 * Errors of the rules of an Indexed Job; without `completions` the real server crashes at indexes or counts, so we
 * stop there.
 */
export function validateSuccessRules(
  policy: JsonObject,
  completions: number | bigint | undefined,
  at: FieldPath,
): readonly FieldError[] {
  const rules = objectsAt(policy, 'rules');
  const path = child(at, 'rules');
  const none = 'at least one rules must be specified when the successPolicy is specified';
  return [
    ...(rules.length === 0 ? [required('job-success-rules-required', path, none)] : []),
    ...(rules.length > maxRules ? [tooMany('job-success-rules-many', path, rules.length, maxRules)] : []),
    ...rules.flatMap((rule, i) =>
      validateRule(rule, completions === undefined ? undefined : Number(completions), index(path, i)),
    ),
  ];
}

function validateRule(rule: JsonObject, completions: number | undefined, at: FieldPath): readonly FieldError[] {
  const indexes = optionalStringAt(rule, 'succeededIndexes');
  const count = integerAt(rule, 'succeededCount');
  if (indexes === undefined && count === undefined) {
    return [
      required('job-success-rule-none', at, 'at least one of succeededCount or succeededIndexes must be specified'),
    ];
  }
  if (completions === undefined) return [];
  const field = child(at, 'succeededIndexes');
  const parsed = indexes === undefined ? { total: 0 } : countIndexes(indexes, completions);
  return [
    ...(indexes !== undefined && byteLength(indexes) > maxIndexesBytes
      ? [tooLong('job-success-indexes', field, maxIndexesBytes)]
      : []),
    ...('error' in parsed
      ? [invalid('job-success-indexes', field, indexes ?? '', `error parsing succeededIndexes: ${parsed.error}`)]
      : []),
    ...(count === undefined
      ? []
      : validateCount(Number(count), completions, indexes === undefined ? undefined : parsed, at)),
  ];
}

function validateCount(
  count: number,
  completions: number,
  listed: Indexes | undefined,
  at: FieldPath,
): readonly FieldError[] {
  const field = child(at, 'succeededCount');
  const code = 'job-success-count';
  const total = listed !== undefined && 'total' in listed ? listed.total : 0;
  const atMost = (limit: number, what: string): FieldError => {
    const fix = limit < 0 ? undefined : { fix: { kind: 'set', at: field, value: limit } as const };
    return invalid(code, field, count, `must be less than or equal to ${limit} (${what})`, fix);
  };
  return [
    ...(count < 0 ? [invalid(code, field, count, 'must be greater than or equal to 0')] : []),
    ...(count > completions ? [atMost(completions, 'the number of specified completions')] : []),
    ...(listed !== undefined && count > total
      ? [atMost(total, 'the number of indexes in the specified succeededIndexes field')]
      : []),
  ];
}

type Indexes = { readonly total: number } | { readonly error: string };

/** How many indexes a text like `0,3-5` lists; they have to increase and to be below `completions`. */
export function countIndexes(text: string, completions: number): Indexes {
  if (text === '') return { total: 0 };
  let last: number | undefined;
  let total = 0;
  for (const part of text.split(',')) {
    const interval = parseInterval(part, completions);
    if (typeof interval === 'string') return { error: interval };
    const [first, final] = interval;
    if (last !== undefined && last >= first)
      return { error: `non-increasing order, previous: ${last}, current: ${first}` };
    total += final - first + 1;
    last = final;
  }
  return { total };
}

function parseInterval(text: string, completions: number): readonly [number, number] | string {
  const limits = text.split('-');
  if (limits.length > 2) {
    return `the fragment ${goQuote(text)} violates the requirement that an index interval can have at most two parts separated by '-'`;
  }
  const numbers: number[] = [];
  for (const limit of limits) {
    const { value, error } = atoi(limit);
    if (value === undefined || error !== undefined)
      return `cannot convert string to integer for index: ${goQuote(limit)}`;
    if (value >= completions) return `too large index: ${goQuote(limit)}`;
    numbers.push(value);
  }
  const [first = 0, final = first] = numbers;
  if (numbers.length === 2 && first >= final) return `non-increasing order, previous: ${first}, current: ${final}`;
  return [first, final];
}
