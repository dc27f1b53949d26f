/** Whether the kubelet takes a Pod of its node. */
import { takesAnybody } from './node-resources.ts';
import type { ApiPod } from './pod.ts';
import { turnsDown } from './turn-down.ts';
import type { PodLife } from './world.ts';

/** False: the Pod has failed on this node for good. */
export const admit = (life: PodLife, pod: ApiPod): boolean =>
  !life.node || takesAnybody(life, life.node, pod.spec) || !turnsDown(life, life.node, pod);
