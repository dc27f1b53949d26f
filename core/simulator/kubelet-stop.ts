/** The end of a kubelet: whatever it was at is left as it is. Containers run on, and so do the commands in them. */
import type { PodLife } from './world.ts';

export function stopKubelet(life: PodLife): void {
  life.kubelet.running = false;
  life.engine.epoch++;
  life.worker.dueTurn++;
  life.volumes.mounted = life.volumes.failing = false;
}
