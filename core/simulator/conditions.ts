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

const KUBELET_TYPES = new Set([
  'PodScheduled',
  'Ready',
  'Initialized',
  'ContainersReady',
  'PodReadyToStartContainers',
  ALL_RESTARTING,
  'PodResizePending',
  'PodResizeInProgress',
]);

export const isKubeletCondition = (type: string): boolean => KUBELET_TYPES.has(type);

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
  const unknown: string[] = [],
    unready: string[] = [];
  if (pod.spec.hasSidecars) sortOut(pod.spec.init, init, unknown, unready);
  sortOut(pod.spec.containers, containers, unknown, unready);
  if (phase === 'Failed' || (phase === 'Succeeded' && unknown.length === 0)) return ended('ContainersReady', phase);
  return unknown.length + unready.length === 0
    ? named('ContainersReady', 'True')
    : named('ContainersReady', 'False', 'ContainersNotReady', listed({ unknown, unready }));
}

/** What a Pod that is over says of it. */
export const ended = (type: string, phase: Phase): Condition =>
  named(type, 'False', `Pod${phase === 'Failed' ? phase : 'Completed'}`);

/** `containers with unready status: [app web]`, for each status that some have. */
const listed = (names: Readonly<Record<string, readonly string[]>>): string =>
  Object.entries(names)
    .flatMap(([status, some]) => (some.length > 0 ? [`containers with ${status} status: [${some.join(' ')}]`] : []))
    .join(', ');

function sortOut(
  specs: readonly ContainerSpec[],
  statuses: readonly ContainerStatus[],
  unknown: string[],
  unready: string[],
): void {
  const find = byName(statuses);
  for (const { name, role } of specs) {
    if (role === 'init') continue;
    const status = find(name);
    if (!status) unknown.push(name);
    else if (!status.ready) unready.push(name);
  }
}

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
    unknown = pod.spec.init.filter((c) => !find(c.name)).map((c) => c.name);
  if (phase === 'Succeeded' && unknown.length === 0) return named('Initialized', 'True', 'PodCompleted');
  if (containers.some((s) => s.state.kind !== 'waiting')) return named('Initialized', 'True');
  const incomplete = pod.spec.init
    .filter((c) => {
      const status = find(c.name);
      return status !== undefined && !(c.role === 'sidecar' ? status.started === true : status.ready);
    })
    .map((c) => c.name);
  return unknown.length + incomplete.length === 0 || isTrue(old, 'Initialized')
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
