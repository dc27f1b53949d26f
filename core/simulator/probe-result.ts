/**
 * What comes of the answers to a probe: failures in a row, events, results that reach the kubelet. Mirrors
 * pkg/kubelet/prober/results/results_manager.go (1.36).
 */
import { addCause } from './causes.ts';
import { after, PRIORITY_LOOP } from './engine.ts';
import { warn } from './event-recorder.ts';
import type { Probe, ProbeKind } from './pod.ts';
import { updatePod } from './pod-worker.ts';
import type { ProbeOutcome } from './probe-handler.ts';
import { pinStatus, setProbed } from './status-manager.ts';
import type { Mark } from './timeline.ts';
import type { PodLife, ProbeResult, ProbeWorker } from './world.ts';

const LABEL: { readonly [kind in ProbeKind]: string } = {
  startup: 'Startup',
  readiness: 'Readiness',
  liveness: 'Liveness',
};

/** One answer of the container: told as an event, counted, and published when it is enough of the same. */
export function takeOutcome(life: PodLife, worker: ProbeWorker, probe: Probe, outcome: ProbeOutcome): void {
  if (outcome.kind === 'error') return takeError(life, worker, probe, outcome);
  const isOk = outcome.kind !== 'failure',
    result: ProbeResult = isOk ? 'success' : 'failure';
  worker.run = worker.last === result ? worker.run + 1 : 1;
  worker.last = result;
  const isPublished = worker.run >= (isOk ? probe.successThreshold : probe.failureThreshold),
    isChange = isPublished && life.results[worker.kind].get(worker.id) !== result;
  const cause = isOk && !isChange ? undefined : probeCause(life, worker, probe, outcome, countOf(worker, probe, isOk));
  if (outcome.kind !== 'success') {
    const isWarning = outcome.kind === 'warning';
    const message = `${LABEL[worker.kind]} probe ${isWarning ? 'warning' : 'failed'}: ${outcome.text}`;
    warn(life, worker.container, isWarning ? 'ProbeWarning' : 'Unhealthy', message, cause);
  }
  const kind = isOk ? 'probe-success' : isChange ? 'probe-threshold' : 'probe-failure';
  addMark(life, worker, { kind, count: worker.run }, outcome.text, cause ?? worker.because.period);
  if (!isPublished) return;
  setResult(life, worker, result, cause);
  if (worker.kind === 'startup' || (worker.kind === 'liveness' && !isOk)) {
    worker.onHold = true;
    worker.run = 0;
  }
}

const countOf = ({ kind, run }: ProbeWorker, { successThreshold, failureThreshold }: Probe, isOk: boolean): string =>
  isOk
    ? `${LABEL[kind]} succeeded ${run} of ${successThreshold}`
    : `${LABEL[kind]} failed ${Math.min(run, failureThreshold)} of ${failureThreshold}`;

/** The probe could not be run: that counts for nothing. */
function takeError(life: PodLife, worker: ProbeWorker, probe: Probe, outcome: ProbeOutcome): void {
  const label = LABEL[worker.kind],
    unknown = life.gates.minor >= 33 ? ' and resulted in unknown state' : '';
  const cause = probeCause(life, worker, probe, outcome, `${label} probe cannot run`);
  warn(life, worker.container, 'Unhealthy', `${label} probe errored${unknown}: ${outcome.text}`, cause);
  addMark(life, worker, { kind: 'probe-failure', count: 0 }, outcome.text, cause);
}

function addMark(
  life: PodLife,
  worker: ProbeWorker,
  { kind, count }: { readonly kind: Mark['kind']; readonly count: number },
  label: string,
  cause: number | undefined,
): void {
  if (!life.log.enabled) return;
  const mark: { -readonly [key in keyof Mark]: Mark[key] } = { atMs: Math.round(life.now()), kind, count };
  if (label !== '') mark.label = label;
  if (cause !== undefined) mark.cause = cause;
  worker.marks.push(mark);
}

/** `Liveness failed 2 of 3`, and why. */
function probeCause(
  life: PodLife,
  worker: ProbeWorker,
  probe: Probe,
  outcome: ProbeOutcome,
  text: string,
): number | undefined {
  if (!life.withCauses) return undefined;
  const isOk = outcome.kind === 'success' || outcome.kind === 'warning',
    { field } = outcome;
  const said = outcome.text || (field === undefined ? '' : isOk ? 'the program answered' : 'the program failed');
  const answer = said === '' ? undefined : addCause(life, said, field);
  return addCause(
    life,
    text,
    probe.path,
    [isOk ? worker.because.success : worker.because.failure, worker.because.period, answer],
    `container ${worker.container.name}`,
  );
}

/**
 * A result counts until the container is another one; the same again changes nothing. A changed one reaches the
 * kubelet's loop: the cached status is patched, then the Pod is synced.
 */
export function setResult(
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
  if (kind === 'liveness' && result !== 'failure') return;
  after(life, 0, PRIORITY_LOOP, () => {
    if (!life.seen || !life.kubelet.running) return;
    if (kind === 'readiness') setProbed(life, id, 'ready', result === 'success');
    if (kind === 'startup') setProbed(life, id, 'started', result === 'success');
    if (isSecond) pinStatus(life);
    updatePod(life, { pod: life.seen, cause: cause ?? life.lastCause });
  });
}
