/**
 * Static Pods and their mirrors in the API. Mirrors pkg/kubelet/pod/mirror_client.go and tryReconcileMirrorPods in
 * kubelet.go (1.36).
 */
import { deletePod, store } from './api-server.ts';
import { HOUSEKEEPING_MS } from './constants.ts';
import { after, at, fire, PRIORITY_QUEUE, PRIORITY_WRITER } from './engine.ts';
import { slowTick, updatePod } from './pod-worker.ts';
import type { PodLife } from './world.ts';

/** From the file to the mirror's first appearance, and from a new mirror to its status, as recorded on a small node. */
const MIRROR_MS = 15;
const MIRROR_STATUS_MS = 1_280;

/** The kubelet has read the file: the Pod runs without the API, which gets a mirror of it. */
export function beginStatic(life: PodLife, cause: number | undefined): void {
  life.seen = life.lastApi;
  updatePod(life, { pod: life.lastApi, cause });
  after(life, Math.min(MIRROR_MS, 3 * life.timing.api), PRIORITY_WRITER, () => {
    store(life, life.lastApi, cause);
    fire(life, life.statuses.wake);
  });
}

/** Somebody deletes the mirror: the kubelet finishes that and makes a new one, the containers do not notice. */
export function deleteMirror(life: PodLife, graceSeconds: number | undefined, cause: number | undefined): void {
  const { timing } = life;
  if (!life.api) return;
  deletePod(life, graceSeconds, cause);
  after(life, timing.watch, PRIORITY_WRITER, () => {
    deletePod(life, 0, cause);
    if (life.worker.terminating) return;
    after(life, timing.api, PRIORITY_WRITER, () => remake(life, cause));
  });
}

function remake(life: PodLife, cause: number | undefined): void {
  const { timing } = life,
    fresh = life.seen;
  if (!fresh || life.worker.terminating) return;
  const delayMs = timing.tick === 0 ? 0 : MIRROR_STATUS_MS;
  store(life, fresh, cause);
  after(life, delayMs, PRIORITY_WRITER, () => {
    life.statuses.written = Math.min(life.statuses.written, life.statuses.version - 1);
    fire(life, life.statuses.wake);
  });
}

/** The file is gone: the Pod ends, and the housekeeping removes the mirror. */
export function removeStatic(life: PodLife, cause: number | undefined): void {
  if (life.seen) updatePod(life, { pod: life.seen, cause }, {});
  at(life, slowTick(life, HOUSEKEEPING_MS), PRIORITY_QUEUE, function sweep() {
    if (life.worker.finished) return deletePod(life, 0, cause);
    after(life, HOUSEKEEPING_MS, PRIORITY_QUEUE, sweep);
  });
}
