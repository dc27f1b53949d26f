/** Checks of `os`, and of what a Linux or a Windows Pod may not have (pkg/apis/core/validation, 1.36). */
import { type FieldPath, child } from '../kube/field-path.ts';
import { type Json, type JsonObject, booleanAt, listAt, objectAt, stringAt } from '../kube/json.ts';
import { type PodContainer } from './containers-of.ts';
import { type Errors, forbidden, none, notSupported, remove, required } from './errors.ts';

/** Errors of `os` and of fields for the other system; `path` is that of the pod spec. */
export function validateOs(spec: JsonObject, containers: readonly PodContainer[], path: FieldPath): Errors {
  const os = objectAt(spec, 'os');
  if (os === undefined) return none;
  const name = stringAt(os, 'name');
  const field = child(path, 'os');
  const at = child(field, 'name');
  switch (name) {
    case '':
      return [
        required('pod-os-name-required', at, '', { fix: { kind: 'add', at: field, field: 'name', value: 'linux' } }),
      ];
    case 'linux':
      return validateLinux(spec, containers, path);
    case 'windows':
      return [
        ...validateWindowsPod(spec, path),
        ...containers.flatMap(({ container, at: place }) => validateWindowsContainer(container, place)),
      ];
    default:
      return [notSupported('pod-os-name', field, name, ['linux', 'windows'], { at })];
  }
}

function validateLinux(spec: JsonObject, containers: readonly PodContainer[], path: FieldPath): Errors {
  return [{ container: spec, at: path }, ...containers].flatMap(({ container, at }) => {
    if (objectAt(objectAt(container, 'securityContext'), 'windowsOptions') === undefined) return none;
    const field = child(at, 'securityContext', 'windowsOptions');
    return [
      forbidden('os-linux-windowsoptions', field, 'windows options cannot be set for a linux pod', remove(field)),
    ];
  });
}

const notOnWindows = 'cannot be set for a windows pod';

function isPresent(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

/** The fields of a Pod in the order in which the server looks: those before and after the host's namespaces. */
const early = ['appArmorProfile', 'seLinuxOptions'];
const middle = ['seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls'];
const late = ['runAsUser', 'runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy'];

function validateWindowsPod(spec: JsonObject, path: FieldPath): Errors {
  const security = objectAt(spec, 'securityContext');
  const inSecurity = (keys: readonly string[]): Errors =>
    keys
      .filter((key) => (key === 'sysctls' ? listAt(security, key).length > 0 : isPresent(security?.[key])))
      .map((key) => refuse('os-windows-pod-securitycontext', child(path, 'securityContext', key)));
  const inSpec = (key: string, isSet: boolean): Errors =>
    isSet ? [refuse('os-windows-pod-spec', child(path, key))] : none;
  return [
    ...inSecurity(early),
    ...inSpec('hostUsers', isPresent(spec['hostUsers'])),
    ...inSpec('hostPID', booleanAt(spec, 'hostPID') === true),
    ...inSpec('hostIPC', booleanAt(spec, 'hostIPC') === true),
    ...inSecurity(middle),
    ...inSpec('shareProcessNamespace', isPresent(spec['shareProcessNamespace'])),
    ...inSecurity(late),
  ];
}

const containerFields = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

function validateWindowsContainer(container: JsonObject, at: FieldPath): Errors {
  const security = objectAt(container, 'securityContext');
  return containerFields
    .filter((key) => isPresent(security?.[key]))
    .map((key) => refuse('os-windows-container-securitycontext', child(at, 'securityContext', key)));
}

function refuse(code: string, field: FieldPath) {
  return forbidden(code, field, notOnWindows, remove(field));
}
