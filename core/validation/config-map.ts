/** Checks of a ConfigMap (pkg/apis/core/validation/validation.go, 1.36). The server walks its maps in random order. */
import type { FieldError } from '../kube/field-error.ts';
import { index } from '../kube/field-path.ts';
import { type JsonObject, objectAt, stringMapAt, structAt } from '../kube/json.ts';
import { base64Length } from '../kube/base64.ts';
import { configKeyErrors, nameIsSubdomain } from '../kube/names.ts';
import { byteLength } from '../kube/utf8.ts';
import type { ValidationContext } from './context.ts';
import { invalid, invalidEach, tooLong } from './errors.ts';
import { validateObjectMeta } from './metadata.ts';

/** A ConfigMap or Secret may hold this many bytes of values. */
export const maxDataBytes = 1024 * 1024;

/** Errors of a defaulted ConfigMap. */
export function validateConfigMap(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const data = stringMapAt(object, 'data');
  const binary = stringMapAt(object, 'binaryData');
  const inBoth = objectAt(object, 'binaryData') ?? {};
  const size = sum(data.map(([, value]) => byteLength(value))) + sum(binary.map(([, value]) => base64Length(value)));
  return [
    ...validateObjectMeta(structAt(object, 'metadata'), 'metadata', { nameFormat: nameIsSubdomain }, context),
    ...data.flatMap(([key]) => [
      ...validateKey('data', key),
      ...(Object.hasOwn(inBoth, key)
        ? [invalid('cm-key-twice', index('data', key), key, 'duplicate of key present in binaryData')]
        : []),
    ]),
    ...binary.flatMap(([key]) => validateKey('binaryData', key)),
    ...(size > maxDataBytes ? [tooLong('cm-size', '[]', maxDataBytes, { at: 'data' })] : []),
  ];
}

function validateKey(map: string, key: string): readonly FieldError[] {
  return invalidEach('cm-key', index(map, key), key, configKeyErrors(key));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
