/**
 * Why a container's configuration cannot be made: references in `env` and `envFrom`, runAsNonRoot, a missing target.
 * Mirrors generateContainerConfig and makeEnvironmentVariables (1.36).
 */
import { addCause } from './causes.ts';
import { podFullName, type ApiPod, type ContainerSpec } from './pod.ts';
import { fields, list, text } from './read-pod.ts';
import { findObject } from './volume-references.ts';
import { normalImage } from './image-manager.ts';
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
    targetError(container, status) ??
    envFromError(life, container) ??
    envError(life, pod, container) ??
    userError(life, pod, container);
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

function envFromError(life: PodLife, container: ContainerSpec): Found | undefined {
  for (const [i, source] of list(container.raw['envFrom']).entries()) {
    for (const [key, kind, word] of [
      ['configMapRef', 'ConfigMap', 'configmap'],
      ['secretRef', 'Secret', 'secret'],
    ] as const) {
      const ref = fields(source[key]),
        name = text(ref['name']);
      if (source[key] === undefined || ref['optional'] === true || findObject(life, kind, name)) continue;
      return { message: `${word} "${name}" not found`, field: `${container.path}.envFrom[${i}].${key}.name` };
    }
  }
  return undefined;
}

function envError(life: PodLife, pod: ApiPod, container: ContainerSpec): Found | undefined {
  for (const [i, variable] of list(container.raw['env']).entries()) {
    const from = fields(variable['valueFrom']);
    for (const [key, kind, word] of [
      ['configMapKeyRef', 'ConfigMap', 'configmap'],
      ['secretKeyRef', 'Secret', 'secret'],
    ] as const) {
      if (from[key] === undefined) continue;
      const ref = fields(from[key]),
        name = text(ref['name']),
        object = findObject(life, kind, name);
      const field = `${container.path}.env[${i}].valueFrom.${key}`;
      if (ref['optional'] === true || object === 'assumed') continue;
      if (!object) return { message: `${word} "${name}" not found`, field: `${field}.name` };
      const wanted = text(ref['key']);
      if (wanted in fields(object['data']) || wanted in fields(object['stringData'])) continue;
      return { message: `couldn't find key ${wanted} in ${kind} ${pod.meta.namespace}/${name}`, field: `${field}.key` };
    }
  }
  return undefined;
}

function userError(life: PodLife, pod: ApiPod, container: ContainerSpec): Found | undefined {
  const own = fields(container.raw['securityContext']),
    shared = fields(pod.spec.raw['securityContext']);
  if ((own['runAsNonRoot'] ?? shared['runAsNonRoot']) !== true) return undefined;
  const field =
    own['runAsNonRoot'] === true
      ? `${container.path}.securityContext.runAsNonRoot`
      : `${pod.spec.path}.securityContext.runAsNonRoot`;
  const where = `(pod: "${podFullName(pod.meta)}", container: ${container.name})`;
  const uid = own['runAsUser'] ?? shared['runAsUser'];
  if (uid !== undefined)
    return uid === 0 ? { message: `container's runAsUser breaks non-root policy ${where}`, field } : undefined;
  const user = life.world.cluster.images.get(normalImage(container.image))?.behaviour.user;
  if (user === undefined) return undefined;
  if (typeof user === 'string' && !/^\d+$/.test(user) && user !== '') {
    return {
      message: `container has runAsNonRoot and image has non-numeric user (${user}), cannot verify user is non-root ${where}`,
      field,
    };
  }
  return Number(user) === 0
    ? { message: `container has runAsNonRoot and image will run as root ${where}`, field }
    : undefined;
}
