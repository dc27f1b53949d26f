/**
 * A node that is not heard of any more: the control plane marks it and its Pod, and deletes the Pod after a while.
 * Mirrors pkg/controller/nodelifecycle and pkg/controller/tainteviction (1.36).
 */
import { deletePod, storeConditions } from './api-server.ts';
import { addCause } from './causes.ts';
import { at, PRIORITY } from './engine.ts';
import { emit, emitNode } from './event-recorder.ts';
import { tolerates } from './node-fit.ts';
import type { Condition, PodSpec } from './pod.ts';
import { list } from './read-pod.ts';
import { truncate, type NodeState, type PodLife } from './world.ts';

const UNREACHABLE = 'node.kubernetes.io/unreachable';
/** A node without a heartbeat for 50 s is seen by a poll every 5 s (1.32 and later; 40 s before). */
const LOST_AFTER_MS = 50_000;
const LOST_AFTER_OLD_MS = 40_000;
/** The taint that evicts follows the one that keeps new Pods away. */
const EVICTS_AFTER_MS = 100;
/** What admission lets Pods tolerate an unreachable node. */
const TOLERATED_MS = 300_000;

/** The kubelet of a node falls silent. */
export function silence(life: PodLife, node: NodeState, cause: number | undefined): void {
  const { engine, gates } = life.world,
    sinceMs = engine.nowMs;
  if (node.silentMs !== undefined) return;
  node.silentMs = sinceMs;
  if (life.node === node) life.kubelet = { ...life.kubelet, running: false };
  const afterMs = gates.minor >= 32 ? LOST_AFTER_MS : LOST_AFTER_OLD_MS;
  at(engine, sinceMs + afterMs, PRIORITY.writer, () => {
    if (node.silentMs !== sinceMs) return;
    lose(
      life,
      node,
      addCause(life, { text: `the node has not been heard of for ${afterMs / 1000} s`, because: [cause] }),
    );
  });
}

export const wasLost = (node: NodeState | undefined): boolean =>
  node?.taints.some((taint) => taint.key === UNREACHABLE) === true;

/** The node is heard of again: its taints go, and with them a deletion that has not come yet. */
export function markReachable(life: PodLife, node: NodeState, cause: number | undefined): void {
  const isEvicting = node.taints.some((taint) => taint.key === UNREACHABLE && taint.effect === 'NoExecute');
  node.silentMs = undefined;
  node.taints = node.taints.filter((taint) => taint.key !== UNREACHABLE);
  if (!isEvicting || life.node !== node || !life.api || life.api.meta.deletionMs !== undefined) return;
  if (toleratedMs(life.api.spec).limitMs < Infinity) tellOfEviction(life, 'Cancelling deletion of', cause);
}

function lose(life: PodLife, node: NodeState, cause: number | undefined): void {
  const { world, api: pod } = life;
  node.taints = [...node.taints, { key: UNREACHABLE, effect: 'NoSchedule' }];
  if (life.node !== node) return;
  const message = `Node ${node.name} status is now: NodeNotReady`;
  emitNode(life, { reason: 'NodeNotReady', message, source: 'node-controller' });
  if (!pod) return;
  const since = truncate(world, world.engine.nowMs);
  const conditions = pod.status.conditions.map((c): Condition =>
    c.type === 'Ready' && c.status === 'True' ? { ...c, status: 'False', since } : c,
  );
  storeConditions(life, pod, conditions, cause);
  emit(life, {
    type: 'Warning',
    reason: 'NodeNotReady',
    message: 'Node is not ready',
    source: 'node-controller',
    cause,
  });
  // With no node left the controller evicts nothing (full disruption).
  if (!world.cluster.nodes.every(wasLost)) planEviction(life, node, pod.spec, cause);
}

function planEviction(life: PodLife, node: NodeState, spec: PodSpec, because: number | undefined): void {
  const { engine } = life.world,
    taint = { key: UNREACHABLE, effect: 'NoExecute' },
    { limitMs, field } = toleratedMs(spec);
  at(engine, engine.nowMs + EVICTS_AFTER_MS, PRIORITY.writer, () => {
    if (node.silentMs === undefined) return;
    node.taints = [...node.taints, taint];
    if (limitMs === Infinity) return;
    at(engine, engine.nowMs + limitMs, PRIORITY.writer, () => {
      if (!node.taints.includes(taint)) return;
      evict(
        life,
        addCause(life, { text: `an unreachable node is tolerated for ${limitMs / 1000} s`, field, because: [because] }),
      );
    });
  });
}

/**
 * The shortest time that a matching toleration names; tolerations without a time hold for ever
 * (GetMinTolerationTime).
 */
function toleratedMs(spec: PodSpec): { readonly limitMs: number; readonly field: string } {
  let limitMs = Infinity,
    field = `${spec.path}.tolerations`,
    isTold = false;
  for (const [i, toleration] of list(spec.raw['tolerations']).entries()) {
    if (!tolerates(toleration, { key: UNREACHABLE, effect: 'NoExecute' })) continue;
    isTold = true;
    const seconds = toleration['tolerationSeconds'];
    if (typeof seconds !== 'number' || seconds * 1000 >= limitMs) continue;
    limitMs = Math.max(0, seconds * 1000);
    field = `${spec.path}.tolerations[${i}].tolerationSeconds`;
  }
  return { limitMs: isTold ? limitMs : TOLERATED_MS, field };
}

function evict(life: PodLife, cause: number | undefined): void {
  const { world, api: pod } = life;
  if (!pod || pod.meta.deletionMs !== undefined) return;
  tellOfEviction(life, 'Marking for deletion', cause);
  const target: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
    since: truncate(world, world.engine.nowMs),
  };
  storeConditions(life, pod, [...pod.status.conditions, target], cause);
  deletePod(life, { cause });
}

function tellOfEviction(life: PodLife, what: string, cause: number | undefined): void {
  const { namespace, name } = life.lastApi.meta;
  emit(life, {
    type: 'Normal',
    reason: 'TaintManagerEviction',
    message: `${what} Pod ${namespace}/${name}`,
    source: 'taint-eviction-controller',
    cause,
  });
}
