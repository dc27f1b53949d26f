/** Makers of field errors: one for each kind of the server's `field` package, with its rendering of the bad value. */
import type { FieldError, FieldErrorType } from '../kube/field-error.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { goJson, goJsonString, goQuote } from '../kube/go-print.ts';
import type { Json } from '../kube/json.ts';

/** A bad value: strings are quoted as Go does, numbers and booleans are bare, `{json}` is text that is ready to print. */
export type BadValue = string | number | bigint | boolean | { readonly json: string };

/** What an error may carry besides the server's words. */
export type More = Partial<Pick<FieldError, 'at' | 'related' | 'fix'>>;

/** A value that the server prints as JSON: a named string type, a pointer, a struct, a list or a map. */
export function asJson(value: Json | undefined): BadValue {
  return { json: goJson(value) };
}

const nil: BadValue = { json: 'null' };

/** A pointer to a value: `null` for a nil one. */
export function pointer(value: Json | undefined): BadValue {
  return value === undefined || value === null ? nil : asJson(value);
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

/** `supported` in the order in which the server lists them; an enum of the API prints its bad value as JSON. */
export function notSupported(
  code: string, field: FieldPath, value: string, supported: readonly string[], more?: More,
): FieldError {
  const list = supported.map(goQuote).join(', ');
  const detail = supported.length === 0 ? '' : `supported values: ${list}`;
  return build(code, 'FieldValueNotSupported', field, withDetail(`Unsupported value: ${goJsonString(value)}`, detail), more);
}

export function duplicate(code: string, field: FieldPath, value: BadValue, more?: More): FieldError {
  return build(code, 'FieldValueDuplicate', field, `Duplicate value: ${print(value)}`, more);
}

export function notFound(code: string, field: FieldPath, value: BadValue, more?: More): FieldError {
  return build(code, 'FieldValueNotFound', field, `Not found: ${print(value)}`, more);
}

export function tooLong(code: string, field: FieldPath, maxBytes: number, more?: More): FieldError {
  return build(code, 'FieldValueTooLong', field, `Too long: may not be more than ${maxBytes} bytes`, more);
}

export function tooMany(code: string, field: FieldPath, count: number, max: number, more?: More): FieldError {
  return build(code, 'FieldValueTooMany', field, `Too many: ${count}: must have at most ${max} items`, more);
}

/** One `Invalid` error for each text of a format check. */
export function invalidEach(
  code: string, field: FieldPath, value: string, details: readonly string[], more?: More,
): readonly FieldError[] {
  return details.map((detail) => invalid(code, field, value, detail, more));
}

function build(code: string, type: FieldErrorType, field: FieldPath, message: string, more: More | undefined): FieldError {
  return more === undefined ? { code, type, field, message } : { code, type, field, message, ...more };
}

function withDetail(text: string, detail: string): string {
  return detail === '' ? text : `${text}: ${detail}`;
}

function print(value: BadValue): string {
  if (typeof value === 'string') return goQuote(value);
  return typeof value === 'object' ? value.json : String(value);
}
