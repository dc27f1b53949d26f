/**
 * The kubelet's garbage collection of containers, once a minute. Mirrors pkg/kubelet/kuberuntime/kuberuntime_gc.go
 * (1.36).
 * It is only seen while a container is made but does not run yet (then it counts as the dead one that is kept) and
 * where a deleted
 * Pod has just stopped (then nothing is kept).
 */
import { slowTick } from './pod-worker.ts';
import { CONTAINER_GC_MS, DEAD_CONTAINERS_KEPT } from './constants.ts';
import { at, PRIORITY_QUEUE } from './engine.ts';
import { removeContainer } from './instance.ts';
import type { PodLife } from './world.ts';

/** Plans a collection if one falls before `untilMs`. */
export function collectDuring(life: PodLife, untilMs: number): void {
  // A turn of this very instant counts.
  const next = slowTick(life, CONTAINER_GC_MS, life.now() - 2 ** -16);
  if (next < untilMs && life.timing.tick > 0) at(life, next, PRIORITY_QUEUE, () => collect(life));
}

function collect(life: PodLife): void {
  if (!life.kubelet.running) return;
  if (life.worker.deleted && life.worker.terminated) {
    for (const instance of [...life.instances]) removeContainer(life, instance.id);
    life.sandboxes.length = 0;
    return;
  }
  for (const name of new Set(life.instances.map((i) => i.name))) {
    const idle = life.instances.filter((i) => i.name === name && i.state !== 'running');
    for (const instance of idle.slice(DEAD_CONTAINERS_KEPT)) removeContainer(life, instance.id);
  }
}
