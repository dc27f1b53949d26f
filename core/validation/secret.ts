/** Checks of a Secret (pkg/apis/core/validation/validation.go, 1.36). The server walks `data` in random order. */
import { base64Length, decodeBase64 } from '../kube/base64.ts';
import type { FieldError } from '../kube/field-error.ts';
import { index } from '../kube/field-path.ts';
import { goJsonObjectError } from '../kube/go-json-error.ts';
import { type JsonObject, objectAt, stringAt, stringMapAt, structAt } from '../kube/json.ts';
import { configKeyErrors, nameIsSubdomain } from '../kube/names.ts';
import { byteLength } from '../kube/utf8.ts';
import { maxDataBytes, toConfigKey } from './config-map.ts';
import type { ValidationContext } from './context.ts';
import { type More, invalid, invalidEach, required, tooLong } from './errors.ts';
import { validateObjectMeta } from './metadata.ts';

const serviceAccountName = 'kubernetes.io/service-account.name';

/** Errors of a defaulted Secret; `stringData` counts as data, and wins over a key of the same name. */
export function validateSecret(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const data = secretData(object);
  const size = [...data.values()].reduce((total, { bytes }) => total + bytes, 0);
  return [
    ...validateObjectMeta(structAt(object, 'metadata'), 'metadata', { nameFormat: nameIsSubdomain }, context),
    ...[...data.keys()].flatMap((key) =>
      invalidEach('secret-key', index('data', key), key, configKeyErrors(key), keyFix(data, key)),
    ),
    ...(size > maxDataBytes ? [tooLong('secret-size', 'data', maxDataBytes)] : []),
    ...validateType(stringAt(object, 'type'), data, object),
  ];
}

interface Value {
  readonly field: 'data' | 'stringData';
  readonly bytes: number;
  readonly text: () => string;
}

type Data = ReadonlyMap<string, Value>;

function secretData(object: JsonObject): Data {
  const data = stringMapAt(object, 'data').map(
    ([key, value]) => [key, { field: 'data', bytes: base64Length(value), text: () => decodeBase64(value) }] as const,
  );
  const plain = stringMapAt(object, 'stringData').map(
    ([key, value]) => [key, { field: 'stringData', bytes: byteLength(value), text: () => value }] as const,
  );
  return new Map<string, Value>([...data, ...plain]);
}

function place(data: Data, key: string): { at: string } {
  return { at: index(data.get(key)?.field ?? 'data', key) };
}

function keyFix(data: Data, key: string): More {
  const { at } = place(data, key);
  const right = toConfigKey(key);
  return right === '' ? { at } : { at, fix: { kind: 'rename', at, to: right } };
}

function validateType(type: string, data: Data, object: JsonObject): readonly FieldError[] {
  const missing = (key: string): readonly FieldError[] => (data.has(key) ? [] : [requiredKey(key)]);
  switch (type) {
    case 'kubernetes.io/service-account-token':
      return validateAccount(object);
    case 'kubernetes.io/dockercfg':
      return validateJson(data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return validateJson(data, '.dockerconfigjson');
    case 'kubernetes.io/basic-auth':
      return data.has('username') || data.has('password') ? [] : [requiredKey('username'), requiredKey('password')];
    case 'kubernetes.io/ssh-auth':
      return (data.get('ssh-privatekey')?.bytes ?? 0) > 0 ? [] : [requiredKey('ssh-privatekey')];
    case 'kubernetes.io/tls':
      return [...missing('tls.crt'), ...missing('tls.key')];
    default:
      return [];
  }
}

function validateAccount(object: JsonObject): readonly FieldError[] {
  const annotations = objectAt(structAt(object, 'metadata'), 'annotations');
  if (stringAt(annotations, serviceAccountName) !== '') return [];
  return [required('secret-type-key', index('metadata.annotations', serviceAccountName))];
}

function validateJson(data: Data, key: string): readonly FieldError[] {
  const value = data.get(key);
  if (value === undefined) return [requiredKey(key)];
  const error = goJsonObjectError(value.text());
  const field = index('data', key);
  return error === undefined
    ? []
    : [invalid('secret-docker-json', field, '<secret contents redacted>', error, place(data, key))];
}

function requiredKey(key: string): FieldError {
  return required('secret-type-key', index('data', key));
}
