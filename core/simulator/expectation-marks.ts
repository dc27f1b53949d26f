/** Puts the results of expectations into the picture: a mark each in the row of moments. */
import { given } from '../kube/given.ts';
import { checkExpectations } from './expectations.ts';
import type { Expectation } from '../behaviour/scenario.ts';
import type { Lane, Mark, Timeline } from './timeline.ts';

/** The same Timeline with marks for the expectations; itself if there are none. */
export function markExpectations(timeline: Timeline, expectations: readonly Expectation[] | undefined): Timeline {
  if (!expectations || expectations.length === 0) return timeline;
  const marks = checkExpectations(timeline, expectations).map(({ atMs, met, title, reason, cause }): Mark =>
    given({
      atMs: Math.round(Math.min(Math.max(0, atMs), timeline.endMs)),
      kind: 'expectation' as const,
      label: met ? title : `${title} — ${reason}`,
      value: met ? 1 : 0,
      cause,
    }),
  );
  const lanes = timeline.lanes.some((lane) => lane.kind === 'moments')
    ? timeline.lanes.map((lane) => (lane.kind === 'moments' ? withMarks(lane, marks) : lane))
    : [withMarks({ id: 'moments', kind: 'moments', name: 'moments', spans: [], marks: [] }, marks), ...timeline.lanes];
  return { ...timeline, lanes };
}

const withMarks = (lane: Lane, marks: readonly Mark[]): Lane => ({
  ...lane,
  marks: [...lane.marks, ...marks].sort((a, b) => a.atMs - b.atMs),
});
