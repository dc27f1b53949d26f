/** Does the node take the Pod? Mirrors pkg/kubelet/lifecycle/predicate.go (1.36). */
import { setPodStatus } from './status-manager.ts';
import type { ApiPod } from './pod.ts';
import { warn } from './event-recorder.ts';
import { rejection } from './node-fit.ts';
import type { PodLife } from './world.ts';

/** False: the Pod has failed on this node for good. */
export function admit(life: PodLife, pod: ApiPod): boolean {
  const refused = rejection(life, pod);
  if (!refused) return true;
  const { reason, message } = refused;
  warn(life, undefined, reason, message, refused.cause);
  setPodStatus(life, pod, {
    ...pod.status,
    phase: 'Failed',
    reason,
    message: `Pod was rejected: ${message}`,
    observedGeneration: pod.meta.generation,
    conditions: [],
    init: [],
    containers: [],
    ephemeral: [],
  });
  return false;
}
