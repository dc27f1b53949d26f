/** Checks of a pod spec as a whole, part by part in the server's order (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import {
  type JsonObject,
  asObject,
  booleanAt,
  integerAt,
  objectAt,
  objectsAt,
  optionalStringAt,
  stringAt,
} from '../kube/json.ts';
import { labelKeyErrors } from '../kube/labels.ts';
import { type ContainerScope, validateContainers } from './container.ts';
import { type PodContainer, containersOf } from './containers-of.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { validateDnsConfig, validateHostAliases } from './dns.ts';
import { validateEphemeralContainers } from './ephemeral-containers.ts';
import {
  type Errors,
  asJson,
  duplicate,
  invalid,
  invalidEach,
  none,
  notFound,
  notSupported,
  remove,
  required,
} from './errors.ts';
import { validateDnsLabel, validateDnsSubdomain, validateRange } from './formats.ts';
import { validateInitContainers } from './init-containers.ts';
import { validateNodeAffinity, validateNodeSelector } from './node-affinity.ts';
import { validatePodAffinity } from './pod-affinity.ts';
import { claimNamesOf, validatePodClaims, validatePodResources } from './pod-level-resources.ts';
import { validateHostUsers, validateHostnameOverride } from './pod-hosts.ts';
import { validateOs } from './pod-os.ts';
import { validateHostNetworkPorts } from './ports.ts';
import { validateOverhead } from './resources.ts';
import { validatePodSecurityContext } from './security-context.ts';
import { validateTolerations } from './tolerations.ts';
import { validateTopologySpread } from './topology-spread.ts';
import { validateVolumes } from './volumes.ts';
import { validateHostProcess } from './windows-options.ts';

export interface PodSpecOptions {
  /** A Pod, not a template: some checks are for Pods only. */
  readonly isPod: boolean;
  /** The Pod's name; empty in a template. */
  readonly podName: string;
  readonly isMirrorPod: boolean;
}

/** Errors of a pod spec at `path`. */
export function validatePodSpec(
  spec: JsonObject,
  path: FieldPath,
  options: PodSpecOptions,
  context: ValidationContext,
): Errors {
  const containers = containersOf(spec, path);
  return [
    ...validateVolumesAndContainers(spec, path, options, context),
    ...validatePolicies(spec, path, options),
    ...validateNodeSelector(spec, child(path, 'nodeSelector')),
    ...validatePodSecurityContext(spec, path, context),
    ...validateAffinity(objectAt(spec, 'affinity'), child(path, 'affinity'), context),
    ...validateDnsConfig(spec, child(path, 'dnsConfig'), context),
    ...validateGates(spec, path),
    ...validateTopologySpread(spec, child(path, 'topologySpreadConstraints'), context),
    ...validateHostProcess(spec, containers, path),
    ...validateHostUsers(spec, containers, path, context),
    ...validateHostnameOverride(spec, path),
    ...validateNames(spec, path),
    ...validateTolerations(objectsAt(spec, 'tolerations'), child(path, 'tolerations'), context),
    ...validateHostAliases(spec, child(path, 'hostAliases'), context),
    ...validateClasses(spec, path),
    ...validateOs(spec, containers, path),
    ...validateSchedulingGroup(spec, path),
    ...validateFileKeyVolumes(spec, containers),
  ];
}

