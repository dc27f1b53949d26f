/** Checks of security contexts of containers and Pods (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import {
  type JsonObject,
  booleanAt,
  integerAt,
  listAt,
  objectAt,
  objectsAt,
  optionalStringAt,
  stringAt,
  stringsAt,
} from '../kube/json.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { type Errors, asJson, duplicate, invalid, none, notSupported, remove, required, set } from './errors.ts';
import { validateRange } from './formats.ts';
import { validateAppArmorProfile, validateSeccompProfile } from './profiles.ts';
import { validateWindowsOptions } from './windows-options.ts';

const maxId = 2 ** 31 - 1;

/**
 * Errors of the security context of one container at `path`; `hostUsers` is false in a Pod with its own user
 * namespace.
 */
export function validateSecurityContext(security: JsonObject | undefined, path: FieldPath, hostUsers: boolean): Errors {
  if (security === undefined) return none;
  return [
    ...validateRange('sec-run-as-user', child(path, 'runAsUser'), integerAt(security, 'runAsUser'), 0, maxId),
    ...validateRange('sec-run-as-group', child(path, 'runAsGroup'), integerAt(security, 'runAsGroup'), 0, maxId),
    ...validateProcMount(optionalStringAt(security, 'procMount'), child(path, 'procMount'), hostUsers),
    ...validateSeccompProfile(objectAt(security, 'seccompProfile'), child(path, 'seccompProfile')),
    ...validateEscalation(security, path),
    ...validateWindowsOptions(objectAt(security, 'windowsOptions'), child(path, 'windowsOptions')),
    ...validateAppArmorProfile(objectAt(security, 'appArmorProfile'), child(path, 'appArmorProfile')),
  ];
}

function validateProcMount(procMount: string | undefined, field: FieldPath, hostUsers: boolean): Errors {
  if (procMount === undefined || procMount === 'Default') return none;
  if (procMount !== 'Unmasked') return [notSupported('sec-procmount', field, procMount, ['Default', 'Unmasked'])];
  if (!hostUsers) return none;
  return [
    invalid('sec-procmount-userns', field, asJson(procMount), '`hostUsers` must be false to use `Unmasked`', {
      fix: set(field, 'Default'),
    }),
  ];
}

function validateEscalation(security: JsonObject, path: FieldPath): Errors {
  if (booleanAt(security, 'allowPrivilegeEscalation') !== false) return none;
  const isPrivileged = booleanAt(security, 'privileged') === true;
  const admins = stringsAt(objectAt(security, 'capabilities'), 'add').filter(
    (capability) => capability === 'CAP_SYS_ADMIN',
  );
  if (!isPrivileged && admins.length === 0) return none;
  const shown = asJson(securityJson(security));
  const start = 'cannot set `allowPrivilegeEscalation` to false and';
  const more = remove(child(path, 'allowPrivilegeEscalation'));
  return [
    ...(isPrivileged ? [invalid('sec-ape-privileged', path, shown, `${start} \`privileged\` to true`, more)] : none),
    ...admins.map(() => invalid('sec-ape-sysadmin', path, shown, `${start} \`capabilities.Add\` CAP_SYS_ADMIN`, more)),
  ];
}

/** The security context with the names and the order of the server's Go struct. */
function securityJson(security: JsonObject): JsonObject {
  const capabilities = objectAt(security, 'capabilities');
  const seLinux = objectAt(security, 'seLinuxOptions');
  const windows = objectAt(security, 'windowsOptions');
  return {
    Capabilities:
      capabilities === undefined ? null : { Add: listJson(capabilities, 'add'), Drop: listJson(capabilities, 'drop') },
    Privileged: booleanAt(security, 'privileged') ?? null,
    SELinuxOptions:
      seLinux === undefined
        ? null
        : {
            User: stringAt(seLinux, 'user'),
            Role: stringAt(seLinux, 'role'),
            Type: stringAt(seLinux, 'type'),
            Level: stringAt(seLinux, 'level'),
          },
    WindowsOptions:
      windows === undefined
        ? null
        : {
            GMSACredentialSpecName: optionalStringAt(windows, 'gmsaCredentialSpecName') ?? null,
            GMSACredentialSpec: optionalStringAt(windows, 'gmsaCredentialSpec') ?? null,
            RunAsUserName: optionalStringAt(windows, 'runAsUserName') ?? null,
            HostProcess: booleanAt(windows, 'hostProcess') ?? null,
          },
    RunAsUser: integerAt(security, 'runAsUser') ?? null,
    RunAsGroup: integerAt(security, 'runAsGroup') ?? null,
    RunAsNonRoot: booleanAt(security, 'runAsNonRoot') ?? null,
    ReadOnlyRootFilesystem: booleanAt(security, 'readOnlyRootFilesystem') ?? null,
    AllowPrivilegeEscalation: booleanAt(security, 'allowPrivilegeEscalation') ?? null,
    ProcMount: optionalStringAt(security, 'procMount') ?? null,
    SeccompProfile: profileJson(objectAt(security, 'seccompProfile')),
    AppArmorProfile: profileJson(objectAt(security, 'appArmorProfile')),
  };
}

function listJson(parent: JsonObject, key: string) {
  return Array.isArray(parent[key]) ? stringsAt(parent, key) : null;
}

function profileJson(profile: JsonObject | undefined) {
  if (profile === undefined) return null;
  return { Type: stringAt(profile, 'type'), LocalhostProfile: optionalStringAt(profile, 'localhostProfile') ?? null };
}

