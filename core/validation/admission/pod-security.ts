/**
 * Pod Security: which checks a level has in a version, and what they say about a Pod (pod-security-admission, 1.36).
 */
import { type FieldPath, child } from '../../kube/field-path.ts';
import { type JsonObject, stringAt, structAt } from '../../kube/json.ts';
import { containersOf } from '../warnings/containers.ts';
import {
  type Objection,
  type PodCheck,
  allowPrivilegeEscalation,
  capabilitiesBaseline,
  capabilitiesRestricted,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  isInUserNamespace,
  isWindows,
  privileged,
  procMount,
  restrictedVolumes,
} from './pod-security-checks.ts';
import {
  appArmorProfile,
  runAsNonRoot,
  runAsUser,
  seLinuxOptions,
  seccompAnnotationsBaseline,
  seccompProfileBaseline,
  seccompProfileRestricted,
  sysctls,
  windowsHostProcess,
} from './pod-security-profiles.ts';

export type SecurityLevel = 'privileged' | 'baseline' | 'restricted';

export interface SecurityPolicy {
  readonly level: SecurityLevel;
  /** `latest` or `v1.24`. */
  readonly version: string;
}

/** Since a minor of 1.x a check works like this. */
type Versioned = readonly [since: number, check: PodCheck];

interface RegisteredCheck {
  readonly id: string;
  /** In the order of their versions. */
  readonly versions: readonly Versioned[];
  /** The baseline check that this restricted one replaces. */
  readonly replaces?: string;
}

const unlessWindows =
  (check: PodCheck): PodCheck =>
  (spec, annotations) =>
    isWindows(spec) ? undefined : check(spec, annotations);
const unlessUserNamespace =
  (check: PodCheck): PodCheck =>
  (spec, annotations) =>
    isInUserNamespace(spec) ? undefined : check(spec, annotations);

