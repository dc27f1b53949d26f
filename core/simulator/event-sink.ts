/** What a component remembers of the events that it has sent, and the objects that the API keeps of them. */
import { createCorrelator, type LiveState } from './event-correlator.ts';
import type { PodEvent } from './timeline.ts';

interface StoredEvent {
  readonly event: PodEvent;
  readonly counts: { atMs: number; count: number; message?: string }[];
}

export interface EventSink {
  state: LiveState;
  readonly stored: Map<string, StoredEvent>;
  readonly list: StoredEvent[];
  freeMs: number;
  generation: number;
}

export function createEventSink(): EventSink {
  return { state: createCorrelator(), stored: new Map(), list: [], freeMs: 0, generation: 0 };
}

/** A restarted kubelet has forgotten what it has sent: its next events are new objects. */
export function forgetEvents(sink: EventSink): void {
  sink.state = createCorrelator();
  sink.generation++;
}
