/**
 * The arithmetic of one probe: how long until it acts. The one room for such figures; hover, hints and diagnoses
 * print them, tests hold
 * them against the simulator. Mirrors pkg/kubelet/prober/worker.go (1.36): ticks every period, counted from the
 * worker's creation and
 * not from the container's start, so each moment is a span of one period.
 */

export type ProbeType = 'startupProbe' | 'readinessProbe' | 'livenessProbe';

/** Milliseconds; thresholds are counts. Defaults filled in. */
export interface ProbeSettings {
  readonly initialDelayMs: number;
  readonly periodMs: number;
  readonly timeoutMs: number;
  readonly failureThreshold: number;
  readonly successThreshold: number;
}

/** Earliest and latest, in ms. */
export interface Span {
  readonly earliestMs: number;
  readonly latestMs: number;
}

export interface ProbeTimes {
  readonly settings: ProbeSettings;
  /** From the first failed probe to the one that reaches the threshold. */
  readonly firstFailureToLimitMs: number;
  /** From the moment the program refuses or fails to the probe that reaches the threshold. */
  readonly failingToLimit: Span;
  /** The same where the program hangs: each answer is waited for until timeoutSeconds is over. */
  readonly hangingToLimit: Span;
  /** From the container's start to the probe that reaches the threshold, if it never answers. */
  readonly startToLimit: Span;
  /** From the first good answer that could be given to the probe that counts as success. */
  readonly answeringToSuccess: Span;
}

/** A `Probe` of the API as settings; anything missing or of a wrong type is the server's default. */
export function probeSettings(probe: Readonly<Record<string, unknown>>): ProbeSettings {
  return {
    initialDelayMs: figure(probe['initialDelaySeconds'], 0, 0) * 1000,
    periodMs: figure(probe['periodSeconds'], 1, 10) * 1000,
    timeoutMs: figure(probe['timeoutSeconds'], 1, 1) * 1000,
    failureThreshold: figure(probe['failureThreshold'], 1, 3),
    successThreshold: figure(probe['successThreshold'], 1, 1),
  };
}

/** All figures of one probe. */
export function probeTimes(settings: ProbeSettings): ProbeTimes {
  const { initialDelayMs, periodMs, timeoutMs, failureThreshold, successThreshold } = settings;
  const steps = (failureThreshold - 1) * periodMs;
  // A probe that takes longer than its period delays the next one.
  const hangingSteps = (failureThreshold - 1) * Math.max(periodMs, timeoutMs) + timeoutMs;
  const successSteps = (successThreshold - 1) * periodMs;
  return {
    settings,
    firstFailureToLimitMs: steps,
    failingToLimit: span(steps, periodMs),
    hangingToLimit: span(hangingSteps, periodMs),
    startToLimit: span(initialDelayMs + steps, periodMs),
    answeringToSuccess: span(successSteps, periodMs),
  };
}

function span(earliestMs: number, widthMs: number): Span {
  return { earliestMs, latestMs: earliestMs + widthMs };
}

function figure(value: unknown, minimum: number, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= minimum ? value : fallback;
}
