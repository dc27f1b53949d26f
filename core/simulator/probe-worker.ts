/**
 * A probe's worker: one per container and kind, for the Pod's whole life. Mirrors pkg/kubelet/prober/worker.go and
 * prober_manager.go (1.36).
 */
import { entry } from './entry.ts';
import { addCause } from './causes.ts';
import {
  after,
  at,
  createSignal,
  fire,
  grain,
  PRIORITY_PROBE,
  PRIORITY_TRIGGER,
  type Process,
  spawn,
  gridAfter,
} from './engine.ts';
import { probeMarks } from './log.ts';
import {
  isTerminalPhase,
  statusOf,
  type ApiPod,
  type ContainerSpec,
  type ContainerStatus,
  type Probe,
  type ProbeKind,
  PROBE_KINDS,
} from './pod.ts';
import { unseen } from './pleg.ts';
import { prepareProbe, runProbe } from './probe-handler.ts';
import { workerOffset } from './probe-latency.ts';
import { setResult, takeOutcome } from './probe-result.ts';
import { restartsAfter, shouldRestartAll } from './restart-decision.ts';
import type { PodLife, ProbeResult, ProbeWorker, ProbeWorkers } from './world.ts';

const INITIAL: { readonly [kind in ProbeKind]: ProbeResult } = {
  startup: 'unknown',
  readiness: 'failure',
  liveness: 'success',
};

/** Starts the workers that the Pod does not have yet. They tick from this moment on, whatever the containers do. */
export function addProbes(life: PodLife, pod: ApiPod): void {
  const made: ProbeWorker[] = [];
  // The first worker that is there already ends the search, as it does in the kubelet.
  if (pod.spec.containers.every((c) => addWorkers(life, c, made)))
    pod.spec.init.every((c) => c.role !== 'sidecar' || addWorkers(life, c, made));
  startProbes(life, made);
}

function addWorkers(life: PodLife, container: ContainerSpec, made: ProbeWorker[]): boolean {
  const workers = entry(life.probes, container.name, (): ProbeWorkers => ({}));
  for (const kind of PROBE_KINDS) {
    if (!container.probes[kind]) continue;
    if (workers[kind]) return false;
    made.push((workers[kind] = createWorker(life, container, kind)));
  }
  return true;
}

function createWorker(life: PodLife, container: ContainerSpec, kind: ProbeKind): ProbeWorker {
  const { path, periodSeconds, successThreshold, failureThreshold } = container.probes[kind]!;
  const number = (text: string, name: string): number | undefined =>
    addCause(life, text, `${path}.${name}`, [life.lastCause]);
  return {
    kind,
    container,
    id: 0,
    run: 0,
    onHold: false,
    stopped: false,
    triggered: false,
    because: {
      period: number(`asked every ${periodSeconds} s`, 'periodSeconds'),
      success: number(`successThreshold ${successThreshold}`, 'successThreshold'),
      failure: number(`failureThreshold ${failureThreshold}`, 'failureThreshold'),
    },
    marks: probeMarks(life.log, container, kind),
    wake: createSignal(),
  };
}

/** Workers tick some microseconds apart. The one made last runs first (Go's scheduler). */
function startProbes(life: PodLife, made: readonly ProbeWorker[]): void {
  [...made.slice(-1), ...made.slice(0, -1)].forEach((worker, i) => {
    const probe = worker.container.probes[worker.kind]!;
    const firstMs = life.now() + (workerOffset(life, i + 1, probe.periodSeconds) + restartOffset(life, probe));
    spawn(life, PRIORITY_PROBE + i / 1024, loop(life, worker, probe, firstMs));
  });
}

/** Workers of a kubelet that is younger than their period begin at a random part of it. */
function restartOffset(life: PodLife, probe: Probe): number {
  const periodMs = probe.periodSeconds * 1000;
  return life.now() - life.kubelet.startedMs < periodMs ? grain(life.probeJitter() * periodMs) : 0;
}

