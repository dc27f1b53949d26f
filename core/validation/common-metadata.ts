/**
 * The checks of metadata that every kind gets after its own have passed (apiserver pkg/registry/rest/create.go,
 * 1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import { type JsonObject, structAt } from '../kube/json.ts';
import type { NameFormat } from '../kube/names.ts';
import type { ValidationContext } from './context.ts';
import { validateObjectMeta } from './metadata.ts';

/** What every name has to be: usable as one segment of a URL's path. */
const pathSegment: NameFormat = (name, isPrefix) => [
  ...(!isPrefix && (name === '.' || name === '..') ? [`may not be '${name}'`] : []),
  ...['/', '%'].filter((char) => name.includes(char)).map((char) => `may not contain '${char}'`),
];

/** `errors` are those of the kind; only where there are none the server looks at the metadata once more. */
export function withCommonMetadata(
  errors: readonly FieldError[],
  object: JsonObject,
  context: ValidationContext,
): readonly FieldError[] {
  if (errors.length > 0) return errors;
  const options = { nameFormat: pathSegment, checksFinalizers: false };
  return validateObjectMeta(structAt(object, 'metadata'), 'metadata', options, context);
}
