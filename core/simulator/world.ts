/**
 * The whole state of a run: one small cluster, its Pods with what a kubelet remembers of each, and the log that the
 * Timeline is drawn from.
 */
import type { ProgramInstance } from '../behaviour/program.ts';
import type { ImageBehaviour, Scenario } from '../behaviour/scenario.ts';
import type { ResolvedContainer } from '../behaviour/resolve.ts';
import type { BackOffs, BackOffLimits } from './back-off.ts';
import type { Clock, Signal } from './engine.ts';
import type { EventSink } from './event-sink.ts';
import type { Log } from './log.ts';
import type { ApiPod, ContainerSpec, PodStatus, ProbeKind } from './pod.ts';
import type { Random } from './prng.ts';
import type { Mark, Cause } from './timeline.ts';
import type { Placing } from './placing.ts';
import type { Timing } from './timing.ts';

export interface Gates {
  /** Minor version of Kubernetes, 36 for 1.36. */
  readonly minor: number;
  readonly enabled: (gate: string) => boolean;
}

/** What all Pods of a run share: the clock, the settings, the cluster. */
export interface World extends Clock {
  readonly timing: Timing;
  readonly gates: Gates;
  readonly scenario: Scenario;
  readonly withCauses: boolean;
  readonly horizonMs: number;
  /** Wall clock of the Pod's creation, in milliseconds since 1970. */
  readonly createdAtMs: number;
  readonly cluster: Cluster;
  readonly causes: Cause[];
  readonly log: Log;
  readonly workerJitter: Random;
  readonly probeJitter: Random;
  /** Digits of the ids that the runtime gives to commands. */
  readonly execIds: Random;
  readonly crashLimits: BackOffLimits;
}

export interface Cluster {
  readonly nodes: NodeState[];
  /** ConfigMaps, Secrets, claims …, by `Kind/name`. */
  readonly objects: Map<string, Readonly<Record<string, unknown>>>;
  /** Objects of the workspace that the Scenario says are missing: an action may create them. */
  readonly absent: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly missing: Set<string>;
  /** Images of the node: present ones and scripts of the others. */
  readonly images: Map<string, ImageState>;
  /** Queue of the serialized image puller: when it is free again. */
  pullerFreeMs: number;
}

export interface NodeState {
  readonly name: string;
  allocatable: Readonly<Record<string, number>>;
  labels: Readonly<Record<string, string>>;
  taints: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  unschedulable: boolean;
  /** Since when its kubelet has not been heard of. */
  silentMs?: number | undefined;
  /** Nobody has told of it: it has the labels, the company and the devices that a Pod asks of its node. */
  readonly isAssumed?: boolean;
}

export interface ImageState {
  behaviour: ImageBehaviour;
  present: boolean;
  pulls: number;
}

export interface Sandbox {
  readonly id: number;
  readonly attempt: number;
  ready: boolean;
  readonly hostNetwork: boolean;
}

/** One run of a container (a container of the runtime). */
export interface Instance {
  readonly id: number;
  readonly name: string;
  readonly sandbox: number;
  readonly image: string;
  readonly restartCount: number;
  readonly number: number;
  startedAt: number;
  finishedAt: number;
  state: 'created' | 'running' | 'exited';
  exitCode: number;
  reason: string;
  message: string;
  program?: ProgramInstance | undefined;
  /** Token of the wake-up that counts. */
  wakeTurn: number;
  readonly ended: Signal;
  readonly execs: Map<number, ExecWait>;
  tail: string[];
  exitCause?: number | undefined;
  /** Why it was started. */
  startCause?: number | undefined;
}

export interface ExecWait {
  readonly done: Signal;
  exitCode: number;
  output: string;
  finished: boolean;
}

export interface InstanceView {
  readonly id: number;
  readonly name: string;
  readonly sandbox: number;
  readonly image: string;
  readonly restartCount: number;
  readonly number: number;
  readonly state: 'created' | 'running' | 'exited';
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly exitCode: number;
  readonly reason: string;
  readonly message: string;
  readonly exitCause?: number | undefined;
}

/** What the kubelet's cache says of the runtime (kubecontainer.PodStatus); newest first. */
export interface RuntimeStatus {
  readonly hasIP: boolean;
  readonly sandboxes: readonly {
    readonly id: number;
    readonly ready: boolean;
    readonly attempt: number;
    readonly hostNetwork: boolean;
  }[];
  readonly containers: readonly InstanceView[];
  /** The same by the container's name. */
  readonly byName: ReadonlyMap<string, readonly InstanceView[]>;
}

export type ProbeResult = 'success' | 'failure' | 'unknown';

export interface ProbeWorker {
  readonly kind: ProbeKind;
  readonly container: ContainerSpec;
  id: number;
  last?: ProbeResult;
  run: number;
  onHold: boolean;
  stopped: boolean;
  triggered: boolean;
  /** Causes that all its answers have: the numbers of the manifest. */
  readonly because: { readonly [threshold in 'period' | 'success' | 'failure']: number | undefined };
  /** Of the probe's lane. */
  readonly marks: Mark[];
  readonly wake: Signal;
}