const sysctls0 = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const sysctls27 = [...sysctls0, 'net.ipv4.ip_local_reserved_ports'];
const sysctls29 = [
  ...sysctls27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
const sysctls32 = [...sysctls29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];
const seLinuxTypes = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

/** In the order of their ids, which is that of the server's text. */
const baseline: readonly RegisteredCheck[] = [
  { id: 'appArmorProfile', versions: [[0, appArmorProfile]] },
  { id: 'capabilities_baseline', versions: [[0, capabilitiesBaseline]] },
  { id: 'hostNamespaces', versions: [[0, hostNamespaces]] },
  { id: 'hostPathVolumes', versions: [[0, hostPathVolumes]] },
  { id: 'hostPorts', versions: [[0, hostPorts]] },
  { id: 'hostProbesAndHostLifecycle', versions: [[34, hostProbesAndHostLifecycle]] },
  { id: 'privileged', versions: [[0, privileged]] },
  {
    id: 'procMount',
    versions: [
      [0, procMount],
      [35, unlessUserNamespace(procMount)],
    ],
  },
  {
    id: 'seLinuxOptions',
    versions: [
      [0, seLinuxOptions(seLinuxTypes)],
      [31, seLinuxOptions([...seLinuxTypes, 'container_engine_t'])],
    ],
  },
  {
    id: 'seccompProfile_baseline',
    versions: [
      [0, seccompAnnotationsBaseline],
      [19, seccompProfileBaseline],
    ],
  },
  {
    id: 'sysctls',
    versions: [
      [0, sysctls(sysctls0)],
      [27, sysctls(sysctls27)],
      [29, sysctls(sysctls29)],
      [32, sysctls(sysctls32)],
    ],
  },
  { id: 'windowsHostProcess', versions: [[0, windowsHostProcess]] },
];
const restricted: readonly RegisteredCheck[] = [
  {
    id: 'allowPrivilegeEscalation',
    versions: [
      [8, allowPrivilegeEscalation],
      [25, unlessWindows(allowPrivilegeEscalation)],
    ],
  },
  {
    id: 'capabilities_restricted',
    versions: [
      [22, capabilitiesRestricted],
      [25, unlessWindows(capabilitiesRestricted)],
    ],
    replaces: 'capabilities_baseline',
  },
  { id: 'procMount_restricted', versions: [[35, procMount]], replaces: 'procMount' },
  { id: 'restrictedVolumes', versions: [[0, restrictedVolumes]], replaces: 'hostPathVolumes' },
  {
    id: 'runAsNonRoot',
    versions: [
      [0, runAsNonRoot],
      [35, unlessUserNamespace(runAsNonRoot)],
    ],
  },
  {
    id: 'runAsUser',
    versions: [
      [23, runAsUser],
      [35, unlessUserNamespace(runAsUser)],
    ],
  },
  {
    id: 'seccompProfile_restricted',
    versions: [
      [19, seccompProfileRestricted],
      [25, unlessWindows(seccompProfileRestricted)],
    ],
    replaces: 'seccompProfile_baseline',
  },
];

/** `undefined` where the policy allows the Pod, else the server's text: `reason (detail), reason (detail)`. */
export function violations(policy: SecurityPolicy, pod: JsonObject, serverMinor: number): string | undefined {
  const objections = evaluate(policy, pod, serverMinor);
  if (objections.length === 0) return undefined;
  return objections.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`)).join(', ');
}

/** `pod` has `metadata` and `spec`: a Pod, or a template. */
export function evaluate(policy: SecurityPolicy, pod: JsonObject, serverMinor: number): readonly Objection[] {
  if (policy.level === 'privileged') return [];
  const minor = minorOf(policy.version, serverMinor);
  const spec = structAt(pod, 'spec');
  const annotations = structAt(structAt(pod, 'metadata'), 'annotations');
  return checksOf(policy.level, minor).flatMap((check) => check(spec, annotations) ?? []);
}

/** The first place of a pod spec that a policy objects to; `at` is the path of the spec. */
export function violatingPlace(
  policy: SecurityPolicy,
  pod: JsonObject,
  at: FieldPath,
  serverMinor: number,
): FieldPath | undefined {
  const spec = structAt(pod, 'spec');
  const general = { os: spec['os'] ?? null, hostUsers: spec['hostUsers'] ?? null };
  const objects = (part: JsonObject): boolean => {
    const reduced = { metadata: pod['metadata'] ?? null, spec: { ...general, ...part } };
    return evaluate(policy, reduced, serverMinor).length > 0;
  };
  const field = ['hostNetwork', 'hostPID', 'hostIPC', 'volumes'].find((key) => objects({ [key]: spec[key] ?? null }));
  if (field !== undefined) return child(at, field);
  const context = spec['securityContext'] ?? null;
  if (objects({ securityContext: context })) return child(at, 'securityContext');
  const found = containersOf(spec, at).find(({ container }) =>
    objects({ securityContext: context, containers: [container] }),
  );
  return found === undefined ? undefined : child(found.at, 'securityContext');
}

function minorOf(version: string, serverMinor: number): number {
  const match = /^v1\.(\d+)$/.exec(version);
  return match === null ? serverMinor : Math.min(Number(match[1]), serverMinor);
}

function checksOf(level: SecurityLevel, minor: number): readonly PodCheck[] {
  const added = level === 'restricted' ? restricted.filter((check) => atVersion(check, minor) !== undefined) : [];
  const replaced = added.map((check) => check.replaces);
  const kept = baseline.filter((check) => !replaced.includes(check.id));
  return [...kept, ...added].flatMap((check) => atVersion(check, minor) ?? []);
}

function atVersion(check: RegisteredCheck, minor: number): PodCheck | undefined {
  return check.versions.findLast(([since]) => since <= minor)?.[1];
}

export interface NamespacePolicies {
  readonly enforce: SecurityPolicy;
  readonly warn: SecurityPolicy;
}

/** In front of `enforce`, `audit`, `warn` and their versions. */
export const policyPrefix = 'pod-security.kubernetes.io/';
export const levels: readonly string[] = ['privileged', 'baseline', 'restricted'];
export const versionPattern = /^v1\.(?:0|[1-9]\d*)$/;

/**
 * The policies of a namespace from its labels; without a label for warnings, a stricter `enforce` counts for them,
 * too.
 */
export function policiesOf(labels: JsonObject): NamespacePolicies {
  const enforce = policyAt(labels, 'enforce', 'restricted');
  const warn = policyAt(labels, 'warn', 'privileged');
  const follows =
    !Object.hasOwn(labels, `${policyPrefix}warn`) && levels.includes(stringAt(labels, `${policyPrefix}enforce`));
  if (!follows) return { enforce, warn };
  const version = Object.hasOwn(labels, `${policyPrefix}warn-version`) ? warn.version : enforce.version;
  return { enforce, warn: { level: enforce.level, version } };
}

/** A label that cannot be read counts as `whenUnreadable`. */
function policyAt(labels: JsonObject, mode: string, whenUnreadable: SecurityLevel): SecurityPolicy {
  const level = Object.hasOwn(labels, policyPrefix + mode) ? stringAt(labels, policyPrefix + mode) : 'privileged';
  const version = stringAt(labels, `${policyPrefix}${mode}-version`);
  return {
    level: levels.includes(level) ? (level as SecurityLevel) : whenUnreadable,
    version: versionPattern.test(version) ? version : 'latest',
  };
}
