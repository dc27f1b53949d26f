/**
 * The plain Scenario: what containers and their surroundings do, without YAML. `core/model` reads it from a document,
 * the panel's form edits it.
 */

/** Durations are integer milliseconds. */
export interface Scenario {
  readonly name?: string;
  readonly target?: { readonly file?: string; readonly kind?: string; readonly name?: string };
  readonly kubernetesVersion?: string;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly horizonMs?: number;
  readonly timing?: 'ideal' | 'typical' | Readonly<Record<string, number>>;
  readonly jitter?: Jitter;
  readonly images?: readonly ImageBehaviour[];
  readonly containers?: readonly ContainerBehaviour[];
  readonly cluster?: ClusterFacts;
  /** Making the Pod's sandbox fails or takes long. */
  readonly sandbox?: { readonly error?: string; readonly times?: number; readonly takesMs?: number };
  /** Settings of the kubelet that differ from its defaults. */
  readonly kubelet?: { readonly maxContainerRestartPeriodSeconds?: number };
  readonly actions?: readonly Action[];
  readonly expect?: readonly Expectation[];
}

/**
 * The kubelet's random delays: at their minimum, a fraction 0…1 of their range, or drawn from a seed. `draws` are fractions that another
 * kubelet has drawn for its Pod's worker, one after the other, to compare both.
 */
export type Jitter = 'off' | number | { readonly seed: number; readonly draws?: readonly number[] };

export interface ImageBehaviour {
  readonly image: string;
  readonly present?: boolean;
  readonly takesMs?: number;
  /** The registry's answer; pulls fail with it, `times` times (for ever if left out). */
  readonly fails?: string;
  readonly times?: number;
  /** Pulls fail until this time of the Pod. */
  readonly untilMs?: number;
  readonly sizeBytes?: number;
  /** Uid that the image runs as, where it is known. */
  readonly user?: number | string;
}

export interface ContainerBehaviour {
  readonly name: string;
  /** Each start takes the next entry, the last one repeats. */
  readonly instances?: readonly InstanceBehaviour[];
  readonly answers?: readonly AnswerScript[];
  readonly onSignal?: SignalBehaviour;
  readonly memory?: readonly { readonly fromMs: number; readonly bytes: number }[];
  readonly hooks?: Readonly<Partial<Record<'postStart' | 'preStop', HookBehaviour>>>;
  /**
   * Bytes that the first instance has written into the Pod's emptyDir volumes; over their sizeLimit the Pod is
   * evicted.
   */
  readonly emptyDir?: readonly { readonly fromMs: number; readonly bytes: number }[];
  /** The runtime refuses to create the container. */
  readonly createError?: string;
}

export interface InstanceBehaviour {
  /** Start-up time: until then nothing answers. */
  readonly listensAfterMs?: number;
  /** `clock: pod` counts `afterMs` from the Pod's creation. */
  readonly exits?: {
    readonly afterMs: number;
    readonly code: number;
    readonly signal?: number;
    readonly oom?: boolean;
    readonly clock?: 'instance' | 'pod';
  };
  /** The runtime takes this long to start it. */
  readonly startTakesMs?: number;
  readonly startError?: string;
  readonly terminationMessage?: string;
  readonly log?: string;
  readonly onSignal?: SignalBehaviour;
  /** Answers of this run only; they win over those of the container. */
  readonly answers?: readonly AnswerScript[];
}

export type SignalBehaviour =
  { readonly kind: 'exits'; readonly afterMs: number; readonly code: number } | { readonly kind: 'ignores' };

export interface HookBehaviour {
  readonly takesMs?: number;
  readonly fails?: boolean;
  readonly exitCode?: number;
  readonly hangs?: boolean;
  readonly output?: string;
}

/**
 * Answers to probes and hooks by what is asked; what is left out matches everything. `probe` limits the script to one
 * type of probe.
 */
