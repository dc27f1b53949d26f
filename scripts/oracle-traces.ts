/**
 * Replays the recorded runs of one Pod and compares: the kubelet's random delays at 0, ¼, ½, ¾ and 1 of their range, and a few phases
 * of its tickers. Usage: node scripts/oracle-traces.ts [--quick] [--verbose] [--infer] [NAME…]
 * With `--infer` the recorded behaviour is left out for containers whose manifest tells what they do: their command lines are run.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordingInput, type Recording } from '../cli/recording.ts';
import { recordedForm } from '../core/report/recorded-form.ts';
import { knownPrograms } from '../core/behaviour/known-programs.ts';
import type { SimulationInput } from '../core/simulator/input.ts';
import { simulate } from '../core/simulator/simulate.ts';

const flags = process.argv.slice(2).filter((arg) => arg.startsWith('--')),
  names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const oracle = fileURLToPath(new URL('../test/oracle/', import.meta.url));
const recorded = join(oracle, 'traces', 'pods');

const jitters = flags.includes('--quick') ? [0.5] : [0, 0.25, 0.5, 0.75, 1];
/** When the Pod is created and when the runtime is first listed, in milliseconds after the kubelet's one-second tick. */
const phases = flags.includes('--quick')
  ? [{ create: 250, pleg: 500 }]
  : [
      { create: 250, pleg: 500 },
      { create: 700, pleg: 200 },
      { create: 50, pleg: 850 },
    ];

const work = mkdtempSync(join(tmpdir(), 'podscope-traces-'));
try {
  const files = readdirSync(recorded).filter(
    (f) => f.endsWith('.json') && (!names.length || names.includes(f.slice(0, -5))),
  );
  const ours = join(work, 'recorded');
  mkdirSync(ours);
  for (const file of files) copyFileSync(join(recorded, file), join(ours, file));
  const folders = jitters.flatMap((jitter) =>
    phases.map((timing, i) => replay(files, jitter, timing, join(work, `${jitter}-${i}`))),
  );
  const known = ['--known', join(oracle, 'traces', 'known.txt')];
  const bars = names.length || flags.includes('--quick') ? known : ['--all', '97', '--whole', '85', ...known];
  const verbose = flags.includes('--verbose') ? ['--verbose'] : [];
  const result = spawnSync(
    process.execPath,
    [join(oracle, 'compare-traces.mjs'), ...verbose, ...bars, ours, ...folders],
    { stdio: 'inherit' },
  );
  process.exitCode = result.status ?? 1;
} finally {
  rmSync(work, { recursive: true });
}

/** Writes one simulated run a recorded one into `folder`. */
function replay(
  files: readonly string[],
  jitter: number,
  timing: Readonly<Record<string, number>>,
  folder: string,
): string {
  mkdirSync(folder);
  for (const file of files) {
    const trace = JSON.parse(readFileSync(join(recorded, file), 'utf8')) as Recording & { readonly manifest: string };
    const told = recordingInput(trace, readFileSync(join(recorded, 'manifests', trace.manifest), 'utf8'), {
      jitter,
      timing,
    });
    const input = flags.includes('--infer') ? withoutTold(told) : told;
    try {
      writeFileSync(join(folder, file), JSON.stringify(recordedForm(input, simulate(input), trace.name)));
    } catch (error) {
      console.error(`${trace.name}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  return folder;
}

/** Leaves out the behaviour of containers whose command line or image is known. */
function withoutTold(input: SimulationInput): SimulationInput {
  const spec = input.pod['spec'] as Readonly<Record<string, readonly Readonly<Record<string, unknown>>[] | undefined>>;
  const all = [...(spec['containers'] ?? []), ...(spec['initContainers'] ?? [])];
  const isTold = (name: string): boolean => {
    const container = all.find((c) => c['name'] === name);
    const words = (key: string): readonly string[] => (container?.[key] ?? []) as readonly string[];
    return (
      container !== undefined &&
      knownPrograms({
        scenario: {},
        name,
        role: 'regular',
        image: String(container['image']),
        command: words('command'),
        args: words('args'),
        path: 'spec',
        isJob: false,
        ports: [],
        hooks: {},
        leastMs: 0,
        memoryLimit: undefined,
      }) !== undefined
    );
  };
  return {
    ...input,
    scenario: { ...input.scenario, containers: (input.scenario.containers ?? []).filter((c) => !isTold(c.name)) },
  };
}
