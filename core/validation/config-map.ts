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

/** The nearest key that is allowed; empty where nothing is left of it. */
export function toConfigKey(key: string): string {
  const right = key
    .replace(/[^-._a-zA-Z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 253);
  return right.startsWith('..') || right === '.' ? '' : right;
}

function validateKey(map: string, key: string): readonly FieldError[] {
  const at = index(map, key);
  const right = toConfigKey(key);
  const fix = right === '' ? undefined : { fix: { kind: 'rename', at, to: right } as const };
  return invalidEach('cm-key', at, key, configKeyErrors(key), fix);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
