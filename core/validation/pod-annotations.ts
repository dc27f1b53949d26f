/**
 * Checks of the annotations that mean something to Pods: mirror pods, tolerations, deletion cost, seccomp,
 * AppArmor (1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { goQuote } from '../kube/go-print.ts';
import { type JsonObject, objectAt, stringAt, stringMapAt } from '../kube/json.ts';
import { parseTolerations } from './annotated-tolerations.ts';
import { type PodContainer, containersOf } from './containers-of.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { type Errors, forbidden, invalid, none, remove } from './errors.ts';
import { validateDescendingPath } from './formats.ts';
import { validateTolerations } from './tolerations.ts';

const mirrorKey = 'kubernetes.io/config.mirror';
const tolerationsKey = 'scheduler.alpha.kubernetes.io/tolerations';
const deletionCostKey = 'controller.kubernetes.io/pod-deletion-cost';
const seccompPodKey = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompContainerPrefix = 'container.seccomp.security.alpha.kubernetes.io/';
const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';

export function isMirrorPod(metadata: JsonObject): boolean {
  const annotations = objectAt(metadata, 'annotations');
  return annotations !== undefined && Object.hasOwn(annotations, mirrorKey);
}

/**
 * Errors of the annotations at `path` (as the server prints it; `at` is the true place) of a Pod or template with
 * this spec.
 */
export function validatePodAnnotations(
  metadata: JsonObject,
  spec: JsonObject,
  path: FieldPath,
  context: ValidationContext,
  at: FieldPath = path,
): Errors {
  const entries = stringMapAt(metadata, 'annotations');
  if (entries.length === 0) return none;
  const annotations = new Map(entries);
  return [
    ...validateMirror(annotations, spec, path, at),
    ...validateAnnotatedTolerations(annotations.get(tolerationsKey) ?? '', path, at, context),
    ...validateDeletionCost(annotations.get(deletionCostKey), path, at, context),
    ...validateSeccomp(annotations, path, at),
    ...validateAppArmor(annotations, spec, path, at),
  ];
}

function place(at: FieldPath, key: string) {
  return { at: index(at, key), ...remove(index(at, key)) };
}

function validateMirror(
  annotations: ReadonlyMap<string, string>,
  spec: JsonObject,
  path: FieldPath,
  at: FieldPath,
): Errors {
  const value = annotations.get(mirrorKey);
  if (value === undefined || stringAt(spec, 'nodeName') !== '') return none;
  const detail = 'must set spec.nodeName if mirror pod annotation is set';
  return [invalid('anno-mirror-nodename', index(path, mirrorKey), value, detail, place(at, mirrorKey))];
}

function validateAnnotatedTolerations(
  text: string,
  path: FieldPath,
  at: FieldPath,
  context: ValidationContext,
): Errors {
  if (text === '') return none;
  const parsed = parseTolerations(text);
  if ('error' in parsed)
    return [invalid('anno-tolerations-json', path, tolerationsKey, parsed.error, place(at, tolerationsKey))];
  return validateTolerations(parsed.tolerations, child(path, tolerationsKey), context).map((error) => ({
    code: 'anno-tolerations-content',
    type: error.type,
    field: error.field,
    message: error.message,
    at: index(at, tolerationsKey),
  }));
}

function validateDeletionCost(
  value: string | undefined,
  path: FieldPath,
  at: FieldPath,
  context: ValidationContext,
): Errors {
  if (value === undefined || !isEnabled(context, 'PodDeletionCost') || isInt32(value)) return none;
  const number = /^\s?\+?\d{1,10}\s?$/.test(value) ? String(Number(value)) : '';
  const more = { at: index(at, deletionCostKey) };
  const fix = isInt32(number) ? { fix: { kind: 'set', at: more.at, value: number } as const } : {};
  return [
    invalid('anno-deletion-cost', index(path, deletionCostKey), value, 'must be a 32bit integer', { ...more, ...fix }),
  ];
}

/** `-0` and `-007` pass, `+1` and `01` do not. */
function isInt32(text: string): boolean {
  return /^(?:0|-[0-9]+|[1-9][0-9]*)$/.test(text) && Number(text) >= -(2 ** 31) && Number(text) < 2 ** 31;
}

function validateSeccomp(annotations: ReadonlyMap<string, string>, path: FieldPath, at: FieldPath): Errors {
  const keys = [seccompPodKey, ...[...annotations.keys()].filter((key) => key.startsWith(seccompContainerPrefix))];
  return keys.flatMap((key) => {
    const value = annotations.get(key);
    return value === undefined ? none : validateSeccompValue(key, value, path, at);
  });
}

function validateSeccompValue(key: string, value: string, path: FieldPath, at: FieldPath): Errors {
  if (value === 'runtime/default' || value === 'docker/default' || value === 'unconfined') return none;
  const field = child(path, key);
  if (value.startsWith('localhost/')) {
    const code = 'anno-seccomp-localhost-path';
    return validateDescendingPath({ absolute: code, backstep: code }, field, value.slice('localhost/'.length)).map(
      (error) => ({ code, type: error.type, field, message: error.message, at: index(at, key) }),
    );
  }
  const code = key === seccompPodKey ? 'anno-seccomp-pod' : 'anno-seccomp-container';
  return [invalid(code, field, value, 'must be a valid seccomp profile', place(at, key))];
}

