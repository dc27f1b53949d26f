/**
 * What happened in a run, as plain entries in the order of time; lanes, lines and reports are drawn from it
 * afterwards.
 */
import { entry } from './entry.ts';
import type { ApiPod, ContainerSpec, ProbeKind } from './pod.ts';
import type { Mark } from './timeline.ts';
import type { World } from './world.ts';

/** What happened; `cause` is an index into the causes. */
export type LogText = { readonly cause?: number | undefined } & (
  | { readonly kind: 'pulling'; readonly container: string; readonly image: string }
  | { readonly kind: 'pulled'; readonly container: string; readonly error: string | undefined }
  | { readonly kind: 'started'; readonly container: string; readonly instance: number; readonly restartCount: number }
  | {
      readonly kind: 'exited';
      readonly container: string;
      readonly instance: number;
      readonly code: number;
      readonly reason: string;
    }
  | { readonly kind: 'killing'; readonly container: string; readonly graceSeconds: number; readonly message: string }
  | { readonly kind: 'signal'; readonly container: string; readonly signal: 'SIGTERM' | 'SIGKILL' }
  | {
      readonly kind: 'hook';
      readonly container: string;
      readonly hook: 'postStart' | 'preStop';
      readonly endMs: number;
      readonly ok: boolean;
      readonly note: string;
    }
  | {
      readonly kind: 'backoff';
      readonly container: string;
      readonly untilMs: number;
      readonly backoffMs: number;
      readonly what: 'restart' | 'pull';
    }
  | { readonly kind: 'output'; readonly container: string; readonly text: string }
  /** A program that is run says what it had to assume, or where it was cut. */
  | { readonly kind: 'assumed'; readonly container: string; readonly text: string }
  | { readonly kind: 'memory'; readonly container: string; readonly bytes: number }
  | { readonly kind: 'action'; readonly label: string }
);

export type LogEntry = LogText & { readonly atMs: number };
export type ContainerEntry = Extract<LogEntry, { readonly container: string }>;

export interface Log {
  /** False: only versions are kept. */
  readonly enabled: boolean;
  readonly entries: LogEntry[];
  /** One mark a try of a probe, by its lane; they are many, so they are kept as they will be shown. */
  readonly probes: Map<string, Mark[]>;
  readonly versions: { readonly atMs: number; readonly pod: ApiPod | undefined; readonly cause: number | undefined }[];
}

/**
 * Notes what happens now, or did at `atMs`. Inside a run times have fractions; what people see is in whole
 * milliseconds.
 */
export function note(life: World, text: LogText, atMs = life.now()): void {
  if (life.log.enabled) life.log.entries.push({ ...text, atMs: Math.round(atMs) });
}

/** The marks of a probe's lane; of all its workers, should there be several one after the other. */
export const probeMarks = (log: Log, container: ContainerSpec, probe: ProbeKind): Mark[] =>
  entry(log.probes, `${container.name}/${probe}`, () => []);
