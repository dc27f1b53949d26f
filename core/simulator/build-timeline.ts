/** The Timeline from a finished run: versions become statuses, lines and signals, the log becomes lanes. */
import { buildLanes, entriesByContainer } from './build-lanes.ts';
import { kubectlRow, type RowSpec, type RowStatus } from '../kube/kubectl-row.ts';
import { podRequests } from './node-resources.ts';
import { isTerminalPhase, isTrue, type ApiPod } from './pod.ts';
import { sameStatus } from './same-status.ts';
import { createStamp, snapshot } from './snapshot.ts';
import type { Assumption, EndpointChange, KubectlLine, StatusChange, Timeline } from './timeline.ts';
import type { PodLife } from './world.ts';

export function buildTimeline(life: PodLife, because: string): Timeline {
  const endMs = Math.round(life.nowMs);
  const status = statusChanges(life),
    events = life.events.list.map((stored) => stored.event);
  const common = {
    endMs,
    endedBecause: because,
    podName: life.lastApi.meta.name,
    status,
    events,
    causes: life.causes.list,
  };
  // Sweeps ask for verdicts only, and those are read off statuses and events.
  if (!life.log.enabled) return { ...common, lanes: [], kubectl: [], endpoints: [], assumptions: [] };
  const kubectl = kubectlLines(life, status),
    endpoints = endpointChanges(life);
  return {
    ...common,
    lanes: buildLanes({ entries: entriesByContainer(life.log.entries), life, endMs, kubectl, endpoints, events }),
    kubectl,
    endpoints,
    assumptions: assumptions(life),
  };
}

function statusChanges(life: PodLife): readonly StatusChange[] {
  const stamp = createStamp(life.createdAtMs),
    changes: StatusChange[] = [];
  let last: ApiPod | undefined;
  for (const { atMs, pod } of life.log.versions) {
    if (pod && last && isSameVersion(pod, last)) continue;
    last = pod;
    const isBound = pod !== undefined && (pod.spec.nodeName !== '' || isTrue(pod.status, 'PodScheduled'));
    changes.push({ atMs, pod: pod ? snapshot(pod, stamp, isBound ? life.node?.name : undefined) : { deleted: true } });
  }
  return changes;
}

/** Would a watch show the same? The order of conditions counts. */
const isSameVersion = (a: ApiPod, b: ApiPod): boolean =>
  a.meta.generation === b.meta.generation &&
  a.meta.deletionMs === b.meta.deletionMs &&
  a.meta.deletionGraceSeconds === b.meta.deletionGraceSeconds &&
  sameStatus(a.status, b.status, () => true) &&
  a.status.conditions.every((c, i) => c.type === b.status.conditions[i]?.type);

function kubectlLines(life: PodLife, changes: readonly StatusChange[]): readonly KubectlLine[] {
  const lines: KubectlLine[] = [];
  let last: StatusChange | undefined;
  for (const change of changes) {
    const shown = change.pod.deleted ? last : change;
    if (!shown) continue;
    const version = life.log.versions.findLast((v) => v.atMs <= change.atMs && v.pod)?.pod ?? life.lastApi;
    const spec: RowSpec = {
      containers: version.spec.containers,
      initContainers: version.spec.init.map((c) => ({
        name: c.name,
        ...(c.role === 'sidecar' ? { restartPolicy: 'Always' } : {}),
      })),
    };
    lines.push({
      atMs: change.atMs,
      ...kubectlRow(spec, shown.pod as unknown as RowStatus, life.createdAtMs + change.atMs),
    });
    last = shown;
  }
  return lines;
}

function endpointChanges(life: PodLife): readonly EndpointChange[] {
  const list: EndpointChange[] = [];
  for (const { atMs, pod } of life.log.versions) {
    const next = { atMs, ...endpoint(pod) },
      last = list.at(-1);
    if (
      last &&
      last.present === next.present &&
      last.ready === next.ready &&
      last.serving === next.serving &&
      last.terminating === next.terminating
    )
      continue;
    if (!last && !next.present) continue;
    list.push(next);
  }
  return list;
}

/** Membership in an EndpointSlice (staging/src/k8s.io/endpointslice). */
function endpoint(pod: ApiPod | undefined): Omit<EndpointChange, 'atMs'> {
  if (!pod || !pod.status.hasIP || isTerminalPhase(pod.status.phase))
    return { present: false, ready: false, serving: false, terminating: false };
  const serving = isTrue(pod.status, 'Ready'),
    terminating = pod.meta.deletionMs !== undefined;
  return { present: true, ready: serving && !terminating, serving, terminating };
}

function assumptions(life: PodLife): readonly Assumption[] {
  const resolved = [...life.behaviours].flatMap(([container, { notes }]) =>
    notes.map((note): Assumption => ({
      container,
      text: note.text,
      source: note.source,
      ...(note.field !== undefined && note.field.startsWith('spec.') ? { field: note.field } : {}),
    })),
  );
  const said = new Set<string>();
  const onTheWay = life.log.entries.flatMap((entry): readonly Assumption[] => {
    if (entry.kind !== 'assumed' || said.has(`${entry.container} ${entry.text}`)) return [];
    said.add(`${entry.container} ${entry.text}`);
    return [{ container: entry.container, text: entry.text, source: 'assumed' }];
  });
  return [...resolved, ...nodeAssumption(life), ...onTheWay];
}

/** Only where the Pod asks for something that not every node has. */
function nodeAssumption({ node, lastApi: { spec } }: PodLife): readonly Assumption[] {
  const asked = ['nodeSelector', 'affinity', 'topologySpreadConstraints'].filter(
    (field) => spec.raw[field] !== undefined,
  );
  const devices = Object.keys(podRequests(spec)).filter((name) => name.includes('/'));
  const all = [...asked, ...devices];
  if (node?.isAssumed !== true || all.length === 0) return [];
  return [{ text: `node ${node.name} has what the Pod asks of its node (${all.join(', ')})`, source: 'assumed' }];
}
