/** Checks of `volumeMounts` and `volumeDevices` (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, booleanAt, objectAt, objectsAt, optionalStringAt, stringAt } from '../kube/json.ts';
import { nearest } from '../kube/nearest.ts';
import {
  type Errors,
  type More,
  forbidden,
  invalid,
  none,
  notFound,
  notSupported,
  remove,
  required,
  set,
} from './errors.ts';
import { validateDescendingPath } from './formats.ts';

/** The valid volumes of a pod spec by name. */
export type Volumes = ReadonlyMap<string, JsonObject>;

/**
 * Errors of the mounts of one container. `path` is its `volumeMounts`; some errors have no index in the server's
 * path.
 */
export function validateVolumeMounts(container: JsonObject, volumes: Volumes, path: FieldPath): Errors {
  const mounts = objectsAt(container, 'volumeMounts');
  if (mounts.length === 0) return none;
  const devices = lastPaths(objectsAt(container, 'volumeDevices'), 'devicePath');
  const devicePaths = new Set(devices.values());
  const seen = new Set<string>();
  return mounts.flatMap((mount, position) => {
    const at = index(path, position);
    return [
      ...validateMountName(mount, volumes, child(at, 'name')),
      ...validateMountPath(stringAt(mount, 'mountPath'), child(at, 'mountPath'), seen),
      ...validateNoDevice(mount, devices, devicePaths, at),
      ...validateSubPaths(mount, path, at),
      ...validatePropagation(mount, container, child(path, 'mountPropagation'), at),
      ...validateRecursiveReadOnly(mount, child(path, 'recursiveReadOnly'), at),
    ];
  });
}

/** As in a Go map, the last path of a name counts. */
function lastPaths(items: readonly JsonObject[], key: string): ReadonlyMap<string, string> {
  return new Map(items.map((item) => [stringAt(item, 'name'), stringAt(item, key)]));
}

function validateMountName(mount: JsonObject, volumes: Volumes, field: FieldPath): Errors {
  const name = stringAt(mount, 'name');
  const errors: FieldError[] = [];
  if (name === '') errors.push(required('vol-mount-name-required', field));
  if (!volumes.has(name))
    errors.push(notFound('vol-mount-not-found', field, name, '', nearestVolume(name, volumes, field)));
  return errors;
}

/** Not for huge lists of mounts: the search for a near name takes its time. */
function nearestVolume(name: string, volumes: Volumes, field: FieldPath): More | undefined {
  const position = Number(/\[(\d+)\]\.name$/.exec(field)?.[1]);
  const right = volumes.size > 200 || position > 100 ? undefined : nearest(name, [...volumes.keys()]);
  return right === undefined ? undefined : { fix: set(field, right) };
}

function validateMountPath(path: string, field: FieldPath, seen: Set<string>): Errors {
  const errors: FieldError[] = [];
  if (path === '') errors.push(required('vol-mount-path-required', field));
  if (seen.has(path)) errors.push(invalid('vol-mount-path-unique', field, path, 'must be unique'));
  seen.add(path);
  return errors;
}

function validateNoDevice(
  mount: JsonObject,
  devices: ReadonlyMap<string, string>,
  devicePaths: ReadonlySet<string>,
  at: FieldPath,
): Errors {
  const name = stringAt(mount, 'name');
  const path = stringAt(mount, 'mountPath');
  const errors: FieldError[] = [];
  if (devices.has(name)) {
    errors.push(
      invalid('vol-mount-name-in-devices', child(at, 'name'), name, 'must not already exist in volumeDevices'),
    );
  }
  if (devicePaths.has(path)) {
    const detail = 'must not already exist as a path in volumeDevices';
    errors.push(invalid('vol-mount-path-in-devices', child(at, 'mountPath'), path, detail));
  }
  return errors;
}

function validateSubPaths(mount: JsonObject, path: FieldPath, at: FieldPath): Errors {
  const subPath = stringAt(mount, 'subPath');
  const expression = stringAt(mount, 'subPathExpr');
  const errors: FieldError[] = [];
  const check = (key: string, value: string): void => {
    const code = `vol-mount-${key.toLowerCase()}`;
    errors.push(
      ...validateDescendingPath({ absolute: code, backstep: code }, child(path, key), value, { at: child(at, key) }),
    );
  };
  if (subPath !== '') check('subPath', subPath);
  if (expression === '') return errors;
  const field = child(at, 'subPathExpr');
  if (subPath !== '') {
    const detail = 'subPathExpr and subPath are mutually exclusive';
    errors.push(invalid('vol-mount-subpath-exclusive', field, expression, detail, remove(field)));
  }
  check('subPathExpr', expression);
  return errors;
}

