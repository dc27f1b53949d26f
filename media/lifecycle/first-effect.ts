/** What a field of the manifest brings about first. */
import type { Timeline } from '../../core/simulation.ts';
import { influenced } from './lit.ts';
import type { Selection } from './state.ts';
import { isWithin } from './within.ts';

/** The earliest span or mark with a cause in a field, or below it; else the start of the lane that the field makes. */
export function firstEffect(timeline: Timeline, field: string): Selection | undefined {
  const isCause = influenced(timeline.causes, field);
  let first: Selection | undefined;
  const offer = (rowId: string, kind: Selection['kind'], atMs: number): void => {
    if (first === undefined || atMs < first.atMs) first = { rowId, kind, atMs };
  };
  for (const lane of timeline.lanes) {
    if (lane.kind !== 'container' && lane.kind !== 'probe' && lane.kind !== 'hook' && lane.kind !== 'signals') continue;
    for (const span of lane.spans)
      if (span.cause !== undefined && isCause[span.cause] === true) offer(lane.id, 'span', span.startMs);
    for (const mark of lane.marks)
      if (mark.cause !== undefined && isCause[mark.cause] === true) offer(lane.id, 'mark', mark.atMs);
  }
  if (first !== undefined) return first;
  const lane = timeline.lanes.find(
    (each) => each.field !== undefined && each.kind !== 'container' && isWithin(field, each.field),
  );
  const mark = lane?.marks[0];
  return lane === undefined || mark === undefined ? undefined : { rowId: lane.id, kind: 'mark', atMs: mark.atMs };
}
