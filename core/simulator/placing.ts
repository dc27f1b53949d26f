/** What scheduler and taint manager keep of a Pod. */

/** Filters of the scheduler that refuse nodes. */
export type SchedulerPlugin = 'unschedulable' | 'taint' | 'affinity' | 'ports' | 'fit' | 'spread' | 'pods' | 'claims';

/** What the scheduler keeps of a Pod that it found no place for. */
export interface Unscheduled {
  /** Whose refusal it was; only a change that concerns one of them leads to another try. */
  readonly plugins: readonly SchedulerPlugin[];
  readonly sinceMs: number;
}

export interface Placing {
  unscheduled: Unscheduled | undefined;
  /** Tries while there was no node at all. */
  emptyTries: number;
  /** Keys of those who are making room. */
  victims: readonly string[];
  /** An eviction for a taint that the Pod tolerates for a while only. */
  taintEviction: { readonly plannedMs: number } | undefined;
}

export const freshPlacing = (): Placing => ({
  unscheduled: undefined,
  emptyTries: 0,
  victims: [],
  taintEviction: undefined,
});
