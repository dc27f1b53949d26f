/** What a run amounts to, read off the Pod's statuses and events (so that it is the same with and without causes). */
import { given } from '../kube/given.ts';
import type { PodEvent, Timeline } from './timeline.ts';
import {
  factsOfRun,
  factsOfTimeline,
  type ContainerFacts,
  type Facts,
  type Moment,
  type PodFacts,
} from './verdict-facts.ts';
import type { PodLife } from './world.ts';

export type Outcome =
  /** Ready at the end, without restarts that go on. */
  | 'ready'
  /** Runs at the end, but is not (yet, or no longer) Ready. */
  | 'not-ready'
  /** Containers start again and again. */
  | 'loop'
  /** Waits for something that does not come: a node, an image, a volume, a ConfigMap. */
  | 'stuck'
  | 'succeeded'
  | 'failed'
  /** The object was removed. */
  | 'gone';

/** Times are milliseconds since the Pod's creation. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly readyAtMs?: number;
  readonly restarts: number;
  /** The first restart of each container that restarted, in their order. */
  readonly firstRestarts: readonly Restart[];
  /** End of the Pod's life: when it reached its last phase. */
  readonly finishedAtMs?: number;
  /** What the Pod waits for or ended with: `ImagePullBackOff`, `Evicted`, `readiness of app fails`. */
  readonly reason?: string;
}

export interface Restart {
  readonly atMs: number;
  readonly container: string;
  readonly why: string;
  /** The Pod had never been Ready before. */
  readonly isWhileStarting: boolean;
}

export const verdictOf = (timeline: Timeline): Verdict => judge(factsOfTimeline(timeline));

/** As `verdictOf`, of a run that nobody wants to look at. */
export const verdictOfRun = ({ life }: { readonly life: PodLife }): Verdict => judge(factsOfRun(life));

function judge(facts: Facts): Verdict {
  const { moments } = facts,
    readyAtMs = moments.find(({ pod }) => pod?.isReady)?.atMs;
  const last = moments.at(-1),
    living = moments.findLast(({ pod }) => pod)?.pod;
  const restarts = living ? countRestarts(living) : 0;
  const finished = moments.find(({ pod }) => pod?.phase === 'Succeeded' || pod?.phase === 'Failed');
  const outcome = outcomeOf(facts, last, restarts);
  const reason = last?.pod && (outcome === 'not-ready' ? whyNotReady(last.pod) : reasonOf(last.pod));
  const firstRestarts = findRestarts(facts, readyAtMs);
  return given({ outcome, restarts, firstRestarts, readyAtMs, finishedAtMs: finished?.atMs, reason });
}

const countRestarts = ({ containers }: PodFacts): number =>
  containers.reduce((sum, { restartCount }) => sum + restartCount, 0);

function outcomeOf(facts: Facts, last: Moment | undefined, restarts: number): Outcome {
  if (!last) return 'stuck';
  if (!last.pod) return 'gone';
  const { phase, isReady, containers } = last.pod;
  if (phase === 'Succeeded') return 'succeeded';
  if (phase === 'Failed') return 'failed';
  if (restarts > 0 && isRestarting(facts, containers)) return 'loop';
  if (isReady) return 'ready';
  return containers.some((c) => c.state.kind === 'running') && !containers.some(isStuck) ? 'not-ready' : 'stuck';
}

/** A container is down that was up before, or the last start is no longer ago than the one before it was. */
function isRestarting(facts: Facts, containers: readonly ContainerFacts[]): boolean {
  const isDown = ({ restartCount, state }: ContainerFacts): boolean =>
    restartCount > 0 && (state.kind === 'waiting' || (state.kind === 'terminated' && state.exitCode !== 0));
  if (containers.some(isDown)) return true;
  const starts = restartTimes(facts),
    last = starts.at(-1),
    before = starts.at(-2) ?? 0;
  return starts.length >= 2 && last !== undefined && facts.endMs - last < Math.max(2 * (last - before), 60_000);
}

function restartTimes({ moments }: Facts): number[] {
  const times: number[] = [];
  let count = 0;
  for (const { atMs, pod } of moments) {
    const now = pod ? countRestarts(pod) : 0;
    if (now > count) times.push(atMs);
    count = now;
  }
  return times;
}

const isStuck = ({ state }: ContainerFacts): boolean =>
  state.kind === 'waiting' &&
  state.reason !== '' &&
  state.reason !== 'ContainerCreating' &&
  state.reason !== 'PodInitializing';

function reasonOf(pod: PodFacts): string | undefined {
  if (pod.reason !== '') return pod.reason;
  if (pod.unscheduled !== '') return pod.unscheduled;
  for (const { state } of pod.containers) {
    if (state.kind === 'waiting' && state.reason !== '' && state.reason !== 'PodInitializing') return state.reason;
    if (state.kind === 'terminated' && state.exitCode !== 0) return state.reason;
  }
  return undefined;
}

function whyNotReady({ phase, reason, notReady, containers }: PodFacts): string | undefined {
  if (reason !== '') return reason;
  if (notReady === 'ReadinessGatesNotReady') return 'a readiness gate is not true';
  const waited = containers.find(({ ready }) => !ready);
  if (waited === undefined) return undefined;
  const { name, state, started } = waited;
  if (phase === 'Pending') return `waits for init container ${name}`;
  if (state.kind !== 'running') return `${name} does not run`;
  return started === true ? `readiness of ${name} fails` : `start-up of ${name} takes too long`;
}

function findRestarts({ moments, events }: Facts, readyAtMs = Infinity): readonly Restart[] {
  const found = new Map<string, Restart>();
  for (const { atMs, pod } of moments)
    for (const container of pod?.containers ?? []) {
      const { name, restartCount } = container;
      if (restartCount === 0 || found.has(name)) continue;
      const why = whyRestarted(container, events, atMs);
      found.set(name, { atMs, container: name, why, isWhileStarting: atMs < readyAtMs });
    }
  return [...found.values()];
}

function whyRestarted(c: ContainerFacts, events: readonly PodEvent[], atMs: number): string {
  const killing = events.find(
    (e) => e.reason === 'Killing' && e.fieldPath.endsWith(`{${c.name}}`) && e.counts.some((w) => w.atMs <= atMs),
  );
  const probe = /failed (liveness|startup) probe/.exec(killing?.message ?? '')?.[1];
  if (probe !== undefined) return `its ${probe} probe failed`;
  if (killing?.message === 'FailedPostStartHook') return 'its postStart hook failed';
  const ended = c.last ?? (c.state.kind === 'terminated' ? c.state : undefined);
  if (ended?.reason === 'OOMKilled') return 'it used more memory than its limit';
  if (ended?.reason === 'StartError') return 'it could not be started';
  return ended ? `it exited with ${ended.exitCode}` : 'it ended';
}
