/** What a component remembers of the events that it has sent, and the objects that the API keeps of them. */
import type { Correlator, Occurrences } from './event-correlator.ts';
import type { PodEvent } from './timeline.ts';

/** An event whose writes are still being added. */
export interface StoredEvent extends PodEvent {
  readonly counts: PodEvent['counts'][number][];
}

export interface EventSink {
  /** A restarted kubelet has forgotten what it has sent: its next events are new objects. */
  readonly correlator: Correlator;
  readonly stored: Map<Occurrences, StoredEvent>;
  readonly list: StoredEvent[];
  freeMs: number;
  /** The scheduler's latest events about one version of the Pod. */
  series?: { readonly version: number; count: number; lastMs: number; readonly counts: StoredEvent['counts'] };
}
