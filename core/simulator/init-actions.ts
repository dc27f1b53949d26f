/**
 * Which init container or sidecar comes next. Mirrors computeInitContainerActions in
 * pkg/kubelet/kuberuntime/kuberuntime_container.go (1.36).
 */
import { killMessage, type KillReason, type PodActions } from './pod-actions.ts';
import type { ApiPod, ContainerSpec } from './pod.ts';
import { newest, shouldStart } from './restart-decision.ts';
import type { InstanceView, PodLife, RuntimeStatus } from './world.ts';

/** Adds to the actions and says whether the Pod is initialized. */
export function computeInitActions(life: PodLife, pod: ApiPod, status: RuntimeStatus, actions: PodActions): boolean {
  const { init, containers } = pod.spec;
  if (init.length === 0) return true;
  let isInitialized = containers.some((c) => {
    const view = newest(status, c.name);
    return view !== undefined && view.state !== 'exited';
  });
  let wasInitialized = isInitialized;
  const starts: ContainerSpec[] = [];
  for (let i = init.length - 1; i >= 0; i--) {
    const container = init[i]!;
    const view = newest(status, container.name);
    if (!view) {
      if (wasInitialized && container.role === 'sidecar') starts.push(container);
      continue;
    }
    if (wasInitialized && container.role !== 'sidecar') continue;
    const step =
      container.role === 'sidecar' ? sidecarStep(life, container, view) : initStep(pod, status, container, view);
    if (step.fails) {
      actions.killPod = true;
      actions.init = [];
      return false;
    }
    if (step.done) {
      if (i === init.length - 1) isInitialized = true;
      else if (!wasInitialized) starts.push(init[i + 1]!);
    }
    const reason = step.kill;
    if (reason)
      actions.kill.push({ view, container, reason, message: killMessage('Init container', container, reason) });
    if (step.start) starts.push(container);
    wasInitialized = true;
  }
  if (!wasInitialized) starts.push(init[0]!);
  actions.init = starts.reverse();
  return isInitialized;
}

interface Step {
  readonly done?: true;
  readonly start?: true;
  readonly fails?: true;
  readonly kill?: KillReason;
}

function initStep(pod: ApiPod, status: RuntimeStatus, container: ContainerSpec, view: InstanceView): Step {
  if (view.state === 'created') return { start: true };
  if (view.state === 'running') return {};
  if (view.exitCode === 0) return { done: true };
  return shouldStart(container, pod, status) ? { start: true } : { fails: true };
}

function sidecarStep(life: PodLife, container: ContainerSpec, view: InstanceView): Step {
  if (view.state !== 'running') return { start: true };
  if (container.probes.startup) {
    const result = life.results.startup.get(view.id);
    if (result === 'failure') return { start: true, kill: 'startup' };
    if (result !== 'success') return {};
  }
  if (view.image !== container.image) return { done: true, start: true, kill: 'changed' };
  return container.probes.liveness && life.results.liveness.get(view.id) === 'failure'
    ? { done: true, start: true, kill: 'liveness' }
    : { done: true };
}
