/** The kubelet's conditions of a Pod. Mirrors pkg/kubelet/status/generate.go (1.36). */
import { sandboxChanged } from './compute-pod-actions.ts';
import {
  ALL_RESTARTING,
  byName,
  isTerminalPhase,
  isTrue,
  type ApiPod,
  type Condition,
  type ContainerSpec,
  type ContainerStatus,
  type Phase,
  type PodStatus,
} from './pod.ts';
import { allRemoved, shouldRestartAll } from './restart-decision.ts';
import type { RuntimeStatus } from './world.ts';

const KUBELET_TYPES = [
  'PodScheduled',
  'Ready',
  'Initialized',
  'ContainersReady',
  'PodReadyToStartContainers',
  ALL_RESTARTING,
  'PodResizePending',
  'PodResizeInProgress',
];

export const isKubeletCondition = (type: string): boolean => KUBELET_TYPES.includes(type);

/** A condition whose time of change is not known yet. */
export const named = (type: string, status: 'True' | 'False', reason = '', message = ''): Condition => ({
  type,
  status,
  reason,
  message,
  since: NaN,
});

export function containersReady(
  pod: ApiPod,
  init: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
  phase: Phase,
): Condition {
  const all = [...pod.spec.init.filter(({ role }) => role === 'sidecar'), ...pod.spec.containers],
    find = byName([...init, ...containers]);
  const unknown = all.filter(({ name }) => !find(name)),
    unready = all.filter(({ name }) => find(name)?.ready === false);
  if (phase === 'Failed' || (phase === 'Succeeded' && unknown.length === 0)) return ended('ContainersReady', phase);
  return unknown.length + unready.length === 0
    ? named('ContainersReady', 'True')
    : named('ContainersReady', 'False', 'ContainersNotReady', listed({ unknown, unready }));
}

/** What a Pod that is over says of it. */
export const ended = (type: string, phase: Phase): Condition =>
  named(type, 'False', `Pod${phase === 'Failed' ? phase : 'Completed'}`);

/** `containers with unready status: [app web]`, for each status that some have. */
const listed = (groups: Readonly<Record<string, readonly ContainerSpec[]>>): string =>
  Object.entries(groups)
    .filter(([, some]) => some.length > 0)
    .map(([status, some]) => `containers with ${status} status: [${some.map(({ name }) => name).join(' ')}]`)
    .join(', ');

/** `others` are the conditions that readiness gates may name. */
export function podReady(pod: ApiPod, ready: Condition, others: readonly Condition[]): Condition {
  if (ready.status !== 'True') return { ...ready, type: 'Ready' };
  const missing = pod.spec.readinessGates.flatMap((gate) => {
    const condition = others.find((c) => c.type === gate);
    if (!condition) return [`corresponding condition of pod readiness gate "${gate}" does not exist.`];
    return condition.status === 'True'
      ? []
      : [`the status of pod readiness gate "${gate}" is not "True", but ${condition.status}`];
  });
  return missing.length > 0
    ? named('Ready', 'False', 'ReadinessGatesNotReady', missing.join(', '))
    : named('Ready', 'True');
}

export function initialized(
  pod: ApiPod,
  init: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
  phase: Phase,
  old: PodStatus,
): Condition {
  if (pod.spec.init.length === 0) return named('Initialized', 'True', phase === 'Succeeded' ? 'PodCompleted' : '');
  const find = byName(init),
    unknown = pod.spec.init.filter(({ name }) => !find(name));
  if (phase === 'Succeeded' && unknown.length === 0) return named('Initialized', 'True', 'PodCompleted');
  const incomplete = pod.spec.init.filter(({ name, role }) => {
    const status = find(name);
    return status && !(role === 'sidecar' ? status.started : status.ready);
  });
  return unknown.length + incomplete.length === 0 ||
    isTrue(old, 'Initialized') ||
    containers.some((s) => s.state.kind !== 'waiting')
    ? named('Initialized', 'True')
    : named('Initialized', 'False', 'ContainersNotInitialized', listed({ unknown, incomplete }));
}

export const readyToStart = (pod: ApiPod, status: RuntimeStatus): Condition =>
  named('PodReadyToStartContainers', sandboxChanged(pod, status).changed ? 'False' : 'True');

export function allRestarting(pod: ApiPod, status: RuntimeStatus, old: PodStatus, phase: Phase): Condition {
  if (isTerminalPhase(phase)) return ended(ALL_RESTARTING, phase);
  if (!shouldRestartAll(pod, status, old) || allRemoved(pod, status)) return named(ALL_RESTARTING, 'False');
  return named(ALL_RESTARTING, 'True', 'RestartAllContainersStarted', 'container exited with restart policy rule');
}
