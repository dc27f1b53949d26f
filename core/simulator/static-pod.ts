/**
 * Static Pods and their mirrors in the API. Mirrors pkg/kubelet/pod/mirror_client.go and tryReconcileMirrorPods in
 * kubelet.go (1.36).
 */
import { deletePod, store } from './api-server.ts';
import { HOUSEKEEPING_MS } from './constants.ts';
import { after, at, fire, PRIORITY } from './engine.ts';
import type { ApiPod } from './pod.ts';
import { slowTick, updatePod } from './pod-worker.ts';
import { text } from './read-pod.ts';
import type { PodLife } from './world.ts';

/** From the file to the mirror's first appearance, and from a new mirror to its status, as recorded on a small node. */
const MIRROR_MS = 15;
const MIRROR_STATUS_MS = 1_280;

export function isStaticPod(annotations: Readonly<Record<string, unknown>>): boolean {
  const source = text(annotations['kubernetes.io/config.source']);
  return source === 'file' || source === 'http';
}

/** The kubelet has read the file: the Pod runs without the API, which gets a mirror of it. */
export function beginStatic(life: PodLife, cause: number | undefined): void {
  const { world } = life;
  life.seen = life.lastApi;
  updatePod(life, { pod: life.lastApi, cause });
  after(world.engine, Math.min(MIRROR_MS, 3 * world.timing.api), PRIORITY.writer, () =>
    mirror(life, life.lastApi, cause),
  );
}

function mirror(life: PodLife, pod: ApiPod, cause: number | undefined): void {
  store(life, pod, cause);
  fire(life.world.engine, life.statuses.wake);
}

/** Somebody deletes the mirror: the kubelet finishes that and makes a new one, the containers do not notice. */
export function deleteMirror(life: PodLife, graceSeconds: number | undefined, cause: number | undefined): void {
  const { engine, timing } = life.world;
  if (!life.api) return;
  deletePod(life, { graceSeconds, cause });
  after(engine, timing.watch, PRIORITY.writer, () => {
    deletePod(life, { graceSeconds: 0, cause });
    if (life.worker.terminating) return;
    after(engine, timing.api, PRIORITY.writer, () => remake(life, cause));
  });
}

function remake(life: PodLife, cause: number | undefined): void {
  const { engine, timing } = life.world,
    fresh = life.seen;
  if (!fresh || life.worker.terminating) return;
  const delayMs = timing.tick === 0 ? 0 : MIRROR_STATUS_MS;
  store(life, fresh, cause);
  after(engine, delayMs, PRIORITY.writer, () => {
    life.statuses.written = Math.min(life.statuses.written, life.statuses.version - 1);
    fire(engine, life.statuses.wake);
  });
}

/** The file is gone: the Pod ends, and the housekeeping removes the mirror. */
export function removeStatic(life: PodLife, cause: number | undefined): void {
  const { engine } = life.world;
  if (life.seen) updatePod(life, { pod: life.seen, cause }, {});
  at(engine, slowTick(life.world, HOUSEKEEPING_MS), PRIORITY.queue, function sweep() {
    if (life.worker.finished) return deletePod(life, { graceSeconds: 0, cause });
    after(engine, HOUSEKEEPING_MS, PRIORITY.queue, sweep);
  });
}
