/** What somebody does to a node or its kubelet: stops and returns, cordons and drains, restarts. */
import { finish, isRunning } from './instance.ts';
import type { Action } from '../behaviour/scenario.ts';
import { after, PRIORITY_QUEUE } from './engine.ts';
import { evictThroughApi } from './eviction.ts';
import { startKubelet } from './kubelet-start.ts';
import { stopKubelet } from './kubelet-stop.ts';
import { markReachable, silence } from './node-loss.ts';
import { changeNode, leaveNode, removeNeighbours } from './node-changes.ts';
import type { NodeState, PodLife } from './world.ts';

export function actOnNode(life: PodLife, action: Extract<Action, { do: 'node' }>, cause: number | undefined): void {
  const node = life.cluster.nodes.find((n) => action.name === undefined || n.name === action.name);
  if (!node) return;
  switch (action.change) {
    case 'stops':
      silence(life, node, cause);
      if (life.node === node) loseProcesses(life, cause);
      return;
    case 'returns':
      return returns(life, node, cause);
    case 'cordon':
    case 'uncordon':
      return changeNode(life, node, { unschedulable: action.change === 'cordon' }, cause);
    case 'drain':
      changeNode(life, node, { unschedulable: true }, cause);
      if (life.node === node) evictThroughApi(life, undefined, cause);
      return removeNeighbours(life, node);
    case 'leaves':
      return leaveNode(life, node, cause);
  }
}

/** The containers of a stopped kubelet run on. */
export function changeKubelet(life: PodLife, change: 'restarts' | 'stops' | 'starts', cause: number | undefined): void {
  const node = life.node ?? life.cluster.nodes[0];
  if (change === 'stops' && node) return silence(life, node, cause);
  if (!life.node) return node && returns(life, node, cause);
  if (change === 'restarts') stopKubelet(life);
  startKubelet(life, cause);
}

/** What containerd says of a task that it does not find again after a reboot (its cri/server/restart.go). */
const UNKNOWN_EXIT = { exitCode: 255, reason: 'Unknown' } as const;

/** A machine that stops takes its processes along; nobody sees that before it is back. */
function loseProcesses(life: PodLife, cause: number | undefined): void {
  for (const sandbox of life.sandboxes) sandbox.ready = false;
  for (const instance of life.instances) {
    if (!isRunning(instance)) continue;
    instance.program = undefined;
    finish(life, instance, { ...UNKNOWN_EXIT, message: '', exitCause: cause });
  }
}

function returns(life: PodLife, node: NodeState, cause: number | undefined): void {
  const { silentMs } = node;
  if (silentMs === undefined) return;
  if (life.node === node) {
    for (const instance of life.instances)
      if (instance.reason === UNKNOWN_EXIT.reason && instance.finishedAt === silentMs) instance.finishedAt = life.now();
    return startKubelet(life, cause);
  }
  after(life, life.timing.boot, PRIORITY_QUEUE, () => markReachable(life, node, cause));
}
