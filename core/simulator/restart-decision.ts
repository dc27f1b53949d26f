/**
 * Whether a container that ended is started again. Mirrors pkg/kubelet/container/helpers.go and
 * pkg/api/v1/pod/util.go (1.36).
 */
import {
  ALL_RESTARTING,
  isTrue,
  type ApiPod,
  type ContainerSpec,
  type PodSpec,
  type RestartRule,
  isLeaving,
} from './pod.ts';
import type { InstanceView, RuntimeStatus } from './world.ts';

export const newest = (status: RuntimeStatus, name: string): InstanceView | undefined => status.byName.get(name)?.[0];

const matchingRule = (container: ContainerSpec, code: number): RestartRule | undefined =>
  container.restartRules.find((rule) =>
    rule.operator === 'In' ? rule.values.includes(code) : rule.operator === 'NotIn' && !rule.values.includes(code),
  );

/** By policy and rules alone: would an instance that ended with this code be followed by another one? */
export function restartsAfter(container: ContainerSpec, spec: PodSpec, code: number): boolean {
  const policy = container.restartPolicy ?? spec.restartPolicy;
  if (container.restartPolicy !== undefined && matchingRule(container, code)) return true;
  return policy === 'Always' || (policy === 'OnFailure' && code !== 0);
}

const ALL = 'RestartAllContainers';

/** Does an end with this code ask for a restart of all containers? */
export const asksForAll = (container: ContainerSpec, code: number): boolean =>
  matchingRule(container, code)?.action === ALL;

/** Should the container be started, given what the runtime says? */
export function shouldStart(container: ContainerSpec, pod: ApiPod, status: RuntimeStatus): boolean {
  if (isLeaving(pod)) return false;
  const view = newest(status, container.name);
  if (!view) return true;
  if (view.state === 'running') return false;
  return view.state === 'created' || restartsAfter(container, pod.spec, view.exitCode);
}

export function canRestartAll(spec: PodSpec): boolean {
  const mayAsk = (c: ContainerSpec): boolean => c.restartRules.some((rule) => rule.action === ALL);
  return spec.init.some(mayAsk) || spec.containers.some(mayAsk);
}

/** Has an ended container asked for a restart of all? Looks at the runtime and at the reported status. */
export function shouldRestartAll(
  pod: ApiPod,
  status: RuntimeStatus | undefined,
  reported: ApiPod['status'] | undefined,
): boolean {
  if (reported && isTrue(reported, ALL_RESTARTING)) return true;
  for (const container of [...pod.spec.init, ...pod.spec.containers]) {
    if (container.restartRules.length === 0) continue;
    const view = status && newest(status, container.name);
    if (status && view?.state !== 'exited') continue;
    if (view && asksForAll(container, view.exitCode)) return true;
    const shown = (container.role === 'regular' ? reported?.containers : reported?.init)?.find(
      (c) => c.name === container.name,
    );
    if (shown?.state.kind === 'terminated' && asksForAll(container, shown.state.exitCode)) return true;
  }
  return false;
}

export const allRemoved = (pod: ApiPod, status: RuntimeStatus): boolean =>
  [...pod.spec.containers, ...pod.spec.init].every((c) => !newest(status, c.name));

/** Rules need a gate: without it they are as if they were not there. */
export function withoutRules(spec: PodSpec, keepRules: boolean, keepRestartAll: boolean): PodSpec {
  if (keepRules && keepRestartAll) return spec;
  const strip = (c: ContainerSpec): ContainerSpec => ({
    ...c,
    restartPolicy: keepRules || c.role === 'sidecar' ? c.restartPolicy : undefined,
    restartRules: keepRules ? c.restartRules.filter((rule) => keepRestartAll || rule.action !== ALL) : [],
  });
  return { ...spec, init: spec.init.map(strip), containers: spec.containers.map(strip) };
}
