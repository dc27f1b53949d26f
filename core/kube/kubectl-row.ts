/**
 * The cells of `kubectl get pod` for a Pod's status at an instant.
 * Mirrors printPod in pkg/printers/internalversion/printers.go (1.36; `errorReason` exists from 1.35 on).
 */
import { humanDuration } from './human-duration.ts';
import { parseTimestamp } from './timestamp.ts';

/** A container's state in the form of the recorded traces: exactly one of the three, or none. */
export interface RowContainerState {
  readonly waiting?: { readonly reason?: string };
  readonly running?: object;
  readonly terminated?: {
    readonly exitCode?: number;
    readonly signal?: number;
    readonly reason?: string;
    readonly finishedAt?: string | null;
  };
}

export interface RowContainer {
  readonly name: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
  readonly state?: RowContainerState;
  readonly lastState?: RowContainerState;
}

/** What of a Pod's status the row depends on; a PodSnapshot of the Timeline fits. */
export interface RowStatus {
  readonly phase?: string;
  readonly reason?: string;
  readonly deletionTimestamp?: string;
  readonly conditions?: Readonly<Record<string, { readonly status: string; readonly reason?: string }>>;
  readonly init?: readonly RowContainer[];
  readonly containers?: readonly RowContainer[];
}

/** What of the Pod's spec the row depends on. */
export interface RowSpec {
  readonly containers: readonly unknown[];
  readonly initContainers?: readonly { readonly name: string; readonly restartPolicy?: string }[];
}

export interface KubectlRow {
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
}

/**
 * READY, STATUS and RESTARTS at the instant `nowMs` (milliseconds since 1970; the status holds instants of the API).
 */
export function kubectlRow(spec: RowSpec, status: RowStatus, nowMs: number): KubectlRow {
  const sidecars = new Set((spec.initContainers ?? []).filter((c) => c.restartPolicy === 'Always').map((c) => c.name));
  const init = walkInit(spec, status, sidecars);
  let { reason, restarts, last, ready } = { reason: init.reason ?? baseReason(status), ...init.all, ready: init.ready };
  if (init.reason === undefined || status.conditions?.['Initialized']?.status === 'True') {
    const main = walkMain(status, reason);
    reason = main.reason;
    restarts = init.sidecars.restarts + main.restarts;
    last = Math.max(init.sidecars.last, main.last);
    ready += main.ready;
  }
  return {
    ready: `${ready}/${spec.containers.length + sidecars.size}`,
    status: deletionReason(status) ?? reason,
    restarts:
      restarts !== 0 && last > -Infinity ? `${restarts} (${humanDuration(nowMs - last)} ago)` : String(restarts),
  };
}

function baseReason(status: RowStatus): string {
  if (status.conditions?.['PodScheduled']?.reason === 'SchedulingGated') return 'SchedulingGated';
  return status.reason ? status.reason : (status.phase ?? '');
}

function deletionReason(status: RowStatus): string | undefined {
  if (!status.deletionTimestamp) return undefined;
  if (status.reason === 'NodeLost') return 'Unknown';
  return status.phase === 'Failed' || status.phase === 'Succeeded' ? undefined : 'Terminating';
}

/** Restarts and the newest end of an earlier instance. */
interface Tally {
  readonly restarts: number;
  readonly last: number;
}
const none: Tally = { restarts: 0, last: -Infinity };

function plus(tally: Tally, container: RowContainer): Tally {
  const finished = parseTimestamp(container.lastState?.terminated?.finishedAt);
  return {
    restarts: tally.restarts + (container.restartCount ?? 0),
    last: Math.max(tally.last, finished ?? -Infinity),
  };
}

/** Walks init containers in order up to the first that is not done; `reason` is set if there is such a one. */
function walkInit(spec: RowSpec, status: RowStatus, sidecarNames: ReadonlySet<string>) {
  let all = none,
    sidecars = none,
    ready = 0;
  for (const [i, container] of (status.init ?? []).entries()) {
    const isSidecar = sidecarNames.has(container.name);
    all = plus(all, container);
    if (isSidecar) sidecars = plus(sidecars, container);
    const { terminated, waiting } = container.state ?? {};
    if (terminated && !terminated.exitCode) continue;
    if (isSidecar && container.started) {
      if (container.ready) ready++;
      continue;
    }
    const reason = terminated ? terminatedReason(terminated) : usefulWaiting(waiting?.reason);
    return { all, sidecars, ready, reason: `Init:${reason ?? `${i}/${spec.initContainers?.length ?? 0}`}` };
  }
  return { all, sidecars, ready, reason: undefined };
}

const usefulWaiting = (reason: string | undefined): string | undefined =>
  reason && reason !== 'PodInitializing' ? reason : undefined;

/** Walks regular containers from the last to the first: the first one that does not run names the reason. */
function walkMain(status: RowStatus, startReason: string) {
  let reason = startReason,
    errorReason = '',
    tally = none,
    ready = 0;
  for (const container of (status.containers ?? []).toReversed()) {
    tally = plus(tally, container);
    const { waiting, terminated, running } = container.state ?? {};
    if (waiting?.reason) reason = waiting.reason;
    else if (terminated) {
      reason = terminatedReason(terminated);
      if (terminated.exitCode) errorReason = reason;
    } else if (container.ready && running) ready++;
  }
  if (reason === 'Completed') reason = whenCompleted(status, ready > 0, errorReason);
  return { reason, ready, ...tally };
}

/** A Pod with a completed container is described by the others, where there are such. */
function whenCompleted(status: RowStatus, hasRunning: boolean, errorReason: string): string {
  if (hasRunning && status.conditions?.['Ready']?.status === 'True') return 'Running';
  if (errorReason) return errorReason;
  return hasRunning ? 'NotReady' : 'Completed';
}

function terminatedReason(state: NonNullable<RowContainerState['terminated']>): string {
  if (state.reason) return state.reason;
  return state.signal ? `Signal:${state.signal}` : `ExitCode:${state.exitCode ?? 0}`;
}
