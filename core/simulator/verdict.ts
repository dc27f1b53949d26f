/** What a run amounts to, read off the Timeline's statuses and events (so that it is the same with and without causes). */
import type { PodEvent, StatusChange, Timeline } from './timeline.ts';

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
  readonly firstRestart?: Restart;
  /** True if a container was killed or ended before the Pod had ever been Ready. */
  readonly restartedWhileStarting: boolean;
  /** End of the Pod's life: when it reached its last phase. */
  readonly finishedAtMs?: number;
  /** What the Pod waits for or ended with: `ImagePullBackOff`, `Evicted`. */
  readonly reason?: string;
}

export interface Restart {
  readonly atMs: number;
  readonly container: string;
  readonly why: string;
}

interface Container {
  readonly name: string;
  readonly restartCount?: number;
  readonly ready?: boolean;
  readonly state?: State;
  readonly lastState?: State;
}
interface State {
  readonly waiting?: { readonly reason?: string };
  readonly running?: object;
  readonly terminated?: { readonly exitCode?: number; readonly reason?: string };
}

export function verdictOf(timeline: Timeline): Verdict {
  const readyAtMs = timeline.status.find(isReady)?.atMs;
  const firstRestart = findRestart(timeline),
    last = timeline.status.at(-1);
  const restarts = last ? countRestarts(lastLiving(timeline) ?? last) : 0;
  const finished = timeline.status.find(({ pod }) => pod.phase === 'Succeeded' || pod.phase === 'Failed');
  const outcome = outcomeOf(timeline, last, restarts),
    reason = reasonOf(last);
  return {
    outcome,
    restarts,
    restartedWhileStarting: firstRestart !== undefined && (readyAtMs === undefined || readyAtMs > firstRestart.atMs),
    ...(readyAtMs === undefined ? {} : { readyAtMs }),
    ...(firstRestart ? { firstRestart } : {}),
    ...(finished ? { finishedAtMs: finished.atMs } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
}

function lastLiving(timeline: Timeline): StatusChange | undefined {
  return timeline.status.findLast((change) => !change.pod.deleted);
}

function isReady({ pod }: StatusChange): boolean {
  return (pod['conditions'] as Readonly<Record<string, { status?: string }>> | undefined)?.['Ready']?.status === 'True';
}

function containersOf({ pod }: StatusChange): readonly Container[] {
  return ['init', 'containers'].flatMap((list) => (pod[list] as readonly Container[] | undefined) ?? []);
}

function countRestarts(change: StatusChange): number {
  return containersOf(change).reduce((sum, c) => sum + (c.restartCount ?? 0), 0);
}

function outcomeOf(timeline: Timeline, last: StatusChange | undefined, restarts: number): Outcome {
  if (!last) return 'stuck';
  if (last.pod.deleted) return 'gone';
  if (last.pod.phase === 'Succeeded') return 'succeeded';
  if (last.pod.phase === 'Failed') return 'failed';
  const containers = containersOf(last);
  if (restarts > 0 && isRestarting(timeline, containers)) return 'loop';
  if (isReady(last)) return 'ready';
  return containers.some((c) => c.state?.running) && !containers.some(isStuck) ? 'not-ready' : 'stuck';
}

/** A container is down that was up before, or the last start is no longer ago than the one before it was. */
function isRestarting(timeline: Timeline, containers: readonly Container[]): boolean {
  if (containers.some((c) => (c.restartCount ?? 0) > 0 && !c.state?.running && c.state?.terminated?.exitCode !== 0))
    return true;
  const starts = restartTimes(timeline),
    last = starts.at(-1),
    before = starts.at(-2) ?? 0;
  return starts.length >= 2 && last !== undefined && timeline.endMs - last < Math.max(2 * (last - before), 60_000);
}

function restartTimes(timeline: Timeline): number[] {
  const times: number[] = [];
  let count = 0;
  for (const change of timeline.status) {
    const now = countRestarts(change);
    if (now > count) times.push(change.atMs);
    count = now;
  }
  return times;
}

function isStuck(c: Container): boolean {
  const reason = c.state?.waiting?.reason;
  return reason !== undefined && reason !== 'ContainerCreating' && reason !== 'PodInitializing';
}

function reasonOf(last: StatusChange | undefined): string | undefined {
  if (!last || last.pod.deleted) return undefined;
  if (last.pod.reason) return last.pod.reason;
  for (const { state } of containersOf(last)) {
    if (state?.waiting?.reason && state.waiting.reason !== 'PodInitializing') return state.waiting.reason;
    if (state?.terminated?.exitCode) return state.terminated.reason ?? `exit ${state.terminated.exitCode}`;
  }
  return undefined;
}

function findRestart(timeline: Timeline): Restart | undefined {
  const counts = new Map<string, number>();
  for (const change of timeline.status) {
    for (const c of containersOf(change)) {
      const before = counts.get(c.name) ?? 0,
        now = c.restartCount ?? 0;
      if (now > before)
        return { atMs: change.atMs, container: c.name, why: whyRestarted(c, timeline.events, change.atMs) };
      counts.set(c.name, now);
    }
  }
  return undefined;
}

function whyRestarted(c: Container, events: readonly PodEvent[], atMs: number): string {
  const killing = events.find(
    (e) => e.reason === 'Killing' && e.fieldPath.endsWith(`{${c.name}}`) && e.counts.some((w) => w.atMs <= atMs),
  );
  const probe = /failed (liveness|startup) probe/.exec(killing?.message ?? '')?.[1];
  if (probe !== undefined) return `its ${probe} probe failed`;
  const ended = c.lastState?.terminated ?? c.state?.terminated;
  if (ended?.reason === 'OOMKilled') return 'it used more memory than its limit';
  if (ended?.reason === 'StartError') return 'it could not be started';
  return ended ? `it exited with ${ended.exitCode ?? 0}` : 'it ended';
}
