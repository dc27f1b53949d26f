/** Checks the expectations of a Scenario against a run: met or not, at which moment, and why. */
import { fields, list, text, type Fields } from '../kube/json.ts';
import { expectationTitle, wordsOf } from '../behaviour/expectation-title.ts';
import type { Expectation, Matcher } from '../behaviour/scenario.ts';
import type { SimulationInput } from './input.ts';
import { simulate } from './simulate.ts';
import type { PodEvent, PodSnapshot, Timeline } from './timeline.ts';

export interface ExpectationResult {
  readonly expectation: Expectation;
  readonly index: number;
  readonly met: boolean;
  /** When it was met, or the moment that decided against it. */
  readonly atMs: number;
  /** One sentence: what was found instead. */
  readonly reason: string;
  /** What it says, in words: `within 20s: condition Ready`. */
  readonly title: string;
  /** Index into the Timeline's causes of what decided, and its sentence. */
  readonly cause?: number;
  readonly because?: string;
}

/** A stretch of the run in which nothing that can be asked for changes. */
interface Moment {
  readonly fromMs: number;
  readonly pod: PodSnapshot | undefined;
  readonly cells: { readonly ready: string; readonly status: string; readonly restarts: string } | undefined;
  readonly events: readonly PodEvent[];
}

export function checkExpectations(
  timeline: Timeline,
  expectations: readonly Expectation[],
): readonly ExpectationResult[] {
  const moments = momentsOf(timeline);
  return expectations.map((expectation, index) => {
    const verdict = check(timeline, moments, expectation);
    return { expectation, index, title: expectationTitle(expectation), ...verdict, ...causeAt(timeline, verdict) };
  });
}

type Verdict = Pick<ExpectationResult, 'met' | 'atMs' | 'reason'>;

function check(timeline: Timeline, moments: readonly Moment[], expectation: Expectation): Verdict {
  if (expectation.never) return checkNever(timeline, moments, expectation, expectation.never);
  if (expectation.event) return checkEvents(timeline, expectation, expectation.event);
  if (expectation.atMs !== undefined) return checkAt(timeline, moments, expectation, expectation.atMs);
  const untilMs = expectation.withinMs ?? timeline.endMs;
  const fromMs = expectation.afterMs ?? 0;
  for (const [i, moment] of moments.entries()) {
    const endMs = moments[i + 1]?.fromMs ?? Infinity;
    if (moment.fromMs > untilMs || endMs <= fromMs) continue;
    if (mismatch(moment, expectation) === undefined)
      return { met: true, atMs: Math.max(moment.fromMs, fromMs), reason: 'met' };
  }
  const last = momentAt(moments, Math.min(untilMs, timeline.endMs));
  const cut = untilMs > timeline.endMs ? `; the run ends before (${timeline.endedBecause})` : '';
  return {
    met: false,
    atMs: Math.min(untilMs, timeline.endMs),
    reason: `${mismatch(last, expectation) ?? 'not seen'}${cut}`,
  };
}

function checkAt(timeline: Timeline, moments: readonly Moment[], expectation: Expectation, atMs: number): Verdict {
  if (atMs > timeline.endMs && timeline.endedBecause !== 'the Pod is gone')
    return { met: false, atMs: timeline.endMs, reason: `the run ends before (${timeline.endedBecause})` };
  const found = mismatch(momentAt(moments, atMs), expectation);
  return { met: found === undefined, atMs, reason: found ?? 'met' };
}

function checkNever(timeline: Timeline, moments: readonly Moment[], expectation: Expectation, never: Matcher): Verdict {
  const fromMs = expectation.afterMs ?? 0;
  const untilMs = expectation.withinMs ?? timeline.endMs;
  for (const [i, moment] of moments.entries()) {
    const endMs = moments[i + 1]?.fromMs ?? Infinity;
    if (moment.fromMs > untilMs || endMs <= fromMs || mismatch(moment, never) !== undefined) continue;
    return { met: false, atMs: Math.max(moment.fromMs, fromMs), reason: `${wordsOf(never)} came true` };
  }
  return { met: true, atMs: Math.min(untilMs, timeline.endMs), reason: 'met' };
}

function checkEvents(timeline: Timeline, expectation: Expectation, wanted: NonNullable<Expectation['event']>): Verdict {
  const { atLeast, atMost } = expectation;
  const fromMs = expectation.afterMs ?? 0;
  const untilMs = expectation.atMs ?? expectation.withinMs ?? timeline.endMs;
  const times = timeline.events
    .filter((event) => fitsEvent(event, wanted))
    .flatMap(occurrences)
    .filter((atMs) => atMs >= fromMs && atMs <= untilMs)
    .sort((a, b) => a - b);
  const least = atLeast ?? (atMost === undefined ? 1 : 0);
  const endMs = Math.min(untilMs, timeline.endMs);
  const name = wanted.reason ?? 'event';
  if (times.length < least)
    return { met: false, atMs: endMs, reason: `${name} came ${count(times.length)}, at least ${least} wanted` };
  const over = atMost === undefined ? undefined : times[atMost];
  if (over !== undefined)
    return { met: false, atMs: over, reason: `${name} came ${count(times.length)}, at most ${atMost ?? 0} wanted` };
  return { met: true, atMs: least > 0 ? (times[least - 1] ?? endMs) : endMs, reason: 'met' };
}

const count = (number: number): string => (number === 1 ? 'once' : `${number} times`);

/** When each occurrence of an event was counted. */
function occurrences(event: PodEvent): readonly number[] {
  let before = 0;
  return event.counts.flatMap(({ atMs, count: total }) => {
    const added = Math.max(0, total - before);
    before = Math.max(before, total);
    return Array.from({ length: Math.min(added, 100_000) }, () => atMs);
  });
}

