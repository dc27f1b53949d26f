/**
 * How the simulator talks to a program inside a container: a scripted one (from a Scenario) or a shell on the virtual
 * clock.
 * Everything is a plain call that answers at once with plain data: no promises, no clock of its own, no callbacks.
 */

/** What a program knows when it is started. Times are integer milliseconds since the Pod's creation. */
export interface ProgramContext {
  readonly container: string;
  /** The container as in the Pod's spec (after defaulting). */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly podSpec: Readonly<Record<string, unknown>>;
  readonly podMeta: Readonly<Record<string, unknown>>;
  /** The role decides what a program without any hint is taken to do. */
  readonly role: 'init' | 'sidecar' | 'regular' | 'ephemeral';
  /** 0 for the first start, 1 for the first restart. */
  readonly instance: number;
  readonly startedAtMs: number;
  readonly command: readonly string[];
  readonly args: readonly string[];
  /**
   * Environment after references were resolved. Values of Secrets are listed in `secrets` so that output can hide
   * them.
   */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** What a `resourceFieldRef` gives for this container; undefined where it names nothing. */
  readonly resource?: (ref: Readonly<Record<string, unknown>>) => string | undefined;
  /** ConfigMaps and Secrets that exist now, and every other object of the cluster. */
  readonly objects: readonly Readonly<Record<string, unknown>>[];
  /** One bag per Pod, kept between instances and shared by its containers: its emptyDir volumes by name. */
  readonly shared: Map<string, unknown>;
  /** Asks another port of this Pod (or a known service) as a client in the container would. */
  readonly connect: (question: NetworkQuestion) => NetworkAnswer;
}

export type ProgramFactory = (context: ProgramContext) => ProgramInstance;

/** A running process tree: PID 1 of a container and everything that it started. */
export interface ProgramInstance {
  /** Called once, right after the start. */
  start(nowMs: number): ProgramStep;
  /** Called at the moment that the last step asked for (`wakeAtMs`); a later step replaces an earlier wish. */
  wake(nowMs: number): ProgramStep;
  signal(name: string, nowMs: number): ProgramStep;
  /** A command in the container: exec probe, hook, or a user's `kubectl exec`. */
  exec(request: ExecRequest, nowMs: number): ExecAnswer;
  /** Nobody waits for this command any more (probe timeout); its processes may go on. */
  abandon?(id: number, nowMs: number): void;
  /** Somebody from outside writes a file, or removes it (no content). */
  changeFile?(path: string, content: string | undefined, nowMs: number): ProgramStep;
  connect(question: NetworkQuestion, nowMs: number): NetworkAnswer;
  /** How sure this program is about a port: it serves it (`yes`), its manifest mentions it (`declared`), or neither. */
  claims(port: number, nowMs: number): 'yes' | 'declared' | 'no';
  /** What stands in the termination message file, when the process ends however it does. */
  message?(nowMs: number): string | undefined;
  /** Memory in use, for lanes and for the OOM killer; undefined where unknown. */
  memory?(nowMs: number): number | undefined;
}

/** What happened since the last call. */
export interface ProgramStep {
  /** When the program wants to be called again; left out: not by itself. */
  readonly wakeAtMs?: number | undefined;
  /** PID 1 ended now. */
  readonly exit?: ProgramExit;
  readonly output?: readonly OutputLine[];
  /** Bytes in use from now on, where that changed. */
  readonly memory?: number | undefined;
  /** Commands (see `exec`) that ended now. */
  readonly done?: readonly ExecResult[];
  /** What was assumed or cut while it ran, in words. */
  readonly notes?: readonly string[];
}

export interface ProgramExit {
  readonly code: number;
  readonly oom?: boolean | undefined;
  /** Written to the termination message path. */
  readonly message?: string;
  /** Why it ended, as a short sentence (`exit 1 in line 3 of the script`). */
  readonly why?: string | undefined;
  /** Field of the Scenario (`containers[0].instances[0].exits`) or of the manifest behind it. */
  readonly field?: string | undefined;
}

export interface OutputLine {
  readonly atMs: number;
  readonly text: string;
  readonly stream?: 'stdout' | 'stderr';
}

export interface ExecRequest {
  readonly id: number;
  readonly command: readonly string[];
  readonly purpose: 'startup' | 'readiness' | 'liveness' | 'postStart' | 'preStop' | 'action';
}

/**
 * Either known at once, or `pending`: then a later step lists the id in `done`. A step may come with it (wake-ups,
 * output, exit).
 */
export type ExecAnswer =
  | {
      readonly kind: 'done';
      readonly afterMs: number;
      readonly exitCode: number;
      readonly output: string;
      readonly field?: string | undefined;
      readonly step?: ProgramStep;
    }
  | { readonly kind: 'hangs'; readonly field?: string | undefined; readonly step?: ProgramStep }
  | { readonly kind: 'error'; readonly error: string; readonly field?: string }
  /** The program is not there: the runtime says so in its words. */
  | { readonly kind: 'missing'; readonly field?: string }
  | { readonly kind: 'pending'; readonly step: ProgramStep };

export interface ExecResult {
  readonly id: number;
  readonly exitCode: number;
  readonly output: string;
}

export interface NetworkQuestion {
  readonly protocol: 'http' | 'tcp' | 'grpc';
  readonly host?: string | undefined;
  readonly port: number;
  /** Path of HTTP, service of gRPC. */
  readonly path: string;
  /** The path with its query, where it has one: a Scenario may name either. */
  readonly target?: string | undefined;
  readonly purpose: 'startup' | 'readiness' | 'liveness' | 'postStart' | 'preStop' | 'client';
}

export type NetworkAnswer =
  | { readonly open: false; readonly field?: string | undefined }
  | {
      readonly open: true;
      readonly takesMs: number;
      readonly hangs?: boolean | undefined;
      readonly status?: number | undefined;
      readonly body?: string | undefined;
      readonly location?: string | undefined;
      /** gRPC health: `SERVING`, `NOT_SERVING`, or another text that the probe prints. */
      readonly serving?: string | undefined;
      /** An internal error of the prober: never counted. */
      readonly error?: string | undefined;
      readonly field?: string | undefined;
    };
