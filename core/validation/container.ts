/**
 * Checks that regular, init and ephemeral containers share, and the list of regular containers
 * (pkg/apis/core/validation, 1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, structAt } from '../kube/json.ts';
import { toDnsLabel } from '../kube/names.ts';
import { type Errors, duplicate, invalid, none, notSupported, required, set } from './errors.ts';
import { validateEnv, validateEnvFrom } from './env.ts';
import { validateDnsLabel } from './formats.ts';
import type { HandlerScope } from './handler.ts';
import { validateLifecycle } from './lifecycle.ts';
import { validateHostPorts, validatePorts } from './ports.ts';
import { validateProbes } from './probe.ts';
import { trimSpace } from './profiles.ts';
import { validateResizePolicy } from './resize-policy.ts';
import { validateResources } from './resources.ts';
import { validateRestartPolicy } from './restart-policy.ts';
import { validateSecurityContext } from './security-context.ts';
import { type Volumes, validateVolumeDevices, validateVolumeMounts } from './volume-mounts.ts';
import { validatePullPolicy } from './volume-sources.ts';

/** What a container's checks need to know of its Pod. */
export interface ContainerScope extends HandlerScope {
  readonly volumes: Volumes;
  /** Names of the Pod's `resourceClaims`. */
  readonly claimNames: ReadonlySet<string>;
  readonly podRestartPolicy: string;
  /** False in a Pod with its own user namespace. */
  readonly hostUsers: boolean;
}

/** Errors of the regular containers at `path`. */
export function validateContainers(containers: readonly JsonObject[], path: FieldPath, scope: ContainerScope): Errors {
  if (containers.length === 0) return [required('pod-containers-required', path)];
  const names = new Map<string, FieldPath>();
  return [
    ...containers.flatMap((container, position) => {
      const at = index(path, position);
      return [
        ...validateContainerCommon(container, at, scope),
        ...validateUniqueName('ctr-name-duplicate', container, at, names),
        ...validateLifecycle(objectAt(container, 'lifecycle'), child(at, 'lifecycle'), scope),
        ...validateProbes(container, at, scope),
        ...validateRestartPolicy(container, at, scope.context),
      ];
    }),
    ...validateHostPorts(containers, path, 'ctr-hostport-conflict'),
  ];
}

/** An error for a name that is taken; a free one is taken from now on. */
export function validateUniqueName(
  code: string,
  container: JsonObject,
  at: FieldPath,
  names: Map<string, FieldPath>,
): Errors {
  const name = stringAt(container, 'name');
  const field = child(at, 'name');
  const first = names.get(name);
  if (first === undefined) {
    names.set(name, field);
    return none;
  }
  const right = freeName(name, names);
  const related = [{ at: first, message: `the first container named ${name}` }];
  return [duplicate(code, field, name, { related, ...(right === undefined ? {} : { fix: set(field, right) }) })];
}

function freeName(name: string, names: ReadonlyMap<string, FieldPath>): string | undefined {
  if (name === '' || name.length > 60 || names.size > 1000) return undefined;
  for (let number = 2; number < 100; number++) if (!names.has(`${name}-${number}`)) return `${name}-${number}`;
  return undefined;
}

/** Errors of what every kind of container has. */
export function validateContainerCommon(container: JsonObject, at: FieldPath, scope: ContainerScope): Errors {
  return [
    ...validateNameAndImage(container, at),
    ...validateTerminationMessagePolicy(
      stringAt(container, 'terminationMessagePolicy'),
      child(at, 'terminationMessagePolicy'),
    ),
    ...validatePorts(objectsAt(container, 'ports'), child(at, 'ports')),
    ...validateEnv(objectsAt(container, 'env'), child(at, 'env'), scope.context),
    ...validateEnvFrom(objectsAt(container, 'envFrom'), child(at, 'envFrom')),
    ...validateVolumeMounts(container, scope.volumes, child(at, 'volumeMounts')),
    ...validateVolumeDevices(container, scope.volumes, child(at, 'volumeDevices')),
    ...validatePullPolicy(
      'ctr-image-pull-policy',
      stringAt(container, 'imagePullPolicy'),
      child(at, 'imagePullPolicy'),
    ),
    ...validateResources(structAt(container, 'resources'), scope.claimNames, child(at, 'resources')),
    ...validateResizePolicy(container, child(at, 'resizePolicy'), scope.podRestartPolicy, scope.context),
    ...validateSecurityContext(objectAt(container, 'securityContext'), child(at, 'securityContext'), scope.hostUsers),
  ];
}

function validateNameAndImage(container: JsonObject, at: FieldPath): Errors {
  const name = stringAt(container, 'name');
  const image = stringAt(container, 'image');
  const errors: FieldError[] = [];
  if (name === '') {
    const right = image.length > 500 ? '' : toDnsLabel(image.replace(/[@:][^/]*$/, '').replace(/^.*\//, ''));
    const fix = { kind: 'add', at, field: 'name', value: right } as const;
    errors.push(required('ctr-name-required', child(at, 'name'), '', right === '' ? undefined : { fix }));
  } else {
    errors.push(...validateDnsLabel('ctr-name-label', child(at, 'name'), name));
  }
  if (image === '') errors.push(required('ctr-image-required', child(at, 'image')));
  return errors;
}

const messagePolicies = ['File', 'FallbackToLogsOnError'];

function validateTerminationMessagePolicy(policy: string, field: FieldPath): Errors {
  if (messagePolicies.includes(policy)) return none;
  const code = 'ctr-termination-message-policy';
  return policy === '' ? [required(code, field)] : [notSupported(code, field, policy, messagePolicies)];
}

/** Only in Pods (and in ephemeral containers): a template may have white space around its image. */
export function validateImagePadding(container: JsonObject, at: FieldPath): Errors {
  const image = stringAt(container, 'image');
  const trimmed = trimSpace(image);
  if (trimmed === image) return none;
  const field = child(at, 'image');
  const detail = 'must not have leading or trailing whitespace';
  return [
    invalid('ctr-image-whitespace', field, image, detail, trimmed === '' ? undefined : { fix: set(field, trimmed) }),
  ];
}
