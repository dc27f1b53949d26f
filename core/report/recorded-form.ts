/** A run in the form of the recorded traces: what `podscope simulate --format json` prints. Times are seconds with three decimals. */
import { formatTimestamp } from '../kube/timestamp.ts';
import type { SimulationInput } from '../simulator/input.ts';
import type { PodEvent, Timeline } from '../simulator/timeline.ts';
import { ageAt, createdAtMs } from './created-at.ts';
import { describeAt } from './describe-at.ts';

export interface RecordedForm {
  readonly name: string;
  readonly kubernetes: string;
  readonly t0: string;
  readonly duration: number;
  readonly ended: number;
  readonly endedBecause: string;
  readonly pod: string;
  readonly status: readonly Readonly<Record<string, unknown>>[];
  readonly kubectl: readonly RecordedRow[];
  readonly events: readonly RecordedEvent[];
  readonly objects?: readonly Readonly<Record<string, unknown>>[];
  readonly describe: string;
  readonly assumptions: Timeline['assumptions'];
}

export interface RecordedRow {
  readonly t: number;
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
  readonly age: string;
  readonly deleted?: true;
}

export interface RecordedEvent {
  readonly t: number;
  readonly lastT: number;
  readonly object: string;
  readonly type: string;
  readonly reason: string;
  readonly source: string;
  readonly fieldPath?: string;
  readonly message: string;
  readonly count: number;
  readonly firstTimestamp: string;
  readonly lastTimestamp: string;
  readonly counts: readonly { readonly t: number; readonly count: number }[];
}

/** The whole run; `describe` is empty if the Pod is gone at its end. */
export function recordedForm(input: SimulationInput, timeline: Timeline, name = timeline.podName): RecordedForm {
  const created = createdAtMs(input);
  return {
    name,
    kubernetes: input.settings.kubernetesVersion,
    t0: isoWithMs(created),
    duration: seconds(input.settings.horizonMs),
    ended: seconds(timeline.endMs),
    endedBecause: timeline.endedBecause,
    pod: timeline.podName,
    status: timeline.status.map((change) => ({ t: seconds(change.atMs), ...change.pod })),
    kubectl: rows(input, timeline),
    events: timeline.events.map((event) => recordedEvent(event, timeline.podName, created)),
    ...(timeline.endpoints.length ? { objects: [endpointSlice(timeline)] } : {}),
    describe: describeAt(input, timeline, timeline.endMs),
    assumptions: timeline.assumptions,
  };
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}

function isoWithMs(ms: number): string {
  const rest = ((ms % 1000) + 1000) % 1000;
  return formatTimestamp(ms).replace('Z', `.${String(rest).padStart(3, '0')}Z`);
}

/** A watch prints a removed Pod once more, as it was. */
function rows(input: SimulationInput, timeline: Timeline): RecordedRow[] {
  const lines = timeline.kubectl.map(({ atMs, ready, status, restarts }) => ({
    t: seconds(atMs),
    ready,
    status,
    restarts,
    age: ageAt(input, atMs),
  }));
  for (const gone of timeline.status.filter((change) => change.pod.deleted)) {
    const t = seconds(gone.atMs),
      after = lines.findIndex((line) => line.t > t);
    const at = after < 0 ? lines.length : after,
      last = lines[at - 1];
    if (last) lines.splice(at, 0, { ...last, t, age: ageAt(input, gone.atMs), deleted: true } as RecordedRow);
  }
  return lines;
}

function recordedEvent(event: PodEvent, pod: string, created: number): RecordedEvent {
  const first = event.counts[0],
    last = event.counts.at(-1);
  const firstMs = first?.atMs ?? 0,
    lastMs = last?.atMs ?? 0;
  return {
    t: seconds(firstMs),
    lastT: seconds(lastMs),
    object: event.object ?? `Pod/${pod}`,
    type: event.type,
    reason: event.reason,
    source: event.source,
    ...(event.fieldPath ? { fieldPath: event.fieldPath } : {}),
    message: (last?.message ?? event.message).replace(/\b[0-9a-f]{64}\b/g, '<id>'),
    count: last?.count ?? 1,
    firstTimestamp: formatTimestamp(created + (event.firstMs ?? firstMs)),
    lastTimestamp: formatTimestamp(created + lastMs),
    counts: event.counts.map(({ atMs, count }) => ({ t: seconds(atMs), count })),
  };
}

function endpointSlice(timeline: Timeline): Readonly<Record<string, unknown>> {
  return {
    kind: 'EndpointSlice',
    name: timeline.podName,
    changes: timeline.endpoints.map(({ atMs, ready, serving, terminating, present }) => ({
      t: seconds(atMs),
      endpoints: present ? [{ pod: timeline.podName, ready, serving, terminating }] : [],
    })),
  };
}