const fitsEvent = (event: PodEvent, wanted: NonNullable<Expectation['event']>): boolean =>
  (wanted.reason === undefined || event.reason === wanted.reason) &&
  (wanted.type === undefined || event.type === wanted.type) &&
  (wanted.message === undefined || event.message.includes(wanted.message)) &&
  (wanted.container === undefined || event.fieldPath.includes(`{${wanted.container}}`));

function momentsOf(timeline: Timeline): readonly Moment[] {
  const eventTimes = timeline.events.flatMap((event) => event.counts.map(({ atMs }) => ({ atMs, event })));
  const times = [
    ...new Set([
      0,
      ...timeline.status.map(({ atMs }) => atMs),
      ...timeline.kubectl.map(({ atMs }) => atMs),
      ...eventTimes.map(({ atMs }) => atMs),
    ]),
  ].sort((a, b) => a - b);
  let status = 0;
  let line = 0;
  const byTime = new Map<number, PodEvent[]>();
  for (const { atMs, event } of eventTimes) byTime.set(atMs, [...(byTime.get(atMs) ?? []), event]);
  return times.map((fromMs) => {
    while ((timeline.status[status]?.atMs ?? Infinity) <= fromMs) status++;
    while ((timeline.kubectl[line]?.atMs ?? Infinity) <= fromMs) line++;
    return {
      fromMs,
      pod: timeline.status[status - 1]?.pod,
      cells: timeline.kubectl[line - 1],
      events: byTime.get(fromMs) ?? [],
    };
  });
}

const momentAt = (moments: readonly Moment[], atMs: number): Moment =>
  moments.findLast((moment) => moment.fromMs <= atMs) ?? { fromMs: 0, pod: undefined, cells: undefined, events: [] };

/** What of a matcher does not hold at a moment, in words; undefined if all of it does. */
function mismatch({ pod, cells, events }: Moment, wanted: Matcher): string | undefined {
  const isGone = pod?.deleted === true;
  if (wanted.deleted !== undefined && wanted.deleted !== isGone)
    return isGone ? 'the Pod is gone' : 'the Pod is still there';
  const asksState = Object.entries(wanted).some(
    ([key, value]) =>
      value !== undefined && ['condition', 'phase', 'status', 'ready', 'restarts', 'exitCode'].includes(key),
  );
  if (isGone) return asksState ? 'the Pod is gone' : mismatchInside(undefined, events, wanted);
  if (wanted.phase !== undefined && (pod?.phase ?? 'Pending') !== wanted.phase)
    return `phase is ${pod?.phase ?? 'Pending'}`;
  if (wanted.condition !== undefined) {
    const condition = fields(fields(pod?.['conditions'])[wanted.condition]);
    if (condition['status'] !== 'True')
      return `condition ${wanted.condition} is ${text(condition['status'], 'not set')}${condition['reason'] === undefined ? '' : ` (${text(condition['reason'])})`}`;
  }
  if (wanted.status !== undefined && cells?.status !== wanted.status) return `STATUS is ${cells?.status ?? 'unknown'}`;
  if (wanted.ready !== undefined && cells?.ready !== wanted.ready) return `READY is ${cells?.ready ?? 'unknown'}`;
  const restarts = Number.parseInt(cells?.restarts ?? '0', 10);
  if (wanted.restarts !== undefined && restarts !== wanted.restarts) return `RESTARTS is ${restarts}`;
  return mismatchInside(pod, events, wanted);
}

function mismatchInside(
  pod: PodSnapshot | undefined,
  events: readonly PodEvent[],
  wanted: Matcher,
): string | undefined {
  const containers = ['init', 'containers', 'ephemeral']
    .flatMap((name) => list(pod?.[name]))
    .filter((each) => wanted.container === undefined || each['name'] === wanted.container);
  const ends = (each: Fields): readonly Fields[] =>
    ['state', 'lastState'].map((key) => fields(fields(each[key])['terminated']));
  if (wanted.reason !== undefined) {
    const states = containers.flatMap((each) =>
      ['waiting', 'terminated']
        .map((kind) => fields(fields(each['state'])[kind])['reason'])
        .concat(ends(each).map((end) => end['reason'])),
    );
    const seen = [
      pod?.reason,
      ...states,
      ...events
        .filter((event) => wanted.container === undefined || event.fieldPath.includes(`{${wanted.container}}`))
        .map((event) => event.reason),
    ];
    if (!seen.includes(wanted.reason)) return `nothing has reason ${wanted.reason}`;
  }
  if (wanted.exitCode === undefined) return undefined;
  const codes = containers
    .flatMap(ends)
    .map((end) => end['exitCode'])
    .filter((code) => code !== undefined);
  return codes.includes(wanted.exitCode)
    ? undefined
    : codes.length === 0
      ? 'nothing has ended'
      : `exit code is ${String(codes[0])}`;
}

/** The last cause that is known at the deciding moment. */
function causeAt(timeline: Timeline, { met, atMs }: Verdict): Pick<ExpectationResult, 'cause' | 'because'> {
  if (met) return {};
  let found: number | undefined;
  timeline.causes.forEach((cause, index) => {
    if (cause.atMs <= atMs) found = index;
  });
  const because = found === undefined ? undefined : timeline.causes[found]?.text;
  return found === undefined ? {} : { cause: found, ...(because === undefined ? {} : { because }) };
}

/** Runs a Pod and checks what its Scenario expects of it. */
export const runExpectations = (input: SimulationInput): readonly ExpectationResult[] =>
  checkExpectations(simulate(input), input.scenario.expect ?? []);
