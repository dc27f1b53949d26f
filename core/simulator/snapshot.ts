/** A version of the Pod in the form of the recorded traces: what a watch of the API shows. */
import { given } from '../kube/given.ts';
import { formatTimestamp } from '../kube/timestamp.ts';
import type { ApiPod, Condition, ContainerStatus, State } from './pod.ts';
import type { PodSnapshot } from './timeline.ts';

type Stamp = (ms: number | undefined) => string | undefined;

/**
 * Prints times of the Pod as instants of the API; `createdAtMs` is the wall clock of its creation, in milliseconds
 * since 1970.
 */
export function createStamp(createdAtMs: number): Stamp {
  const known = new Map<number, string>([[-Infinity, '1970-01-01T00:00:00Z']]);
  return (ms) => {
    if (ms === undefined) return undefined;
    const text = known.get(ms) ?? formatTimestamp(createdAtMs + ms);
    known.set(ms, text);
    return text;
  };
}

export function snapshot(pod: ApiPod, stamp: Stamp, nodeName: string | undefined): PodSnapshot {
  const { meta, status } = pod;
  const containers = (list: readonly ContainerStatus[]): readonly object[] | undefined =>
    list.length === 0 ? undefined : list.map((c) => containerView(c, stamp));
  return given({
    phase: status.phase,
    reason: status.reason || undefined,
    message: status.message || undefined,
    nodeName,
    startTime: stamp(status.startTime),
    podIP: status.hasIP || undefined,
    qosClass: status.qosClass,
    generation: meta.generation,
    observedGeneration: status.observedGeneration || undefined,
    deletionTimestamp: stamp(meta.deletionMs),
    deletionGracePeriodSeconds: meta.deletionGraceSeconds,
    conditions: conditionViews(status.conditions, stamp),
    init: containers(status.init),
    containers: containers(status.containers),
    ephemeral: containers(status.ephemeral),
  });
}

const conditionViews = (conditions: readonly Condition[], stamp: Stamp): object =>
  Object.fromEntries(
    conditions.map(({ type, status, reason, message, since }) => [
      type,
      given({ status, reason: reason || undefined, message: message || undefined, since: stamp(since) }),
    ]),
  );

const containerView = ({ name, ready, started, restartCount, state, last }: ContainerStatus, stamp: Stamp): object =>
  given({
    name,
    ready,
    started,
    restartCount,
    state: stateView(state, stamp),
    lastState: last && stateView(last, stamp),
  });

function stateView(state: State, stamp: Stamp): object {
  if (state.kind === 'running') return { running: { startedAt: stamp(state.startedAt) } };
  const message = state.message || undefined;
  if (state.kind === 'waiting') return { waiting: given({ reason: state.reason || undefined, message }) };
  const { exitCode, reason } = state,
    time = (ms: number | undefined): string | null => stamp(ms) ?? null;
  return {
    terminated: given({
      exitCode,
      reason,
      message,
      startedAt: time(state.startedAt),
      finishedAt: time(state.finishedAt),
    }),
  };
}
