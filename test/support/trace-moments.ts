/** Spans of a run, recorded or simulated, each with the interval that kubelet-traces.md D allows: none may be outside. */
import { parseTimestamp } from '../../core/simulation.ts';
import type { Trace } from './traces.ts';

export interface Span {
  /** The line of section D. */
  readonly rule:
    | 'exit detection'
    | 'first restart'
    | 'restart in back-off'
    | 'image and config retries'
    | 'terminal phase'
    | 'age of the last restart';
  readonly seconds: number;
  readonly from: number;
  readonly to: number;
  readonly where: string;
}

type Json = Readonly<Record<string, unknown>>;
type State = Readonly<Record<'running' | 'terminated' | 'waiting', Json | undefined>>;

/** Timestamps in statuses are whole seconds: so much is lost. */
const WHOLE = 1;

export function spansOf(trace: Trace & { readonly t0?: string }): readonly Span[] {
  const startMs = parseTimestamp(trace.t0 ?? '') ?? 0;
  const secondsOf = (time: unknown): number => ((parseTimestamp(String(time)) ?? NaN) - startMs) / 1000;
  return [
    ...containerSpans(trace, secondsOf),
    ...terminalSpans(trace),
    ...retrySpans(trace),
    ...ages(trace, secondsOf),
  ];
}

function containersIn(row: Json): readonly Json[] {
  return [...((row['init'] ?? []) as Json[]), ...((row['containers'] ?? []) as Json[])];
}

const stateOf = (container: Json | undefined): Partial<State> => (container?.['state'] ?? {}) as Partial<State>;

/** How long an exit stays unseen where the kubelet runs and kills nothing, and how long a restart waits. */
function containerSpans(trace: Trace, secondsOf: (time: unknown) => number): readonly Span[] {
  const spans: Span[] = [],
    isKilling = trace.events.some((e) => e.reason === 'Killing' || e.object?.startsWith('Node/'));
  const before = new Map<string, Json>(),
    backOff = new Map<string, number>();
  for (const row of trace.status)
    for (const container of containersIn(row)) {
      const name = String(container['name']),
        { running, terminated, waiting } = stateOf(container),
        old = stateOf(before.get(name)),
        at = Number(row['t']);
      const wait = /^back-off (?:(\d+)m)?(\d+)s restarting/.exec(String(waiting?.['message'] ?? ''));
      if (wait) backOff.set(name, Number(wait[1] ?? 0) * 60 + Number(wait[2]));
      if (terminated && old.running && !isKilling) {
        const seconds = at - secondsOf(terminated['finishedAt']);
        spans.push({ rule: 'exit detection', seconds, from: 0, to: 1.1 + WHOLE, where: `${name} at ${at}` });
      }
      const last = (container['lastState'] as Json | undefined)?.['terminated'] as Json | undefined,
        delay = backOff.get(name);
      const seconds = secondsOf(running?.['startedAt']) - secondsOf(last?.['finishedAt']);
      if (running && old.terminated && container['restartCount'] === 1 && delay === undefined && !isKilling)
        spans.push({ rule: 'first restart', seconds, from: -WHOLE, to: 1.1 + WHOLE, where: `${name} at ${at}` });
      if (running && !old.running && last && delay !== undefined) {
        spans.push({
          rule: 'restart in back-off',
          seconds,
          from: delay - WHOLE,
          to: latest(delay) + WHOLE,
          where: `${name} at ${at}`,
        });
        backOff.delete(name);
      }
      before.set(name, container);
    }
  return spans;
}

/** The latest restart after a back-off of so many seconds. */
function latest(delay: number): number {
  return delay <= 60 ? 1.5 * delay + 2.1 : delay <= 80 ? 92.1 : delay <= 160 ? 182.1 : 332.1;
}

/** From the status that shows the last end to the one with the terminal phase. */
function terminalSpans(trace: Trace): readonly Span[] {
  if (trace.status.some((row) => row['deletionTimestamp'] || row['reason'])) return [];
  const isEnded = (row: Json): boolean =>
    containersIn(row).length > 0 && containersIn(row).every((c) => stateOf(c).terminated !== undefined);
  const end = trace.status.findIndex((row) => row['phase'] === 'Succeeded' || row['phase'] === 'Failed');
  const shown = trace.status.findIndex((_, i) => i < end && trace.status.slice(i, end).every(isEnded));
  if (end < 0 || shown < 0) return [];
  const at = Number(trace.status[end]!['t']);
  return [
    { rule: 'terminal phase', seconds: at - Number(trace.status[shown]!['t']), from: 0.9, to: 2.1, where: `at ${at}` },
  ];
}

/** So many events of one Pod are told at once; later ones are dropped. */
const TOLD = 20;

/** Failures of one container follow each other within a sync, or after the pause of a retry. */
function retrySpans(trace: Trace): readonly Span[] {
  const failures = trace.events.filter((e) => e.reason === 'Failed' && e.message.startsWith('Error: '));
  const containers = [...new Set(failures.map((e) => e.fieldPath ?? ''))];
  return containers.flatMap((container) => {
    const times = failures
      .filter((e) => (e.fieldPath ?? '') === container && !/RunContainerError|failed to create/.test(e.message))
      .flatMap((e) => e.counts.map((c) => c.t))
      .sort((a, b) => a - b)
      .slice(0, TOLD);
    return times.flatMap((t, i): Span[] => {
      const seconds = t - (times[i - 1] ?? t);
      if (seconds <= 1.3) return [];
      return [{ rule: 'image and config retries', seconds, from: 9.8, to: 16.1, where: `${container} at ${t}` }];
    });
  });
}

/** `2 (13s ago)`: so long before the row the last run has ended that the status of the same instant tells. */
function ages(trace: Trace, secondsOf: (time: unknown) => number): readonly Span[] {
  return trace.kubectl.flatMap((row): Span[] => {
    // From ten minutes on kubectl says minutes only.
    const told = /\((?:(\d+)m)?(\d+)s ago\)/.exec(row.restarts ?? '');
    const status = trace.status.find((s) => Math.abs(Number(s['t']) - row.t) <= 0.003);
    if (!told || !status) return [];
    const ends = containersIn(status).flatMap((c) => {
      const last = (c['lastState'] as Json | undefined)?.['terminated'] as Json | undefined;
      return last?.['finishedAt'] === undefined ? [] : [secondsOf(last['finishedAt'])];
    });
    if (ends.length === 0) return [];
    const seconds = Number(told[1] ?? 0) * 60 + Number(told[2]) - (row.t - Math.max(...ends));
    return [{ rule: 'age of the last restart', seconds, from: -2, to: 2, where: `${row.restarts} at ${row.t}` }];
  });
}

/** From the deletion until the object is gone. */
export function deletionTime(trace: Trace): number | undefined {
  const begun = trace.status.find((row) => row['deletionTimestamp']),
    gone = trace.status.find((row) => row['deleted']);
  return begun && gone ? Number(gone['t']) - Number(begun['t']) : undefined;
}