function validateAppArmor(
  annotations: ReadonlyMap<string, string>,
  spec: JsonObject,
  path: FieldPath,
  at: FieldPath,
): Errors {
  const keys = [...annotations.keys()].filter((key) => key.startsWith(appArmorPrefix));
  if (keys.length === 0) return none;
  const names = new Set(containersOf(spec, '').map(({ container }) => stringAt(container, 'name')));
  return keys.flatMap((key) => {
    const name = key.slice(appArmorPrefix.length);
    const value = annotations.get(key) ?? '';
    const errors: FieldError[] = [];
    if (!names.has(name))
      errors.push(invalid('anno-apparmor-container', index(path, key), name, 'container not found', place(at, key)));
    if (!isAppArmorValue(value)) {
      const detail = `invalid AppArmor profile name: ${goQuote(value)}`;
      errors.push(invalid('anno-apparmor-format', index(path, key), value, detail, place(at, key)));
    }
    return errors;
  });
}

function isAppArmorValue(value: string): boolean {
  return value === '' || value === 'runtime/default' || value === 'unconfined' || value.startsWith('localhost/');
}

/** Errors of annotations that contradict the fields which replaced them; `path` is that of the pod spec. */
export function validateAnnotationsMatchFields(metadata: JsonObject, spec: JsonObject, path: FieldPath): Errors {
  const annotations = new Map(stringMapAt(metadata, 'annotations'));
  if (annotations.size === 0) return none;
  const containers = containersOf(spec, path);
  return [
    ...validateSeccompMatches(annotations, spec, containers, path),
    ...validateAppArmorMatches(annotations, spec, containers, path),
  ];
}

function validateSeccompMatches(
  annotations: ReadonlyMap<string, string>,
  spec: JsonObject,
  containers: readonly PodContainer[],
  path: FieldPath,
): Errors {
  const check = (owner: JsonObject, at: FieldPath, key: string): Errors => {
    const profile = objectAt(objectAt(owner, 'securityContext'), 'seccompProfile');
    const value = annotations.get(key);
    if (profile === undefined || value === undefined) return none;
    const errors = compareProfile(
      'seccomp',
      profile,
      value === 'docker/default' ? 'runtime/default' : value,
      child(at, 'securityContext', 'seccompProfile'),
    );
    return errors.map((error) => ({ ...error, ...removeAnnotation(key, path) }));
  };
  return [
    ...check(spec, path, seccompPodKey),
    ...containers.flatMap(({ container, at }) =>
      check(container, at, seccompContainerPrefix + stringAt(container, 'name')),
    ),
  ];
}

function validateAppArmorMatches(
  annotations: ReadonlyMap<string, string>,
  spec: JsonObject,
  containers: readonly PodContainer[],
  path: FieldPath,
): Errors {
  if (stringAt(objectAt(spec, 'os'), 'name') === 'windows') return none;
  const podProfile = objectAt(objectAt(spec, 'securityContext'), 'appArmorProfile');
  return containers.flatMap(({ container, at }) => {
    const own = objectAt(objectAt(container, 'securityContext'), 'appArmorProfile');
    const profile = own ?? podProfile;
    const key = appArmorPrefix + stringAt(container, 'name');
    const value = annotations.get(key);
    if (profile === undefined || value === undefined) return none;
    const errors = compareProfile('apparmor', profile, value, child(at, 'securityContext', 'appArmorProfile'));
    const place = own === undefined ? path : at;
    return errors.map((error) => ({
      ...error,
      at: place + error.field.slice(at.length),
      ...removeAnnotation(key, path),
    }));
  });
}

/** The field stays, as it is the one that counts. */
function removeAnnotation(key: string, specPath: FieldPath) {
  return remove(index(specPath.replace(/spec$/, 'metadata.annotations'), key));
}

const annotationValues: Readonly<Record<string, string>> = {
  Unconfined: 'unconfined',
  RuntimeDefault: 'runtime/default',
};

function compareProfile(kind: 'seccomp' | 'apparmor', profile: JsonObject, value: string, path: FieldPath): Errors {
  const type = stringAt(profile, 'type');
  const mismatch = forbidden(
    `anno-${kind}-type-mismatch`,
    child(path, 'type'),
    `${kind} type in annotation and field must match`,
  );
  if (type !== 'Localhost') {
    const right = Object.hasOwn(annotationValues, type) ? annotationValues[type] : value;
    return value === right ? none : [mismatch];
  }
  if (!value.startsWith('localhost/')) return [mismatch];
  if (profile['localhostProfile'] === value.slice('localhost/'.length)) return none;
  const detail = `${kind} profile in annotation and field must match`;
  return [forbidden(`anno-${kind}-profile-mismatch`, child(path, 'localhostProfile'), detail)];
}
