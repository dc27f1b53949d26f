/**
 * One sync of a running Pod. Mirrors SyncPod in pkg/kubelet/kubelet.go and in
 * pkg/kubelet/kuberuntime/kuberuntime_manager.go (1.36).
 */
import { addCause } from './causes.ts';
import { computePodActions } from './compute-pod-actions.ts';
import type { PodActions } from './pod-actions.ts';
import type { Process } from './engine.ts';
import { tell, warn } from './event-recorder.ts';
import { rpcError } from './exec-sync.ts';
import { killContainer, killPod } from './kill-container.ts';
import { ALL_RESTARTING, isTerminalPhase, isTrue, type ApiPod } from './pod.ts';
import { generateStatus } from './pod-status.ts';
import { updatePod, type SyncResult } from './pod-worker.ts';
import { addingProbes } from './probe-latency.ts';
import { addProbes } from './probe-worker.ts';
import { removeContainer } from './instance.ts';
import { checkPullSecrets } from './pull-secrets.ts';
import { runSandbox } from './runtime.ts';
import { start, type StartResult } from './start-container.ts';
import { setPodStatus } from './status-manager.ts';
import { waitForVolumes } from './volume-manager.ts';
import { type PodLife, type RuntimeStatus, knownStatus, type InstanceView } from './world.ts';

export function* syncPod(life: PodLife, pod: ApiPod, status: RuntimeStatus): Process<SyncResult> {
  const { worker } = life;
  const reported = generateStatus(life, pod, status, false);
  setPodStatus(life, pod, reported);
  if (isTerminalPhase(reported.phase)) return { isTerminal: true };
  if (pod.spec.hasVolumes && !(yield* waitForVolumes(life))) return { error: {} };
  checkPullSecrets(life, pod);
  addProbes(life, pod);
  if (!worker.hasProbes) {
    worker.hasProbes = true;
    yield life.now() + addingProbes(life);
  }
  const isResetting = isTrue(reported, ALL_RESTARTING);
  const actions = computePodActions(life, pod, status, isResetting);
  const done = yield* perform(life, pod, status, actions);
  for (const result of done.starts) {
    if (result.error) life.reasons.set(result.name, { reason: result.error, message: result.message ?? '' });
    else life.reasons.delete(result.name);
  }
  if (isResetting && done.removed && !done.failed) updatePod(life, { pod, cause: life.lastCause });
  const isFailed = done.failed || done.starts.some((r) => r.error !== undefined);
  return isFailed ? { error: { retryAtMs: firstRetry(done.starts) } } : { acted: done.acted };
}

const firstRetry = (starts: readonly StartResult[]): number | undefined =>
  starts.flatMap(({ retryAtMs }) => retryAtMs ?? []).sort((a, b) => a - b)[0];

interface Done {
  readonly starts: StartResult[];
  acted: boolean;
  failed: boolean;
  removed: boolean;
}

function* perform(life: PodLife, pod: ApiPod, status: RuntimeStatus, actions: PodActions): Process<Done> {
  const done: Done = { starts: [], acted: false, failed: false, removed: false };
  if (actions.createSandbox && actions.hadSandbox) {
    tell(life, undefined, 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
  }
  if (actions.killPod) {
    done.acted = true;
    yield* killPod(life, pod, status, undefined);
    // A node that was away has sandboxes that are stopped: to stop them again takes a call all the same.
    if (life.kubelet.startedMs > 0 && !status.sandboxes.some(({ ready }) => ready)) yield life.now() + life.timing.stop;
    if (actions.createSandbox)
      removeInit(life, pod, status, (views) => views.filter(({ state }) => state !== 'running'));
  } else if (actions.kill.length + actions.reset.length > 0) yield* killSome(life, pod, actions, done);
  // Only the newest dead instance of an init container stays.
  removeInit(life, pod, status, (views) => views.filter(({ state }) => state === 'exited').slice(1));
  if (actions.createSandbox && !(yield* makeSandbox(life, pod, actions, done))) return done;
  if (actions.ephemeral.length + actions.init.length + actions.start.length > 0)
    yield* startAll(life, pod, status, actions, done);
  return done;
}

function* killSome(life: PodLife, pod: ApiPod, actions: PodActions, done: Done): Process {
  for (const { view, container, message, reason } of actions.kill) {
    done.acted = true;
    yield* killContainer(life, pod, { container, id: view.id, message, reason });
  }
  for (const { view, container, kill } of actions.reset) {
    done.acted = done.removed = true;
    if (kill)
      yield* killContainer(life, pod, { container, id: view.id, message: 'killing', reason: 'reset', graceSeconds: 0 });
    removeContainer(life, view.id);
  }
}

function removeInit(
  life: PodLife,
  { spec }: ApiPod,
  { byName }: RuntimeStatus,
  choose: (views: readonly InstanceView[]) => readonly InstanceView[],
): void {
  for (const { name } of spec.init) for (const { id } of choose(byName.get(name) ?? [])) removeContainer(life, id);
}

function* makeSandbox(life: PodLife, pod: ApiPod, actions: PodActions, done: Done): Process<boolean> {
  const made = yield* runSandbox(life, actions.attempt, pod.spec.hostNetwork);
  done.acted = true;
  if (typeof made === 'string') {
    if (life.worker.terminating) return false;
    done.failed = true;
    const error = rpcError(made);
    const cause = addCause(life, 'the sandbox could not be made', 'sandbox.error');
    warn(life, undefined, 'FailedCreatePodSandBox', `Failed to create pod sandbox: ${error}`, cause);
    return false;
  }
  if (life.gates.minor >= 36) reportSandbox(life, pod);
  return true;
}

/** From 1.36 on the condition is written at once, before images are pulled (OnPodSandboxReady). */
function reportSandbox(life: PodLife, pod: ApiPod): void {
  const cached = knownStatus(life, pod);
  const conditions = cached.conditions.map((c) =>
    c.type === 'PodReadyToStartContainers' ? { ...c, status: 'True' as const, reason: '', message: '' } : c,
  );
  setPodStatus(life, pod, { ...cached, conditions });
}

function* startAll(life: PodLife, pod: ApiPod, status: RuntimeStatus, actions: PodActions, done: Done): Process {
  for (const container of [...actions.ephemeral, ...actions.init, ...actions.start]) {
    done.acted = true;
    const result = yield* start(life, pod, status, container);
    done.starts.push(result);
    // What follows an init container waits for it.
    if (result.error !== undefined && container.role === 'init') return;
  }
}
