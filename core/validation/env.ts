/** Checks of `env` and `envFrom` (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectAt, stringAt } from '../kube/json.ts';
import { configKeyErrors, envNameErrors, nameIsSubdomain, toDnsSubdomain } from '../kube/names.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { type Errors, invalid, invalidEach, none, remove, required } from './errors.ts';
import { envFieldPaths, validateFieldRef, validateResourceFieldRef } from './field-ref.ts';
import { validateDnsLabel, validateDnsSubdomain, validateNoBacksteps, withFix } from './formats.ts';

const tooManyFields = 'may not have more than one field specified at a time';

/** Errors of the `env` list of one container. */
export function validateEnv(variables: readonly JsonObject[], path: FieldPath, context: ValidationContext): Errors {
  if (variables.length === 0) return none;
  return variables.flatMap((variable, position) => {
    const at = index(path, position);
    const name = stringAt(variable, 'name');
    return [
      ...(name === ''
        ? [required('env-name-required', child(at, 'name'))]
        : invalidEach('env-name-format', child(at, 'name'), name, envNameErrors(name))),
      ...validateValueFrom(variable, child(at, 'valueFrom'), context),
    ];
  });
}

function validateValueFrom(variable: JsonObject, path: FieldPath, context: ValidationContext): Errors {
  const from = objectAt(variable, 'valueFrom');
  if (from === undefined) return none;
  const checks: Readonly<Record<string, (ref: JsonObject, at: FieldPath) => Errors>> = {
    fieldRef: (ref, at) => validateFieldRef(ref, at, envFieldPaths, 'env-fieldref-unsupported'),
    resourceFieldRef: (ref, at) => validateResourceFieldRef(ref, at, false),
    configMapKeyRef: (ref, at) => validateKeyRef('env-configmapref', ref, at),
    secretKeyRef: (ref, at) => validateKeyRef('env-secretref', ref, at),
    fileKeyRef: validateFileKeyRef,
  };
  const sources = Object.keys(checks).filter((key) => objectAt(from, key) !== undefined);
  const errors = sources.flatMap((key) => checks[key]?.(objectAt(from, key) ?? {}, child(path, key)) ?? none);
  return [...errors, ...validateSourceCount(sources.length, stringAt(variable, 'value'), path, context)];
}

function validateSourceCount(count: number, value: string, path: FieldPath, context: ValidationContext): Errors {
  if (count === 0) {
    const known = isEnabled(context, 'EnvFiles')
      ? '`configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
      : '`configMapKeyRef` or `secretKeyRef`';
    return [
      invalid(
        'env-valuefrom-empty',
        path,
        '',
        `must specify one of: \`fieldRef\`, \`resourceFieldRef\`, ${known}`,
        remove(path),
      ),
    ];
  }
  if (value !== '') {
    const valuePath = child(path.replace(/\.valueFrom$/, ''), 'value');
    return [
      invalid('env-value-and-valuefrom', path, '', 'may not be specified when `value` is not empty', remove(valuePath)),
    ];
  }
  return count > 1 ? [invalid('env-valuefrom-many', path, '', tooManyFields)] : none;
}

/** An empty name fails the pattern instead of being required. */
function validateKeyRef(code: string, ref: JsonObject, path: FieldPath): Errors {
  const key = stringAt(ref, 'key');
  return [
    ...validateDnsSubdomain(`${code}-name`, child(path, 'name'), stringAt(ref, 'name')),
    ...(key === ''
      ? [required(`${code}-key-required`, child(path, 'key'))]
      : invalidEach(`${code}-key`, child(path, 'key'), key, configKeyErrors(key))),
  ];
}

function validateFileKeyRef(ref: JsonObject, path: FieldPath): Errors {
  const check = (key: string, missing: string, format: (field: FieldPath, value: string) => Errors): Errors => {
    const value = stringAt(ref, key);
    const field = child(path, key);
    return value === '' ? [required(missing, field)] : format(field, value);
  };
  return [
    ...check('key', 'env-fileref-key-required', (field, key) =>
      invalidEach('env-fileref-key', field, key, envNameErrors(key)),
    ),
    ...check('volumeName', 'env-fileref-volume-required', (field, name) =>
      validateDnsLabel('env-fileref-volume-format', field, name),
    ),
    ...check('path', 'env-fileref-path-required', (field, file) =>
      validateNoBacksteps('env-fileref-path-backstep', field, file),
    ),
  ];
}

/** Errors of the `envFrom` list of one container; those about an item as a whole have no index in the server's path. */
export function validateEnvFrom(sources: readonly JsonObject[], path: FieldPath): Errors {
  return sources.flatMap((source, position) => {
    const at = index(path, position);
    const prefix = stringAt(source, 'prefix');
    const errors: FieldError[] = [];
    if (prefix !== '')
      errors.push(...invalidEach('envfrom-prefix', child(at, 'prefix'), prefix, envNameErrors(prefix)));
    const refs = ['configMapRef', 'secretRef'].filter((key) => objectAt(source, key) !== undefined);
    for (const key of refs)
      errors.push(...validateEnvSource(key, stringAt(objectAt(source, key), 'name'), child(at, key, 'name')));
    if (refs.length === 0)
      errors.push(invalid('envfrom-none', path, '', 'must specify one of: `configMapRef` or `secretRef`', { at }));
    if (refs.length > 1) errors.push(invalid('envfrom-both', path, '', tooManyFields, { at }));
    return errors;
  });
}

/** A trailing `-` is tolerated here: the server checks the name as if it were a prefix. */
function validateEnvSource(key: string, name: string, field: FieldPath): Errors {
  const code = key === 'configMapRef' ? 'envfrom-configmap-name' : 'envfrom-secret-name';
  if (name === '') return [required(`${code}-required`, field)];
  const details = nameIsSubdomain(name, true);
  return details.length === 0 ? none : invalidEach(code, field, name, details, withFix(field, toDnsSubdomain(name)));
}
