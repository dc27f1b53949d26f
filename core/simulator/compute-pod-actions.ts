/**
 * What one sync of a Pod decides, without doing it. Mirrors computePodActions in
 * pkg/kubelet/kuberuntime/kuberuntime_manager.go (1.36); left out: resize in place.
 */
import { computeInitActions } from './init-actions.ts';
import type { ApiPod, ContainerSpec } from './pod.ts';
import { killMessage, type KillReason, type PodActions, type Reset } from './pod-actions.ts';
import { asksForAll, newest, shouldStart } from './restart-decision.ts';
import type { InstanceView, PodLife, RuntimeStatus } from './world.ts';

/** Is a new sandbox needed? (kuberuntime/util/util.go: PodSandboxChanged) */
export function sandboxChanged(
  pod: ApiPod,
  status: RuntimeStatus,
): { readonly changed: boolean; readonly attempt: number } {
  const first = status.sandboxes[0];
  if (!first) return { changed: true, attempt: 0 };
  const changed =
    status.sandboxes.filter(({ ready }) => ready).length > 1 ||
    !first.ready ||
    first.hostNetwork !== pod.spec.hostNetwork;
  return { changed, attempt: changed ? first.attempt + 1 : first.attempt };
}

export function computePodActions(
  life: PodLife,
  pod: ApiPod,
  status: RuntimeStatus,
  isRestartingAll: boolean,
): PodActions {
  const { changed, attempt } = sandboxChanged(pod, status);
  const actions: PodActions = {
    killPod: changed,
    createSandbox: changed,
    hadSandbox: status.sandboxes.length > 0,
    attempt,
    ephemeral: [],
    init: [],
    start: [],
    kill: [],
    reset: [],
  };
  if (isRestartingAll) return { ...actions, reset: resets(pod, status) };
  if (changed) {
    afterSandbox(pod, status, actions);
    return actions;
  }
  for (const c of pod.spec.ephemeral) if (!newest(status, c.name)) actions.ephemeral.push(c);
  const isInitialized = computeInitActions(life, pod, status, actions);
  if (actions.killPod || !isInitialized) return actions;
  const kept = pod.spec.containers.filter((container) => decideRegular(life, pod, status, container, actions));
  if (kept.length === 0 && actions.start.length === 0) {
    actions.killPod = true;
    actions.init = [];
  }
  return actions;
}

/** The sandbox is gone or was never there: what to start in a new one, if there shall be one. */
function afterSandbox(pod: ApiPod, status: RuntimeStatus, actions: PodActions): void {
  const { restartPolicy, containers, init } = pod.spec;
  const start = containers.filter((container) => {
    const isOnce = (container.restartPolicy ?? restartPolicy) === 'OnFailure',
      view = newest(status, container.name);
    return !(isOnce && view?.state === 'exited' && view.exitCode === 0);
  });
  const isOver = restartPolicy === 'Never' && actions.attempt !== 0 && status.containers.length !== 0,
    isDone = start.length === 0 && containers.some((c) => newest(status, c.name));
  if (isOver || isDone) actions.createSandbox = false;
  else if (init[0]) actions.init = [init[0]];
  else actions.start = start;
}

/** True if the container is kept as it is. */
function decideRegular(
  life: PodLife,
  pod: ApiPod,
  status: RuntimeStatus,
  container: ContainerSpec,
  actions: PodActions,
): boolean {
  const view = newest(status, container.name);
  if (view?.state !== 'running') {
    if (shouldStart(container, pod, status)) actions.start.push(container);
    return false;
  }
  const reason = killReason(life, container, view);
  if (!reason) return true;
  const restarts = reason === 'changed' || (container.restartPolicy ?? pod.spec.restartPolicy) !== 'Never';
  if (restarts) actions.start.push(container);
  const message = killMessage('Container', container, reason) + (restarts ? ', will be restarted' : '');
  actions.kill.push({ view, container, message, reason });
  return false;
}

const killReason = (life: PodLife, container: ContainerSpec, { id, image }: InstanceView): KillReason | undefined =>
  image === container.image
    ? (['liveness', 'startup'] as const).find((kind) => life.results[kind].get(id) === 'failure')
    : 'changed';

/** RestartAllContainers removes the instances: the ones that asked for it last. */
function resets({ spec }: ApiPod, { byName }: RuntimeStatus): Reset[] {
  const found = [...spec.containers, ...spec.init].flatMap((container) =>
    (byName.get(container.name) ?? []).map((view): Reset => ({ view, container, kill: view.state !== 'exited' })),
  );
  const asked = found.filter(({ view, container, kill }) => !kill && asksForAll(container, view.exitCode));
  return [...found.filter((one) => !asked.includes(one)), ...asked];
}
