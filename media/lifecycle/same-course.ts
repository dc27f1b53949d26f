/** Whether a lane of the baseline differs from the run's. */
import type { Lane, Span } from '../../core/simulation.ts';

/** True if two lanes tell the same story: states, times to the millisecond, marks. */
export function sameCourse(one: Lane, other: Lane): boolean {
  if (one.spans.length !== other.spans.length || one.marks.length !== other.marks.length) return false;
  const spans = one.spans.every((span, index) => sameSpan(span, other.spans[index]));
  return (
    spans &&
    one.marks.every((mark, index) => mark.atMs === other.marks[index]?.atMs && mark.kind === other.marks[index]?.kind)
  );
}

function sameSpan(one: Span, other: Span | undefined): boolean {
  return (
    one.startMs === other?.startMs &&
    one.endMs === other.endMs &&
    one.state === other.state &&
    one.label === other.label
  );
}