export function stopProbes(life: PodLife, kinds: readonly ProbeKind[], containers: readonly ContainerSpec[]): void {
  for (const container of containers)
    for (const kind of kinds) {
      const worker = life.probes.get(container.name)?.[kind];
      if (!worker) continue;
      worker.stopped = true;
      fire(life, worker.wake);
    }
}

/**
 * Only readiness probes are triggered by hand; the ticker starts anew then. What the worker of the Pod does now comes
 * first.
 */
export function triggerProbe(life: PodLife, worker: ProbeWorker): void {
  worker.triggered = true;
  after(life, 0, PRIORITY_TRIGGER, () => fire(life, worker.wake));
}

function* loop(life: PodLife, worker: ProbeWorker, probe: Probe, firstMs: number): Process {
  const periodMs = probe.periodSeconds * 1000,
    call = prepareProbe(life, worker.container, worker.kind, probe);
  yield firstMs;
  let next = firstMs + periodMs,
    isAnew = false;
  for (;;) {
    const turn = decide(life, worker, probe);
    if (turn === 'over') break;
    if (turn === 'ask') takeOutcome(life, worker, probe, yield* runProbe(life, call, worker.id));
    // A ticker keeps one missed tick and forgets the others; a trigger goes first and starts it anew.
    while (!worker.stopped && !worker.triggered && life.now() < next) yield { signal: worker.wake, untilMs: next };
    if (worker.stopped) break;
    if (worker.triggered) {
      worker.triggered = false;
      isAnew = true;
      next = life.now() + periodMs;
      continue;
    }
    if (isAnew && life.now() === next && !life.worker.pending && unseen(life).worthy < 2) {
      // A ticker that a sync has started anew ticks at instants of syncs: one that begins at once is over before this
      // goes on.
      at(life, next, PRIORITY_TRIGGER, () => fire(life, worker.wake));
      yield worker.wake;
      if (worker.stopped) break;
    }
    next = gridAfter(next, periodMs, life.now());
  }
  if (worker.id !== 0) life.results[worker.kind].delete(worker.id);
  delete life.probes.get(worker.container.name)?.[worker.kind];
}

/** What a tick does: asks the container, rests until the next one, or ends the worker (prober/worker.go: doProbe). */
function decide(life: PodLife, worker: ProbeWorker, probe: Probe): 'ask' | 'rest' | 'over' {
  const status = life.statuses.cached,
    { kind, container } = worker;
  if (!status || !life.kubelet.running) return 'rest';
  if (isTerminalPhase(status.phase)) return 'over';
  const shown = statusOf(status, container.name);
  if (!shown || shown.id === 0) return 'rest';
  if (worker.id !== shown.id) adopt(life, worker, shown);
  if (worker.onHold) return 'rest';
  if (shown.state.kind !== 'running') {
    setResult(life, worker, 'failure', undefined);
    return shown.state.kind === 'waiting' || mayRestart(life, container, shown.state.exitCode) ? 'rest' : 'over';
  }
  if (Math.floor((life.now() - shown.state.startedAt) / 1000) < probe.initialDelaySeconds) return 'rest';
  return (shown.started === true) === (kind === 'startup') ? 'rest' : 'ask';
}

function mayRestart(life: PodLife, container: ContainerSpec, exitCode: number): boolean {
  const pod = life.seen;
  if (!pod) return false;
  return restartsAfter(container, pod.spec, exitCode) || shouldRestartAll(pod, undefined, life.statuses.cached);
}

/** A new instance: the old result is dropped, the initial one is set. */
function adopt(life: PodLife, worker: ProbeWorker, shown: ContainerStatus): void {
  if (worker.id !== 0) life.results[worker.kind].delete(worker.id);
  worker.id = shown.id;
  worker.onHold = false;
  const isFound = shown.state.kind === 'running' && shown.state.startedAt < life.kubelet.startedMs - 10_000;
  // A sidecar that is shown as started gets two results at once; the second one meets a busy loop.
  const isTwice = worker.container.role === 'sidecar' && worker.kind === 'startup' && shown.started === true;
  if (isTwice) setResult(life, worker, 'success', undefined);
  if (!isFound) setResult(life, worker, INITIAL[worker.kind], undefined, isTwice);
}