function validateVolumesAndContainers(
  spec: JsonObject,
  path: FieldPath,
  options: PodSpecOptions,
  context: ValidationContext,
): Errors {
  const gracePeriod = integerAt(spec, 'terminationGracePeriodSeconds');
  const volumes = validateVolumes(spec, options.podName, child(path, 'volumes'), { isPod: options.isPod, context });
  const claimNames = claimNamesOf(spec);
  const scope: ContainerScope = {
    volumes: volumes.valid,
    claimNames,
    podRestartPolicy: stringAt(spec, 'restartPolicy'),
    hostUsers: booleanAt(spec, 'hostUsers') !== false,
    gracePeriod,
    os: objectAt(spec, 'os') === undefined ? undefined : stringAt(objectAt(spec, 'os'), 'name'),
    context,
  };
  const regular = namePlaces(spec, ['containers'], path);
  return [
    ...(gracePeriod === undefined
      ? [required('pod-grace-required', child(path, 'terminationGracePeriodSeconds'))]
      : none),
    ...volumes.errors,
    ...validatePodClaims(spec, child(path, 'resourceClaims'), options.isMirrorPod),
    ...validateContainers(objectsAt(spec, 'containers'), child(path, 'containers'), scope),
    ...validateInitContainers(objectsAt(spec, 'initContainers'), regular, child(path, 'initContainers'), scope),
    ...validateEphemeralContainers(
      objectsAt(spec, 'ephemeralContainers'),
      namePlaces(spec, ['initContainers', 'containers'], path),
      child(path, 'ephemeralContainers'),
      scope,
    ),
    ...(isEnabled(context, 'PodLevelResources') ? validatePodResources(spec, claimNames, path) : none),
    ...(booleanAt(spec, 'hostNetwork') === true
      ? validateHostNetworkPorts(objectsAt(spec, 'containers'), child(path, 'containers'), options.isPod)
      : none),
  ];
}

function namePlaces(spec: JsonObject, keys: readonly string[], path: FieldPath): ReadonlyMap<string, FieldPath> {
  return new Map(
    keys.flatMap((key) =>
      objectsAt(spec, key).map(
        (container, position) =>
          [stringAt(container, 'name'), child(index(child(path, key), position), 'name')] as const,
      ),
    ),
  );
}

const restartPolicies = ['Always', 'OnFailure', 'Never'];
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];

function validatePolicies(spec: JsonObject, path: FieldPath, _options: PodSpecOptions): Errors {
  return [
    ...validateEnum(
      'pod-restart-policy',
      stringAt(spec, 'restartPolicy'),
      restartPolicies,
      child(path, 'restartPolicy'),
    ),
    ...validateEnum('pod-dns-policy', stringAt(spec, 'dnsPolicy'), dnsPolicies, child(path, 'dnsPolicy')),
  ];
}

function validateEnum(code: string, value: string, values: readonly string[], field: FieldPath): Errors {
  if (values.includes(value)) return none;
  return value === '' ? [required(code, field)] : [notSupported(code, field, value, values)];
}

function validateAffinity(affinity: JsonObject | undefined, path: FieldPath, context: ValidationContext): Errors {
  if (affinity === undefined) return none;
  return [
    ...validateNodeAffinity(objectAt(affinity, 'nodeAffinity'), child(path, 'nodeAffinity'), context),
    ...validatePodAffinity(objectAt(affinity, 'podAffinity'), child(path, 'podAffinity')),
    ...validatePodAffinity(objectAt(affinity, 'podAntiAffinity'), child(path, 'podAntiAffinity')),
  ];
}

/** Readiness and scheduling gates. */
function validateGates(spec: JsonObject, path: FieldPath): Errors {
  const seen = new Set<string>();
  const errors: FieldError[] = objectsAt(spec, 'readinessGates').flatMap((gate, position) => {
    const type = stringAt(gate, 'conditionType');
    const field = child(index(child(path, 'readinessGates'), position), 'conditionType');
    return invalidEach('rgate-condition-type', field, type, labelKeyErrors(type));
  });
  objectsAt(spec, 'schedulingGates').forEach((gate, position) => {
    const name = stringAt(gate, 'name');
    const field = index(child(path, 'schedulingGates'), position);
    errors.push(...invalidEach('gate-name', field, name, labelKeyErrors(name)));
    if (seen.has(name)) errors.push(duplicate('gate-duplicate', field, name, remove(field)));
    seen.add(name);
  });
  return errors;
}

