/** What `kubectl get` and `kubectl describe` would print at any instant of a run. */
import type { ApiObject } from './api-pod.ts';
import { listAt, objectAt, podWithStatus } from './api-pod.ts';
import { kubectlRow, type RowSpec, type RowStatus } from '../kube/kubectl-row.ts';
import type { SimulationInput } from '../simulator/input.ts';
import type { PodSnapshot, StatusChange, Timeline } from '../simulator/timeline.ts';
import { ageAt, createdAtMs } from './created-at.ts';
import { describePod } from './describe-pod.ts';
import { described, eventsAt } from './events-at.ts';

/** The Pod's status at `atMs` (milliseconds since its creation); undefined before it exists and after it is gone. */
export function snapshotAt(timeline: Timeline, atMs: number): PodSnapshot | undefined {
  const change = lastBefore(timeline.status, atMs);
  return change && !change.pod.deleted ? change.pod : undefined;
}

function lastBefore(changes: readonly StatusChange[], atMs: number): StatusChange | undefined {
  let low = 0,
    high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1];
}

/** The whole object at `atMs` as the API would serve it. Addresses and ids are the placeholders of the recorded traces. */
export function podAt(input: SimulationInput, timeline: Timeline, atMs: number): ApiObject | undefined {
  const snapshot = snapshotAt(timeline, atMs);
  return snapshot && podWithStatus(withPatches(input, atMs), snapshot, pulledImages(timeline, atMs));
}

/** The manifest with what the Scenario's actions had changed in it by then. */
function withPatches(input: SimulationInput, atMs: number): ApiObject {
  let spec = objectAt(input.pod, 'spec');
  for (const action of input.scenario.actions ?? []) {
    if (action.atMs > atMs) continue;
    if (action.do === 'ephemeralContainer') spec = merged(spec, { ephemeralContainers: [action.container] });
    else if (action.do === 'patch' && action.subresource !== 'status')
      spec = merged(spec, objectAt(action.patch, 'spec'));
  }
  return spec === input.pod['spec'] ? input.pod : { ...input.pod, spec };
}

/** Lists of containers are merged by name, everything else is replaced. */
function merged(spec: ApiObject, patch: ApiObject): ApiObject {
  const lists = ['containers', 'initContainers', 'ephemeralContainers']
    .filter((list) => Array.isArray(patch[list]))
    .map((list) => {
      const old = listAt(spec, list),
        changes = listAt(patch, list),
        isKnown = (c: ApiObject): boolean => old.some((o) => o['name'] === c['name']);
      return [
        list,
        [
          ...old.map((c) => ({ ...c, ...changes.find((p) => p['name'] === c['name']) })),
          ...changes.filter((c) => !isKnown(c)),
        ],
      ] as const;
    });
  return { ...spec, ...patch, ...Object.fromEntries(lists) };
}

function pulledImages(timeline: Timeline, atMs: number): ReadonlySet<string> {
  const images = timeline.events
    .filter((e) => e.reason === 'Pulled' && (e.counts[0]?.atMs ?? Infinity) <= atMs)
    .map((e) => /^Successfully pulled image "(.*?)" in /.exec(e.message)?.[1]);
  return new Set(images.filter((image) => image !== undefined));
}

/** The text of `kubectl describe pod` at `atMs`; empty if there is no Pod then. */
export function describeAt(input: SimulationInput, timeline: Timeline, atMs: number): string {
  const pod = podAt(input, timeline, atMs);
  if (!pod) return '';
  const created = createdAtMs(input);
  return describePod(
    pod,
    eventsAt(timeline, atMs, created).map((row) => described(row, created)),
    created + atMs,
  );
}

export interface WideRow {
  readonly name: string;
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
  readonly age: string;
  readonly ip: string;
  readonly node: string;
  readonly nominatedNode: string;
  readonly readinessGates: string;
}

/** The cells of `kubectl get pod -o wide` at `atMs`, with the ages of that instant. */
export function wideRowAt(input: SimulationInput, timeline: Timeline, atMs: number): WideRow | undefined {
  const snapshot = snapshotAt(timeline, atMs);
  if (!snapshot) return undefined;
  const spec = objectAt(input.pod, 'spec'),
    gates = listAt(spec, 'readinessGates'),
    conditions = objectAt(snapshot, 'conditions');
  const met = gates.filter((gate) => objectAt(conditions, String(gate['conditionType']))['status'] === 'True').length;
  return {
    name: timeline.podName,
    ...kubectlRow(spec as unknown as RowSpec, snapshot as RowStatus, createdAtMs(input) + atMs),
    age: ageAt(input, atMs),
    ip: snapshot['podIP'] ? '<podIP>' : '<none>',
    node: String(snapshot['nodeName'] ?? '<none>'),
    nominatedNode: '<none>',
    readinessGates: gates.length ? `${met}/${gates.length}` : '<none>',
  };
}
