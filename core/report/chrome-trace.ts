/** A run as a Chrome trace (JSON object format), for chrome://tracing, Perfetto and the DevTools. */
import type { Lane, Mark, Span, Timeline } from '../simulator/timeline.ts';
import { laneTitle } from './words.ts';

interface TraceEvent {
  readonly name: string;
  readonly ph: 'M' | 'X' | 'i' | 'C';
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly s?: 't';
  readonly cat?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

export interface ChromeTrace {
  readonly displayTimeUnit: 'ms';
  readonly traceEvents: readonly TraceEvent[];
  readonly otherData: Readonly<Record<string, unknown>>;
}

/** One thread a lane, in the picture's order; everything of the exact run is in it. Trace times are microseconds. */
export function chromeTrace(timeline: Timeline): ChromeTrace {
  const name: TraceEvent = { name: 'process_name', ph: 'M', pid: 1, tid: 0, args: { name: `Pod ${timeline.podName}` } };
  return {
    displayTimeUnit: 'ms',
    traceEvents: [name, ...timeline.lanes.flatMap((lane, i) => laneEvents(lane, i + 1, timeline))],
    otherData: { endedBecause: timeline.endedBecause },
  };
}

function laneEvents(lane: Lane, tid: number, timeline: Timeline): TraceEvent[] {
  const head: TraceEvent[] = [
    { name: 'thread_name', ph: 'M', pid: 1, tid, args: { name: laneTitle(lane) } },
    { name: 'thread_sort_index', ph: 'M', pid: 1, tid, args: { sort_index: tid } },
  ];
  return [
    ...head,
    ...lane.spans.map((span) => spanEvent(span, lane, tid, timeline)),
    ...lane.marks.map((mark) => markEvent(mark, lane, tid, timeline)),
  ];
}

function spanEvent(span: Span, lane: Lane, tid: number, timeline: Timeline): TraceEvent {
  const facts = Object.fromEntries(span.facts ?? []);
  return {
    name: span.label || span.state,
    ph: 'X',
    cat: lane.kind,
    pid: 1,
    tid,
    ts: span.startMs * 1000,
    dur: (span.endMs - span.startMs) * 1000,
    args: { state: span.state, ...facts, ...why(span.cause, timeline) },
  };
}

function markEvent(mark: Mark, lane: Lane, tid: number, timeline: Timeline): TraceEvent {
  const base = { pid: 1, tid, ts: mark.atMs * 1000, cat: lane.kind } as const;
  if (mark.kind === 'memory')
    return { ...base, name: `memory ${lane.container ?? ''}`.trim(), ph: 'C', args: { bytes: mark.value ?? 0 } };
  const count = mark.count === undefined ? {} : { count: mark.count };
  return {
    ...base,
    name: mark.label ?? mark.kind,
    ph: 'i',
    s: 't',
    args: { kind: mark.kind, ...count, ...why(mark.cause, timeline) },
  };
}

function why(cause: number | undefined, timeline: Timeline): Readonly<Record<string, unknown>> {
  const link = cause === undefined ? undefined : timeline.causes[cause];
  return link ? { because: link.text, ...(link.field ? { field: link.field } : {}) } : {};
}
