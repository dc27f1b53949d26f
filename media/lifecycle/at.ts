/** What holds at a moment of a run: kubectl's line, the Events that exist, the value beside each lane's name, the next change. */
import type { KubectlLine, Lane, PodEvent, Span, Timeline } from '../../core/simulation.ts';
import { age } from './format.ts';
import { firstFrom } from './scene/draw.ts';
import { isFailure } from './scene/probe-lane.ts';

/** `kubectl get pod` as it would print at that moment, the age of the last restart counted on. */
export function kubectlAt(timeline: Timeline, atMs: number): KubectlLine & { readonly age: string } {
  const line = lastBefore(timeline.kubectl, atMs) ?? { atMs: 0, ready: '0/0', status: 'Pending', restarts: '0' };
  return { ...line, restarts: restartsAt(line, atMs), age: age(atMs) };
}

function restartsAt(line: KubectlLine, atMs: number): string {
  return line.restarts.replace(/\((\S+) ago\)/, (_, words: string) => `(${age(spoken(words) + atMs - line.atMs)} ago)`);
}

function spoken(words: string): number {
  const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
  let total = 0;
  for (const [, value = '0', unit = ''] of words.matchAll(/(\d+)([smhd])/g)) total += Number(value) * (units[unit] ?? 0);
  return total;
}

export interface EventRow {
  readonly event: PodEvent;
  readonly index: number;
  readonly type: string;
  readonly reason: string;
  readonly age: string;
  readonly from: string;
  readonly message: string;
  readonly lastMs: number;
}

/** The table that `kubectl describe` prints at that moment: oldest write first. */
export function eventsAt(timeline: Timeline, atMs: number): readonly EventRow[] {
  const rows: EventRow[] = [];
  timeline.events.forEach((event, index) => {
    const written = firstFrom(event.counts, atMs + 1, (write) => write.atMs);
    const [first, last] = [event.counts[0], event.counts[written - 1]];
    if (first === undefined || last === undefined) return;
    const since = age(atMs - last.atMs);
    const times = last.count > 1 ? `${since} (x${last.count} over ${age(atMs - first.atMs)})` : since;
    rows.push({ event, index, type: event.type, reason: event.reason, age: times, from: event.source, message: messageOf(event, last.message), lastMs: last.atMs });
  });
  return rows.sort((one, other) => one.lastMs - other.lastMs || one.index - other.index);
}

function messageOf(event: PodEvent, latest: string | undefined): string {
  const message = (latest ?? event.message).trim();
  return event.fieldPath === '' ? message : `${event.fieldPath}: ${message}`;
}

export interface LaneValue { readonly text: string; readonly alarm: boolean }

/** What stands right-aligned beside a lane's name at that moment. */
export function valueAt(lane: Lane, atMs: number): LaneValue {
  const plain = (text: string): LaneValue => ({ text, alarm: false });
  switch (lane.kind) {
    case 'phase': case 'status': case 'condition': return plain(spanAt(lane, atMs)?.label ?? '');
    case 'ready': case 'endpoint': return plain(({ yes: 'yes', draining: 'draining' } as Record<string, string>)[spanAt(lane, atMs)?.state ?? ''] ?? 'no');
    case 'container': {
      const restarts = restartsBefore(lane, atMs);
      return plain(restarts > 0 || restartsBefore(lane, Infinity) > 0 ? `${restarts}↻` : '');
    }
    case 'probe': return counterAt(lane, atMs);
    case 'memory': return plain(memoryAt(lane, atMs));
    default: return plain('');
  }
}

export function spanAt(lane: Lane, atMs: number): Span | undefined {
  const index = firstFrom(lane.spans, atMs + 0.5, (span) => span.endMs);
  const span = lane.spans[index] ?? lane.spans.at(-1);
  return span !== undefined && span.startMs <= atMs && atMs <= span.endMs ? span : undefined;
}

/** Starts after the first, counted by the instances of the lane's spans or by its restart marks. */
export function restartsBefore(lane: Lane, atMs: number): number {
  const marks = lane.marks.filter((mark) => mark.kind === 'restart' && mark.atMs <= atMs).length;
  if (marks > 0) return marks;
  let most = 0;
  for (const span of lane.spans) {
    if (span.startMs > atMs) break;
    if (span.state === 'running' || span.state === 'ready') most = Math.max(most, span.instance ?? 0);
  }
  return most;
}

function counterAt(lane: Lane, atMs: number): LaneValue {
  const threshold = lane.failureThreshold ?? 1;
  const index = firstFrom(lane.marks, atMs + 1, (mark) => mark.atMs) - 1;
  const mark = lane.marks[index];
  if (mark === undefined) return { text: `–/${threshold}`, alarm: false };
  const failures = isFailure(mark) ? mark.count ?? 1 : 0;
  return { text: `${failures}/${threshold}`, alarm: failures >= threshold };
}

function memoryAt(lane: Lane, atMs: number): string {
  const value = lane.marks[firstFrom(lane.marks, atMs + 1, (mark) => mark.atMs) - 1]?.value;
  return value === undefined ? '' : `${Math.round(value / 2 ** 20)}Mi`;
}

function lastBefore<T extends { readonly atMs: number }>(items: readonly T[], atMs: number): T | undefined {
  return items[firstFrom(items, atMs + 1, (item) => item.atMs) - 1] ?? items[0];
}

/** Moments at which something happens that people look for: Events, state changes, threshold hits; sorted, without doubles. */
export function stops(timeline: Timeline): readonly number[] {
  const moments = new Set<number>([0, timeline.endMs]);
  for (const event of timeline.events) for (const write of event.counts) moments.add(write.atMs);
  for (const lane of timeline.lanes) {
    if (lane.kind === 'container' || lane.kind === 'ready' || lane.kind === 'status') for (const span of lane.spans) moments.add(span.startMs);
    if (lane.kind === 'signals' || lane.kind === 'moments') for (const mark of lane.marks) moments.add(mark.atMs);
  }
  return [...moments].filter((atMs) => atMs <= timeline.endMs).sort((one, other) => one - other);
}
