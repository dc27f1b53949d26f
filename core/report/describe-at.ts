/** What `kubectl describe` would print at any instant of a run. */
import type { ApiObject } from './api-pod.ts';
import { listAt, objectAt, podWithStatus } from './api-pod.ts';
import type { SimulationInput } from '../simulator/input.ts';
import type { Timeline } from '../simulator/timeline.ts';
import { createdAtMs } from './created-at.ts';
import { describePod } from './describe-pod.ts';
import { described, eventsAt } from './events-at.ts';
import { snapshotAt } from './row-at.ts';

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
