/** Checks of ephemeral containers (pkg/apis/core/validation, 1.36). */
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type Json, type JsonObject, asObject, objectsAt, stringAt } from '../kube/json.ts';
import { nearest } from '../kube/nearest.ts';
import { type ContainerScope, validateContainerCommon, validateImagePadding, validateUniqueName } from './container.ts';
import { type Errors, forbidden, none, notFound, remove, set } from './errors.ts';

const notHere = 'cannot be set for an Ephemeral Container';

/** Errors of the ephemeral containers at `path`; `others` are the names of all other containers. */
export function validateEphemeralContainers(
  containers: readonly JsonObject[],
  others: ReadonlyMap<string, FieldPath>,
  path: FieldPath,
  scope: ContainerScope,
): Errors {
  const names = new Map(others);
  return containers.flatMap((container, position) => {
    const at = index(path, position);
    return [
      ...validateContainerCommon(container, at, scope),
      ...validateImagePadding(container, at),
      ...validateUniqueName('eph-name-duplicate', container, at, names),
      ...validateTarget(stringAt(container, 'targetContainerName'), child(at, 'targetContainerName'), others),
      ...validateFields(container, at),
      ...validateSubPaths(container, at),
    ];
  });
}

function validateTarget(target: string, field: FieldPath, others: ReadonlyMap<string, FieldPath>): Errors {
  if (target === '' || others.has(target)) return none;
  const right = others.size > 200 ? undefined : nearest(target, [...others.keys()]);
  return [
    notFound('eph-target-not-found', field, target, '', right === undefined ? undefined : { fix: set(field, right) }),
  ];
}

/** In the order of the Go struct. */
const forbiddenFields = [
  ['ports', 'eph-field-ports'],
  ['resources', 'eph-field-resources'],
  ['resizePolicy', 'eph-field-restart'],
  ['restartPolicy', 'eph-field-restart'],
  ['restartPolicyRules', 'eph-field-restart'],
  ['livenessProbe', 'eph-field-probes'],
  ['readinessProbe', 'eph-field-probes'],
  ['startupProbe', 'eph-field-probes'],
  ['lifecycle', 'eph-field-lifecycle'],
] as const;

function validateFields(container: JsonObject, at: FieldPath): Errors {
  return forbiddenFields.flatMap(([key, code]) => {
    if (!isSet(key, container[key])) return none;
    return [forbidden(code, child(at, key), notHere, remove(child(at, key)))];
  });
}

/** An empty list or map counts as set; `resources` is a struct, and set as soon as one of its members is. */
function isSet(key: string, value: Json | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (key !== 'resources') return true;
  return ['limits', 'requests', 'claims'].some((member) => (asObject(value)?.[member] ?? null) !== null);
}

function validateSubPaths(container: JsonObject, at: FieldPath): Errors {
  return objectsAt(container, 'volumeMounts').flatMap((mount, position) =>
    ['subPath', 'subPathExpr'].flatMap((key) => {
      if (stringAt(mount, key) === '') return none;
      const field = child(index(child(at, 'volumeMounts'), position), key);
      return [forbidden(`eph-${key.toLowerCase()}`, field, notHere, remove(field))];
    }),
  );
}
