/**
 * A probe's worker: one per container and kind, for the Pod's whole life. Mirrors pkg/kubelet/prober/worker.go,
 * prober_manager.go and results/results_manager.go (1.36).
 */
import { addCause } from './causes.ts';
import { at, createSignal, fire, PRIORITY, spawn, type Process } from './engine.ts';
import { emitContainer } from './event-recorder.ts';
import {
  isTerminalPhase,
  type ApiPod,
  type ContainerSpec,
  type ContainerStatus,
  type Probe,
  type ProbeKind,
} from './pod.ts';
import { updatePod } from './pod-worker.ts';
import { grain, workerOffset } from './probe-latency.ts';
import { unseen } from './pleg.ts';
import { runProbe, type ProbeOutcome } from './probe-handler.ts';
import { restartsAfter, shouldRestartAll } from './restart-decision.ts';
import { pinStatus, setContainerReadiness, setContainerStartup } from './status-manager.ts';
import type { PodLife, ProbeResult, ProbeWorker } from './world.ts';
import { note } from './log.ts';

const INITIAL: { readonly [kind in ProbeKind]: ProbeResult } = {
  startup: 'unknown',
  readiness: 'failure',
  liveness: 'success',
};
const LABEL: { readonly [kind in ProbeKind]: string } = {
  startup: 'Startup',
  readiness: 'Readiness',
  liveness: 'Liveness',
};

/** Starts the workers that the Pod does not have yet. They tick from this moment on, whatever the containers do. */
export function addProbes(life: PodLife, pod: ApiPod): void {
  const made: { readonly worker: ProbeWorker; readonly probe: Probe }[] = [];
  for (const container of [...pod.spec.containers, ...pod.spec.init.filter((c) => c.role === 'sidecar')]) {
    for (const kind of ['startup', 'readiness', 'liveness'] as const) {
      const probe = container.probes[kind],
        key = `${container.name}/${kind}`;
      if (!probe) continue;
      if (life.probes.has(key)) return startProbes(life, made);
      const worker: ProbeWorker = {
        kind,
        container,
        id: 0,
        last: undefined,
        run: 0,
        onHold: false,
        stopped: false,
        triggered: false,
        tickBase: life.world.engine.nowMs,
        wake: createSignal(),
      };
      life.probes.set(key, worker);
      made.push({ worker, probe });
    }
  }
  startProbes(life, made);
}

/** Workers tick some microseconds apart. The one made last runs first (Go's scheduler). */
function startProbes(life: PodLife, made: readonly { readonly worker: ProbeWorker; readonly probe: Probe }[]): void {
  const inOrder = [...made.slice(-1), ...made.slice(0, -1)];
  inOrder.forEach(({ worker, probe }, i) => {
    worker.tickBase += workerOffset(life, i + 1, probe.periodSeconds) + restartOffset(life, probe);
    spawn(life.world.engine, PRIORITY.probe + i / 1024, loop(life, worker, probe));
  });
}

/** Workers of a kubelet that is younger than their period begin at a random part of it. */
function restartOffset(life: PodLife, probe: Probe): number {
  const periodMs = probe.periodSeconds * 1000;
  return life.world.engine.nowMs - life.kubelet.startedMs < periodMs ? grain(life.world.probeJitter() * periodMs) : 0;
}

export function stopProbes(life: PodLife, kinds: readonly ProbeKind[], containers: readonly ContainerSpec[]): void {
  for (const container of containers)
    for (const kind of kinds) {
      const worker = life.probes.get(`${container.name}/${kind}`);
      if (!worker) continue;
      worker.stopped = true;
      fire(life.world.engine, worker.wake);
    }
}

/** Only readiness probes are triggered by hand; the ticker starts anew then. What the worker of the Pod does now comes first. */
export function triggerProbe(life: PodLife, worker: ProbeWorker): void {
  const { engine } = life.world;
  worker.triggered = true;
  at(engine, engine.nowMs, PRIORITY.trigger, () => fire(engine, worker.wake));
}

