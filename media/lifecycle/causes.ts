/** Why something is as it is: the cause of what is selected, and the chain behind it. */
import type { Cause } from '../../core/simulation.ts';
import type { Run } from './app.ts';
import type { Hit } from './hit.ts';
import { isFailure } from './scene/probe-lane.ts';

/** Why a running container is not ready is what its probes say at the playhead; everything else carries its own cause. */
export function causeOf(hit: Hit, run: Run, atMs: number): number | undefined {
  if (hit.kind === 'mark') return hit.mark.cause;
  const { span, row } = hit;
  if (row.lane.kind !== 'container' || span.state !== 'running') return span.cause;
  const until = Math.min(span.endMs, Math.max(span.startMs, atMs));
  const failures = run.timeline.lanes
    .filter((lane) => lane.kind === 'probe' && lane.container === row.lane.container && lane.probe !== 'liveness')
    .flatMap((lane) => lane.marks.filter((mark) => isFailure(mark) && mark.atMs >= span.startMs && mark.atMs <= until));
  const last = failures.reduce<(typeof failures)[number] | undefined>(
    (latest, mark) => (latest === undefined || mark.atMs > latest.atMs ? mark : latest),
    undefined,
  );
  return last?.cause ?? span.cause;
}

const longestChain = 8;

/** A cause and what it came from, nearest first, each once. */
export function chainOf(causes: readonly Cause[], from: number | undefined): readonly Cause[] {
  const found = new Set<number>(from === undefined ? [] : [from]);
  // A set is walked in the order of its growth: first what a cause came from, then what that came from.
  for (const index of found) {
    if (found.size >= longestChain) break;
    for (const before of causes[index]?.because ?? []) found.add(before);
  }
  return [...found].flatMap((index) => causes[index] ?? []).slice(0, longestChain);
}
