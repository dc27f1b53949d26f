/**
 * Why nodes do not take a Pod, in the scheduler's words, and whom it could displace. Mirrors the filters and the
 * default preemption of pkg/scheduler (1.36).
 */
import { lacking, matchesNode, tolerates, untolerated } from './node-fit.ts';
import { neighboursOn, priorityOf, sharesPort, type Neighbour } from './neighbours.ts';
import type { PodSpec } from './pod.ts';
import { list } from './read-pod.ts';
import type { NodeState, PodLife } from './world.ts';

export interface Refusal {
  readonly text: string;
  /** Below the spec. */
  readonly field: string;
  /** Another Pod is in the way: it might go. */
  readonly isOthers: boolean;
}

/** The first filter that refuses; several resources may be short at once. */
export function refusal(node: NodeState, spec: PodSpec, neighbours: readonly Neighbour[]): readonly Refusal[] {
  const never = (text: string, field: string): readonly Refusal[] => [{ text, field, isOthers: false }];
  const cordon = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
  if (spec.nodeName !== '' && spec.nodeName !== node.name)
    return never("node(s) didn't match the requested node name", 'nodeName');
  if (node.unschedulable && !list(spec.raw['tolerations']).some((toleration) => tolerates(toleration, cordon)))
    return never('node(s) were unschedulable', 'tolerations');
  if (untolerated(node, spec, ['NoSchedule', 'NoExecute']))
    return never('node(s) had untolerated taint(s)', 'tolerations');
  if (!matchesNode(node, spec)) {
    const field = spec.raw['nodeSelector'] !== undefined ? 'nodeSelector' : 'affinity.nodeAffinity';
    return never("node(s) didn't match Pod's node affinity/selector", field);
  }
  const others = neighbours.map((neighbour) => neighbour.spec);
  if (others.some((other) => sharesPort(spec, other))) {
    const text = "node(s) didn't have free ports for the requested pod ports";
    return [{ text, field: 'containers[0].ports', isOthers: true }];
  }
  return lacking(node, spec, others).map(({ name, requested, capacity }) => ({
    text: name === 'pods' ? 'Too many pods' : `Insufficient ${name}`,
    field: 'containers[0].resources.requests',
    isOthers: requested <= capacity,
  }));
}

/** `0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable.` */
export function reasons(refusals: readonly (readonly Refusal[])[]): string {
  if (refusals.length === 0) return 'no nodes available to schedule pods';
  return histogram(
    refusals.flatMap((list) => list.map(({ text }) => text)),
    refusals.length,
  );
}

function histogram(texts: readonly string[], nodes: number): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const parts = [...counts].map(([text, count]) => `${count} ${text}`).sort((a, b) => (a < b ? -1 : 1));
  return `0/${nodes} nodes are available: ${parts.join(', ')}.`;
}

/** With what preemption has to say where it finds nobody. */
export function refusalMessage(life: PodLife, spec: PodSpec, refusals: readonly (readonly Refusal[])[]): string {
  if (refusals.length === 0) return reasons(refusals);
  const claims = life.world.gates.minor >= 36 ? 'no new claims to deallocate, ' : '';
  const found = refusals.map((list) =>
    list.every(({ isOthers }) => isOthers)
      ? 'No preemption victims found for incoming pod'
      : 'Preemption is not helpful for scheduling',
  );
  const preemption = mayPreempt(spec)
    ? histogram(found, refusals.length)
    : 'not eligible due to preemptionPolicy=Never.';
  return `${reasons(refusals)} ${claims}preemption: ${preemption}`;
}

export function mayPreempt(spec: PodSpec): boolean {
  return spec.raw['preemptionPolicy'] !== 'Never';
}

/** The Pods of lower priority whose end lets the Pod in, on the first node where there are such; as few as possible. */
export function findVictims(life: PodLife, spec: PodSpec): readonly Neighbour[] {
  for (const node of life.world.cluster.nodes) {
    const all = neighboursOn(life, node),
      lower = all.filter(({ priority }) => priority < priorityOf(spec)).sort((a, b) => b.priority - a.priority);
    let kept = all.filter((neighbour) => !lower.includes(neighbour));
    if (lower.length === 0 || refusal(node, spec, kept).length > 0) continue;
    // The more important ones may stay where that is possible.
    for (const neighbour of lower)
      if (refusal(node, spec, [...kept, neighbour]).length === 0) kept = [...kept, neighbour];
    return lower.filter((neighbour) => !kept.includes(neighbour));
  }
  return [];
}