function* loop(life: PodLife, worker: ProbeWorker, probe: Probe): Process {
  const { engine } = life.world,
    periodMs = probe.periodSeconds * 1000;
  yield worker.tickBase;
  let next = worker.tickBase + periodMs,
    isAnew = false;
  for (;;) {
    if (!(yield* tick(life, worker, probe))) break;
    // A ticker keeps one missed tick and forgets the others; a trigger goes first and starts it anew.
    while (!worker.stopped && !worker.triggered && engine.nowMs < next) yield { signal: worker.wake, untilMs: next };
    if (worker.stopped) break;
    if (worker.triggered) {
      worker.triggered = false;
      isAnew = true;
      next = engine.nowMs + periodMs;
      continue;
    }
    if (isAnew && engine.nowMs === next && life.worker.pending === undefined && unseen(life).worthy.length < 2) {
      // A ticker that a sync has started anew ticks at instants of syncs: one that begins at once is over before this goes on.
      at(engine, next, PRIORITY.trigger, () => fire(engine, worker.wake));
      yield worker.wake;
      if (worker.stopped) break;
    }
    next += Math.max(1, Math.floor((engine.nowMs - next) / periodMs) + 1) * periodMs;
  }
  if (worker.id !== 0) life.results[worker.kind].delete(worker.id);
  life.probes.delete(`${worker.container.name}/${worker.kind}`);
}

/** False ends the worker. */
function* tick(life: PodLife, worker: ProbeWorker, probe: Probe): Process<boolean> {
  const status = life.statuses.cached,
    { kind, container } = worker;
  if (!status) return true;
  if (isTerminalPhase(status.phase)) return false;
  const shown =
    status.containers.find((c) => c.name === container.name) ?? status.init.find((c) => c.name === container.name);
  if (!shown || shown.id === 0) return true;
  if (worker.id !== shown.id) adopt(life, worker, shown);
  if (worker.onHold) return true;
  if (shown.state.kind !== 'running') {
    publish(life, worker, 'failure', undefined);
    if (shown.state.kind !== 'terminated') return true;
    const spec = life.seen?.spec;
    if (!spec) return false;
    return restartsAfter(container, spec, shown.state.exitCode) || shouldRestartAll(life.seen!, undefined, status);
  }
  if (Math.floor((life.world.engine.nowMs - shown.state.startedAt) / 1000) < probe.initialDelaySeconds) return true;
  if ((shown.started === true) === (kind === 'startup')) return true;
  const outcome = yield* runProbe(life, { container, kind, probe, id: worker.id });
  count(life, worker, probe, outcome);
  return true;
}

/** A new instance: the old result is dropped, the initial one is set. */
function adopt(life: PodLife, worker: ProbeWorker, shown: ContainerStatus): void {
  if (worker.id !== 0) life.results[worker.kind].delete(worker.id);
  worker.id = shown.id;
  worker.onHold = false;
  const isFound = shown.state.kind === 'running' && shown.state.startedAt < life.kubelet.startedMs - 10_000;
  // A sidecar that is shown as started gets two results at once; the second one meets a busy loop.
  const isTwice = worker.container.role === 'sidecar' && worker.kind === 'startup' && shown.started === true;
  if (isTwice) set(life, worker, 'success', undefined);
  if (!isFound) set(life, worker, INITIAL[worker.kind], undefined, isTwice);
}

