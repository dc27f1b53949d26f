/** Comparisons between the amounts of one limit of a LimitRange (pkg/apis/core/validation/validation.go, 1.36). */
import { goFixed } from '../kube/go-number.ts';
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type Quantity, compareQuantities, quantityOf, quantityText, scaledValue } from '../kube/quantity.ts';
import { asJson, invalid } from './errors.ts';
import type { LimitLists } from './limit-range.ts';
import { isOvercommitAllowed } from './resource-names.ts';

const one = quantityOf('1');
const maxMilliValue = (2n ** 63n - 1n) / 1000n;

/** `a` must not exceed `b`; the error sits at `key` and shows the amount of `shown`. */
interface Comparison {
  readonly low: keyof LimitLists;
  readonly high: keyof LimitLists;
  readonly key: keyof LimitLists;
  readonly shown: keyof LimitLists;
  readonly text: readonly [string, string];
}

const comparisons: readonly Comparison[] = [
  { low: 'min', high: 'max', key: 'min', shown: 'min', text: ['min value', 'max value'] },
  {
    low: 'min',
    high: 'defaultRequest',
    key: 'defaultRequest',
    shown: 'defaultRequest',
    text: ['min value', 'default request value'],
  },
  {
    low: 'defaultRequest',
    high: 'max',
    key: 'defaultRequest',
    shown: 'defaultRequest',
    text: ['default request value', 'max value'],
  },
  {
    low: 'defaultRequest',
    high: 'default',
    key: 'defaultRequest',
    shown: 'defaultRequest',
    text: ['default request value', 'default limit value'],
  },
  { low: 'min', high: 'default', key: 'default', shown: 'min', text: ['min value', 'default value'] },
  { low: 'default', high: 'max', key: 'default', shown: 'max', text: ['default value', 'max value'] },
];

export function validateLimitAmounts(lists: LimitLists, at: FieldPath): readonly FieldError[] {
  const names = new Set(Object.values(lists).flatMap((list) => [...list.keys()]));
  return [...names].flatMap((name) => [
    ...comparisons.flatMap((comparison) => compare(comparison, lists, name, at)),
    ...validateRatio(lists, name, index(child(at, 'maxLimitRequestRatio'), name)),
    ...validateEqual(lists, name, index(child(at, 'defaultRequest'), name)),
  ]);
}

function compare(
  { low, high, key, shown, text }: Comparison,
  lists: LimitLists,
  name: string,
  at: FieldPath,
): readonly FieldError[] {
  const a = lists[low].get(name);
  const b = lists[high].get(name);
  if (a === undefined || b === undefined || compareQuantities(a, b) <= 0) return [];
  const value = asJson(quantityText(lists[shown].get(name) ?? a));
  const related = [{ at: index(child(at, high), name), message: `${text[1]} ${quantityText(b)}` }];
  const detail = `${text[0]} ${quantityText(a)} is greater than ${text[1]} ${quantityText(b)}`;
  return [invalid('lr-object', index(child(at, key), name), value, detail, { related })];
}

function validateRatio(lists: LimitLists, name: string, at: FieldPath): readonly FieldError[] {
  const ratio = lists.maxLimitRequestRatio.get(name);
  if (ratio === undefined) return [];
  const text = quantityText(ratio);
  const tooSmall =
    compareQuantities(ratio, one) < 0 ? [invalid('lr-object', at, asJson(text), `ratio ${text} is less than 1`)] : [];
  const min = lists.min.get(name);
  const max = lists.max.get(name);
  if (min === undefined || max === undefined) return tooSmall;
  const highest = highestRatio(ratio, min, max);
  if (highest.ratio <= highest.limit || Number.isNaN(highest.limit)) return tooSmall;
  return [
    ...tooSmall,
    invalid('lr-object', at, asJson(text), `ratio ${text} is greater than max/min = ${goFixed(highest.limit)}`),
  ];
}

/** The server compares whole numbers, or thousandths where all three are small enough for that. */
function highestRatio(
  ratio: Quantity,
  min: Quantity,
  max: Quantity,
): { readonly ratio: number; readonly limit: number } {
  const isSmall = [ratio, min, max].every((quantity) => scaledValue(quantity, 0) < maxMilliValue);
  if (!isSmall)
    return { ratio: Number(scaledValue(ratio, 0)), limit: Number(scaledValue(max, 0)) / Number(scaledValue(min, 0)) };
  return {
    ratio: Number(scaledValue(ratio, -3)) / 1000,
    limit: Number(scaledValue(max, -3)) / Number(scaledValue(min, -3)),
  };
}

/** What cannot be overcommitted has to have the same default for requests and limits. */
function validateEqual(lists: LimitLists, name: string, at: FieldPath): readonly FieldError[] {
  const limit = lists.default.get(name);
  const request = lists.defaultRequest.get(name);
  if (
    limit === undefined ||
    request === undefined ||
    isOvercommitAllowed(name) ||
    compareQuantities(limit, request) === 0
  )
    return [];
  const text = quantityText(request);
  const detail = `default value ${quantityText(limit)} must equal to defaultRequest value ${text} in ${name}`;
  return [invalid('lr-object', at, asJson(text), detail)];
}
