/**
 * The start of a kubelet: it knows the containers from the runtime, but no back-off, no results of probes and no
 * counts of events.
 */
import { beginWork } from './worker-loop.ts';
import { admit } from './admission.ts';
import { freshStatuses, freshWorker } from './create-life.ts';
import { after, PRIORITY_QUEUE } from './engine.ts';
import { emitNode } from './event-recorder.ts';
import { markReachable, wasLost } from './node-loss.ts';
import { relist } from './pleg.ts';
import { stopKubelet } from './kubelet-stop.ts';
import { isTerminalPhase, isLeaving } from './pod.ts';
import { updatePod } from './pod-worker.ts';
import type { PodLife } from './world.ts';

/** Boots, says so, then looks after its Pod. */
export function startKubelet(life: PodLife, cause: number | undefined): void {
  const { timing } = life;
  if (life.kubelet.running || life.kubelet.isBooting) return;
  life.kubelet.isBooting = true;
  after(life, timing.boot, PRIORITY_QUEUE, () => {
    life.kubelet.startedMs = life.now();
    life.events.correlator.clear();
    tellOfNode(life);
    if (life.node) markReachable(life, life.node, cause);
  });
  after(life, timing.boot + timing.bootPods, PRIORITY_QUEUE, () => resumePods(life, cause));
}

function tellOfNode(life: PodLife): void {
  const tellOf = (reason: string, message = `Node ${life.node?.name ?? 'node'} status is now: ${reason}`): void =>
    emitNode(life, { reason, message, source: 'kubelet' });
  tellOf('Starting', 'Starting kubelet.');
  tellOf('NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods');
  for (const reason of ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID']) tellOf(reason);
  if (wasLost(life.node)) tellOf('NodeReady');
}

function resumePods(life: PodLife, cause: number | undefined): void {
  const { cluster } = life;
  stopKubelet(life);
  life.kubelet.running = true;
  life.kubelet.isBooting = false;
  life.backOffs = life.imageBackOffs = new Map();
  life.reasons.clear();
  for (const results of Object.values(life.results)) results.clear();
  for (const target of life.targets.values()) target.waiting = 0;
  life.probes.clear();
  life.worker = freshWorker();
  life.statuses = freshStatuses();
  cluster.pullerFreeMs = life.now();
  beginWork(life);
  relist(life);
  if (!life.isStatic) life.seen = life.api;
  const pod = life.seen;
  if (!pod || !life.node) return;
  // It looks at every Pod anew: what it took then it may turn down now.
  const isOver = isLeaving(pod) || isTerminalPhase(pod.status.phase);
  if (isOver || life.isStatic || admit(life, pod)) updatePod(life, { pod, cause });
}
