/**
 * Checks of volumes that are made of files of the API: secrets, config maps, the downward API; and of inline CSI
 * volumes (1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, integerAt, objectAt, objectsAt, stringAt } from '../kube/json.ts';
import { dnsSubdomainErrors } from '../kube/names.ts';
import { byteLength } from '../kube/utf8.ts';
import { type Errors, type More, invalid, invalidEach, none, remove, required, tooLong } from './errors.ts';
import { validateFieldRef, validateResourceFieldRef, volumeFieldPaths } from './field-ref.ts';
import { type PathCodes, validateDnsSubdomain, validateLocalPath, validateMode } from './formats.ts';

/** Errors of a `secret` or `configMap` volume; the one has its name in `secretName`, the other in `name`. */
export function validateKeyedFiles(source: JsonObject, path: FieldPath, kind: 'secret' | 'configMap'): Errors {
  const key = kind === 'secret' ? 'secretName' : 'name';
  const code = kind === 'secret' ? 'vol-secret' : 'vol-configmap';
  return [
    ...(stringAt(source, key) === ''
      ? [required(`${code}-name`, child(path, key), '', misnamed(source, kind, path))]
      : none),
    ...validateMode(`${code}-mode`, child(path, 'defaultMode'), integerAt(source, 'defaultMode')),
    ...objectsAt(source, 'items').flatMap((item, position) =>
      validateKeyToPath(item, index(child(path, 'items'), position)),
    ),
  ];
}

/** The other kind's key is the usual mistake; strict decoding names it, too. */
function misnamed(source: JsonObject, kind: 'secret' | 'configMap', path: FieldPath): More | undefined {
  const wrong = kind === 'secret' ? 'name' : 'secretName';
  const right = kind === 'secret' ? 'secretName' : 'name';
  return stringAt(source, wrong) === '' ? undefined : { fix: { kind: 'rename', at: child(path, wrong), to: right } };
}

const itemPathCodes: PathCodes = {
  absolute: 'vol-item-path-relative',
  backstep: 'vol-item-path-backstep',
  dots: 'vol-item-path-dotdot',
};

/** Errors of one of the `items`. */
export function validateKeyToPath(item: JsonObject, at: FieldPath): Errors {
  const key = stringAt(item, 'key');
  const file = stringAt(item, 'path');
  const fix = key === '' ? undefined : { fix: { kind: 'add', at, field: 'path', value: key } as const };
  return [
    ...(key === '' ? [required('vol-item-key', child(at, 'key'))] : none),
    ...(file === '' ? [required('vol-item-path-required', child(at, 'path'), '', fix)] : none),
    ...validateLocalPath(itemPathCodes, child(at, 'path'), file),
    ...validateMode('vol-item-mode', child(at, 'mode'), integerAt(item, 'mode')),
  ];
}

export function validateDownwardApi(source: JsonObject, path: FieldPath): Errors {
  return [
    ...validateMode('vol-downward-default-mode', child(path, 'defaultMode'), integerAt(source, 'defaultMode')),
    ...validateDownwardFiles(source, path),
  ];
}

const downwardPathCodes: PathCodes = { absolute: 'vol-downward-path-format', backstep: 'vol-downward-path-format' };

/** Errors of the `items`; the server's paths leave out the item. */
export function validateDownwardFiles(source: JsonObject, path: FieldPath): Errors {
  return objectsAt(source, 'items').flatMap((item, position) =>
    validateDownwardFile(item, path, index(child(path, 'items'), position)),
  );
}

/** Errors of one file; `path` is what the server prints, `at` the item. */
export function validateDownwardFile(item: JsonObject, path: FieldPath, at: FieldPath): Errors {
  const file = stringAt(item, 'path');
  const more = { at: child(at, 'path') };
  return [
    ...(file === '' ? [required('vol-downward-path', child(path, 'path'), '', more)] : none),
    ...validateLocalPath(downwardPathCodes, child(path, 'path'), file, more),
    ...validateDownwardSource(item, path, at),
    ...validateMode('vol-downward-item-mode', child(path, 'mode'), integerAt(item, 'mode'), child(at, 'mode')),
  ];
}

function validateDownwardSource(item: JsonObject, path: FieldPath, at: FieldPath): Errors {
  const field = objectAt(item, 'fieldRef');
  const resource = objectAt(item, 'resourceFieldRef');
  if (field === undefined) {
    if (resource === undefined)
      return [required('vol-downward-none', path, 'one of fieldRef and resourceFieldRef is required', { at })];
    return validateResourceFieldRef(resource, child(path, 'resourceFieldRef'), true, child(at, 'resourceFieldRef'));
  }
  const errors = validateFieldRef(
    field,
    child(path, 'fieldRef'),
    volumeFieldPaths,
    'vol-downward-fieldref',
    child(at, 'fieldRef'),
  );
  if (resource === undefined) return errors;
  const detail = 'fieldRef and resourceFieldRef can not be specified simultaneously';
  return [
    ...errors,
    invalid('vol-downward-both', path, 'resource', detail, { at, ...remove(child(at, 'resourceFieldRef')) }),
  ];
}

const maxDriverBytes = 63;

export function validateCsi(source: JsonObject, path: FieldPath): Errors {
  const secret = objectAt(source, 'nodePublishSecretRef');
  return [
    ...validateCsiDriver(stringAt(source, 'driver'), child(path, 'driver')),
    ...(secret === undefined ? none : validateCsiSecret(stringAt(secret, 'name'), path)),
  ];
}

/** Upper case passes. */
function validateCsiDriver(driver: string, field: FieldPath): Errors {
  if (driver === '') return [required('vol-csi-driver-required', field)];
  const errors: FieldError[] = [];
  if (byteLength(driver) > maxDriverBytes) errors.push(tooLong('vol-csi-driver-long', field, maxDriverBytes));
  return [...errors, ...invalidEach('vol-csi-driver-format', field, driver, dnsSubdomainErrors(driver.toLowerCase()))];
}

/** The server's path of a bad name leaves out the reference. */
function validateCsiSecret(name: string, path: FieldPath): Errors {
  const at = child(path, 'nodePublishSecretRef', 'name');
  if (name === '') return [required('vol-csi-secret-required', at)];
  return validateDnsSubdomain('vol-csi-secret-format', child(path, 'name'), name, { at });
}
