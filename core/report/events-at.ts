/** The events of a run as they stand at an instant: counts and ages then, and gone an hour after their last write. */
import type { PodEvent, Timeline } from '../simulator/timeline.ts';
import { ageText, type DescribedEvent } from './describe-pod.ts';

/** The API server drops an event this long after its last write. */
const TIME_TO_LIVE_MS = 3_600_000;

/** A row of an events table. Times are milliseconds since the Pod's creation. */
export interface EventRow extends Omit<DescribedEvent, 'isSeries'> {
  /** `12s (x4 over 3m39s)`, as kubectl prints it at that instant. */
  readonly age: string;
  /** Position in the Timeline's list. */
  readonly index: number;
}

/** Events about the Pod that exist at `atMs`, in order of their first appearance. `createdAtMs` moves the whole seconds that ages count from. */
export function eventsAt(timeline: Timeline, atMs: number, createdAtMs = 0): EventRow[] {
  return timeline.events.flatMap((event, index) => {
    const row = rowAt(event, index, atMs);
    return row && !event.object ? [{ ...row, age: ageText(described(row, createdAtMs), createdAtMs + atMs) }] : [];
  });
}

/** The same for the describer, with instants since 1970. */
export function described(row: Omit<EventRow, 'age'>, createdAtMs: number): DescribedEvent {
  const { type, reason, message, fieldPath, source, count } = row;
  return {
    type,
    reason,
    message,
    fieldPath,
    source,
    count,
    firstMs: createdAtMs + row.firstMs,
    lastMs: createdAtMs + row.lastMs,
    isSeries: source === 'default-scheduler',
  };
}

function rowAt(event: PodEvent, index: number, atMs: number): Omit<EventRow, 'age'> | undefined {
  const written = event.counts.filter((write) => write.atMs <= atMs),
    last = written.at(-1),
    first = written[0];
  if (!last || !first || atMs - last.atMs > TIME_TO_LIVE_MS) return undefined;
  const { type, reason, fieldPath, source } = event;
  const message = written.findLast((write) => write.message !== undefined)?.message ?? event.message;
  return {
    type,
    reason,
    message,
    fieldPath,
    source,
    count: last.count,
    firstMs: event.firstMs ?? first.atMs,
    lastMs: last.atMs,
    index,
  };
}
