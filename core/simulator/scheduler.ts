/** The scheduler's verdict on one Pod, in its words. Mirrors pkg/scheduler/schedule_one.go and framework/types.go (1.36); no other Pods compete. */
import { addCause } from './causes.ts';
import { at, PRIORITY } from './engine.ts';
import { emit } from './event-recorder.ts';
import { lacking, matchesNode, untolerated } from './node-fit.ts';
import { findObject } from './volume-references.ts';
import { store } from './api-server.ts';
import type { ApiPod, Condition } from './pod.ts';
import { fields, list, text } from './read-pod.ts';
import { truncate, type NodeState, type PodLife } from './world.ts';

/** Something changed that might let the Pod in. */
export function trySchedule(life: PodLife, delayMs = life.world.timing.schedule): void {
  at(life.world.engine, life.world.engine.nowMs + delayMs, PRIORITY.writer, () => attempt(life));
}

function attempt(life: PodLife): void {
  const pod = life.api;
  if (!pod || life.node || pod.meta.deletionMs !== undefined || pod.spec.schedulingGates.length > 0) return;
  const { world } = life,
    failure = claimFailure(life, pod);
  const refusals = world.cluster.nodes.map((node) => ({ node, why: refusal(node, pod) }));
  const chosen = failure ? undefined : refusals.find((r) => r.why.length === 0)?.node;
  if (chosen) bind(life, pod, chosen);
  else
    reject(
      life,
      pod,
      failure ??
        message(
          life,
          refusals.map((r) => r.why),
        ),
      refusals.flatMap((r) => r.why)[0]?.field,
    );
}

interface Refusal {
  readonly text: string;
  readonly field: string;
  readonly helps: boolean;
}

function refusal(node: NodeState, pod: ApiPod): readonly Refusal[] {
  const { spec } = pod;
  if (spec.nodeName !== '' && spec.nodeName !== node.name)
    return [{ text: "node(s) didn't match the requested node name", field: 'nodeName', helps: false }];
  if (node.unschedulable && !tolerates(spec, 'node.kubernetes.io/unschedulable'))
    return [{ text: 'node(s) were unschedulable', field: 'tolerations', helps: false }];
  if (untolerated(node, spec, ['NoSchedule', 'NoExecute']))
    return [{ text: 'node(s) had untolerated taint(s)', field: 'tolerations', helps: false }];
  if (!matchesNode(node, spec)) {
    const field = spec.raw['nodeSelector'] !== undefined ? 'nodeSelector' : 'affinity.nodeAffinity';
    return [{ text: "node(s) didn't match Pod's node affinity/selector", field, helps: false }];
  }
  return lacking(node, spec).map((short) => ({
    text: short.name === 'pods' ? 'Too many pods' : `Insufficient ${short.name}`,
    field: 'containers[0].resources.requests',
    helps: false,
  }));
}

function tolerates(spec: ApiPod['spec'], key: string): boolean {
  return list(spec.raw['tolerations']).some(
    (t) => t['operator'] === 'Exists' && (text(t['key']) === '' || text(t['key']) === key),
  );
}

function message(life: PodLife, whys: readonly (readonly Refusal[])[]): string {
  const n = whys.length;
  if (n === 0) return 'no nodes available to schedule pods';
  const counts = new Map<string, number>();
  for (const why of whys) for (const { text: reason } of why) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const parts = [...counts].map(([reason, count]) => `${count} ${reason}`).sort((a, b) => (a < b ? -1 : 1));
  const preemption = `preemption: 0/${n} nodes are available: ${n} Preemption is not helpful for scheduling.`;
  const claims = life.world.gates.minor >= 36 ? 'no new claims to deallocate, ' : '';
  const never = fields(life.lastApi.spec.raw)['preemptionPolicy'] === 'Never';
  return `0/${n} nodes are available: ${parts.join(', ')}. ${claims}${never ? 'preemption: not eligible due to preemptionPolicy=Never.' : preemption}`;
}

function claimFailure(life: PodLife, pod: ApiPod): string | undefined {
  for (const volume of list(pod.spec.raw['volumes'])) {
    const claim = text(fields(volume['persistentVolumeClaim'])['claimName']);
    if (claim !== '' && !findObject(life, 'PersistentVolumeClaim', claim)) {
      const n = life.world.cluster.nodes.length;
      return `0/${n} nodes are available: persistentvolumeclaim "${claim}" not found. not found`;
    }
  }
  return undefined;
}

function bind(life: PodLife, pod: ApiPod, node: NodeState): void {
  const { world } = life,
    now = truncate(world, world.engine.nowMs);
  life.node = node;
  if (node.silentMs !== undefined) life.kubelet = { ...life.kubelet, running: false };
  const cause = addCause(life, { text: `the scheduler chose node ${node.name}`, because: [life.lastCause] });
  const { namespace, name } = pod.meta;
  emit(life, {
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${namespace}/${name} to ${node.name}`,
    source: 'default-scheduler',
    cause,
  });
  store(
    life,
    {
      ...pod,
      status: {
        ...pod.status,
        conditions: setCondition(pod, { type: 'PodScheduled', status: 'True', reason: '', message: '', since: now }),
      },
    },
    cause,
  );
}

function setCondition(pod: ApiPod, condition: Condition): readonly Condition[] {
  const before = pod.status.conditions.find((c) => c.type === condition.type);
  const since = before && before.status === condition.status ? before.since : condition.since;
  return [...pod.status.conditions.filter((c) => c.type !== condition.type), { ...condition, since }];
}

function reject(life: PodLife, pod: ApiPod, words: string, field: string | undefined): void {
  const { world } = life,
    now = truncate(world, world.engine.nowMs);
  const cause = addCause(life, { text: words, field: field && `${pod.spec.path}.${field}`, because: [life.lastCause] });
  emit(life, { type: 'Warning', reason: 'FailedScheduling', message: words, source: 'default-scheduler', cause });
  const conditions = setCondition(pod, {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message: words,
    since: now,
  });
  const before = pod.status.conditions.find((c) => c.type === 'PodScheduled');
  if (before?.reason === 'Unschedulable' && before.message === words) return;
  store(life, { ...pod, status: { ...pod.status, conditions } }, cause);
}

/** The first condition of a Pod with gates; the API server sets it. */
export function gatedCondition(nowMs: number): Condition {
  return {
    type: 'PodScheduled',
    status: 'False',
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
    since: nowMs,
  };
}
