/**
 * The reported states of a Pod's containers, from the cached runtime, the old status and the reason cache.
 * Mirrors convertToAPIContainerStatuses in pkg/kubelet/kubelet_pods.go (1.36).
 */
import { STATUS_ANEW } from './gates.ts';
import { TERMINATION_MESSAGE_TOTAL } from './constants.ts';
import {
  allContainers,
  byName,
  type ApiPod,
  type ContainerSpec,
  type ContainerStatus,
  type State,
  isLeaving,
} from './pod.ts';
import { newest, shouldStart } from './restart-decision.ts';
import type { InstanceView, PodLife, RuntimeStatus } from './world.ts';
import { truncate } from './world.ts';

type Terminated = Extract<State, { kind: 'terminated' }>;

export interface ConvertContext {
  readonly life: PodLife;
  readonly pod: ApiPod;
  readonly status: RuntimeStatus;
  readonly isRestartingAll: boolean;
}

const RESET = 'RestartingAllContainers';
const RESET_MESSAGE = 'The container is removed because RestartAllContainers in place';

export const lostExit = (reason: string, message: string): Terminated => ({
  kind: 'terminated',
  exitCode: 137,
  reason,
  message,
});

/** Statuses in spec order for init containers, by name for the others. */
export function convertContainers(
  context: ConvertContext,
  specs: readonly ContainerSpec[],
  old: readonly ContainerStatus[],
): readonly ContainerStatus[] {
  const [first] = specs;
  if (!first) return [];
  const reported = byName(old);
  const statuses = specs.map((spec) => {
    const before = reported(spec.name),
      [newest, older] = context.status.byName.get(spec.name) ?? [];
    return applyReason(
      context,
      spec,
      newest ? fromRuntime(context, newest, older, before) : withoutInstance(context, spec, before),
    );
  });
  if (first.role === 'init' || first.role === 'sidecar') return statuses;
  return statuses.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function fromRuntime(
  context: ConvertContext,
  view: InstanceView,
  older: InstanceView | undefined,
  before: ContainerStatus | undefined,
): ContainerStatus {
  const { life } = context;
  let restartCount = Math.max(view.restartCount, before?.restartCount ?? 0);
  let last = before && before.id !== view.id && before.state.kind === 'terminated' ? before.state : before?.last;
  if (older?.state === 'exited') last = terminated(context, older);
  let state: State = { kind: 'waiting', reason: '', message: '' };
  if (view.state === 'running') {
    state = { kind: 'running', startedAt: truncate(life, view.startedAt) };
    if (before?.state.kind === 'terminated' && before.restartCount >= view.restartCount)
      restartCount = before.restartCount + 1;
  } else if (view.state === 'exited') state = terminated(context, view);
  const started = view.state === 'running' && !life.gates.enabled(STATUS_ANEW) ? before?.started : undefined;
  return { name: view.name, id: view.id, ready: false, started, restartCount, state, last };
}

function terminated(context: ConvertContext, view: InstanceView): Terminated {
  const { life } = context;
  const share = Math.floor(TERMINATION_MESSAGE_TOTAL / allContainers(context.pod.spec).length);
  return {
    kind: 'terminated',
    exitCode: view.exitCode,
    reason: view.reason,
    message: view.message.slice(0, share),
    startedAt: view.reason === 'StartError' ? -Infinity : truncate(life, view.startedAt),
    finishedAt: truncate(life, view.finishedAt),
  };
}

function withoutInstance(
  context: ConvertContext,
  spec: ContainerSpec,
  before: ContainerStatus | undefined,
): ContainerStatus {
  const reason = context.pod.spec.init.length > 0 ? 'PodInitializing' : 'ContainerCreating';
  const fresh: ContainerStatus = {
    name: spec.name,
    id: 0,
    ready: false,
    started: undefined,
    restartCount: 0,
    state: { kind: 'waiting', reason, message: '' },
    last: undefined,
  };
  if (!before) return fresh;
  if (context.isRestartingAll && before.state.kind !== 'waiting') {
    return {
      ...fresh,
      // Who had ended is still known by its id, and probes of it fail.
      id: before.state.kind === 'terminated' ? before.id : 0,
      // Readiness is worked out anew for those that can be probed only: an init container that is done stays ready.
      ready: spec.role === 'init' && before.ready,
      restartCount: before.restartCount + 1,
      state: { kind: 'waiting', reason: RESET, message: RESET_MESSAGE },
      last: lostExit(RESET, RESET_MESSAGE),
    };
  }
  if (before.state.kind === 'terminated') return { ...before, ready: false, started: undefined };
  const kept = { ...fresh, restartCount: before.restartCount, last: before.last };
  if (before.state.kind !== 'running' || before.last) return kept;
  const message = 'The container could not be located when the pod was deleted.  The container used to be Running';
  const isDeleted = isLeaving(context.pod);
  return {
    ...kept,
    restartCount: kept.restartCount + (isDeleted ? 0 : 1),
    last: lostExit('ContainerStatusUnknown', message),
  };
}

/** A container that shall be (re)started, but was refused, waits with the reason of the refusal. */
function applyReason(context: ConvertContext, spec: ContainerSpec, status: ContainerStatus): ContainerStatus {
  const { life, pod, status: runtime } = context;
  if (spec.role === 'init' || spec.role === 'sidecar') {
    const view = newest(runtime, spec.name);
    if (view?.state === 'exited' && view.exitCode === 0) return status;
    if (
      !view &&
      spec.role === 'init' &&
      status.state.kind === 'waiting' &&
      pod.spec.containers.some((c) => newest(runtime, c.name))
    ) {
      const message =
        'Unable to get init container status from container runtime and pod has been initialized, treat it as exited normally';
      return { ...status, state: { ...lostExit('Completed', message), exitCode: 0 } };
    }
  }
  const reason = life.reasons.get(spec.name);
  if (!reason || !shouldStart(spec, pod, runtime)) return status;
  return {
    ...status,
    state: { kind: 'waiting', ...reason },
    last: status.state.kind === 'terminated' ? status.state : status.last,
  };
}
