/** Runs a scenario of cluster-oracle on both sides. */
import { spawnSync } from 'node:child_process';
import {
  admitPod,
  applyDefaults,
  type Action,
  type JsonObject,
  type NodeFacts,
  type Scenario,
} from '../../../core/simulation.ts';
import { recordedForm } from '../../../core/report/recorded-form.ts';
import { simulate } from '../../../core/simulator/simulate.ts';
import type { ClusterScenario, Json } from './scenario.ts';

/** What is compared of an answer. */
export interface ClusterAnswer {
  readonly error?: string;
  readonly node?: string | undefined;
  readonly status: readonly Json[];
  readonly events: readonly {
    readonly object: string;
    readonly type: string;
    readonly reason: string;
    readonly source: string;
    readonly message: string;
    readonly counts: readonly { readonly t: number; readonly count: number }[];
  }[];
  readonly warnings?: readonly string[];
}

interface Told extends Omit<ClusterAnswer, 'status' | 'node'> {
  readonly pods?: readonly { readonly name: string; readonly node?: string; readonly status: readonly Json[] }[];
}

/** Asks cluster-oracle (its `run.sh`); answers come in the order of the scenarios. */
export function askCluster(runScript: string, scenarios: readonly ClusterScenario[]): ClusterAnswer[] {
  const input = scenarios.map((s) => JSON.stringify(s)).join('\n');
  const run = spawnSync('nice', [runScript], { input: `${input}\n`, maxBuffer: 2 ** 30, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`cluster-oracle failed: ${run.stderr}`);
  return run.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const told = JSON.parse(line) as Told,
        pod = told.pods?.find(({ name }) => name === 'p');
      if (told.error || !pod) return { error: told.error ?? 'no Pod', status: [], events: [] };
      return { node: pod.node, status: pod.status, events: told.events ?? [] };
    });
}

const field = (value: unknown, name: string): unknown => (value as Json | undefined)?.[name];

function facts(node: Json): NodeFacts {
  return {
    name: String(field(node['metadata'], 'name')),
    labels: (field(node['metadata'], 'labels') ?? {}) as Record<string, string>,
    taints: (field(node['spec'], 'taints') ?? []) as NonNullable<NodeFacts['taints']>,
    unschedulable: field(node['spec'], 'unschedulable') === true,
    allocatable: { ...defaults, ...(field(node['status'], 'allocatable') as Record<string, string> | undefined) },
  };
}

/** What cluster-oracle's nodes have if nothing is said. */
const defaults = { cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi', pods: '110' };

function toAction(source: Json, prepare: (pod: Json) => Json): Action[] {
  const atMs = Math.round(Number(source['at']) * 1000);
  const node = source['node'] as Readonly<Record<string, unknown>> | undefined;
  for (const change of ['cordon', 'uncordon'] as const)
    if (source[change]) return [{ atMs, do: 'node', change, name: String(source[change]) }];
  if (source['drain']) return [{ atMs, do: 'node', change: 'drain', name: String(field(source['drain'], 'node')) }];
  if (node?.['joins']) {
    const { name, zone, ...allocatable } = node['joins'] as Record<string, string>;
    const labels = zone ? { 'topology.kubernetes.io/zone': zone } : {};
    return [
      {
        atMs,
        do: 'create',
        object: { kind: 'Node', metadata: { name, labels }, status: { allocatable: { ...defaults, ...allocatable } } },
      },
    ];
  }
  for (const change of ['stops', 'returns', 'leaves'] as const)
    if (node?.[change]) return [{ atMs, do: 'node', change, name: String(node['name']) }];
  if (source['patch'])
    return [
      {
        atMs,
        do: 'patch',
        patch: source['patch'],
        patchType: 'merge',
        kind: String(source['kind']),
        name: String(source['name']),
      },
    ];
  if (source['delete']) {
    const { kind, name, gracePeriodSeconds } = source['delete'] as {
      kind: string;
      name: string;
      gracePeriodSeconds?: number;
    };
    // Another Pod is gone when its processes are.
    const late = name === 'p' ? 0 : 600;
    return [
      {
        atMs: atMs + late,
        do: 'delete',
        kind,
        name,
        ...(gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds }),
      },
    ];
  }
  if (source['evict']) return [{ atMs, do: 'evict' }];
  if (source['create']) return [{ atMs, do: 'create', object: prepare(source['create'] as Json) }];
  return [];
}

/** `first`: the node that is looked at first; of several that fit the simulator takes the first. */
export function simulatedCluster(scenario: ClusterScenario, first?: string): ClusterAnswer {
  const of = (kind: string): readonly Json[] => scenario.objects.filter((object) => object['kind'] === kind);
  const classes = of('PriorityClass');
  const prepare = (written: Json): Json => {
    const pod = applyDefaults('v1', 'Pod', written as JsonObject),
      admitted = admitPod(pod, classes as readonly JsonObject[]),
      spec = admitted['spec'] as Json,
      own = classes.find((one) => field(one['metadata'], 'name') === spec['priorityClassName']);
    const priority = own
      ? { priority: own['value'], preemptionPolicy: own['preemptionPolicy'] ?? 'PreemptLowerPriority' }
      : {};
    return { ...admitted, spec: { ...spec, ...priority } };
  };
  const nodes = of('Node').map(facts),
    pods = of('Pod').map(prepare);
  const sorted = [...nodes.filter(({ name }) => name === first), ...nodes.filter(({ name }) => name !== first)];
  const told: Scenario = {
    cluster: { nodes: sorted },
    actions: scenario.actions.flatMap((action) => toAction(action, prepare)),
    containers: ['c0', 'c1'].map((name) => ({ name, onSignal: { kind: 'exits', afterMs: 0, code: 0 } })),
  };
  const input = {
    pod: pods.at(-1) ?? {},
    objects: pods.slice(0, -1),
    scenario: told,
    settings: { kubernetesVersion: '1.36', horizonMs: scenario.duration * 1000 },
  };
  const timeline = simulate(input),
    { status, events } = recordedForm(input, timeline);
  const node = status.findLast((row) => row['nodeName'] !== undefined)?.['nodeName'];
  return { node: node === undefined ? undefined : String(node), status, events };
}
