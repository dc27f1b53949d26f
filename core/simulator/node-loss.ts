/**
 * A node that is not heard of any more: the control plane marks it and its Pod, and deletes the Pod after a while.
 * Mirrors pkg/controller/nodelifecycle (1.36).
 */
import { storeConditions } from './api-server.ts';
import { addCause } from './causes.ts';
import { after, at, PRIORITY_WRITER } from './engine.ts';
import { emit, emitNode } from './event-recorder.ts';
import { stopKubelet } from './kubelet-stop.ts';
import { changeNode } from './node-changes.ts';
import { findCondition, type Condition } from './pod.ts';
import { truncate, type NodeState, type PodLife } from './world.ts';

const UNREACHABLE = 'node.kubernetes.io/unreachable';
/** A node without a heartbeat for 50 s is seen by a poll every 5 s (1.32 and later; 40 s before). */
const LOST_AFTER_MS = 50_000;
const LOST_AFTER_OLD_MS = 40_000;
/** The taint that evicts follows the one that keeps new Pods away. */
const EVICTS_AFTER_MS = 100;

/** The kubelet of a node falls silent. */
export function silence(life: PodLife, node: NodeState, cause: number | undefined): void {
  const { gates } = life,
    sinceMs = life.now();
  if (node.silentMs !== undefined) return;
  node.silentMs = sinceMs;
  if (life.node === node) stopKubelet(life);
  const afterMs = gates.minor >= 32 ? LOST_AFTER_MS : LOST_AFTER_OLD_MS;
  at(life, sinceMs + afterMs, PRIORITY_WRITER, () => {
    if (node.silentMs !== sinceMs || !life.cluster.nodes.includes(node)) return;
    lose(life, node, addCause(life, `the node has not been heard of for ${afterMs / 1000} s`, undefined, [cause]));
  });
}

export const wasLost = (node: NodeState | undefined): boolean =>
  node?.taints.some((taint) => taint.key === UNREACHABLE) === true;

/** The node is heard of again: its taints go, and with them a deletion that has not come yet. */
export function markReachable(life: PodLife, node: NodeState, cause: number | undefined): void {
  const { nodes } = life.cluster,
    wasAll = nodes.every(wasLost);
  node.silentMs = undefined;
  if (!wasLost(node)) return;
  changeNode(life, node, { taints: node.taints.filter((taint) => taint.key !== UNREACHABLE) }, cause);
  // As long as no node answered nobody was evicted.
  if (wasAll) for (const other of nodes) if (wasLost(other)) evictLater(life, other, cause);
}

function lose(life: PodLife, node: NodeState, cause: number | undefined): void {
  const { nodes } = life.cluster;
  changeNode(life, node, { taints: [...node.taints, { key: UNREACHABLE, effect: 'NoSchedule' }] }, cause);
  if (life.node === node) loseReadiness(life, node, cause);
  if (!nodes.every(wasLost)) return evictLater(life, node, cause);
  // With no node left the controller evicts nobody (full disruption).
  for (const one of nodes) {
    const taints = one.taints.filter(({ key, effect }) => key !== UNREACHABLE || effect !== 'NoExecute');
    if (taints.length !== one.taints.length) changeNode(life, one, { taints }, cause);
  }
}

function evictLater(life: PodLife, node: NodeState, cause: number | undefined): void {
  const { cluster } = life;
  after(life, EVICTS_AFTER_MS, PRIORITY_WRITER, () => {
    if (wasLost(node) && !cluster.nodes.every(wasLost))
      changeNode(life, node, { taints: [...node.taints, { key: UNREACHABLE, effect: 'NoExecute' }] }, cause);
  });
}

function loseReadiness(life: PodLife, node: NodeState, cause: number | undefined): void {
  const { api: pod } = life,
    message = `Node ${node.name} status is now: NodeNotReady`;
  emitNode(life, { reason: 'NodeNotReady', message, source: 'node-controller' });
  if (!pod || findCondition(pod.status, 'Ready')?.status !== 'True') return;
  const since = truncate(life);
  const conditions = pod.status.conditions.map((c): Condition =>
    c.type === 'Ready' ? { ...c, status: 'False', since } : c,
  );
  storeConditions(life, pod, conditions, cause);
  const source = 'node-controller';
  emit(life, { type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready', source, cause });
}
