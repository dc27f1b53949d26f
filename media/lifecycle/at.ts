/** What holds at a moment of a run: kubectl's line, and the value beside each lane's name. */
import { ageAt, type Lane, type Span, wideRowAt } from '../../core/simulation.ts';
import type { Run } from './app.ts';
import { firstFrom } from './scene/draw.ts';
import { isFailure } from './scene/probe-lane.ts';

export interface KubectlCells {
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
  readonly age: string;
}

/** `kubectl get pod` as it would print at that moment. */
export function kubectlAt({ input, timeline }: Pick<Run, 'input' | 'timeline'>, atMs: number): KubectlCells {
  const row = wideRowAt(input, timeline, atMs);
  if (row !== undefined) return row;
  const line = lastBefore(timeline.kubectl, atMs);
  return {
    ready: line?.ready ?? '',
    status: line?.status ?? '',
    restarts: line?.restarts ?? '',
    age: ageAt(input, atMs),
  };
}

export interface LaneValue {
  readonly text: string;
  readonly alarm: boolean;
}

/** What stands right-aligned beside a lane's name at that moment. */
export function valueAt(lane: Lane, atMs: number): LaneValue {
  const plain = (text: string): LaneValue => ({ text, alarm: false });
  switch (lane.kind) {
    case 'phase':
    case 'status':
    case 'condition':
      return plain(spanAt(lane, atMs)?.label ?? '');
    case 'ready':
    case 'endpoint':
      return plain(
        ({ yes: 'yes', draining: 'draining' } as Record<string, string>)[spanAt(lane, atMs)?.state ?? ''] ?? 'no',
      );
    case 'container': {
      const restarts = restartsBefore(lane, atMs);
      return plain(restarts > 0 || restartsBefore(lane, Infinity) > 0 ? `${restarts}↻` : '');
    }
    case 'probe':
      return counterAt(lane, atMs);
    case 'memory':
      return plain(memoryAt(lane, atMs));
    default:
      return plain('');
  }
}

/** The widest text that `valueAt` gives for a lane in the whole run. */
export function widestValue(lane: Lane): string {
  switch (lane.kind) {
    case 'phase':
    case 'status':
    case 'condition':
      return lane.spans.reduce((longest, span) => (span.label.length > longest.length ? span.label : longest), '');
    case 'endpoint':
      return 'draining';
    case 'ready':
      return 'yes';
    case 'container':
      return lane.marks.some((mark) => mark.kind === 'restart') ? `${lane.marks.length}↻` : '';
    case 'probe':
      return `${lane.failureThreshold ?? 1}/${lane.failureThreshold ?? 1}`;
    case 'memory':
      return '9999Mi';
    default:
      return '';
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
  const failures = isFailure(mark) ? (mark.count ?? 1) : 0;
  return { text: `${failures}/${threshold}`, alarm: failures >= threshold };
}

function memoryAt(lane: Lane, atMs: number): string {
  const value = lane.marks[firstFrom(lane.marks, atMs + 1, (mark) => mark.atMs) - 1]?.value;
  return value === undefined ? '' : `${Math.round(value / 2 ** 20)}Mi`;
}

function lastBefore<T extends { readonly atMs: number }>(items: readonly T[], atMs: number): T | undefined {
  return items[firstFrom(items, atMs + 1, (item) => item.atMs) - 1] ?? items[0];
}
