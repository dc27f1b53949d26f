/** Checks the expectations of a Scenario against a run: met or not, at which moment, and why. */
import { given } from '../kube/given.ts';
import { fields, list, text } from '../kube/json.ts';
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

const met = (atMs: number): Verdict => ({ met: true, atMs, reason: 'met' });
const unmet = (atMs: number, reason: string): Verdict => ({ met: false, atMs, reason });

function check(timeline: Timeline, moments: readonly Moment[], expectation: Expectation): Verdict {
  const { never, event, atMs, afterMs = 0, withinMs = timeline.endMs } = expectation;
  const endMs = Math.min(withinMs, timeline.endMs),
    isCut = `the run ends before (${timeline.endedBecause})`;
  if (event && !never) return checkEvents(timeline, expectation, event);
  if (atMs !== undefined && !never) {
    if (atMs > timeline.endMs && timeline.endedBecause !== 'the Pod is gone') return unmet(timeline.endMs, isCut);
    const wrong = mismatch(momentAt(moments, atMs), expectation);
    return wrong === undefined ? met(atMs) : unmet(atMs, wrong);
  }
  const found = moments.find(
    (moment, i) =>
      moment.fromMs <= withinMs &&
      (moments[i + 1]?.fromMs ?? Infinity) > afterMs &&
      mismatch(moment, never ?? expectation) === undefined,
  );
  const foundMs = found && Math.max(found.fromMs, afterMs);
  if (never) return foundMs === undefined ? met(endMs) : unmet(foundMs, `${wordsOf(never)} came true`);
  if (foundMs !== undefined) return met(foundMs);
  const wrong = mismatch(momentAt(moments, endMs), expectation) ?? 'not seen';
  return unmet(endMs, withinMs > timeline.endMs ? `${wrong}; ${isCut}` : wrong);
}

function checkEvents(timeline: Timeline, expectation: Expectation, wanted: NonNullable<Expectation['event']>): Verdict {
  const { atMost, atLeast = atMost === undefined ? 1 : 0, afterMs = 0 } = expectation;
  const untilMs = expectation.atMs ?? expectation.withinMs ?? timeline.endMs;
  const times = timeline.events
    .filter((event) => fitsEvent(event, wanted))
    .flatMap(occurrences)
    .filter((atMs) => atMs >= afterMs && atMs <= untilMs)
    .sort((a, b) => a - b);
  const endMs = Math.min(untilMs, timeline.endMs),
    came = `${wanted.reason ?? 'event'} came ${times.length === 1 ? 'once' : `${times.length} times`}`;
  if (times.length < atLeast) return unmet(endMs, `${came}, at least ${atLeast} wanted`);
  const over = atMost === undefined ? undefined : times[atMost];
  if (over !== undefined) return unmet(over, `${came}, at most ${atMost ?? 0} wanted`);
  return met(atLeast > 0 ? (times[atLeast - 1] ?? endMs) : endMs);
}

/** When each occurrence of an event was counted. */
function occurrences(event: PodEvent): readonly number[] {
  let before = 0;
  return event.counts.flatMap(({ atMs, count: total }) => {
    const added = Math.max(0, total - before);
    before = Math.max(before, total);
    return Array.from({ length: Math.min(added, 100_000) }, () => atMs);
  });
}

const fitsEvent = (
  event: PodEvent,
  { reason, type, message = '', container }: NonNullable<Expectation['event']>,
): boolean =>
  fits(reason, event.reason) &&
  fits<string>(type, event.type) &&
  event.message.includes(message) &&
  isAbout(event, container);

/** Is it what is wanted, if anything is? */
const fits = <T>(wanted: T | undefined, value: T): boolean => wanted === undefined || wanted === value;

const isAbout = ({ fieldPath }: PodEvent, container: string | undefined): boolean =>
  container === undefined || fieldPath.includes(`{${container}}`);

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

const ofState = ['condition', 'phase', 'status', 'ready', 'restarts', 'exitCode'] as const;

/** What of a matcher does not hold at a moment, in words; undefined if all of it does. */
function mismatch({ pod, cells, events }: Moment, wanted: Matcher): string | undefined {
  const { deleted: isGone = false, phase = 'Pending' } = pod ?? {},
    gone = 'the Pod is gone';
  if (!fits(wanted.deleted, isGone)) return isGone ? gone : 'the Pod is still there';
  if (isGone)
    return ofState.some((key) => wanted[key] !== undefined) ? gone : mismatchInside(undefined, events, wanted);
  if (!fits(wanted.phase, phase)) return `phase is ${phase}`;
  if (wanted.condition !== undefined) {
    const { status, reason } = fields(fields(pod?.['conditions'])[wanted.condition]);
    if (status !== 'True')
      return `condition ${wanted.condition} is ${text(status, 'not set')}${reason === undefined ? '' : ` (${text(reason)})`}`;
  }
  const row = { status: 'unknown', ready: 'unknown', ...cells, restarts: Number.parseInt(cells?.restarts ?? '0', 10) };
  for (const cell of ['status', 'ready', 'restarts'] as const)
    if (!fits<unknown>(wanted[cell], row[cell])) return `${cell.toUpperCase()} is ${row[cell]}`;
  return mismatchInside(pod, events, wanted);
}

function mismatchInside(
  pod: PodSnapshot | undefined,
  events: readonly PodEvent[],
  wanted: Matcher,
): string | undefined {
  const containers = ['init', 'containers', 'ephemeral']
    .flatMap((name) => list(pod?.[name]))
    .filter((each) => fits<unknown>(wanted.container, each['name']));
  const states = containers.flatMap(({ state, lastState }) => [
    fields(fields(state)['waiting']),
    fields(fields(state)['terminated']),
    fields(fields(lastState)['terminated']),
  ]);
  if (wanted.reason !== undefined) {
    const told = events.filter((event) => isAbout(event, wanted.container)).map(({ reason }) => reason);
    if (![pod?.reason, ...states.map(({ reason }) => reason), ...told].includes(wanted.reason))
      return `nothing has reason ${wanted.reason}`;
  }
  if (wanted.exitCode === undefined) return undefined;
  const codes = states.flatMap(({ exitCode }) => (exitCode === undefined ? [] : [exitCode]));
  if (codes.includes(wanted.exitCode)) return undefined;
  return codes.length === 0 ? 'nothing has ended' : `exit code is ${String(codes[0])}`;
}

/** The last cause that is known at the deciding moment. */
function causeAt(timeline: Timeline, { met, atMs }: Verdict): Pick<ExpectationResult, 'cause' | 'because'> {
  const cause = met ? -1 : timeline.causes.findLastIndex((one) => one.atMs <= atMs);
  return cause < 0 ? {} : given({ cause, because: timeline.causes[cause]?.text });
}

/** Runs a Pod and checks what its Scenario expects of it. */
export const runExpectations = (input: SimulationInput): readonly ExpectationResult[] =>
  checkExpectations(simulate(input), input.scenario.expect ?? []);