/** Errors of the security context of a Pod; `path` is that of the pod spec, where the host namespaces stand. */
export function validatePodSecurityContext(spec: JsonObject, path: FieldPath, context: ValidationContext): Errors {
  const security = objectAt(spec, 'securityContext') ?? {};
  const at = child(path, 'securityContext');
  const groups = child(at, 'supplementalGroups');
  return [
    ...validateRange('sec-fsgroup', child(at, 'fsGroup'), integerAt(security, 'fsGroup'), 0, maxId),
    ...validateRange('sec-run-as-user', child(at, 'runAsUser'), integerAt(security, 'runAsUser'), 0, maxId),
    ...validateRange('sec-run-as-group', child(at, 'runAsGroup'), integerAt(security, 'runAsGroup'), 0, maxId),
    ...listAt(security, 'supplementalGroups').flatMap((group, position) =>
      validateRange(
        'sec-supplemental-groups',
        index(groups, position),
        typeof group === 'bigint' ? group : Number(group),
        0,
        maxId,
      ),
    ),
    ...validateProcessSharing(spec, path),
    ...validateSysctls(spec, objectsAt(security, 'sysctls'), child(at, 'sysctls')),
    ...validatePolicy('sec-fsgroup-policy', security, 'fsGroupChangePolicy', ['Always', 'OnRootMismatch'], at),
    ...validateSeccompProfile(objectAt(security, 'seccompProfile'), child(at, 'seccompProfile')),
    ...validateWindowsOptions(objectAt(security, 'windowsOptions'), child(at, 'windowsOptions')),
    ...validateAppArmorProfile(objectAt(security, 'appArmorProfile'), child(at, 'appArmorProfile')),
    ...validatePolicy('sec-supplemental-policy', security, 'supplementalGroupsPolicy', ['Merge', 'Strict'], at),
    ...validatePolicy('sec-selinux-change-policy', security, 'seLinuxChangePolicy', seLinuxPolicies(context), at),
  ];
}

function seLinuxPolicies(context: ValidationContext): readonly string[] {
  return isEnabled(context, 'SELinuxMount') ? ['MountOption', 'Recursive'] : ['Recursive'];
}

function validatePolicy(
  code: string,
  security: JsonObject,
  key: string,
  values: readonly string[],
  path: FieldPath,
): Errors {
  const value = optionalStringAt(security, key);
  return value === undefined || values.includes(value) ? none : [notSupported(code, child(path, key), value, values)];
}

/** The server's path puts the field into the security context. */
function validateProcessSharing(spec: JsonObject, path: FieldPath): Errors {
  if (booleanAt(spec, 'shareProcessNamespace') !== true || booleanAt(spec, 'hostPID') !== true) return none;
  const at = child(path, 'shareProcessNamespace');
  const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
  return [
    invalid('pod-share-pid-hostpid', child(path, 'securityContext', 'shareProcessNamespace'), true, detail, {
      at,
      ...remove(at),
    }),
  ];
}

const sysctlSegment = /^[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;
const sysctlDetail =
  'must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$';

function validateSysctls(spec: JsonObject, sysctls: readonly JsonObject[], path: FieldPath): Errors {
  const seen = new Set<string>();
  return sysctls.flatMap((sysctl, position) => {
    const name = stringAt(sysctl, 'name');
    const field = child(index(path, position), 'name');
    const errors: FieldError[] = [];
    if (name === '') errors.push(required('sec-sysctl-name-required', field));
    else if (!isSysctlName(name)) errors.push(invalid('sec-sysctl-name', field, name, sysctlDetail));
    else if (seen.has(name)) errors.push(duplicate('sec-sysctl-duplicate', field, name, remove(index(path, position))));
    seen.add(name);
    return [...errors, ...validateHostSysctl(spec, name, field)];
  });
}

function isSysctlName(name: string): boolean {
  return name.length <= 253 && name.split(/[./]/).every((segment) => sysctlSegment.test(segment));
}

function removeItem(field: FieldPath) {
  return remove(field.slice(0, field.lastIndexOf('.')));
}

function validateHostSysctl(spec: JsonObject, name: string, field: FieldPath): Errors {
  const namespace = sysctlNamespace(name);
  if (namespace === 'Net' && booleanAt(spec, 'hostNetwork') === true) {
    return [
      invalid('sec-sysctl-hostnet', field, name, "may not be specified when 'hostNetwork' is true", removeItem(field)),
    ];
  }
  if (namespace === 'IPC' && booleanAt(spec, 'hostIPC') === true) {
    return [
      invalid('sec-sysctl-hostipc', field, name, "may not be specified when 'hostIPC' is true", removeItem(field)),
    ];
  }
  return none;
}

const ipcSysctls: ReadonlySet<string> = new Set([
  'kernel.sem',
  'kernel.shmall',
  'kernel.shmmax',
  'kernel.shmmni',
  'kernel.shm_rmid_forced',
  'kernel.shm',
  'kernel.msgmax',
  'kernel.msgmnb',
  'kernel.msgmni',
  'kernel.msg',
]);

/** The kernel namespace of a sysctl (component-helpers node/util/sysctl); what follows a `*` does not count. */
function sysctlNamespace(sysctl: string): 'Net' | 'IPC' | undefined {
  const name = normalizeSysctl(sysctl).replace(/\*.*$/s, '');
  if (ipcSysctls.has(name) || name.startsWith('fs.mqueue.')) return 'IPC';
  return name.startsWith('net.') ? 'Net' : undefined;
}

/** Slashes separate as dots do; where the first separator is a slash, dots and slashes change places. */
function normalizeSysctl(sysctl: string): string {
  const first = /[./]/.exec(sysctl)?.[0];
  if (first !== '/') return sysctl;
  return sysctl.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
}
