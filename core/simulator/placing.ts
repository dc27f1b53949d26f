/** What scheduler and taint manager keep of a Pod, and when the latter has to look at it. */
import type { ApiPod, Condition } from './pod.ts';
import { judgeTaints } from './taint-eviction.ts';
import { truncate, type PodLife } from './world.ts';

/** Filters of the scheduler that refuse nodes. */
export type SchedulerPlugin = 'unschedulable' | 'taint' | 'affinity' | 'ports' | 'fit' | 'spread' | 'pods' | 'claims';

/** What the scheduler keeps of a Pod that it found no place for. */
export interface Unscheduled {
  /** Whose refusal it was; only a change that concerns one of them leads to another try. */
  readonly plugins: readonly SchedulerPlugin[];
  readonly sinceMs: number;
}

export interface Placing {
  unscheduled?: Unscheduled | undefined;
  /** Tries while there was no node at all. */
  emptyTries: number;
  /** Keys of those who are making room. */
  victims: readonly string[];
  /** An eviction for a taint that the Pod tolerates for a while only. */
  taintEviction?: { readonly plannedMs: number } | undefined;
}

/** The Pod, its node or the taints of the node are new: only where there are taints, or were, anything comes of it. */
export function watchTaints(life: PodLife, cause: number | undefined): void {
  if (life.placing.taintEviction || (life.node && life.node.taints.length > 0)) judgeTaints(life, cause);
}

/** The Pod's conditions with what the scheduler says; a condition keeps its time while its status stays. */
export function withScheduled(
  life: PodLife,
  { status: { conditions } }: ApiPod,
  status: Condition['status'],
  reason = '',
  message = '',
): readonly Condition[] {
  const type = 'PodScheduled',
    before = conditions.find((c) => c.type === type);
  const since = before?.status === status ? before.since : truncate(life);
  return [...conditions.filter((c) => c !== before), { type, status, reason, message, since }];
}
