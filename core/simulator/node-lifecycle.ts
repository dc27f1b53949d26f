/** Nodes that vanish and return, cordons and drains, kubelets that restart. Mirrors pkg/controller/nodelifecycle and the kubelet's start (1.36). */
import type { Action } from '../behaviour/scenario.ts';
import { deletePod, store } from './api-server.ts';
import { addCause } from './causes.ts';
import { at, fire, PRIORITY } from './engine.ts';
import { emit, emitNode } from './event-recorder.ts';
import { forgetEvents } from './event-sink.ts';
import { relist } from './pleg.ts';
import type { Condition } from './pod.ts';
import { updatePod } from './pod-worker.ts';
import { trySchedule } from './scheduler.ts';
import { truncate, type PodLife } from './world.ts';

/** A node without a heartbeat for 50 s is seen by a poll every 5 s (1.32 and later; 40 s before). */
const LOST_AFTER_MS = 50_000;
const LOST_AFTER_OLD_MS = 40_000;
/** Default toleration of unreachable nodes. */
const TOLERATED_MS = 300_000;

export function changeNode(life: PodLife, action: Extract<Action, { do: 'node' }>, cause: number | undefined): void {
  const node = life.world.cluster.nodes.find((n) => action.name === undefined || n.name === action.name);
  if (!node) return;
  switch (action.change) {
    case 'stops':
      if (life.node === node) stop(life, cause);
      return;
    case 'returns':
      if (life.node === node) start(life, cause);
      return;
    case 'cordon':
      node.unschedulable = true;
      return;
    case 'drain':
      node.unschedulable = true;
      if (life.node === node) deletePod(life, { cause });
      return;
  }
}

export function changeKubelet(life: PodLife, change: 'restarts' | 'stops' | 'starts', cause: number | undefined): void {
  if (change === 'stops') return stop(life, cause);
  if (change === 'restarts') life.kubelet = { ...life.kubelet, running: false };
  start(life, cause);
}

/** The containers of a stopped kubelet run on; the control plane notices after a while. */
function stop(life: PodLife, cause: number | undefined): void {
  const { world } = life,
    { engine } = world;
  if (!life.kubelet.running) return;
  life.kubelet = { ...life.kubelet, running: false };
  const sinceMs = engine.nowMs;
  at(engine, sinceMs + (world.gates.minor >= 32 ? LOST_AFTER_MS : LOST_AFTER_OLD_MS), PRIORITY.writer, () => {
    if (life.kubelet.running || life.kubelet.startedMs > sinceMs) return;
    lose(life, cause);
  });
}

function lose(life: PodLife, cause: number | undefined): void {
  const pod = life.api,
    { world } = life;
  life.kubelet = { ...life.kubelet, isLost: true };
  emitNode(life, {
    reason: 'NodeNotReady',
    message: `Node ${life.node?.name ?? 'node'} status is now: NodeNotReady`,
    source: 'node-controller',
  });
  if (!pod) return;
  const why = addCause(life, { text: 'the node has not been heard of for 50 s', because: [cause] });
  const now = truncate(world, world.engine.nowMs);
  const conditions = pod.status.conditions.map((c) =>
    c.type === 'Ready' && c.status === 'True' ? { ...c, status: 'False' as const, since: now } : c,
  );
  store(life, { ...pod, status: { ...pod.status, conditions } }, why);
  emit(life, {
    type: 'Warning',
    reason: 'NodeNotReady',
    message: 'Node is not ready',
    source: 'node-controller',
    cause: why,
  });
  // With no node left the controller evicts nothing (full disruption).
  if (world.cluster.nodes.length < 2) return;
  at(world.engine, world.engine.nowMs + TOLERATED_MS, PRIORITY.writer, () => evictFromLost(life, why));
}

/** The taint of an unreachable node is tolerated for a while only. Mirrors pkg/controller/tainteviction (1.36). */
function evictFromLost(life: PodLife, cause: number | undefined): void {
  const { world, api: pod } = life;
  if (life.kubelet.running || !pod || pod.meta.deletionMs !== undefined) return;
  const { namespace, name } = pod.meta;
  emit(life, {
    type: 'Normal',
    reason: 'TaintManagerEviction',
    message: `Marking for deletion Pod ${namespace}/${name}`,
    source: 'taint-eviction-controller',
    cause,
  });
  const target: Condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByTaintManager',
    message: 'Taint manager: deleting due to NoExecute taint',
    since: truncate(world, world.engine.nowMs),
  };
  store(life, { ...pod, status: { ...pod.status, conditions: [...pod.status.conditions, target] } }, cause);
  deletePod(life, { cause });
}

/** A kubelet that starts knows the containers from the runtime, but no back-off, no results of probes and no counts of events. */
function start(life: PodLife, cause: number | undefined): void {
  const { world } = life,
    { engine, timing } = world;
  if (life.kubelet.running || life.kubelet.isBooting) return;
  life.kubelet = { ...life.kubelet, isBooting: true };
  at(engine, engine.nowMs + timing.boot, PRIORITY.queue, () => {
    life.kubelet = { ...life.kubelet, startedMs: engine.nowMs };
    forgetEvents(life.events);
    tellOfNode(life);
  });
  at(engine, engine.nowMs + timing.boot + timing.bootPods, PRIORITY.queue, () => resumePods(life, cause));
}

function tellOfNode(life: PodLife): void {
  const node = life.node?.name ?? 'node',
    status = (reason: string): void =>
      emitNode(life, { reason, message: `Node ${node} status is now: ${reason}`, source: 'kubelet' });
  emitNode(life, { reason: 'Starting', message: 'Starting kubelet.', source: 'kubelet' });
  emitNode(life, {
    reason: 'NodeAllocatableEnforced',
    message: 'Updated Node Allocatable limit across pods',
    source: 'kubelet',
  });
  for (const reason of ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID']) status(reason);
  if (life.kubelet.isLost) status('NodeReady');
}

function resumePods(life: PodLife, cause: number | undefined): void {
  const { engine } = life.world;
  life.kubelet = { running: true, startedMs: life.kubelet.startedMs, isBooting: false, isLost: false };
  life.backOffs = new Map();
  life.imageBackOffs = new Map();
  life.reasons.clear();
  for (const results of Object.values(life.results)) results.clear();
  for (const worker of [...life.probes.values()].flatMap((workers) => Object.values(workers))) {
    worker.stopped = true;
    fire(engine, worker.wake);
  }
  life.probes.clear();
  life.statuses.cached = undefined;
  relist(life);
  if (!life.isStatic) life.seen = life.api;
  if (life.seen && life.node) updatePod(life, { pod: life.seen, cause });
  fire(engine, life.worker.wake);
  fire(engine, life.statuses.wake);
  trySchedule(life, 0);
}
