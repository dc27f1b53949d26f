/** Delays of the world around the kubelet and its random ones, as settings of a run. */
import type { Scenario } from '../behaviour/scenario.ts';
import { grain } from './engine.ts';
import { splitRandom, type Random } from './prng.ts';

/** Milliseconds. */
export interface Timing {
  /** The Pod is created this long after a tick of the kubelet's one-second ticker (0…999). */
  readonly create: number;
  /** The runtime is listed this long after the kubelet's start, first. */
  readonly pleg: number;
  /** Pause between two relists; 0: changes are seen at once. */
  readonly relistPeriod: number;
  /** A relist takes this long, so the phase of the relists moves on. */
  readonly relist: number;
  /** Period of the ticker that drains the work queue; 0: exact. */
  readonly tick: number;
  /** One call of the API server. */
  readonly api: number;
  /** Until the kubelet sees a change of the Pod. */
  readonly watch: number;
  /** From creation to binding. */
  readonly schedule: number;
  /** One poll for mounted volumes. */
  readonly volumes: number;
  /** One turn of the loop that mounts volumes. */
  readonly mounting: number;
  readonly sandbox: number;
  readonly make: number;
  readonly start: number;
  /** Shortest life of a process. */
  readonly exit: number;
  readonly exec: number;
  /** The quickest probe, and how much longer the slowest takes. */
  readonly probe: number;
  readonly probeSpread: number;
  /** From the stop call to the signal. */
  readonly signal: number;
  /** Until the runtime has noticed the end of a stopped process. */
  readonly stop: number;
  /** A kubelet's start until it says so, and until it looks after its Pods. */
  readonly boot: number;
  readonly bootPods: number;
  /** From a request for a relist to its execution. */
  readonly request: number;
}

/** Medians of a small real node (those of kubelet-oracle). */
export const TYPICAL: Timing = {
  create: 250,
  pleg: 500,
  relistPeriod: 1000,
  relist: 2,
  tick: 1000,
  api: 5,
  watch: 2,
  schedule: 4,
  volumes: 300,
  mounting: 1,
  sandbox: 150,
  make: 20,
  start: 65,
  exit: 3,
  exec: 30,
  probe: 0.5,
  probeSpread: 2,
  signal: 10,
  stop: 20,
  boot: 2340,
  bootPods: 1000,
  request: 1,
};

/** Textbook numbers: the world takes no time. */
export const IDEAL: Timing = Object.fromEntries(Object.keys(TYPICAL).map((name) => [name, 0])) as unknown as Timing;

export function readTiming(scenario: Scenario): Timing {
  const wish = scenario.timing;
  if (wish === 'ideal') return IDEAL;
  if (typeof wish !== 'object') return TYPICAL;
  const timing: Record<string, number> = { ...TYPICAL };
  for (const [name, ms] of Object.entries(wish)) {
    if (name in timing && typeof ms === 'number' && ms >= 0 && ms <= 3_600_000)
      timing[name] = name.startsWith('probe') ? grain(ms) : Math.round(ms);
  }
  return timing as unknown as Timing;
}

/** The random part of the kubelet's delays, a fraction in [0, 1). */
export function readJitter(scenario: Scenario, use: string): Random {
  const jitter = scenario.jitter ?? 'off';
  if (jitter === 'off') return () => 0;
  if (typeof jitter === 'number') {
    const fraction = Math.min(1, Math.max(0, jitter));
    return () => fraction;
  }
  const { draws, seed } = jitter;
  if (!draws || use !== 'worker') return splitRandom(Math.trunc(seed) || 0, use);
  let drawn = 0;
  return () => draws[drawn++] ?? 0;
}
