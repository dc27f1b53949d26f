/** From a run's lanes to the rows that people see: moments picked, signals and grace periods as rows of their own, names as in the design. */
import type { Lane, LaneKind, Mark, MarkKind, Span, Timeline } from '../../core/simulation.ts';

const names: Readonly<Partial<Record<LaneKind, string>>> = {
  moments: 'moments',
  phase: 'phase',
  status: 'STATUS',
  ready: 'Ready',
  endpoint: 'endpoint',
  events: 'events',
  signals: 'signals',
  grace: 'grace period',
  log: 'log',
  memory: 'memory',
};

/** Terminations shorter than this have no row for their grace period. */
const noticeableMs = 1500;

/** The same run with its lanes arranged for the picture: signals, grace and output follow a container's probes and hooks. */
export function arrange(timeline: Timeline): Timeline {
  const lanes = timeline.lanes.flatMap((lane, index): readonly Lane[] => {
    const isLast = lane.container !== undefined && lane.container !== timeline.lanes[index + 1]?.container;
    return [...asShown(lane, timeline), ...(isLast ? belowContainer(timeline, lane.container) : [])];
  });
  return { ...timeline, endMs: endOfInterest(timeline), lanes };
}

/** A run is over when the Pod is gone: what follows is only a little room for the last label. */
function endOfInterest(timeline: Timeline): number {
  const gone = timeline.status.find((change) => change.pod.deleted === true)?.atMs;
  return gone === undefined ? timeline.endMs : Math.min(timeline.endMs, Math.ceil(gone + Math.max(2000, gone * 0.1)));
}

/** A lane of the run as it is read, and what follows it. */
function asShown(lane: Lane, timeline: Timeline): readonly Lane[] {
  if (lane.kind === 'container')
    return [{ ...lane, spans: lane.spans.flatMap((span) => spanParts(span, lane, timeline)) }];
  if (lane.container !== undefined) return [lane];
  const named = { ...lane, name: names[lane.kind] ?? lane.name };
  if (lane.kind === 'moments') return [{ ...named, marks: moments(timeline, lane) }];
  return lane.kind === 'ready' ? [named, ...conditions(timeline)] : [named];
}

function spanParts(span: Span, lane: Lane, timeline: Timeline): readonly Span[] {
  // That it waits is what the hatch says already.
  if (span.state === 'waiting' && span.label === 'waiting') return [{ ...span, label: '' }];
  return span.state === 'terminating' ? terminationParts(span, lane, timeline) : [span];
}

/** A termination that lasts is told in parts: what runs before SIGTERM, and whether the process heeds it. */
function terminationParts(span: Span, lane: Lane, timeline: Timeline): readonly Span[] {
  if (span.label !== 'terminating' || span.endMs - span.startMs < noticeableMs) return [span];
  const within = (mark: Mark): boolean => mark.atMs >= span.startMs && mark.atMs <= span.endMs;
  const term = lane.marks.find((mark) => mark.kind === 'sigterm' && within(mark));
  const isKilled = lane.marks.some((mark) => mark.kind === 'sigkill' && within(mark));
  const hooked = timeline.lanes.some(
    (each) =>
      each.kind === 'hook' &&
      each.container === lane.container &&
      each.spans.some((hook) => hook.startMs >= span.startMs - 1 && hook.startMs < span.endMs),
  );
  if (term === undefined || term.atMs - span.startMs < noticeableMs)
    return [isKilled && !hooked ? { ...span, label: 'terminating: SIGTERM ignored' } : span];
  const { cause: _cause, ...rest } = span;
  const after: Span = {
    ...rest,
    startMs: term.atMs,
    label: isKilled ? 'terminating: SIGTERM ignored' : 'terminating',
    ...(term.cause === undefined ? {} : { cause: term.cause }),
  };
  return [{ ...span, endMs: term.atMs, label: hooked ? 'terminating: preStop' : 'terminating' }, after];
}

