/** The Timeline from a finished run: versions become statuses, lines and signals, the log becomes lanes. */
import { buildLanes } from './build-lanes.ts';
import { kubectlRow, type RowSpec, type RowStatus } from './kubectl-row.ts';
import { findCondition, isTerminalPhase, type ApiPod } from './pod.ts';
import { snapshot } from './snapshot.ts';
import type { Assumption, EndpointChange, KubectlLine, StatusChange, Timeline } from './timeline.ts';
import type { PodLife, World } from './world.ts';

export function buildTimeline(world: World, life: PodLife, because: string): Timeline {
  const endMs = Math.round(world.engine.nowMs);
  const status = statusChanges(world, life), kubectl = kubectlLines(world, life, status);
  const endpoints = endpointChanges(world);
  const events = life.events.list.map(stored => stored.event);
  return {
    endMs, endedBecause: because, podName: life.lastApi.meta.name,
    lanes: buildLanes({ world, life, endMs, kubectl, endpoints, events }), status, kubectl, events, endpoints,
    assumptions: assumptions(life), causes: world.causes.list,
  };
}

function statusChanges(world: World, life: PodLife): readonly StatusChange[] {
  let last = '';
  return world.log.versions.flatMap(({ atMs, pod }) => {
    const isBound = pod !== undefined && (pod.spec.nodeName !== '' || findCondition(pod.status, 'PodScheduled')?.status === 'True');
    const view = pod ? snapshot(pod, world.createdAtMs, isBound ? life.node?.name : undefined) : { deleted: true as const };
    const text = JSON.stringify(view);
    if (text === last) return [];
    last = text;
    return [{ atMs, pod: view }];
  });
}

function kubectlLines(world: World, life: PodLife, changes: readonly StatusChange[]): readonly KubectlLine[] {
  const lines: KubectlLine[] = [];
  let last: StatusChange | undefined;
  for (const change of changes) {
    const shown = change.pod.deleted ? last : change;
    if (!shown) continue;
    const version = world.log.versions.findLast(v => v.atMs <= change.atMs && v.pod)?.pod ?? life.lastApi;
    const spec: RowSpec = { containers: version.spec.containers, initContainers: version.spec.init.map(c => ({ name: c.name, ...(c.role === 'sidecar' ? { restartPolicy: 'Always' } : {}) })) };
    lines.push({ atMs: change.atMs, ...kubectlRow(spec, shown.pod as unknown as RowStatus, world.createdAtMs + change.atMs) });
    last = shown;
  }
  return lines;
}

function endpointChanges(world: World): readonly EndpointChange[] {
  const list: EndpointChange[] = [];
  for (const { atMs, pod } of world.log.versions) {
    const next = { atMs, ...endpoint(pod) }, last = list.at(-1);
    if (last && last.present === next.present && last.ready === next.ready && last.serving === next.serving && last.terminating === next.terminating) continue;
    if (!last && !next.present) continue;
    list.push(next);
  }
  return list;
}

/** Membership in an EndpointSlice (staging/src/k8s.io/endpointslice). */
function endpoint(pod: ApiPod | undefined): Omit<EndpointChange, 'atMs'> {
  if (!pod || !pod.status.hasIP || isTerminalPhase(pod.status.phase)) return { present: false, ready: false, serving: false, terminating: false };
  const serving = findCondition(pod.status, 'Ready')?.status === 'True', terminating = pod.meta.deletionMs !== undefined;
  return { present: true, ready: serving && !terminating, serving, terminating };
}

function assumptions(life: PodLife): readonly Assumption[] {
  return [...life.behaviours].flatMap(([container, resolved]) => resolved.notes.map(note => ({
    container, text: note.text, source: note.source, ...(note.field !== undefined && note.field.startsWith('spec.') ? { field: note.field } : {}),
  })));
}
