/**
 * `started` and `ready` of the containers from the results of probes. Mirrors UpdatePodStatus in
 * pkg/kubelet/prober/prober_manager.go (1.36). An unready container's readiness probe is triggered at once.
 */
import { STATUS_ANEW } from './gates.ts';
import { KUBELET_RESTART_GRACE_MS } from './constants.ts';
import { findContainer, isTrue, type ApiPod, type ContainerStatus } from './pod.ts';
import { triggerProbe } from './probe-worker.ts';
import type { PodLife } from './world.ts';

export function markProbed(
  life: PodLife,
  pod: ApiPod,
  init: readonly ContainerStatus[],
  containers: readonly ContainerStatus[],
): { readonly init: readonly ContainerStatus[]; readonly containers: readonly ContainerStatus[] } {
  const main = containers.map((status) => mark(life, pod, status));
  const markedInit = init.map((status) => {
    const role = pod.spec.init.find((c) => c.name === status.name)?.role;
    if (role === 'sidecar') return mark(life, pod, status);
    const isDone = status.ready || (status.state.kind === 'terminated' && status.state.exitCode === 0);
    return marked(status, isStarted(life, status), isDone);
  });
  return { init: markedInit, containers: main };
}

function isStarted(life: PodLife, status: ContainerStatus): boolean {
  if (status.state.kind !== 'running') return false;
  const result = life.results.startup.get(status.id);
  if (result !== undefined) return result === 'success';
  if (status.started === true) return true;
  return !life.probes.get(status.name)?.startup;
}

function mark(life: PodLife, pod: ApiPod, status: ContainerStatus): ContainerStatus {
  const started = isStarted(life, status);
  return marked(status, started, started && isReady(life, pod, status));
}

const marked = (status: ContainerStatus, started: boolean, ready: boolean): ContainerStatus =>
  status.started === started && status.ready === ready ? status : { ...status, started, ready };

function isReady(life: PodLife, pod: ApiPod, status: ContainerStatus): boolean {
  if (life.results.readiness.get(status.id) === 'success') return true;
  const worker = life.probes.get(status.name)?.readiness;
  if (worker) triggerProbe(life, worker);
  return afterKubeletRestart(life, pod, status, !worker);
}

/** A restarted kubelet takes over what it finds: mirrors setReadyStateOnKubeletRestart. */
function afterKubeletRestart(life: PodLife, pod: ApiPod, status: ContainerStatus, isReadyNow: boolean): boolean {
  if (life.gates.enabled(STATUS_ANEW) || status.state.kind !== 'running') return isReadyNow;
  if (status.state.startedAt >= life.kubelet.startedMs - KUBELET_RESTART_GRACE_MS) return isReadyNow;
  const spec = findContainer(pod.spec, status.name);
  const isKept = isReadyNow || !life.results.readiness.has(status.id);
  return isKept && (!spec?.probes.readiness || isTrue(pod.status, 'Ready'));
}