function validateNames(spec: JsonObject, path: FieldPath): Errors {
  const unlessEmpty = (key: string, name: string, check: typeof validateDnsLabel, code: string): Errors =>
    name === '' ? none : check(code, child(path, key), name);
  const deadline = child(path, 'activeDeadlineSeconds');
  const account = stringAt(spec, 'serviceAccountName');
  const deprecated = account === '' ? stringAt(spec, 'serviceAccount') : account;
  return [
    ...unlessEmpty('serviceAccountName', deprecated, validateDnsSubdomain, 'pod-service-account-name'),
    ...unlessEmpty('nodeName', stringAt(spec, 'nodeName'), validateDnsSubdomain, 'pod-node-name'),
    ...validateRange(
      'pod-active-deadline-range',
      deadline,
      integerAt(spec, 'activeDeadlineSeconds'),
      1,
      2 ** 31 - 1,
    ).map((error) => ({ ...error, ...remove(deadline) })),
    ...unlessEmpty('hostname', stringAt(spec, 'hostname'), validateDnsLabel, 'pod-hostname'),
    ...unlessEmpty('subdomain', stringAt(spec, 'subdomain'), validateDnsLabel, 'pod-subdomain'),
  ];
}

function validateClasses(spec: JsonObject, path: FieldPath): Errors {
  const priority = stringAt(spec, 'priorityClassName');
  const runtime = optionalStringAt(spec, 'runtimeClassName');
  const preemption = optionalStringAt(spec, 'preemptionPolicy');
  const overhead = asObject(spec['overhead']);
  return [
    ...(priority === ''
      ? none
      : validateDnsSubdomain('pod-priority-class-name', child(path, 'priorityClassName'), priority)),
    ...(runtime === undefined
      ? none
      : validateDnsSubdomain(
          'pod-runtime-class-name',
          child(path, 'runtimeClassName'),
          runtime,
          removeIfEmpty(runtime, path),
        )),
    ...(preemption === undefined ? none : validatePreemption(preemption, child(path, 'preemptionPolicy'))),
    ...(overhead === undefined ? none : validateOverhead(overhead, child(path, 'overhead'))),
  ];
}

function removeIfEmpty(runtime: string, path: FieldPath) {
  return runtime === '' ? remove(child(path, 'runtimeClassName')) : undefined;
}

function validatePreemption(policy: string, field: FieldPath): Errors {
  const code = policy === '' ? 'pod-preemption-policy-empty' : 'pod-preemption-policy';
  return validateEnum(code, policy, ['PreemptLowerPriority', 'Never'], field).map((error) =>
    policy === '' ? { ...error, ...remove(field) } : error,
  );
}

function validateSchedulingGroup(spec: JsonObject, path: FieldPath): Errors {
  const group = objectAt(spec, 'schedulingGroup');
  if (group === undefined) return none;
  const field = child(path, 'schedulingGroup', 'podGroupName');
  const name = optionalStringAt(group, 'podGroupName');
  if (name === undefined)
    return [invalid('pod-scheduling-group-oneof', field, asJson(null), 'must specify one of: `podGroupName`')];
  return validateDnsSubdomain('pod-scheduling-group-name', field, name);
}

/** Volumes of any kind count here, also those with errors. */
function validateFileKeyVolumes(spec: JsonObject, containers: readonly PodContainer[]): Errors {
  const volumes = new Map(objectsAt(spec, 'volumes').map((volume) => [stringAt(volume, 'name'), volume]));
  return containers.flatMap(({ container, at }) =>
    objectsAt(container, 'env').flatMap((variable, position) => {
      const ref = objectAt(objectAt(variable, 'valueFrom'), 'fileKeyRef');
      if (ref === undefined) return none;
      const name = stringAt(ref, 'volumeName');
      const volume = volumes.get(name);
      const field = child(index(child(at, 'env'), position), 'valueFrom', 'fileKeyRef', 'volumeName');
      if (volume === undefined) return [notFound('env-fileref-volume-missing', field, name)];
      if (objectAt(volume, 'emptyDir') !== undefined) return none;
      return [invalid('env-fileref-volume-type', field, name, 'referenced volume must be of type emptyDir')];
    }),
  );
}
