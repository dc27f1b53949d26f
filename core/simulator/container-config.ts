/**
 * Why a container's configuration cannot be made: references in `env` and `envFrom`, runAsNonRoot, a missing target.
 * Mirrors generateContainerConfig and makeEnvironmentVariables (1.36).
 */
import { fields, list, text } from '../kube/json.ts';
import { addCause } from './causes.ts';
import { podFullName, type ApiPod, type ContainerSpec } from './pod.ts';
import { findObject, KINDS } from './volume-references.ts';
import { normalImage } from '../kube/image-name.ts';
import { newest } from './restart-decision.ts';
import type { PodLife, RuntimeStatus } from './world.ts';

export interface ConfigError {
  readonly message: string;
  readonly cause: number | undefined;
}

export function configError(
  life: PodLife,
  pod: ApiPod,
  container: ContainerSpec,
  status: RuntimeStatus,
): ConfigError | undefined {
  const found =
    targetError(container, status) ?? environmentError(life, pod, container) ?? userError(life, pod, container);
  if (!found) return undefined;
  const cause = addCause(life, found.message, found.field, [life.lastCause]);
  return { message: found.message, cause };
}

interface Found {
  readonly message: string;
  readonly field: string;
}

/** The container whose processes an ephemeral one shall see must be known to the runtime. */
function targetError(container: ContainerSpec, status: RuntimeStatus): Found | undefined {
  const target = container.role === 'ephemeral' ? text(container.raw['targetContainerName']) : '';
  if (target === '' || newest(status, target)) return undefined;
  return { message: `unable to find target container ${target}`, field: `${container.path}.targetContainerName` };
}

function environmentError(life: PodLife, pod: ApiPod, { raw, path }: ContainerSpec): Found | undefined {
  for (const [i, source] of list(raw['envFrom']).entries()) {
    const error = referenceError(life, pod, source, 'Ref', `${path}.envFrom[${i}]`);
    if (error) return error;
  }
  for (const [i, { valueFrom }] of list(raw['env']).entries()) {
    const error = referenceError(life, pod, fields(valueFrom), 'KeyRef', `${path}.env[${i}].valueFrom`);
    if (error) return error;
  }
  return undefined;
}

/** What is missing of the ConfigMap or the Secret that a variable or a group of them comes from. */
function referenceError(
  life: PodLife,
  pod: ApiPod,
  holder: Readonly<Record<string, unknown>>,
  suffix: 'Ref' | 'KeyRef',
  path: string,
): Found | undefined {
  for (const [key, kind] of KINDS) {
    const ref = fields(holder[key + suffix]),
      name = text(ref['name']),
      wanted = text(ref['key']),
      field = `${path}.${key}${suffix}`;
    if (holder[key + suffix] === undefined || ref['optional'] === true) continue;
    const object = findObject(life, kind, name);
    if (object === 'assumed') continue;
    if (!object) return { message: `${kind.toLowerCase()} "${name}" not found`, field: `${field}.name` };
    if (suffix === 'Ref' || wanted in fields(object['data']) || wanted in fields(object['stringData'])) continue;
    return { message: `couldn't find key ${wanted} in ${kind} ${pod.meta.namespace}/${name}`, field: `${field}.key` };
  }
  return undefined;
}

function userError(life: PodLife, pod: ApiPod, container: ContainerSpec): Found | undefined {
  const own = fields(container.raw['securityContext']),
    shared = fields(pod.spec.raw['securityContext']);
  if ((own['runAsNonRoot'] ?? shared['runAsNonRoot']) !== true) return undefined;
  const field = `${own['runAsNonRoot'] === true ? container.path : pod.spec.path}.securityContext.runAsNonRoot`;
  const error = (what: string): Found => ({
    message: `container${what} (pod: "${podFullName(pod.meta)}", container: ${container.name})`,
    field,
  });
  const uid = own['runAsUser'] ?? shared['runAsUser'];
  if (uid !== undefined) return uid === 0 ? error("'s runAsUser breaks non-root policy") : undefined;
  const user = life.cluster.images.get(normalImage(container.image))?.behaviour.user;
  if (user === undefined) return undefined;
  if (typeof user === 'string' && !/^\d*$/.test(user))
    return error(` has runAsNonRoot and image has non-numeric user (${user}), cannot verify user is non-root`);
  return Number(user) === 0 ? error(' has runAsNonRoot and image will run as root') : undefined;
}
