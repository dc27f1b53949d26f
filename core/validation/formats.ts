/** Checks that many fields share: a name of a given format, a number in a range, a file mode, a relative path. */
import { type FieldPath } from '../kube/field-path.ts';
import { dnsLabelErrors, dnsSubdomainErrors, rangeError, toDnsLabel, toDnsSubdomain } from '../kube/names.ts';
import { type Errors, type More, invalid, invalidEach, none, set } from './errors.ts';

/** An RFC 1123 label, with the nearest valid one as repair. */
export function validateDnsLabel(code: string, field: FieldPath, value: string, more?: More): Errors {
  const details = dnsLabelErrors(value);
  return details.length === 0
    ? none
    : invalidEach(code, field, value, details, withFix(field, toDnsLabel(value), more));
}

/** An RFC 1123 subdomain, with the nearest valid one as repair. */
export function validateDnsSubdomain(code: string, field: FieldPath, value: string, more?: More): Errors {
  const details = dnsSubdomainErrors(value);
  return details.length === 0
    ? none
    : invalidEach(code, field, value, details, withFix(field, toDnsSubdomain(value), more));
}

/** Adds the repair "this text instead" unless nothing is left of the text. */
export function withFix(field: FieldPath, right: string, more?: More): More {
  return right === '' ? { ...more } : { fix: set(more?.at ?? field, right), ...more };
}

export const isNegativeText = 'must be greater than or equal to 0';
export const isNotPositiveText = 'must be greater than zero';

export function validateNonNegative(code: string, field: FieldPath, value: number | bigint): Errors {
  return value < 0 ? [invalid(code, field, value, isNegativeText)] : none;
}

export function validatePositive(code: string, field: FieldPath, value: number | bigint): Errors {
  return value <= 0 ? [invalid(code, field, value, isNotPositiveText)] : none;
}

export function validateRange(
  code: string,
  field: FieldPath,
  value: number | bigint | undefined,
  low: number,
  high: number,
): Errors {
  if (value === undefined || (value >= low && value <= high)) return none;
  return [invalid(code, field, value, rangeError(low, high))];
}

const modeText = 'must be a number between 0 and 0777 (octal), both inclusive';

/** A file mode: `644` written without its leading zero is the usual mistake. */
export function validateMode(
  code: string,
  field: FieldPath,
  mode: number | bigint | undefined,
  at?: FieldPath,
): Errors {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return none;
  const octal = Number(mode) > 0 && /^[0-7]{3,4}$/.test(String(mode)) ? Number.parseInt(String(mode), 8) : -1;
  const fix = octal >= 0 && octal <= 0o777 ? { fix: set(at ?? field, octal) } : {};
  return [invalid(code, field, mode, modeText, { ...(at === undefined ? {} : { at }), ...fix })];
}

/** Rule ids of the tests of a relative path: absolute, with `..` inside, starting with `..`. */
export interface PathCodes {
  readonly absolute: string;
  readonly backstep: string;
  readonly dots?: string;
}

export function validateNoBacksteps(code: string, field: FieldPath, path: string, more?: More): Errors {
  return path.split('/').includes('..') ? [invalid(code, field, path, "must not contain '..'", more)] : none;
}

/** A path that stays below its directory. */
export function validateDescendingPath(codes: PathCodes, field: FieldPath, path: string, more?: More): Errors {
  const backsteps = validateNoBacksteps(codes.backstep, field, path, more);
  if (!path.startsWith('/')) return backsteps;
  const relative = path.replace(/^\/+/, '');
  return [
    invalid(codes.absolute, field, path, 'must be a relative path', withFix(field, relative, more)),
    ...backsteps,
  ];
}

/** A descending path that is none of the names which volumes keep for themselves (`..data`). */
export function validateLocalPath(codes: PathCodes, field: FieldPath, path: string, more?: More): Errors {
  const errors = validateDescendingPath(codes, field, path, more);
  if (!path.startsWith('..') || path.startsWith('../')) return errors;
  return [...errors, invalid(codes.dots ?? codes.backstep, field, path, "must not start with '..'", more)];
}