export type ProbeWorkers = { [kind in ProbeKind]?: ProbeWorker };

/** Something that probes ask for: what an answer takes at least, and how many wait for one. */
export interface ProbeTarget {
  readonly takesMs: number;
  waiting: number;
}

export type WorkType = 'sync' | 'terminating' | 'terminated';

export interface Update {
  readonly pod: ApiPod;
  readonly cause: number | undefined;
  /** The grace period that the worker has worked out; a Pod that a sync found to be over keeps its own. */
  readonly graceSeconds?: number;
}

export interface Worker {
  pending?: Update | undefined;
  readonly wake: Signal;
  readonly cancel: Signal;
  cancelled: boolean;
  /** The context in which the probes run has ended: commands get no answer any more. */
  contextEnded: boolean;
  started: boolean;
  terminating: boolean;
  terminated: boolean;
  /** When the last container was gone. */
  terminatedAtMs: number;
  finished: boolean;
  deleted: boolean;
  /** The workers of its probes are made. */
  hasProbes: boolean;
  evicted?: { readonly reason: string; readonly message: string; readonly disruption: boolean } | undefined;
  grace: number;
  lastSyncMs: number;
  dueTurn: number;
}

export interface StatusManager {
  cached?: PodStatus | undefined;
  version: number;
  written: number;
  finished: boolean;
  /** A status that the writer has read already when a newer one came. */
  pinned?: { readonly cached: PodStatus; readonly version: number } | undefined;
  /** A comparison with the API is planned. */
  reconciling: boolean;
  readonly wake: Signal;
}

/** A sandbox or a container, as a list of the runtime names its state. */
export type ListedState = 'unknown' | 'running' | 'exited';

/** What the kubelet has seen of the runtime, and when. */
export interface Pleg {
  record: ReadonlyMap<number, ListedState>;
  scheduledMs: number;
  status: RuntimeStatus;
  observed: number;
  /** Syncs in a row at one instant. */
  hurry: number;
  readonly changed: Signal;
}

/** Who is told of changes: the runtime and the API server do not know who looks at them. */
export interface Listeners {
  readonly runtimeChanged: (life: PodLife) => void;
  readonly podChanged: (life: PodLife, pod: ApiPod | undefined, cause: number | undefined) => void;
  /** Something may let a Pod in that the scheduler has found no place for. */
  readonly worthATry: (life: PodLife) => void;
}

/** One Pod: what its kubelet remembers of it, and the world, which it shares with all others. */
export interface PodLife extends World {
  readonly listeners: Listeners;
  node: NodeState | undefined;
  /** The object in the API; undefined once it is gone. */
  api?: ApiPod | undefined;
  /** The Pod as the kubelet's pod manager knows it. */
  seen?: ApiPod | undefined;
  /** The last version that the API held, for reports. */
  lastApi: ApiPod;
  readonly sandboxes: Sandbox[];
  readonly instances: Instance[];
  nextId: number;
  readonly starts: Map<string, number>;
  readonly restartCounts: Map<string, number>;
  readonly shared: Map<string, unknown>;
  readonly behaviours: Map<string, ResolvedContainer>;
  /** Finds the behaviour of a container, also of one that was added later. */
  readonly behaviourOf: (container: ContainerSpec) => ResolvedContainer;
  sandboxTries: number;
  readonly pleg: Pleg;
  worker: Worker;
  statuses: StatusManager;
  readonly reasons: Map<string, { readonly reason: string; readonly message: string }>;
  backOffs: BackOffs;
  imageBackOffs: BackOffs;
  readonly pullErrors: Map<string, string>;
  /** The workers of each container by its name. */
  readonly probes: Map<string, ProbeWorkers>;
  /** What probes and commands ask for, by address or words. */
  readonly targets: Map<string, ProbeTarget>;
  readonly results: { readonly [kind in ProbeKind]: Map<number, ProbeResult> };
  /** Why the last failing result was published, per instance and kind. */
  readonly resultCauses: Map<string, number | undefined>;
  readonly volumes: { mounted: boolean; failing: boolean; readonly done: Signal };
  readonly events: EventSink;
  readonly kubelet: { running: boolean; startedMs: number; isBooting: boolean };
  isStatic: boolean;
  readonly placing: Placing;
  /** The deadline that is being watched. */
  deadline?: number;
  lastCause?: number | undefined;
}

/**
 * Milliseconds of the Pod (now), truncated to a whole second of the clock on the wall, which the Pod's creation need
 * not hit.
 */
export const truncate = ({ createdAtMs, now }: World, ms = now()): number =>
  Math.floor((ms + createdAtMs) / 1000) * 1000 - createdAtMs;

/** The Pod's status as its kubelet knows it: its own, or the one that came with the Pod. */
export const knownStatus = ({ statuses }: PodLife, pod: ApiPod): PodStatus => statuses.cached ?? pod.status;

export const findInstance = ({ instances }: PodLife, id: number): Instance | undefined =>
  instances.find((instance) => instance.id === id);
