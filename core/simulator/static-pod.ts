/** Static Pods and their mirrors in the API. Mirrors pkg/kubelet/pod/mirror_client.go and tryReconcileMirrorPods in kubelet.go (1.36). */
import { store } from './api-server.ts';
import { at, PRIORITY } from './engine.ts';
import type { PodLife } from './world.ts';

/** A deleted mirror comes back about a second later; the containers do not notice. */
export function syncMirror(life: PodLife, cause: number | undefined): void {
  const pod = life.api, { engine } = life.world;
  if (!pod) return;
  const status = pod.status;
  store(life, undefined, cause);
  at(engine, engine.nowMs + 1300, PRIORITY.writer, () => { if (life.kubelet.running) store(life, { ...pod, status }, cause); });
}
