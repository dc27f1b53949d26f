/**
 * The result of a run: what the panel draws, the reports print and the exports write. Plain data, times in integer
 * milliseconds since the Pod's creation.
 */
import type { FieldPath } from '../kube/field-path.ts';

export interface Timeline {
  /**
   * Where the run stopped and why, in words (`horizon reached`, `the Pod is gone`, `event budget of 200000 used up`).
   */
  readonly endMs: number;
  readonly endedBecause: string;
  readonly podName: string;
  readonly lanes: readonly Lane[];
  /** Every change of the Pod as a watch of the API shows it. */
  readonly status: readonly StatusChange[];
  /** Every line that `kubectl get pod -w` would print. */
  readonly kubectl: readonly KubectlLine[];
  /** Event objects as stored by the API after the client's correlator, in order of first appearance. */
  readonly events: readonly PodEvent[];
  readonly endpoints: readonly EndpointChange[];
  /** Behaviours that were assumed and mattered. */
  readonly assumptions: readonly Assumption[];
  /** All causes; spans and marks name theirs by index. */
  readonly causes: readonly Cause[];
}

export type LaneKind =
  | 'moments'
  | 'phase'
  | 'status'
  | 'ready'
  | 'endpoint'
  | 'condition'
  | 'container'
  | 'probe'
  | 'hook'
  | 'signals'
  | 'grace'
  | 'events'
  | 'log'
  | 'memory';

/**
 * A row of the picture. Lanes come in drawing order: Pod level, then containers in order (init, sidecar, regular,
 * ephemeral), each followed by its probes, hooks, signals.
 */
export interface Lane {
  /** Stable between runs of the same Pod: `container/app`, `probe/app/liveness`, `phase`. */
  readonly id: string;
  readonly kind: LaneKind;
  readonly name: string;
  readonly container?: string;
  readonly role?: 'init' | 'sidecar' | 'regular' | 'ephemeral';
  readonly probe?: 'startup' | 'readiness' | 'liveness';
  /** `every 5s`, `sidecar`. */
  readonly note?: string;
  /** The threshold of a probe lane that its failure counter runs towards. */
  readonly failureThreshold?: number;
  readonly field?: FieldPath;
  readonly spans: readonly Span[];
  readonly marks: readonly Mark[];
}

export type SpanState =
  /** containers */
  | 'waiting'
  | 'pulling'
  | 'running'
  | 'ready'
  | 'terminating'
  | 'completed'
  | 'failed'
  | 'backoff'
  /** signal lanes (Ready, endpoint): no / yes / serving while terminating */
  | 'no'
  | 'yes'
  | 'draining'
  /** text over a line (phase, STATUS, condition), hooks, grace */
  | 'text'
  | 'hook'
  | 'grace';

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
  readonly state: SpanState;
  /** What people read: `CrashLoopBackOff`, `pulling`, `exit 1`, `Running`. */
  readonly label: string;
  /** Facts for the inspector in reading order: name and value. */
  readonly facts?: readonly (readonly [string, string])[];
  /** Set where the state is open at the end of the run. */
  readonly open?: true;
  readonly exitCode?: number;
  readonly instance?: number;
  readonly cause?: number;
  /**
   * True if a viewer of `kubectl get -w` would not notice it (flash of a few milliseconds, retry of the Pod worker).
   */
  readonly fine?: true;
}

export type MarkKind =
  | 'probe-success'
  | 'probe-failure'
  | 'probe-threshold'
  | 'restart'
  | 'sigterm'
  | 'sigkill'
  | 'killed'
  | 'exit'
  | 'event-normal'
  | 'event-warning'
  | 'moment'
  | 'log'
  | 'memory'
  | 'action'
  | 'expectation';

export interface Mark {
  readonly atMs: number;
  readonly kind: MarkKind;
  readonly label?: string;
  /** Failures (or successes) in a row including this one. */
  readonly count?: number;
  readonly value?: number;
  readonly cause?: number;
  /** Earliest and latest moment that a real kubelet could choose. */
  readonly earliestMs?: number;
  readonly latestMs?: number;
  readonly fine?: true;
}

/** Why something is there: one link of a chain that ends at a field of the manifest or of the Scenario. */
export interface Cause {
  readonly atMs: number;
  /** One short sentence: `Liveness failed 3 of 3`. */
  readonly text: string;
  /** A second, quieter line: `failureThreshold 3, default`. */
  readonly detail?: string;
  /** The field of the manifest that set the number. */
  readonly field?: FieldPath;
  /** The field of the Scenario that set it. */
  readonly scenarioField?: FieldPath;
  readonly because?: readonly number[];
}

export interface StatusChange {
  readonly atMs: number;
  readonly pod: PodSnapshot;
}

/** The Pod's status in the form of the recorded traces (`status` entries without `t`). */
export interface PodSnapshot {
  readonly deleted?: true;
  readonly phase?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly [field: string]: unknown;
}

/** One line of `kubectl get pod`; `restarts` is the cell's text (`2 (7s ago)`). */
export interface KubectlLine {
  readonly atMs: number;
  readonly ready: string;
  readonly status: string;
  readonly restarts: string;
}

export interface PodEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** `kubelet`, `default-scheduler`. */
  readonly source: string;
  /** `spec.containers{app}`; empty for the Pod itself. */
  readonly fieldPath: string;
  /** `Node/lab-node` where the event is about something else than the Pod. */
  readonly object?: string;
  /** First appearance as the object says it, where the write of that one was dropped. */
  readonly firstMs?: number;
  /** One entry a write: when, and the count it had then. The first is the first appearance. */
  readonly counts: readonly { readonly atMs: number; readonly count: number; readonly message?: string }[];
  readonly cause?: number;
}

export interface EndpointChange {
  readonly atMs: number;
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
  readonly present: boolean;
}

export interface Assumption {
  readonly container?: string;
  /** `starts within 1 s and listens on its declared ports`. */
  readonly text: string;
  readonly source: 'scenario' | 'manifest' | 'image' | 'assumed';
  readonly field?: FieldPath;
}