export interface AnswerScript {
  readonly port?: number | string;
  readonly path?: string;
  readonly exec?: readonly string[];
  readonly service?: string;
  readonly probe?: 'startup' | 'readiness' | 'liveness';
  /** Time counts from the instance's start (`instance`, default) or from the Pod's creation (`pod`). */
  readonly clock?: 'instance' | 'pod';
  /** In order of `fromMs`; the last entry whose `fromMs` has passed answers. */
  readonly sequence: readonly Answer[];
}

export interface Answer {
  readonly fromMs: number;
  readonly status?: number;
  readonly exitCode?: number;
  readonly open?: boolean;
  readonly serving?: string;
  readonly takesMs?: number;
  readonly hangs?: boolean;
  readonly output?: string;
  /** An internal error of the runtime: never counted. `not found`: the command is not in the container. */
  readonly error?: string;
  readonly location?: string;
  readonly body?: string;
}

export interface ClusterFacts {
  readonly nodes?: readonly NodeFacts[];
  readonly missing?: readonly ObjectReference[];
  /** Other things that exist, e.g. peers that network tools see. */
  readonly services?: readonly string[];
}

export interface NodeFacts {
  readonly name: string;
  readonly allocatable?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly unschedulable?: boolean;
}

export interface ObjectReference {
  readonly kind: string;
  readonly name: string;
}

export const nodeChanges = ['stops', 'returns', 'cordon', 'uncordon', 'drain', 'leaves'] as const;
export type NodeChange = (typeof nodeChanges)[number];

/** Another object than the Pod: a node, another Pod, a ConfigMap. */
interface Target {
  readonly kind?: string;
  readonly name?: string;
}

/** A thing that happens at a moment, counted from the Pod's creation. */
export type Action = { readonly atMs: number } & (
  | { readonly do: 'create'; readonly object: Readonly<Record<string, unknown>> }
  | { readonly do: 'exec'; readonly container: string; readonly command: readonly string[] }
  | ({ readonly do: 'delete'; readonly gracePeriodSeconds?: number; readonly force?: boolean } & Target)
  | { readonly do: 'node'; readonly name?: string; readonly change: NodeChange }
  | { readonly do: 'kubelet'; readonly change: 'restarts' | 'stops' | 'starts' }
  | ({
      readonly do: 'patch';
      readonly patch: unknown;
      readonly patchType?: 'merge' | 'strategic' | 'json';
      readonly subresource?: string;
    } & Target)
  | { readonly do: 'evict'; readonly reason?: string; readonly message?: string; readonly gracePeriodSeconds?: number }
  | { readonly do: 'removeFinalizer'; readonly name?: string }
  | { readonly do: 'ephemeralContainer'; readonly container: Readonly<Record<string, unknown>> }
  | { readonly do: 'file'; readonly container?: string; readonly path: string; readonly content?: string }
  | { readonly do: 'image'; readonly image: string; readonly behaviour: Omit<ImageBehaviour, 'image'> }
  | { readonly do: 'answers'; readonly container: string; readonly script: AnswerScript }
);

/** What a moment of a run can be asked for; all that is given must hold at once. */
export interface Matcher {
  readonly container?: string;
  /** Type of a condition that is True. */
  readonly condition?: string;
  readonly phase?: string;
  /** Cells of kubectl: STATUS, READY, RESTARTS. */
  readonly status?: string;
  readonly ready?: string;
  readonly restarts?: number;
  /** Reason of the Pod's status or of a container's state, or of an event. */
  readonly reason?: string;
  readonly exitCode?: number;
  readonly deleted?: boolean;
}

/**
 * One line of `expect`. With `atMs` it must hold at that moment, with `withinMs` at one up to it, else at some moment
 * of the run.
 */
export interface Expectation extends Matcher {
  readonly atMs?: number;
  readonly withinMs?: number;
  /** Moments before this one do not count. */
  readonly afterMs?: number;
  readonly event?: {
    readonly reason?: string;
    readonly type?: string;
    readonly message?: string;
    readonly container?: string;
  };
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly never?: Matcher;
}
