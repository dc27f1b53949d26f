/**
 * `npm run bench` for the simulator: a day, a sweep, a script and memory, beside webernetes and the real kubelet on
 * virtual time
 * (PODSCOPE_KUBELET_ORACLE: folder of kubelet-oracle; without it its last kept number is shown). Medians of five runs of a warm program, as
 * an editor's server is one; `first` is the run of a cold one.
 * `--keep` writes the numbers to bench/results/simulator.json.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildTimeline } from '../core/simulator/build-timeline.ts';
import { play, simulate } from '../core/simulator/simulate.ts';
import { sweep } from '../core/simulator/sweep.ts';
import { classic, day, peerPod, peerSeconds, variants } from './peers/pods.ts';
import { runKubelet } from './peers/kubelet.ts';
import { runWebernetes } from './peers/webernetes.ts';

const TIMES = 5;
/** So long the engine may translate what it runs before the runs that count. */
const WARM_UP_MS = 500;
const file = new URL('results/simulator.json', import.meta.url);

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB';
  readonly aim?: number;
  readonly first?: number;
  /** The best of the five: what the machine can do while nobody else uses it. */
  readonly least?: number;
  /** Our time for the same. */
  readonly ours?: number;
}

const rows: Row[] = [];
report(measure('24 hours, three probes of 10 s', 50, () => simulate(day(24))));
report(measure('48 hours of the same (linear: twice)', 100, () => simulate(day(48))));
const { input, parameters } = variants();
report(measure('sweep, 1,000 variants of 10 minutes', 500, () => sweep(input, parameters)));
report(measure('exec liveness with its script, 10 minutes', 5, () => simulate(classic())));
report({ what: 'memory held by a day: state, log, Timeline', value: held(), unit: 'MB', aim: 20 });

const ours = measure(`a Pod with two HTTP probes, ${peerSeconds / 60} minutes`, undefined, () => simulate(peerPod()));
report(ours);
const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly Row[] }).rows : [];
await beside('@ngrok/webernetes, the same', runWebernetes);
await beside('kubelet-oracle (the real kubelet), the same', () => Promise.resolve(runKubelet()));

const load = `load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  machine = `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}, ${load}`;
console.log(machine);
if (process.argv.includes('--keep')) writeFileSync(file, `${JSON.stringify({ machine, rows }, undefined, 2)}\n`);

function measure(what: string, aim: number | undefined, run: () => unknown): Row {
  const time = (): number => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  const first = time();
  for (let spent = first; spent < WARM_UP_MS;) spent += time();
  const [least = 0, , value = 0] = Array.from({ length: TIMES }, time).toSorted((a, b) => a - b);
  return { what, value, unit: 'ms', first, least, ...(aim === undefined ? {} : { aim }) };
}

/** Megabytes that a run holds at its end, after a garbage collection. */
function held(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  const run = play(day(24)),
    timeline = buildTimeline(run.life, run.because);
  collect();
  const after = process.memoryUsage().heapUsed;
  return timeline.status.length > 0 && run.life.instances.length > 0 ? (after - before) / 1e6 : NaN;
}

async function beside(what: string, run: () => Promise<number | string>): Promise<void> {
  const found = await run();
  if (typeof found === 'number') return report({ what, value: found, unit: 'ms', ours: ours.value });
  const known = kept.find((row) => row.what === what);
  console.log(`${what}: ${found}${known ? '; kept from the last time:' : ''}`);
  if (known) report(known);
}

function report(row: Row): void {
  const { what, unit, value, first, least, aim } = row;
  const numbers = Object.entries(row).map(([name, n]) => [name, typeof n === 'number' ? rounded(n) : n]);
  rows.push(Object.fromEntries(numbers) as Row);
  const spread =
    first === undefined || least === undefined ? '' : `   first ${first.toFixed(1)}, least ${least.toFixed(1)}`;
  const ratio = aim === undefined ? '' : `   ${(value / aim).toFixed(2)} of the aim (${aim} ${unit})`;
  const peer = row.ours === undefined ? '' : `   ${Math.round(value / row.ours)} times ours`;
  console.log(`${what.padEnd(46)} ${value.toFixed(1).padStart(8)} ${unit}${spread}${ratio}${peer}`);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
