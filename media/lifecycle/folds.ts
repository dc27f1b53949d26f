/** Waits in which nothing changes: no state change, no Event, no failed probe. They may be folded; what is in them is only successful probes. */
import type { Timeline } from '../../core/simulation.ts';

/** A foldable wait. Its start is its name: it is the same for the same run. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Waits shorter than this are never folded. */
const shortestMs = 30_000;
/** Nor are waits that are a smaller part of the run than this. */
const smallestShare = 0.05;

/** The foldable waits of one run, or of several that are shown together, in order. `always` folds from 10 s on, whatever their share. */
export function findGaps(timelines: readonly Timeline[], how: 'auto' | 'always' = 'auto'): readonly Gap[] {
  const endMs = Math.max(0, ...timelines.map((timeline) => timeline.endMs));
  const least = how === 'always' ? 10_000 : Math.max(shortestMs, endMs * smallestShare);
  const moments = Float64Array.from(
    [0, ...timelines.flatMap(changes), endMs].filter((atMs) => atMs >= 0 && atMs <= endMs),
  ).sort();
  const gaps: Gap[] = [];
  for (let index = 1; index < moments.length; index++) {
    const [fromMs = 0, toMs = 0] = [moments[index - 1], moments[index]];
    if (toMs - fromMs >= least) gaps.push({ fromMs, toMs });
  }
  return gaps;
}

function changes(timeline: Timeline): number[] {
  const moments: number[] = [timeline.endMs];
  for (const lane of timeline.lanes) {
    for (const span of lane.spans) moments.push(span.startMs, span.endMs);
    for (const mark of lane.marks) if (mark.kind !== 'probe-success') moments.push(mark.atMs);
  }
  for (const event of timeline.events) for (const write of event.counts) moments.push(write.atMs);
  return moments;
}