function count(life: PodLife, worker: ProbeWorker, probe: Probe, outcome: ProbeOutcome): void {
  const { kind, container } = worker,
    { world } = life,
    label = LABEL[kind];
  const entry = { atMs: world.engine.nowMs, kind: 'probe', container: container.name, probe: kind } as const;
  if (outcome.kind === 'error') {
    const cause = probeCause(life, worker, probe, outcome, `${label} probe cannot run`);
    const words =
      world.gates.minor >= 33 ? `${label} probe errored and resulted in unknown state` : `${label} probe errored`;
    emitContainer(life, container, {
      type: 'Warning',
      reason: 'Unhealthy',
      message: `${words}: ${outcome.text}`,
      cause,
    });
    note(world.log, {
      ...entry,
      ok: false,
      run: 0,
      threshold: probe.failureThreshold,
      published: false,
      output: outcome.text,
      error: true,
      cause,
    });
    return;
  }
  const isOk = outcome.kind !== 'failure',
    result: ProbeResult = isOk ? 'success' : 'failure';
  worker.run = worker.last === result ? worker.run + 1 : 1;
  worker.last = result;
  const threshold = isOk ? probe.successThreshold : probe.failureThreshold,
    run = worker.run;
  const isPublished = run >= threshold,
    isChange = isPublished && life.results[kind].get(worker.id) !== result;
  const cause =
    isOk && !isChange
      ? undefined
      : probeCause(
          life,
          worker,
          probe,
          outcome,
          isOk
            ? `${label} succeeded ${run} of ${threshold}`
            : `${label} failed ${Math.min(run, threshold)} of ${threshold}`,
        );
  if (outcome.kind === 'warning')
    emitContainer(life, container, {
      type: 'Warning',
      reason: 'ProbeWarning',
      message: `${label} probe warning: ${outcome.text}`,
      cause,
    });
  if (outcome.kind === 'failure')
    emitContainer(life, container, {
      type: 'Warning',
      reason: 'Unhealthy',
      message: `${label} probe failed: ${outcome.text}`,
      cause,
    });
  note(world.log, {
    ...entry,
    ok: isOk,
    run,
    threshold,
    published: isChange,
    output: outcome.text,
    error: false,
    cause,
  });
  if (!isPublished) return;
  publish(life, worker, result, cause);
  if (kind === 'startup' || (kind === 'liveness' && !isOk)) {
    worker.onHold = true;
    worker.run = 0;
  }
}

function probeCause(
  life: PodLife,
  worker: ProbeWorker,
  probe: Probe,
  outcome: ProbeOutcome,
  text: string,
): number | undefined {
  const { world } = life;
  if (!world.withCauses) return undefined;
  const isOk = outcome.kind === 'success' || outcome.kind === 'warning';
  const [name, value] = isOk
    ? (['successThreshold', probe.successThreshold] as const)
    : (['failureThreshold', probe.failureThreshold] as const);
  const period = addCause(world.causes, world.engine.nowMs, {
    text: `asked every ${probe.periodSeconds} s`,
    field: `${probe.path}.periodSeconds`,
  });
  const field = outcome.field;
  const answer =
    outcome.text === '' && field === undefined
      ? undefined
      : addCause(world.causes, world.engine.nowMs, {
          text: outcome.text || (isOk ? 'the program answered' : 'the program failed'),
          ...(field === undefined ? {} : field.startsWith('spec.') ? { field } : { scenarioField: field }),
        });
  const threshold = addCause(world.causes, world.engine.nowMs, {
    text: `${name} ${value}`,
    field: `${probe.path}.${name}`,
  });
  return addCause(world.causes, world.engine.nowMs, {
    text,
    detail: `container ${worker.container.name}`,
    field: probe.path,
    because: [threshold, period, answer],
  });
}

function publish(life: PodLife, worker: ProbeWorker, result: ProbeResult, cause: number | undefined): void {
  if (life.results[worker.kind].get(worker.id) === result) return;
  set(life, worker, result, cause);
}

/** A changed result reaches the kubelet's loop: the cached status is patched, then the Pod is synced. */
function set(
  life: PodLife,
  worker: ProbeWorker,
  result: ProbeResult,
  cause: number | undefined,
  isSecond = false,
): void {
  const { kind, id } = worker,
    results = life.results[kind];
  if (results.get(id) === result) return;
  results.set(id, result);
  life.resultCauses.set(`${id}/${kind}`, cause);
  const { engine } = life.world;
  if (kind === 'liveness' && result !== 'failure') return;
  at(engine, engine.nowMs, PRIORITY.loop, () => {
    if (!life.seen || !life.kubelet.running) return;
    if (kind === 'readiness') setContainerReadiness(life, id, result === 'success');
    if (kind === 'startup') setContainerStartup(life, id, result === 'success');
    if (isSecond) pinStatus(life);
    updatePod(life, { pod: life.seen, cause: cause ?? life.lastCause });
  });
}
