/** The Events that exist at a moment of a run. */
import { createdAtMs, eventsAt, type PodEvent } from '../../core/simulation.ts';
import type { Run } from './app.ts';

export interface EventCells {
  readonly event: PodEvent;
  readonly type: string;
  readonly reason: string;
  readonly age: string;
  readonly from: string;
  readonly message: string;
  readonly lastMs: number;
}

/** The table that `kubectl describe` prints at that moment: oldest first. */
export function eventRowsAt({ input, timeline }: Pick<Run, 'input' | 'timeline'>, atMs: number): readonly EventCells[] {
  return eventsAt(timeline, atMs, createdAtMs(input)).flatMap((row) => {
    const event = timeline.events[row.index];
    const message = row.fieldPath === '' ? row.message.trim() : `${row.fieldPath}: ${row.message.trim()}`;
    return event === undefined
      ? []
      : [{ event, type: row.type, reason: row.reason, age: row.age, from: row.source, message, lastMs: row.lastMs }];
  });
}
