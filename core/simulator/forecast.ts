/** A run in a sentence and a few figures: for CodeLens, hover and the command line. */
import { given } from '../kube/given.ts';
import { probeSettings, probeTimes } from '../kube/probe-times.ts';
import type { SimulationInput } from './input.ts';
import { simulate } from './simulate.ts';
import type { Timeline } from './timeline.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** Times are milliseconds. */
export interface Outlook extends Verdict {
  /** `Ready at 12 s · app restarts at 31 s: its liveness probe failed · again and again`. */
  readonly sentence: string;
  /** The same for little room: `Ready at 12 s · 7 restarts in 10 min`. */
  readonly short: string;
}

export interface Forecast extends Outlook {
  /**
   * Longest time from a hang of the program until it is killed, and of which container; undefined: nobody would
   * notice.
   */
  readonly detectHang?: { readonly container: string; readonly worstMs: number };
  /** What a deletion at the end of the run takes, and the most that the manifest allows. */
  readonly terminates?: { readonly takesMs: number; readonly atMostMs: number };
}

/** `timeline`: the run of this very input, if it is there already. */
export function forecast(input: SimulationInput, timeline: Timeline = simulate(quiet(input))): Forecast {
  const hang = detectHang(input),
    end = terminates(input, timeline);
  return given({ ...outlook(input, timeline), detectHang: hang, terminates: end });
}

/** What a run amounts to in words, without the figures that need a second run. */
export function outlook(input: SimulationInput, timeline: Timeline = simulate(quiet(input))): Outlook {
  const verdict = verdictOf(timeline);
  return { ...verdict, sentence: sentence(verdict), short: short(verdict, timeline.endMs) };
}

function short(verdict: Verdict, endMs: number): string {
  const { outcome, readyAtMs, restarts } = verdict;
  if (outcome === 'stuck' || outcome === 'gone') return sentence(verdict);
  const ends =
    outcome === 'succeeded' || outcome === 'failed' ? parts(sentence(verdict).split(' · ').at(-1)) : undefined;
  const count =
    restarts === 0 ? '0 restarts' : `${restarts} ${restarts === 1 ? 'restart' : 'restarts'} in ${time(endMs)}`;
  return parts(
    readyAtMs === undefined ? (ends ? undefined : `never Ready${because(verdict)}`) : `Ready at ${time(readyAtMs)}`,
    ends && restarts === 0 ? undefined : count,
    ends,
  );
}

const quiet = (input: SimulationInput): SimulationInput => ({
  ...input,
  settings: { ...input.settings, verdictOnly: true },
});

function sentence(verdict: Verdict): string {
  const { outcome, firstRestarts, readyAtMs, finishedAtMs, restarts } = verdict;
  const ready = readyAtMs === undefined ? undefined : `Ready at ${time(readyAtMs)}`;
  const [firstRestart] = firstRestarts;
  const restart = firstRestart
    ? `${firstRestart.container} restarts at ${time(firstRestart.atMs)}: ${firstRestart.why}`
    : '0 restarts';
  switch (outcome) {
    case 'ready':
      return parts(ready, restarts === 0 ? '0 restarts' : restart, restarts > 1 ? `${restarts} restarts` : undefined);
    case 'loop':
      return parts(ready ?? 'never Ready', restart, 'again and again');
    case 'not-ready':
      return parts(`${ready ? `${ready}, not at the end` : 'never Ready'}${because(verdict)}`, restart);
    case 'stuck':
      return parts(`waits${because(verdict)}`, restarts ? restart : undefined);
    case 'succeeded':
      return parts(ready, firstRestart ? restart : undefined, `succeeds at ${time(finishedAtMs ?? 0)}`);
    case 'failed':
      return parts(ready, firstRestart ? restart : undefined, `fails at ${time(finishedAtMs ?? 0)}${because(verdict)}`);
    case 'gone':
      return parts(ready, firstRestart ? restart : undefined, 'gone at the end');
  }
}

const because = ({ reason }: Verdict): string => (reason === undefined ? '' : `: ${reason}`);

const parts = (...list: readonly (string | undefined)[]): string =>
  list.filter((part) => part !== undefined).join(' · ');

/** `0.5 s`, `12 s`, `1 min 30 s`. */
function time(ms: number): string {
  if (ms < 10_000) return `${Math.round(ms / 100) / 10} s`;
  const seconds = Math.round(ms / 1000),
    minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
}

interface SpecContainer {
  readonly name: string;
  readonly livenessProbe?: Readonly<Record<string, unknown>>;
  readonly restartPolicy?: string;
}
interface Spec {
  readonly containers?: readonly SpecContainer[];
  readonly initContainers?: readonly SpecContainer[];
  readonly terminationGracePeriodSeconds?: number;
}

/** The slowest of the liveness probes; a container without one can hang for ever. */
function detectHang(input: SimulationInput): Forecast['detectHang'] {
  const spec = input.pod['spec'] as Spec | undefined;
  const times = (spec?.containers ?? []).map(
    (c) =>
      c.livenessProbe && {
        container: c.name,
        worstMs: probeTimes(probeSettings(c.livenessProbe)).hangingToLimit.latestMs,
      },
  );
  const known = times.filter((t) => t !== undefined);
  return known.length === times.length ? known.sort((a, b) => b.worstMs - a.worstMs)[0] : undefined;
}

/** Runs again with a deletion shortly before the end. */
function terminates(input: SimulationInput, timeline: Timeline): Forecast['terminates'] {
  const last = timeline.status.at(-1)?.pod;
  if (!last || last.deleted || last.phase === 'Succeeded' || last.phase === 'Failed') return undefined;
  const grace = (input.pod['spec'] as Spec | undefined)?.terminationGracePeriodSeconds ?? 30;
  const atMs = Math.min(timeline.endMs, 60_000),
    horizonMs = atMs + grace * 1000 + 60_000;
  const actions = [...(input.scenario.actions ?? []).filter((a) => a.atMs <= atMs), { atMs, do: 'delete' as const }];
  const settings = { ...input.settings, horizonMs },
    run = simulate(quiet({ ...input, scenario: { ...input.scenario, actions }, settings }));
  const gone = run.status.findLast((change) => change.pod.deleted);
  return gone ? { takesMs: gone.atMs - atMs, atMostMs: grace * 1000 + 2000 } : undefined;
}
