/** What a sync of a Pod is going to do. */
import type { ContainerSpec } from './pod.ts';
import type { InstanceView } from './world.ts';

export type KillReason = 'liveness' | 'startup' | 'changed' | 'postStart' | 'pod' | 'reset';

/** The kubelet's words for why a container is killed. */
export const killMessage = (what: string, { name }: ContainerSpec, reason: KillReason): string =>
  `${what} ${name} ${reason === 'changed' ? 'definition changed' : `failed ${reason} probe`}`;

export interface Kill {
  readonly view: InstanceView;
  readonly container: ContainerSpec;
  readonly message: string;
  readonly reason: KillReason;
}

export interface Reset {
  readonly view: InstanceView;
  readonly container: ContainerSpec;
  readonly kill: boolean;
}

export interface PodActions {
  killPod: boolean;
  createSandbox: boolean;
  hadSandbox: boolean;
  attempt: number;
  ephemeral: ContainerSpec[];
  init: ContainerSpec[];
  start: ContainerSpec[];
  kill: Kill[];
  reset: Reset[];
}
