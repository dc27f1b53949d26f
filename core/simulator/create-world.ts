/** The cluster and the settings at the beginning of a run, from its input. */
import { fields, text } from '../kube/json.ts';
import { crashLimits } from './back-off.ts';
import { EPOCH_MS } from './constants.ts';
import { createClock } from './engine.ts';
import { readGates } from './gates.ts';
import { normalImage } from '../kube/image-name.ts';
import type { SimulationInput } from './input.ts';
import { assumedNode, createNode } from './node-state.ts';
import { splitRandom } from './prng.ts';
import { readJitter, readTiming } from './timing.ts';
import type { Cluster, NodeState, World } from './world.ts';

export function createWorld(input: SimulationInput, horizonMs: number): World {
  const { scenario, settings } = input;
  const gates = readGates(scenario.kubernetesVersion ?? settings.kubernetesVersion, {
    ...settings.featureGates,
    ...scenario.featureGates,
  });
  const timing = readTiming(scenario),
    isWatched = settings.verdictOnly !== true;
  return {
    ...createClock(),
    timing,
    createdAtMs: settings.createdAtMs ?? EPOCH_MS + timing.create,
    gates,
    scenario,
    withCauses: isWatched && settings.withCauses !== false,
    horizonMs,
    cluster: createCluster(input),
    causes: [],
    log: { enabled: isWatched, entries: [], probes: new Map(), versions: [] },
    workerJitter: readJitter(scenario, 'worker'),
    probeJitter: readJitter(scenario, 'probes'),
    execIds: splitRandom(1, 'exec ids'),
    crashLimits: crashLimits(
      scenario.kubelet?.maxContainerRestartPeriodSeconds,
      gates.enabled('ReduceDefaultCrashLoopBackOffDecay'),
      gates.enabled('KubeletCrashLoopBackOffMax'),
    ),
  };
}

function createCluster(input: SimulationInput): Cluster {
  const { cluster, images = [] } = input.scenario;
  const missing = new Set(cluster?.missing?.map(({ kind, name }) => `${kind}/${name}`));
  const all = (input.objects ?? []).map(
    (object) => [`${text(object['kind'])}/${text(fields(object['metadata'])['name'])}`, object] as const,
  );
  return {
    nodes: cluster?.nodes?.map(createNode) ?? [assumedNode('node-1')],
    objects: new Map(all.filter(([key]) => !missing.has(key))),
    absent: new Map(all.filter(([key]) => missing.has(key))),
    missing,
    images: new Map(
      images.map((behaviour) => [
        normalImage(behaviour.image),
        { behaviour, present: behaviour.present === true, pulls: 0 },
      ]),
    ),
    pullerFreeMs: 0,
  };
}

/** The node that a Pod is bound to and that nobody has told of: the assumed one, or one that does not exist. */
export function unknownNode({ cluster, scenario }: World, name: string): NodeState {
  if (scenario.cluster?.nodes !== undefined) return createNode({ name });
  const node = assumedNode(name);
  cluster.nodes.splice(0, 1, node);
  return node;
}
