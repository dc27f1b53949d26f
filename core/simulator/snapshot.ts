/** A version of the Pod in the form of the recorded traces: what a watch of the API shows. */
import { formatTimestamp } from '../kube/timestamp.ts';
import type { ApiPod, Condition, ContainerStatus, State } from './pod.ts';
import type { PodSnapshot } from './timeline.ts';

type Stamp = (ms: number) => string;

/**
 * Prints times of the Pod as instants of the API; `createdAtMs` is the wall clock of its creation, in milliseconds
 * since 1970.
 */
export function createStamp(createdAtMs: number): Stamp {
  const known = new Map<number, string>([[-Infinity, '1970-01-01T00:00:00Z']]);
  return (ms) => {
    const text = known.get(ms) ?? formatTimestamp(createdAtMs + ms);
    known.set(ms, text);
    return text;
  };
}

export function snapshot(pod: ApiPod, stamp: Stamp, nodeName: string | undefined): PodSnapshot {
  const { meta, status } = pod;
  const containers = (list: readonly ContainerStatus[]): readonly object[] => list.map((c) => containerView(c, stamp));
  return {
    phase: status.phase,
    ...(status.reason === '' ? {} : { reason: status.reason }),
    ...(status.message === '' ? {} : { message: status.message }),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(status.startTime === undefined ? {} : { startTime: stamp(status.startTime) }),
    ...(status.hasIP ? { podIP: true } : {}),
    qosClass: status.qosClass,
    generation: meta.generation,
    ...(status.observedGeneration === 0 ? {} : { observedGeneration: status.observedGeneration }),
    ...(meta.deletionMs === undefined
      ? {}
      : { deletionTimestamp: stamp(meta.deletionMs), deletionGracePeriodSeconds: meta.deletionGraceSeconds }),
    conditions: conditionViews(status.conditions, stamp),
    ...(status.init.length === 0 ? {} : { init: containers(status.init) }),
    ...(status.containers.length === 0 ? {} : { containers: containers(status.containers) }),
    ...(status.ephemeral.length === 0 ? {} : { ephemeral: containers(status.ephemeral) }),
  };
}

function conditionViews(conditions: readonly Condition[], stamp: Stamp): object {
  const views: Record<string, object> = {};
  for (const { type, status, reason, message, since } of conditions)
    views[type] = {
      status,
      ...(reason === '' ? {} : { reason }),
      ...(message === '' ? {} : { message }),
      since: stamp(since),
    };
  return views;
}

const containerView = (status: ContainerStatus, stamp: Stamp): object => ({
  name: status.name,
  ready: status.ready,
  ...(status.started === undefined ? {} : { started: status.started }),
  restartCount: status.restartCount,
  state: stateView(status.state, stamp),
  ...(status.last ? { lastState: stateView(status.last, stamp) } : {}),
});

function stateView(state: State, stamp: Stamp): object {
  switch (state.kind) {
    case 'waiting':
      return {
        waiting: {
          ...(state.reason === '' ? {} : { reason: state.reason }),
          ...(state.message === '' ? {} : { message: state.message }),
        },
      };
    case 'running':
      return { running: { startedAt: stamp(state.startedAt) } };
    case 'terminated':
      return {
        terminated: {
          exitCode: state.exitCode,
          reason: state.reason,
          ...(state.message === '' ? {} : { message: state.message }),
          startedAt: state.startedAt === undefined ? null : stamp(state.startedAt),
          finishedAt: state.finishedAt === undefined ? null : stamp(state.finishedAt),
        },
      };
  }
}
