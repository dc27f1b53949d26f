/** A Pod as the simulator reads it: the fields that change what happens, defaulted and of the right types. */

export const PROBE_KINDS = ['startup', 'readiness', 'liveness'] as const;
export type ProbeKind = (typeof PROBE_KINDS)[number];
export type Role = 'init' | 'sidecar' | 'regular' | 'ephemeral';
export type RestartPolicy = 'Always' | 'OnFailure' | 'Never';

export type Handler =
  | { readonly kind: 'exec'; readonly command: readonly string[] }
  | {
      readonly kind: 'http';
      readonly path: string;
      readonly port: number | string;
      readonly host: string;
      readonly scheme: string;
    }
  | { readonly kind: 'tcp'; readonly port: number | string; readonly host: string }
  | { readonly kind: 'grpc'; readonly port: number; readonly service: string }
  | { readonly kind: 'sleep'; readonly seconds: number }
  | { readonly kind: 'none' };

export interface Probe {
  readonly handler: Handler;
  readonly initialDelaySeconds: number;
  readonly timeoutSeconds: number;
  readonly periodSeconds: number;
  readonly successThreshold: number;
  readonly failureThreshold: number;
  readonly terminationGracePeriodSeconds: number | undefined;
  /** Which of these the manifest does not say; causes name them as defaults. */
  readonly path: string;
}

export interface RestartRule {
  readonly action: string;
  readonly operator: string;
  readonly values: readonly number[];
}

export interface ContainerSpec {
  readonly name: string;
  readonly role: Role;
  /** `spec.containers[0]`, as in the manifest. */
  readonly path: string;
  /** `spec.containers{app}`, as events say it. */
  readonly eventPath: string;
  readonly image: string;
  readonly imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly restartPolicy: RestartPolicy | undefined;
  readonly restartRules: readonly RestartRule[];
  readonly probes: { readonly [kind in ProbeKind]: Probe | undefined };
  readonly postStart: Handler | undefined;
  readonly preStop: Handler | undefined;
  readonly ports: readonly {
    readonly name: string;
    readonly containerPort: number;
    readonly hostPort: number;
    readonly protocol: string;
    readonly hostIP: string;
  }[];
  readonly messagePolicy: 'File' | 'FallbackToLogsOnError';
  readonly memoryLimit: number | undefined;
  readonly raw: Readonly<Record<string, unknown>>;
}

export interface PodSpec {
  /** Where it stands in the manifest: `spec`, `spec.template.spec`. */
  readonly path: string;
  readonly restartPolicy: RestartPolicy;
  readonly terminationGracePeriodSeconds: number;
  readonly activeDeadlineSeconds: number | undefined;
  readonly hostNetwork: boolean;
  readonly nodeName: string;
  readonly init: readonly ContainerSpec[];
  readonly containers: readonly ContainerSpec[];
  readonly ephemeral: readonly ContainerSpec[];
  readonly readinessGates: readonly string[];
  readonly schedulingGates: readonly string[];
  readonly hasVolumes: boolean;
  readonly raw: Readonly<Record<string, unknown>>;
}

export interface PodMeta {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly generation: number;
  readonly finalizers: readonly string[];
  readonly deletionMs?: number;
  readonly deletionGraceSeconds?: number;
  readonly raw: Readonly<Record<string, unknown>>;
}

export type State =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message: string }
  | { readonly kind: 'running'; readonly startedAt: number }
  | {
      readonly kind: 'terminated';
      readonly exitCode: number;
      readonly reason: string;
      readonly message: string;
      /** None: the zero time. */
      readonly startedAt?: number;
      readonly finishedAt?: number;
    };

export interface ContainerStatus {
  readonly name: string;
  /** 0 where there is no instance. */
  readonly id: number;
  readonly ready: boolean;
  readonly started: boolean | undefined;
  readonly restartCount: number;
  readonly state: State;
  readonly last: Extract<State, { kind: 'terminated' }> | undefined;
}

export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly since: number;
}

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';

export interface PodStatus {
  readonly phase: Phase;
  readonly reason: string;
  readonly message: string;
  readonly startTime: number | undefined;
  readonly hasIP: boolean;
  readonly qosClass: string;
  readonly observedGeneration: number;
  readonly conditions: readonly Condition[];
  readonly init: readonly ContainerStatus[];
  readonly containers: readonly ContainerStatus[];
  readonly ephemeral: readonly ContainerStatus[];
}

/** What a status has of containers before there are any. */
export const NO_CONTAINERS = { conditions: [], init: [], containers: [], ephemeral: [] } as const;

/** One version of the Pod in the API; never changed, only replaced. */
export interface ApiPod {
  readonly meta: PodMeta;
  readonly spec: PodSpec;
  readonly status: PodStatus;
}

export const isTerminalPhase = (phase: Phase): boolean => phase === 'Succeeded' || phase === 'Failed';

/** Has somebody deleted it? */
export const isLeaving = ({ meta }: ApiPod): boolean => meta.deletionMs !== undefined;

/** `web_default(uid)`, as messages name a Pod. */
export const podFullName = (meta: PodMeta): string => `${meta.name}_${meta.namespace}(${meta.uid})`;

export const allContainers = (spec: PodSpec): readonly ContainerSpec[] => [
  ...spec.init,
  ...spec.containers,
  ...spec.ephemeral,
];

export const findContainer = ({ containers, init, ephemeral }: PodSpec, name: string): ContainerSpec | undefined =>
  [...containers, ...init, ...ephemeral].find((c) => c.name === name);

const SHORT = 8;

/** Finds by name; a long list gets an index first. */
export function byName<T extends { readonly name: string }>(list: readonly T[]): (name: string) => T | undefined {
  if (list.length <= SHORT) return (name) => list.find((item) => item.name === name);
  const index = new Map<string, T>();
  for (const item of list) if (!index.has(item.name)) index.set(item.name, item);
  return (name) => index.get(name);
}

/** What a status says of a regular container, an init container or a sidecar. */
export const statusOf = ({ containers, init }: PodStatus, name: string): ContainerStatus | undefined =>
  containers.find((shown) => shown.name === name) ?? init.find((shown) => shown.name === name);

/** The condition of a restart of all containers. */
export const ALL_RESTARTING = 'AllContainersRestarting';

/** Somebody else's condition that the kubelet sets too. */
export const DISRUPTION = 'DisruptionTarget';

export const isTrue = (status: PodStatus, type: string): boolean => findCondition(status, type)?.status === 'True';

export const findCondition = ({ conditions }: PodStatus, type: string): Condition | undefined =>
  conditions.find((condition) => condition.type === type);
