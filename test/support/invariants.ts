/** What every run must hold to, whatever the Pod and the Scenario say; the answer lists what it broke. */
import type { Lane, StatusChange, Timeline } from '../../core/simulator/timeline.ts';

interface Container {
  readonly name: string;
  readonly ready?: boolean;
  readonly started?: boolean;
  readonly restartCount: number;
  readonly state: Readonly<Record<string, unknown>>;
}

export function brokenInvariants(timeline: Timeline): readonly string[] {
  return [
    ...timesInOrder('status', timeline.status),
    ...timesInOrder('kubectl', timeline.kubectl),
    ...timesInOrder('endpoints', timeline.endpoints),
    ...timeline.events.flatMap((event) => timesInOrder(`event ${event.reason}`, event.counts)),
    ...statuses(timeline),
    ...timeline.lanes.flatMap((lane) => lanes(lane, timeline)),
    ...causes(timeline),
  ];
}

function timesInOrder(what: string, list: readonly { readonly atMs: number }[]): readonly string[] {
  return list.flatMap(({ atMs }, i) => [
    ...(Number.isInteger(atMs) && atMs >= 0 ? [] : [`${what}: ${atMs} is no time`]),
    ...(i > 0 && list[i - 1]!.atMs > atMs ? [`${what}: time goes back from ${list[i - 1]!.atMs} to ${atMs}`] : []),
  ]);
}

function containersOf({ pod }: StatusChange): readonly Container[] {
  return [
    ...((pod['init'] as readonly Container[] | undefined) ?? []),
    ...((pod['containers'] as readonly Container[] | undefined) ?? []),
  ];
}

function statuses({ status: changes, lanes }: Timeline): readonly string[] {
  const wrong: string[] = [],
    counts = new Map<string, number>();
  let finished: string | undefined;
  for (const [i, change] of changes.entries()) {
    if (change.pod.deleted) {
      counts.clear();
      finished = undefined;
      continue;
    }
    for (const c of containersOf(change)) {
      if (Object.keys(c.state).length !== 1)
        wrong.push(`${change.atMs}: ${c.name} is in ${Object.keys(c.state).length} states`);
      if (c.restartCount < (counts.get(c.name) ?? 0))
        wrong.push(`${change.atMs}: restartCount of ${c.name} falls to ${c.restartCount}`);
      counts.set(c.name, c.restartCount);
      const mayBeReady = c.ready !== true || isDone(c) || isAnsweredLate(lanes, c, change.atMs);
      if (!mayBeReady && !('running' in c.state)) wrong.push(`${change.atMs}: ${c.name} is ready but not running`);
      if (!mayBeReady && c.started === false && !wasReady(changes, i, c.name))
        wrong.push(`${change.atMs}: ${c.name} gets ready but is not started`);
      if (finished !== undefined && 'running' in c.state)
        wrong.push(`${change.atMs}: ${c.name} runs in a Pod that is ${finished}`);
    }
    // A deadline that passes while a Pod ends is told last, also by the real kubelet (recorded: deadline-after-success).
    if (finished !== undefined && change.pod.phase !== finished && change.pod['reason'] !== 'DeadlineExceeded')
      wrong.push(`${change.atMs}: the phase leaves ${finished}`);
    if (change.pod.phase === 'Succeeded' || change.pod.phase === 'Failed') finished = change.pod.phase;
  }
  return wrong;
}

/** A published Unknown of a startup probe takes `started` away before `ready`, as in a real kubelet; ready is never given before. */
function wasReady(changes: readonly StatusChange[], i: number, name: string): boolean {
  const before = changes[i - 1];
  return before !== undefined && containersOf(before).some((c) => c.name === name && c.ready === true);
}

/**
 * A readiness probe that was under way when its container ended still counts, also in a real kubelet (recorded: late-answer): the last
 * success that was wanted makes the ended container ready until the next sync.
 */
function isAnsweredLate(all: readonly Lane[], { name, state }: Container, atMs: number): boolean {
  const last = (lane: string, kind: string): number | undefined =>
    all.find(({ id }) => id === lane)?.marks.findLast((mark) => mark.atMs <= atMs && mark.kind === kind)?.atMs;
  const endedMs = last(`container/${name}`, 'exit'),
    answeredMs = last(`probe/${name}/readiness`, 'probe-success');
  return 'terminated' in state && endedMs !== undefined && answeredMs !== undefined && answeredMs >= endedMs;
}

/** A plain init container that has done its work counts as ready, also while a restart of all takes it away. */
function isDone(c: Container): boolean {
  if ((c.state['waiting'] as { reason?: string } | undefined)?.reason === 'RestartingAllContainers') return true;
  return (c.state['terminated'] as { exitCode?: number } | undefined)?.exitCode === 0;
}

function lanes(lane: Lane, timeline: Timeline): readonly string[] {
  const wrong: string[] = [];
  lane.spans.forEach((span, i) => {
    const before = lane.spans[i - 1];
    if (!(span.endMs >= span.startMs)) wrong.push(`${lane.id}: a span ends before it begins at ${span.startMs}`);
    if (span.endMs > timeline.endMs) wrong.push(`${lane.id}: a span at ${span.startMs} outlives the run`);
    if (lane.kind !== 'hook' && before && before.endMs > span.startMs)
      wrong.push(`${lane.id}: two states at ${span.startMs}`);
    if (span.cause !== undefined && !timeline.causes[span.cause]) wrong.push(`${lane.id}: no cause ${span.cause}`);
  });
  for (const mark of lane.marks) {
    if (!Number.isInteger(mark.atMs) || mark.atMs < 0 || mark.atMs > timeline.endMs)
      wrong.push(`${lane.id}: a mark at ${mark.atMs}`);
    if (mark.cause !== undefined && !timeline.causes[mark.cause]) wrong.push(`${lane.id}: no cause ${mark.cause}`);
  }
  return wrong;
}

/** Causes name earlier ones only, so every chain ends. */
function causes(timeline: Timeline): readonly string[] {
  return timeline.causes.flatMap((cause, i) =>
    (cause.because ?? []).filter((j) => j >= i).map((j) => `cause ${i} (${cause.text}) names the later ${j}`),
  );
}
