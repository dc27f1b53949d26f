/** A node's own object: made, changed and deleted, with all who watch it: scheduler, taint manager, node controller. */
import { sameJson } from '../kube/json.ts';
import type { NodeFacts } from '../behaviour/scenario.ts';
import { deletePod, storeDisruption } from './api-server.ts';
import { addCause } from './causes.ts';
import { POD_GC_MS, QUARANTINE_MS } from './constants.ts';
import { after, at, PRIORITY_WRITER } from './engine.ts';
import { neighbours } from './neighbours.ts';
import { CORDON, createNode } from './node-state.ts';
import { slowTick } from './pod-worker.ts';
import { isTerminalPhase, type ApiPod } from './pod.ts';
import { tellScheduler, removePod } from './scheduling-hints.ts';
import { judgeTaints } from './taint-eviction.ts';
import type { NodeState, PodLife } from './world.ts';

type NodeChange = Partial<Pick<NodeState, 'allocatable' | 'labels' | 'taints' | 'unschedulable'>>;

export function changeNode(life: PodLife, node: NodeState, change: NodeChange, cause: number | undefined): void {
  const { timing } = life,
    before = { ...node };
  Object.assign(node, change);
  tellScheduler(life, { of: 'node', before, after: node });
  if (life.node === node && !sameJson(before.taints, node.taints)) judgeTaints(life, cause);
  // The node controller keeps a taint beside the mark.
  if (node.unschedulable === node.taints.some(isCordon)) return;
  after(life, timing.api + timing.watch, PRIORITY_WRITER, () => {
    const others = node.taints.filter((taint) => !isCordon(taint)),
      taints = node.unschedulable ? [...others, CORDON] : others;
    if (taints.length !== node.taints.length) changeNode(life, node, { taints }, cause);
  });
}

const isCordon = ({ key, effect }: NodeState['taints'][number]): boolean =>
  key === CORDON.key && effect === CORDON.effect;

export function joinNode(life: PodLife, facts: NodeFacts): void {
  const { nodes } = life.cluster,
    node = createNode(facts);
  if (nodes.some(({ name }) => name === node.name)) return;
  nodes.push(node);
  tellScheduler(life, { of: 'node', before: undefined, after: node });
}

/** The object of a node is deleted: its kubelet has nothing to report to, its Pods are collected after a while. */
export function leaveNode(life: PodLife, node: NodeState, cause: number | undefined): void {
  const { nodes } = life.cluster;
  nodes.splice(nodes.indexOf(node), 1);
  tellScheduler(life, { of: 'node', before: node, after: undefined });
  collectPods(life, node, cause);
}

/** The collector of Pods finds those whose node does not exist, twice with a pause between. */
export function collectPods(life: PodLife, node: NodeState, because: number | undefined): void {
  const { cluster } = life;
  at(life, slowTick(life, POD_GC_MS) + QUARANTINE_MS, PRIORITY_WRITER, () => {
    const { api: pod } = life;
    if (cluster.nodes.some(({ name }) => name === node.name)) return;
    removeNeighbours(life, node);
    if (!pod || life.node !== node) return;
    const cause = addCause(life, 'the node of the Pod does not exist', undefined, [because]);
    const failed: ApiPod = { ...pod, status: { ...pod.status, phase: 'Failed' } };
    if (!isTerminalPhase(pod.status.phase))
      storeDisruption(life, failed, 'DeletionByPodGC', 'PodGC: node no longer exists', cause);
    deletePod(life, 0, cause);
  });
}

/** The other Pods of a node go. */
export function removeNeighbours(life: PodLife, node: NodeState): void {
  for (const neighbour of neighbours(life)) if (neighbour.spec.nodeName === node.name) removePod(life, neighbour);
}
