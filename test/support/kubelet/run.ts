/** Runs a scenario of kubelet-oracle on both sides. */
import { spawnSync } from 'node:child_process';
import { recordingInput } from '../../../cli/recording.ts';
import type { Scenario } from '../../../core/behaviour/scenario.ts';
import type { JsonObject } from '../../../core/kube/json.ts';
import { recordedForm } from '../../../core/report/recorded-form.ts';
import type { SimulationInput } from '../../../core/simulator/input.ts';
import { simulate } from '../../../core/simulator/simulate.ts';
import type { KubeletScenario } from './scenario.ts';

/** What is compared of an answer. */
export interface Answer {
  readonly error?: string;
  readonly status: readonly Readonly<Record<string, unknown>>[];
  readonly kubectl: readonly {
    readonly t: number;
    readonly ready: string;
    readonly status: string;
    readonly restarts: string;
    readonly deleted?: boolean;
  }[];
  readonly events: readonly {
    readonly type: string;
    readonly reason: string;
    readonly fieldPath?: string;
    readonly message: string;
    readonly source: string;
    readonly object?: string;
    readonly counts: readonly { readonly t: number; readonly count: number }[];
  }[];
  readonly warnings?: readonly string[];
}

/** Asks kubelet-oracle (its `run.sh`); answers come in the order of the scenarios. */
export function askOracle(runScript: string, scenarios: readonly KubeletScenario[]): Answer[] {
  const input = scenarios.map((s) => JSON.stringify(s)).join('\n');
  const run = spawnSync(runScript, [], { input: `${input}\n`, maxBuffer: 2 ** 30, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`kubelet-oracle failed: ${run.stderr}`);
  return run.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Answer);
}

/** The oracle's node: the Pod comes with it, there is no scheduler. */
const node = { name: 'lab-node', allocatable: { cpu: '64', memory: '256Gi', pods: '110' } };

export function inputOf(scenario: KubeletScenario): SimulationInput {
  const { pod: written, objects = [], node: has, timing = {}, draws: _draws, ...recording } = scenario;
  const pod = { ...written, spec: { ...written.spec, nodeName: node.name } } as unknown as JsonObject;
  const jitter = jitterOf(scenario),
    createMs = Math.round((timing['create'] ?? 0.25) * 1000);
  const manifest = objects.length ? [...objects, pod].map((o) => JSON.stringify(o)).join('\n---\n') : pod;
  return recordingInput(
    { ...recording, t0: new Date(Date.UTC(2000, 0, 1, 0, 0, 20, createMs)).toISOString() },
    manifest,
    {
      jitter,
      node: { ...node, allocatable: { ...node.allocatable, ...has } },
      // Whatever the played kubelet computes takes no time.
      timing: {
        mounting: 0,
        ...Object.fromEntries(Object.entries(timing).map(([name, seconds]) => [name, Math.round(seconds * 1000)])),
      },
    },
  );
}

function jitterOf({ jitter, draws = [] }: KubeletScenario): NonNullable<Scenario['jitter']> {
  if (typeof jitter === 'number') return { seed: jitter, draws };
  return jitter === 'off' ? 'off' : jitter.fraction;
}

export function simulated(scenario: KubeletScenario): Answer {
  const input = inputOf(scenario);
  return recordedForm(input, simulate(input), scenario.name);
}
