/** Makers of field errors: one for each kind of the server's `field` package, with its rendering of the bad value. */
import type { FieldError, FieldErrorType, FixIntent } from '../kube/field-error.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { goJson, goJsonString, goQuote } from '../kube/go-print.ts';
import type { Json } from '../kube/json.ts';
import { nearest } from '../kube/nearest.ts';

export type Errors = readonly FieldError[];

/** No error; shared, as most checks end with it. */
export const none: Errors = Object.freeze([]);

/**
 * A bad value: strings are quoted as Go does, numbers and booleans are bare, `{json}` is text that is ready to
 * print.
 */
export type BadValue = string | number | bigint | boolean | { readonly json: string };

/** What an error may carry besides the server's words. */
export type More = Partial<Pick<FieldError, 'at' | 'related' | 'fix'>>;

/** A value that the server prints as JSON: a named string type, a pointer, a struct, a list or a map. */
export function asJson(value: Json | undefined): BadValue {
  return { json: goJson(value) };
}

export function required(code: string, field: FieldPath, detail = '', more?: More): FieldError {
  return build(code, 'FieldValueRequired', field, withDetail('Required value', detail), more);
}

export function forbidden(code: string, field: FieldPath, detail: string, more?: More): FieldError {
  return build(code, 'FieldValueForbidden', field, withDetail('Forbidden', detail), more);
}

export function invalid(code: string, field: FieldPath, value: BadValue, detail: string, more?: More): FieldError {
  return build(code, 'FieldValueInvalid', field, withDetail(`Invalid value: ${print(value)}`, detail), more);
}

/**
 * For an enum of the API, whose bad value is printed as JSON; `supported` in the order in which the server lists
 * them.
 */
export function notSupported(
  code: string,
  field: FieldPath,
  value: BadValue,
  supported: readonly string[],
  more?: More,
): FieldError {
  const isText = typeof value === 'string';
  const shown = isText ? goJsonString(value) : print(value);
  return unsupported(code, field, shown, supported, {
    ...(isText ? nearestFix(more?.at ?? field, value, supported) : {}),
    ...more,
  });
}

/** As `notSupported`, for a plain string of the API: its bad value is quoted. */
export function notSupportedText(
  code: string,
  field: FieldPath,
  value: string,
  supported: readonly string[],
  more?: More,
): FieldError {
  return unsupported(code, field, goQuote(value), supported, {
    ...nearestFix(more?.at ?? field, value, supported),
    ...more,
  });
}

function unsupported(
  code: string,
  field: FieldPath,
  shown: string,
  supported: readonly string[],
  more: More,
): FieldError {
  const detail = `supported values: ${supported.map(goQuote).join(', ')}`;
  return build(code, 'FieldValueNotSupported', field, `Unsupported value: ${shown}: ${detail}`, more);
}

/** The nearest of a few right values as a repair; nothing where none is near. */
export function nearestFix(at: FieldPath, value: string, supported: readonly string[]): More {
  const right = nearest(value, supported);
  return right === undefined ? {} : { fix: set(at, right) };
}

export function duplicate(code: string, field: FieldPath, value: BadValue, more?: More): FieldError {
  return build(code, 'FieldValueDuplicate', field, `Duplicate value: ${print(value)}`, more);
}

export function notFound(code: string, field: FieldPath, value: BadValue, detail = '', more?: More): FieldError {
  return build(code, 'FieldValueNotFound', field, withDetail(`Not found: ${print(value)}`, detail), more);
}

export function tooLong(code: string, field: FieldPath, maxBytes: number, more?: More): FieldError {
  return build(code, 'FieldValueTooLong', field, `Too long: may not be more than ${maxBytes} bytes`, more);
}

export function tooMany(code: string, field: FieldPath, count: number, max: number, more?: More): FieldError {
  return build(code, 'FieldValueTooMany', field, `Too many: ${count}: must have at most ${max} items`, more);
}

/** One `Invalid` error for each text of a format check. */
export function invalidEach(
  code: string,
  field: FieldPath,
  value: BadValue,
  details: readonly string[],
  more?: More,
): Errors {
  return details.length === 0 ? none : details.map((detail) => invalid(code, field, value, detail, more));
}

/** The repair "this value instead". */
export function set(at: FieldPath, value: string | number | boolean): FixIntent {
  return { kind: 'set', at, value };
}

/** The repair "without this field". */
export function remove(at: FieldPath): { readonly fix: FixIntent } {
  return { fix: { kind: 'remove', at } };
}

function build(
  code: string,
  type: FieldErrorType,
  field: FieldPath,
  message: string,
  more: More | undefined,
): FieldError {
  return more === undefined ? { code, type, field, message } : { code, type, field, message, ...more };
}

function withDetail(text: string, detail: string): string {
  return detail === '' ? text : `${text}: ${detail}`;
}

function print(value: BadValue): string {
  if (typeof value === 'string') return goQuote(value);
  return typeof value === 'object' ? value.json : String(value);
}
