/** Words and numbers that all reports have in common. */
import type { Lane, Span, Timeline } from '../simulator/timeline.ts';

/** `350ms`, `12s`, `12.5s`, `1m30s`, `2h5m`: exact to a tenth of a second below a minute, to the second above. */
export function durationText(ms: number): string {
  if (ms < 0) return `-${durationText(-ms)}`;
  if (ms < 1000) return ms === 0 ? '0s' : `${Math.round(ms)}ms`;
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${tenths / 10}s`;
  const seconds = Math.round(ms / 1000),
    minutes = Math.floor(seconds / 60),
    rest = seconds % 60;
  if (minutes < 60) return rest ? `${minutes}m${rest}s` : `${minutes}m`;
  return minutes % 60 ? `${Math.floor(minutes / 60)}h${minutes % 60}m` : `${Math.floor(minutes / 60)}h`;
}

/** What stands before a lane: `app`, `liveness every 5s`. */
export function laneTitle(lane: Lane): string {
  return lane.note ? `${lane.name} (${lane.note})` : lane.name;
}

/** Spans that people read: those that last long enough to be seen. */
export function visibleSpans(lane: Lane): readonly Span[] {
  return lane.spans.filter((span) => !span.fine && span.endMs > span.startMs);
}

/** The last moment at which something happens that people read. */
export function lastChangeMs(timeline: Timeline): number {
  let last = 0;
  for (const lane of timeline.lanes) {
    for (const span of lane.spans) if (!span.fine) last = Math.max(last, span.startMs, span.open ? 0 : span.endMs);
    if (lane.kind !== 'probe') for (const mark of lane.marks) last = Math.max(last, mark.atMs);
  }
  return Math.min(last, timeline.endMs);
}

/** One line, without what would break a table or a chart. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
