/** Many variants of one run: which values make a Pod ready, let it loop or kill it while it starts. */
import type { SimulationInput } from './input.ts';
import { play } from './simulate.ts';
import { verdictOfRun, type Verdict } from './verdict.ts';

/**
 * One thing that varies: a place in the Pod (`spec.containers[0].startupProbe.failureThreshold`) or in the Scenario
 * (`scenario.containers[0].…`).
 */
export interface SweepParameter {
  readonly path: string;
  readonly values: readonly unknown[];
}

export interface SweepRow {
  /** One value a parameter, in their order. */
  readonly values: readonly unknown[];
  readonly verdict: Verdict;
}

/** A sweep of more variants than this is cut. */
const MOST_VARIANTS = 20_000;

/** Every combination of the values; the last parameter varies fastest. */
export function sweep(input: SimulationInput, parameters: readonly SweepParameter[]): SweepRow[] {
  const rows: SweepRow[] = [];
  const visit = (variant: SimulationInput, values: readonly unknown[]): void => {
    const parameter = parameters[values.length];
    if (rows.length >= MOST_VARIANTS) return;
    if (!parameter) {
      rows.push({ values, verdict: verdictOfRun(play(variant)) });
      return;
    }
    const keys = keysOf(parameter.path);
    for (const value of parameter.values) visit(withKeys(variant, keys, value), [...values, value]);
  };
  visit({ ...input, settings: { ...input.settings, verdictOnly: true } }, []);
  return rows;
}

export interface Boundary {
  /** The largest value of the range that is good; undefined if even the smallest is not. */
  readonly lastGood: number | undefined;
  /** The smallest that is not; undefined if all are good. */
  readonly firstBad: number | undefined;
}

/** Bisects whole numbers from `low` to `high`; `isGood` must not become true again once it is false. */
export function boundary(
  input: SimulationInput,
  path: string,
  [low, high]: readonly [number, number],
  isGood: (verdict: Verdict) => boolean,
): Boundary {
  const quiet = { ...input, settings: { ...input.settings, verdictOnly: true } };
  const test = (value: number): boolean => isGood(verdictOfRun(play(withValue(quiet, path, value))));
  if (!test(low)) return { lastGood: undefined, firstBad: low };
  if (test(high)) return { lastGood: high, firstBad: undefined };
  let good = low,
    bad = high;
  while (bad - good > 1) {
    const middle = good + Math.floor((bad - good) / 2);
    if (test(middle)) good = middle;
    else bad = middle;
  }
  return { lastGood: good, firstBad: bad };
}

export interface StartBudget extends Boundary {
  /** `app may take at most 89 s to start`. */
  readonly sentence: string;
}

/**
 * How long a container's program may take until it listens, without being killed meanwhile (up to `highMs`, to the
 * whole second below).
 */
export function startBudget(input: SimulationInput, container: string, highMs = 3_600_000): StartBudget {
  const containers = input.scenario.containers ?? [],
    known = containers.findIndex((c) => c.name === container);
  const position = known < 0 ? containers.length : known;
  const prepared = known < 0 ? { ...input.scenario, containers: [...containers, { name: container }] } : input.scenario;
  const horizonMs = Math.max(input.settings.horizonMs, highMs + 60_000);
  const found = boundary(
    { ...input, scenario: prepared, settings: { ...input.settings, horizonMs } },
    `scenario.containers[${position}].instances[0].listensAfterMs`,
    [0, highMs],
    ({ firstRestarts, outcome }) =>
      outcome !== 'failed' &&
      !firstRestarts.some((restart) => restart.container === container && restart.isWhileStarting),
  );
  const seconds = Math.floor((found.lastGood ?? 0) / 1000);
  if (found.lastGood === undefined)
    return { ...found, sentence: `${container} restarts while it starts, however fast it is` };
  if (found.firstBad === undefined) return { ...found, sentence: `${container} may take any time to start` };
  return { ...found, sentence: `${container} may take at most ${seconds} s to start` };
}

/** A copy of the input with one value replaced; what is missing on the way is made. */
export const withValue = (input: SimulationInput, path: string, value: unknown): SimulationInput =>
  withKeys(input, keysOf(path), value);

const keysOf = (path: string): readonly (string | number)[] =>
  [...path.matchAll(/[^.[\]]+/g)].map(([key]) => (/^\d+$/.test(key) ? Number(key) : key));

function withKeys(input: SimulationInput, keys: readonly (string | number)[], value: unknown): SimulationInput {
  if (keys[0] === 'scenario')
    return { ...input, scenario: replaced(input.scenario, keys.slice(1), value) as SimulationInput['scenario'] };
  return { ...input, pod: replaced(input.pod, keys, value) as SimulationInput['pod'] };
}

function replaced(target: unknown, keys: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const list: readonly unknown[] = Array.isArray(target) ? target : [];
    const copy = [...list];
    copy[key] = replaced(list[key], rest, value);
    return Array.from(copy);
  }
  if (key === '__proto__') return target;
  const object = typeof target === 'object' && target !== null ? (target as Readonly<Record<string, unknown>>) : {};
  return { ...object, [key]: replaced(object[key], rest, value) };
}
