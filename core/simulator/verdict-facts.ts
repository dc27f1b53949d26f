/** What a verdict is read off: the Pod's versions as plain facts, from a finished run or from a Timeline. */
import { findCondition, type ApiPod, type ContainerStatus } from './pod.ts';
import type { PodEvent, PodSnapshot, Timeline } from './timeline.ts';
import type { PodLife } from './world.ts';

export interface Facts {
  readonly endMs: number;
  readonly moments: readonly Moment[];
  readonly events: readonly PodEvent[];
}

export interface Moment {
  readonly atMs: number;
  /** Undefined: the object is gone. */
  readonly pod: PodFacts | undefined;
}

export interface PodFacts {
  readonly phase: string;
  readonly reason: string;
  readonly isReady: boolean;
  /** Why not, as the condition says it. */
  readonly notReady: string;
  /** Why no node was found, as the condition says it. */
  readonly unscheduled: string;
  /** Init containers and regular ones. */
  readonly containers: readonly ContainerFacts[];
}

export interface ContainerFacts extends Pick<ContainerStatus, 'name' | 'ready' | 'started' | 'restartCount'> {
  readonly state: StateFacts;
  readonly last: EndFacts | undefined;
}
type EndFacts = Pick<NonNullable<ContainerStatus['last']>, 'kind' | 'exitCode' | 'reason'>;
type StateFacts = EndFacts | { readonly kind: 'running' } | { readonly kind: 'waiting'; readonly reason: string };

export const factsOfRun = (life: PodLife): Facts => ({
  endMs: Math.round(life.now()),
  moments: life.log.versions.map(({ atMs, pod }) => ({ atMs, pod: pod && ofVersion(pod) })),
  events: life.events.list,
});

function ofVersion({ status }: ApiPod): PodFacts {
  const { phase, reason, init, containers } = status;
  const ready = findCondition(status, 'Ready');
  const isReady = ready?.status === 'True';
  return {
    phase,
    reason,
    isReady,
    notReady: ready?.reason ?? '',
    unscheduled: findCondition(status, 'PodScheduled')?.reason ?? '',
    containers: init.length === 0 ? containers : [...init, ...containers],
  };
}

export function factsOfTimeline({ endMs, status, events }: Timeline): Facts {
  const moments = status.map(({ atMs, pod }) => ({ atMs, pod: pod.deleted ? undefined : ofSnapshot(pod) }));
  return { endMs, moments, events };
}

interface SnapshotContainer {
  readonly name: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount?: number;
  readonly state?: SnapshotState;
  readonly lastState?: SnapshotState;
}
type SnapshotConditions = Readonly<Record<string, { readonly status?: string; readonly reason?: string } | undefined>>;
interface SnapshotState {
  readonly waiting?: { readonly reason?: string };
  readonly running?: object;
  readonly terminated?: { readonly exitCode?: number; readonly reason?: string };
}

function ofSnapshot(pod: PodSnapshot): PodFacts {
  const { Ready: ready, PodScheduled: scheduled } = (pod['conditions'] ?? {}) as SnapshotConditions;
  const containers = ['init', 'containers'].flatMap((list) => (pod[list] as readonly SnapshotContainer[]) ?? []);
  return {
    phase: pod.phase ?? '',
    reason: pod.reason ?? '',
    isReady: ready?.status === 'True',
    notReady: ready?.reason ?? '',
    unscheduled: scheduled?.reason ?? '',
    containers: containers.map(({ name, ready = false, started, restartCount = 0, state, lastState }) => {
      const last = lastState?.terminated && ended(lastState.terminated);
      return { name, ready, started, restartCount, state: stateOf(state ?? {}), last };
    }),
  };
}

function stateOf({ running, terminated, waiting }: SnapshotState): StateFacts {
  if (running) return { kind: 'running' };
  return terminated ? ended(terminated) : { kind: 'waiting', reason: waiting?.reason ?? '' };
}

const ended = ({ exitCode = 0, reason = '' }: NonNullable<SnapshotState['terminated']>): EndFacts => ({
  kind: 'terminated',
  exitCode,
  reason,
});
