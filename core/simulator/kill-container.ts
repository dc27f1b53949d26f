/**
 * Stopping a container: event, preStop, signal, SIGKILL. Mirrors killContainer and killContainersWithSyncResult in
 * pkg/kubelet/kuberuntime/kuberuntime_container.go and kuberuntime_termination_order.go (1.36).
 */
import { addCause } from './causes.ts';
import type { KillReason } from './pod-actions.ts';
import { MIN_GRACE_SECONDS } from './constants.ts';
import { createSignal, fire, PRIORITY_WORKER, spawn, type Process, type Signal } from './engine.ts';
import { tell, warn } from './event-recorder.ts';
import { runHook } from './lifecycle-hook.ts';
import { findContainer, type ApiPod, type ContainerSpec } from './pod.ts';
import { stopContainer, stopSandbox } from './runtime.ts';
import { createOrder, waitForTurn, type TerminationOrder } from './termination-order.ts';
import { type Instance, type PodLife, type RuntimeStatus, findInstance } from './world.ts';
import { note } from './log.ts';

export interface KillCall {
  readonly container: ContainerSpec;
  readonly id: number;
  readonly message: string;
  readonly reason: KillReason;
  /** Replaces the grace period of the Pod or probe. */
  readonly graceSeconds?: number | undefined;
  readonly order?: TerminationOrder | undefined;
}

export function* killContainer(life: PodLife, pod: ApiPod, call: KillCall): Process {
  const { container } = call;
  const instance = findInstance(life, call.id);
  const own = gracePeriod(pod, call);
  let grace = call.graceSeconds ?? own.seconds;
  const why = life.resultCauses.get(`${call.id}/${call.reason}`) ?? life.lastCause;
  const cause = addCause(
    life,
    call.message || `stops container ${container.name}`,
    own.field,
    [why],
    `${grace} s of grace`,
  );
  tell(life, container, 'Killing', call.message || `Stopping container ${container.name}`, cause);
  note(life, { kind: 'killing', container: container.name, graceSeconds: grace, message: call.message, cause });
  if (!instance) return;
  if (container.preStop && grace > 0) grace -= yield* preStop(life, pod, container, instance, grace);
  if (call.order && grace > 0) grace -= yield* waitForTurn(life, call.order, container.name, grace);
  yield* stopContainer(life, instance, Math.max(grace, MIN_GRACE_SECONDS), cause);
  call.order?.ended.add(container.name);
  if (call.order) fire(life, call.order.changed);
}

function gracePeriod(
  { meta: { deletionGraceSeconds: given }, spec }: ApiPod,
  { reason, container }: KillCall,
): { readonly seconds: number; readonly field: string } {
  const probe = reason === 'liveness' || reason === 'startup' ? container.probes[reason] : undefined,
    own = probe?.terminationGracePeriodSeconds;
  const { path } = given === undefined && own !== undefined ? probe! : spec;
  return {
    seconds: given ?? own ?? spec.terminationGracePeriodSeconds,
    field: `${path}.terminationGracePeriodSeconds`,
  };
}

/** Gives the whole seconds that the hook took; one that outlives the grace period is left alone. */
function* preStop(
  life: PodLife,
  pod: ApiPod,
  container: ContainerSpec,
  instance: Instance,
  grace: number,
): Process<number> {
  const startMs = life.now(),
    done: Signal & { isDone?: boolean } = createSignal();
  const hook = runHook(life, pod, { container, instance, hook: 'preStop' });
  spawn(life, PRIORITY_WORKER, hook, (error) => {
    if (error !== undefined) warn(life, container, 'FailedPreStopHook', 'PreStopHook failed');
    done.isDone = true;
    fire(life, done);
  });
  const untilMs = startMs + grace * 1000;
  while (!done.isDone && life.now() < untilMs) yield { signal: done, untilMs };
  return Math.floor((life.now() - startMs) / 1000);
}

/** Stops all running containers at once (sidecars wait with their signal), then the sandboxes. */
export function* killPod(life: PodLife, pod: ApiPod, status: RuntimeStatus, graceSeconds: number | undefined): Process {
  const running = status.containers.filter((view) => view.state === 'running');
  const names = running.map((view) => view.name),
    order = createOrder(pod.spec, names);
  let left = running.length;
  const done = createSignal();
  // Newest first, but of goroutines made together the last one runs first.
  for (const view of [...running.slice(-1), ...running.slice(0, -1)]) {
    const container = findContainer(pod.spec, view.name);
    if (!container) {
      left--;
      continue;
    }
    const call = { container, id: view.id, message: '', reason: 'pod', graceSeconds, order } as const;
    spawn(life, PRIORITY_WORKER, killContainer(life, pod, call), () => {
      left--;
      fire(life, done);
    });
  }
  while (left > 0) yield done;
  for (const { id } of status.sandboxes) stopSandbox(life, id);
}
