/** The Timeline from a finished run: versions become statuses, lines and signals, the log becomes lanes. */
import { sameJson } from '../kube/json.ts';
import { given } from '../kube/given.ts';
import { buildLanes, entriesByContainer } from './build-lanes.ts';
import { kubectlRow, type RowSpec, type RowStatus } from '../kube/kubectl-row.ts';
import { podRequests } from './node-resources.ts';
import { isTerminalPhase, isTrue, type ApiPod, isLeaving } from './pod.ts';
import { createStamp, snapshot } from './snapshot.ts';
import type { Assumption, EndpointChange, KubectlLine, PodSnapshot, StatusChange, Timeline } from './timeline.ts';
import type { PodLife } from './world.ts';

export function buildTimeline(life: PodLife, because: string): Timeline {
  const endMs = Math.round(life.now());
  const status = statusChanges(life),
    events = life.events.list;
  const common = { endMs, endedBecause: because, podName: life.lastApi.meta.name, status, events, causes: life.causes };
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
  sameJson(a.status, b.status);

function kubectlLines(
  { lastApi: { spec }, createdAtMs }: PodLife,
  changes: readonly StatusChange[],
): readonly KubectlLine[] {
  const row: RowSpec = {
    containers: spec.containers,
    initContainers: spec.init.map(({ name, raw }) => ({ ...raw, name })),
  };
  let shown: PodSnapshot | undefined;
  return changes.flatMap(({ atMs, pod }) => {
    if (!pod.deleted) shown = pod;
    return shown ? [{ atMs, ...kubectlRow(row, shown as RowStatus, createdAtMs + atMs) }] : [];
  });
}

function endpointChanges({ log }: PodLife): readonly EndpointChange[] {
  const changes: EndpointChange[] = [];
  let last = endpoint(undefined);
  for (const { atMs, pod } of log.versions) {
    const next = endpoint(pod);
    if (!sameJson(next, last)) changes.push({ atMs, ...next });
    last = next;
  }
  return changes;
}

/** Membership in an EndpointSlice (staging/src/k8s.io/endpointslice). */
function endpoint(pod: ApiPod | undefined): Omit<EndpointChange, 'atMs'> {
  const present = pod?.status.hasIP === true && !isTerminalPhase(pod.status.phase),
    serving = present && isTrue(pod.status, 'Ready'),
    terminating = present && isLeaving(pod);
  return { present, ready: serving && !terminating, serving, terminating };
}

function assumptions(life: PodLife): readonly Assumption[] {
  const resolved = [...life.behaviours].flatMap(([container, { notes }]) =>
    notes.map(({ text, source, field }): Assumption =>
      given({ container, text, source, field: field?.startsWith('spec.') ? field : undefined }),
    ),
  );
  const onTheWay = new Map<string, Assumption>();
  for (const one of life.log.entries)
    if (one.kind === 'assumed')
      onTheWay.set(`${one.container} ${one.text}`, { container: one.container, text: one.text, source: 'assumed' });
  return [...resolved, ...nodeAssumption(life), ...onTheWay.values()];
}

/** Only where the Pod asks for something that not every node has. */
function nodeAssumption({ node, lastApi: { spec } }: PodLife): readonly Assumption[] {
  const asked = ['nodeSelector', 'affinity', 'topologySpreadConstraints'].filter(
    (field) => spec.raw[field] !== undefined,
  );
  const all = [...asked, ...Object.keys(podRequests(spec)).filter((name) => name.includes('/'))];
  if (node?.isAssumed !== true || all.length === 0) return [];
  return [{ text: `node ${node.name} has what the Pod asks of its node (${all.join(', ')})`, source: 'assumed' }];
}
