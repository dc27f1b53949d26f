/** Where one stops on the way through a run. */
import type { Timeline } from '../../core/simulation.ts';

const known = new WeakMap<Timeline, readonly number[]>();

/** Moments at which something happens that people look for: Events, state changes, threshold hits; sorted, without doubles. */
export function stops(timeline: Timeline): readonly number[] {
  const found = known.get(timeline) ?? find(timeline);
  known.set(timeline, found);
  return found;
}

function find(timeline: Timeline): readonly number[] {
  const moments = new Set<number>([0, timeline.endMs]);
  for (const event of timeline.events) for (const write of event.counts) moments.add(write.atMs);
  for (const lane of timeline.lanes) {
    if (lane.kind === 'container' || lane.kind === 'ready' || lane.kind === 'status')
      for (const span of lane.spans) moments.add(span.startMs);
    if (lane.kind === 'signals' || lane.kind === 'moments') for (const mark of lane.marks) moments.add(mark.atMs);
  }
  return [...moments].filter((atMs) => atMs <= timeline.endMs).sort((one, other) => one - other);
}