function belowContainer(timeline: Timeline, container: string): readonly Lane[] {
  const lane = timeline.lanes.find((each) => each.kind === 'container' && each.container === container);
  if (lane === undefined) return [];
  const { name: _name, note: _note, ...rest } = lane;
  const below = (kind: LaneKind, spans: readonly Span[], found: readonly Mark[]): readonly Lane[] =>
    spans.length + found.length === 0
      ? []
      : [{ ...rest, id: `${kind}/${container}`, kind, name: names[kind] ?? kind, spans, marks: found }];
  const marks = (...kinds: readonly MarkKind[]): readonly Mark[] =>
    lane.marks.filter((mark) => kinds.includes(mark.kind));
  return [
    ...below('signals', [], marks('sigterm', 'sigkill')),
    ...below('grace', gracePeriods(lane, timeline), []),
    ...below('log', [], marks('log')),
    ...below('memory', [], marks('memory')),
  ];
}

/** A row for each condition that the Pod's status ever had, except Ready, which has its own. */
function conditions(timeline: Timeline): readonly Lane[] {
  const spans = new Map<string, Span[]>();
  for (const { atMs, pod } of timeline.status) {
    const now = (pod['conditions'] ?? {}) as Readonly<Record<string, { readonly status?: unknown } | undefined>>;
    for (const type of new Set([...spans.keys(), ...Object.keys(now)])) {
      const status = String(now[type]?.status ?? '');
      const list = spans.get(type) ?? [];
      spans.set(type, list);
      const last = list.at(-1);
      if (last?.label === status && last.endMs === timeline.endMs) continue;
      if (last !== undefined && last.endMs === timeline.endMs) list[list.length - 1] = { ...last, endMs: atMs };
      if (status !== '') list.push({ startMs: atMs, endMs: timeline.endMs, state: 'text', label: status });
    }
  }
  spans.delete('Ready');
  return [...spans].map(([type, list]) => ({
    id: `condition/${type}`,
    kind: 'condition',
    name: type,
    spans: list.map((span) => (span.endMs === timeline.endMs ? { ...span, open: true } : span)),
    marks: [],
  }));
}

/** How long the kubelet waits before SIGKILL, from the moment it starts to kill. */
function gracePeriods(lane: Lane, timeline: Timeline): readonly Span[] {
  return lane.spans.flatMap((span): readonly Span[] => {
    const seconds = Number(/(\d+)/.exec(span.facts?.find(([name]) => name === 'grace')?.[1] ?? '')?.[1] ?? NaN);
    if (span.state !== 'terminating' || !(seconds > 0) || span.endMs - span.startMs < noticeableMs) return [];
    const endMs = Math.min(timeline.endMs, span.startMs + seconds * 1000);
    return [
      {
        startMs: span.startMs,
        endMs,
        state: 'grace',
        label: `${seconds}s`,
        ...(span.cause === undefined ? {} : { cause: span.cause }),
      },
    ];
  });
}

/** What the run names itself, and the moments that every Pod has. */
function moments(timeline: Timeline, lane: Lane): readonly Mark[] {
  const marks: Mark[] = [...lane.marks];
  const add = (label: string, atMs: number | undefined, cause?: number): void => {
    if (atMs === undefined || marks.some((mark) => mark.label === label)) return;
    marks.push({ atMs, kind: 'moment', label, ...(cause === undefined ? {} : { cause }) });
  };
  const scheduled = timeline.events.find((event) => event.reason === 'Scheduled');
  add('Scheduled', scheduled?.counts[0]?.atMs, scheduled?.cause);
  const ready = timeline.lanes.find((each) => each.kind === 'ready')?.spans.find((span) => span.state === 'yes');
  add('Ready', ready?.startMs, ready?.cause);
  add('Deleted', timeline.kubectl.find((line) => line.status === 'Terminating')?.atMs);
  add('Gone', timeline.status.find((change) => change.pod.deleted === true)?.atMs);
  if (!marks.some((mark) => mark.kind === 'restart')) {
    for (const each of timeline.lanes)
      if (each.kind === 'container') marks.push(...each.marks.filter((mark) => mark.kind === 'restart'));
  }
  return marks.sort((one, other) => one.atMs - other.atMs);
}