const propagations = ['Bidirectional', 'HostToContainer', 'None'];

function validatePropagation(mount: JsonObject, container: JsonObject, field: FieldPath, mountAt: FieldPath): Errors {
  const propagation = optionalStringAt(mount, 'mountPropagation');
  if (propagation === undefined || propagation === 'None' || propagation === 'HostToContainer') return none;
  const at = child(mountAt, 'mountPropagation');
  if (!propagations.includes(propagation)) {
    return [notSupported('vol-mount-propagation', field, propagation, propagations, { at })];
  }
  if (booleanAt(objectAt(container, 'securityContext'), 'privileged') === true) return none;
  const detail = 'Bidirectional mount propagation is available only to privileged containers';
  return [forbidden('vol-mount-propagation-privileged', field, detail, { at, fix: set(at, 'HostToContainer') })];
}

const recursions = ['Disabled', 'Enabled', 'IfPossible'];

function validateRecursiveReadOnly(mount: JsonObject, field: FieldPath, mountAt: FieldPath): Errors {
  const value = optionalStringAt(mount, 'recursiveReadOnly');
  if (value === undefined || value === 'Disabled') return none;
  const at = child(mountAt, 'recursiveReadOnly');
  if (!recursions.includes(value)) return [notSupported('vol-mount-rro-value', field, value, recursions, { at })];
  const errors: FieldError[] = [];
  if (booleanAt(mount, 'readOnly') !== true) {
    const fix = { kind: 'add', at: mountAt, field: 'readOnly', value: true } as const;
    errors.push(forbidden('vol-mount-rro-readonly', field, 'may only be specified when readOnly is true', { at, fix }));
  }
  const propagation = optionalStringAt(mount, 'mountPropagation');
  if (propagation !== undefined && propagation !== 'None') {
    const detail = 'may only be specified when mountPropagation is None or not specified';
    errors.push(
      forbidden('vol-mount-rro-propagation', field, detail, { at, ...remove(child(mountAt, 'mountPropagation')) }),
    );
  }
  return errors;
}

/** Errors of the block devices of one container at `path`, its `volumeDevices`. */
export function validateVolumeDevices(container: JsonObject, volumes: Volumes, path: FieldPath): Errors {
  const devices = objectsAt(container, 'volumeDevices');
  if (devices.length === 0) return none;
  const mounts = lastPaths(objectsAt(container, 'volumeMounts'), 'mountPath');
  const mountPaths = new Set(mounts.values());
  const names = new Set<string>();
  const paths = new Set<string>();
  return devices.flatMap((device, position) => {
    const at = index(path, position);
    const name = stringAt(device, 'name');
    const devicePath = stringAt(device, 'devicePath');
    const errors = [
      ...validateDeviceName(name, volumes, child(at, 'name'), names),
      ...validateDevicePath(devicePath, child(at, 'devicePath'), paths),
    ];
    if (mounts.has(name)) {
      errors.push(
        invalid('vol-device-name-in-mounts', child(at, 'name'), name, 'must not already exist in volumeMounts'),
      );
    }
    if (mountPaths.has(devicePath)) {
      const detail = 'must not already exist as a path in volumeMounts';
      errors.push(invalid('vol-device-path-in-mounts', child(at, 'devicePath'), devicePath, detail));
    }
    if (name !== '') names.add(name);
    return errors;
  });
}

function validateDeviceName(name: string, volumes: Volumes, field: FieldPath, names: ReadonlySet<string>): Errors {
  const volume = volumes.get(name);
  const errors: FieldError[] = [];
  if (name === '') errors.push(required('vol-device-name-required', field));
  if (names.has(name)) errors.push(invalid('vol-device-name-unique', field, name, 'must be unique'));
  if (volume === undefined) {
    errors.push(notFound('vol-device-not-found', field, name, '', nearestVolume(name, volumes, field)));
  } else if (objectAt(volume, 'persistentVolumeClaim') === undefined && objectAt(volume, 'ephemeral') === undefined) {
    const detail = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
    errors.push(invalid('vol-device-source', field, name, detail));
  }
  return errors;
}

function validateDevicePath(path: string, field: FieldPath, paths: Set<string>): Errors {
  const errors: FieldError[] = [];
  if (path === '') errors.push(required('vol-device-path-required', field));
  if (paths.has(path)) errors.push(invalid('vol-device-path-unique', field, path, 'must be unique'));
  if (path.split('/').includes('..')) {
    errors.push(invalid('vol-device-path-backstep', field, path, "can not contain backsteps ('..')"));
  } else {
    paths.add(path);
  }
  return errors;
}
