/** Formats of label keys (qualified names) and label values (apimachinery pkg/api/validate/content, 1.36). */
import { dnsSubdomainErrors, maxLengthError, patternError } from './names.ts';
import { byteLength } from './utf8.ts';

const ok: readonly string[] = Object.freeze([]);
const keyPattern = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';
const keyName = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const keyText = patternError(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  keyPattern,
  'MyName',
  'my.name',
  '123-abc',
);
const keyShapeError = `a valid label key ${keyText} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
const valueError = patternError(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an " +
    'alphanumeric character',
  `(${keyPattern})?`,
  'MyValue',
  'my_value',
  '12345',
);

/** A qualified name: keys of labels and annotations, resource names, condition types, topology keys. */
export function labelKeyErrors(key: string): readonly string[] {
  if (byteLength(key) <= 63 && keyName.test(key)) return ok;
  const parts = key.split('/');
  if (parts.length > 2) return [keyShapeError];
  const [first = '', second] = parts;
  const prefix = second === undefined ? ok : prefixErrors(first);
  return [...prefix, ...namePartErrors(second ?? first)];
}

function prefixErrors(prefix: string): readonly string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  // This check counts in bytes where the others of the server count in characters; the limit is the same.
  return dnsSubdomainErrors(prefix).map(
    (text) => `prefix part ${text === maxLengthError(253) ? 'must be no more than 253 bytes' : text}`,
  );
}

function namePartErrors(name: string): readonly string[] {
  const errors: string[] = [];
  if (name === '') errors.push('name part must be non-empty');
  else if (byteLength(name) > 63) errors.push('name part must be no more than 63 bytes');
  if (!keyName.test(name)) errors.push(`name part ${keyText}`);
  return errors;
}

export function labelValueErrors(value: string): readonly string[] {
  const isLong = byteLength(value) > 63;
  const isValid = value === '' || keyName.test(value);
  if (!isLong && isValid) return ok;
  return [...(isLong ? ['must be no more than 63 bytes'] : []), ...(isValid ? [] : [valueError])];
}

/** The key as close to a label key as it can be made; empty if nothing is left or if its prefix is wrong. */
export function toLabelKey(key: string): string {
  const slash = key.indexOf('/');
  const right = key.slice(0, slash + 1) + toLabelValue(key.slice(slash + 1));
  return right !== '' && labelKeyErrors(right).length === 0 ? right : '';
}

/** The value as close to a label value as it can be made; empty if nothing is left. */
export function toLabelValue(value: string): string {
  const clean = value
    .slice(0, 1000)
    .replace(/[^-A-Za-z0-9_.]+/g, '-')
    .slice(0, 63);
  return clean.replace(/^[-_.]+/, '').replace(/[-_.]+$/, '');
}
