/** What `kubectl get` would print at any instant of a run. */
import { kubectlRow, type RowSpec, type RowStatus } from '../kube/kubectl-row.ts';
import type { SimulationInput } from '../simulator/input.ts';
import type { PodSnapshot, StatusChange, Timeline } from '../simulator/timeline.ts';
import { listAt, objectAt } from './api-pod.ts';
import { ageAt, createdAtMs } from './created-at.ts';

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
