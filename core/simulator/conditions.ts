/** The kubelet's conditions of a Pod. Mirrors pkg/kubelet/status/generate.go (1.36). */
import { sandboxChanged } from './compute-pod-actions.ts';
import type { ApiPod, Condition, ContainerStatus, Phase, PodStatus } from './pod.ts';
import { allRemoved, shouldRestartAll } from './restart-decision.ts';
import type { RuntimeStatus } from './world.ts';

/** A condition before its time of change is known. */
export type NewCondition = Omit<Condition, 'since'>;

const KUBELET_TYPES = new Set([
  'PodScheduled',
  'Ready',
  'Initialized',
  'ContainersReady',
  'PodReadyToStartContainers',
  'AllContainersRestarting',
  'PodResizePending',
  'PodResizeInProgress',
]);

export function isKubeletCondition(type: string): boolean {
  return KUBELET_TYPES.has(type);
}

const named = (type: string, status: 'True' | 'False', reason = '', message = ''): NewCondition => ({
  type,
  status,
  reason,
  message,
});

export function containersReady(
  pod: ApiPod,
  init: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
  phase: Phase,
): NewCondition {
  const watched = [...pod.spec.init.filter((c) => c.role === 'sidecar'), ...pod.spec.containers];
  const isReady = new Map([...containers, ...init].map((s) => [s.name, s.ready] as const));
  const unknown = watched.filter((c) => !isReady.has(c.name)).map((c) => c.name);
  const unready = watched.filter((c) => isReady.get(c.name) === false).map((c) => c.name);
  if (phase === 'Succeeded' && unknown.length === 0) return named('ContainersReady', 'False', 'PodCompleted');
  if (phase === 'Failed') return named('ContainersReady', 'False', 'PodFailed');
  const parts = [
    ...(unknown.length > 0 ? [`containers with unknown status: [${unknown.join(' ')}]`] : []),
    ...(unready.length > 0 ? [`containers with unready status: [${unready.join(' ')}]`] : []),
  ];
  return parts.length > 0
    ? named('ContainersReady', 'False', 'ContainersNotReady', parts.join(', '))
    : named('ContainersReady', 'True');
}

/** `others` are the conditions that readiness gates may name. */
export function podReady(pod: ApiPod, ready: NewCondition, others: readonly NewCondition[]): NewCondition {
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
): NewCondition {
  const unknown = pod.spec.init.filter((c) => !init.some((s) => s.name === c.name)).map((c) => c.name);
  const incomplete = pod.spec.init
    .filter((c) => {
      const status = init.find((s) => s.name === c.name);
      return status !== undefined && !(c.role === 'sidecar' ? status.started === true : status.ready);
    })
    .map((c) => c.name);
  if (phase === 'Succeeded' && unknown.length === 0) return named('Initialized', 'True', 'PodCompleted');
  if (containers.some((s) => s.state.kind !== 'waiting')) return named('Initialized', 'True');
  const parts = [
    ...(unknown.length > 0 ? [`containers with unknown status: [${unknown.join(' ')}]`] : []),
    ...(incomplete.length > 0 ? [`containers with incomplete status: [${incomplete.join(' ')}]`] : []),
  ];
  if (parts.length === 0 || old.conditions.some((c) => c.type === 'Initialized' && c.status === 'True'))
    return named('Initialized', 'True');
  return named('Initialized', 'False', 'ContainersNotInitialized', parts.join(', '));
}

export function readyToStart(pod: ApiPod, status: RuntimeStatus): NewCondition {
  return named('PodReadyToStartContainers', sandboxChanged(pod, status).changed ? 'False' : 'True');
}

export function allRestarting(pod: ApiPod, status: RuntimeStatus, old: PodStatus, phase: Phase): NewCondition {
  if (phase === 'Succeeded') return named('AllContainersRestarting', 'False', 'PodCompleted');
  if (phase === 'Failed') return named('AllContainersRestarting', 'False', 'PodFailed');
  if (!shouldRestartAll(pod, status, old) || allRemoved(pod, status)) return named('AllContainersRestarting', 'False');
  return named(
    'AllContainersRestarting',
    'True',
    'RestartAllContainersStarted',
    'container exited with restart policy rule',
  );
}
