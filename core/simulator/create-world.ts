/** The state at the beginning of a run, from its input. */
import { resolveContainer, type KnownPrograms, type ResolvedContainer } from '../behaviour/resolve.ts';
import type { NodeFacts, Scenario } from '../behaviour/scenario.ts';
import { crashLimits } from './back-off.ts';
import { EPOCH_MS, WARM_MS } from './constants.ts';
import { createEngine, createSignal } from './engine.ts';
import { createEventSink } from './event-sink.ts';
import { normalImage } from './image-manager.ts';
import type { SimulationInput } from './input.ts';
import { createLog } from './log.ts';
import { EMPTY_STATUS } from './pleg.ts';
import { allContainers, type ApiPod, type ContainerSpec, type Handler, type PodSpec } from './pod.ts';
import { qosClass } from './qos.ts';
import { parseQuantity } from './quantity.ts';
import { fields, list, readMeta, readSpec, text } from './read-pod.ts';
import { withoutRules } from './restart-decision.ts';
import { isStaticPod } from './static-pod.ts';
import { gatedCondition } from './scheduler.ts';
import { readJitter, readTiming } from './timing.ts';
import { splitRandom } from './prng.ts';
import { readGates } from './gates.ts';
import { truncate, type Cluster, type Listeners, type NodeState, type PodLife, type World } from './world.ts';

export const POD_UID = '11111111-2222-4333-8444-555555555555';

export function createWorld(input: SimulationInput, horizonMs: number): World {
  const { scenario, settings } = input;
  const gates = readGates(scenario.kubernetesVersion ?? settings.kubernetesVersion, {
    ...settings.featureGates,
    ...scenario.featureGates,
  });
  const timing = readTiming(scenario),
    withCauses = settings.withCauses !== false && settings.verdictOnly !== true;
  return {
    engine: createEngine(),
    timing,
    createdAtMs: settings.createdAtMs ?? EPOCH_MS + timing.create,
    gates,
    scenario,
    withCauses,
    horizonMs,
    cluster: createCluster(input),
    causes: { enabled: withCauses, list: [] },
    log: createLog(settings.verdictOnly !== true),
    pods: [],
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
  const facts = input.scenario.cluster?.nodes;
  const objects = new Map<string, Readonly<Record<string, unknown>>>(
    (input.objects ?? []).map(
      (object) => [`${text(object['kind'])}/${text(fields(object['metadata'])['name'])}`, object] as const,
    ),
  );
  return {
    nodes: facts === undefined ? [createNode({ name: 'node-1' })] : facts.map(createNode),
    objects,
    missing: new Set<string>(
      (input.scenario.cluster?.missing ?? [])
        .map((ref) => `${ref.kind}/${ref.name}`)
        .filter((key) => !objects.has(key)),
    ),
    images: new Map(
      (input.scenario.images ?? []).map(
        (behaviour) =>
          [normalImage(behaviour.image), { behaviour, present: behaviour.present === true, pulls: 0 }] as const,
      ),
    ),
    pullerFreeMs: 0,
  };
}

const LARGE: Readonly<Record<string, string>> = {
  cpu: '64',
  memory: '256Gi',
  'ephemeral-storage': '1000Gi',
  pods: '110',
};

function createNode(facts: NodeFacts): NodeState {
  const allocatable = Object.fromEntries(
    Object.entries({ ...LARGE, ...facts.allocatable }).map(([name, value]) => [
      name,
      (parseQuantity(value) ?? 0) * (name === 'cpu' ? 1000 : 1),
    ]),
  );
  const labels = {
    'kubernetes.io/hostname': facts.name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    ...facts.labels,
  };
  return {
    name: facts.name,
    allocatable,
    labels,
    taints: facts.taints ?? [],
    unschedulable: facts.unschedulable === true,
  };
}

export function createLife(world: World, input: SimulationInput, known: KnownPrograms, listeners: Listeners): PodLife {
  const pod = createPod(world, input);
  const node =
    pod.spec.nodeName === ''
      ? undefined
      : (world.cluster.nodes.find((n) => n.name === pod.spec.nodeName) ?? addNode(world, pod.spec.nodeName));
  const behaviours = new Map<string, ResolvedContainer>();
  const behaviourOf = (container: ContainerSpec): ResolvedContainer => {
    const found = behaviours.get(container.name) ?? resolve(world, input, container, known);
    behaviours.set(container.name, found);
    return found;
  };
  const life: PodLife = {
    world,
    listeners,
    uid: pod.meta.uid,
    createdMs: 0,
    node,
    api: undefined,
    seen: undefined,
    lastApi: pod,
    sandboxes: [],
    instances: [],
    nextId: 1,
    starts: new Map(),
    restartCounts: new Map(),
    shared: new Map(),
    behaviours,
    behaviourOf,
    sandboxTries: 0,
    pleg: {
      record: new Map(),
      scheduledMs: -1,
      status: EMPTY_STATUS,
      exists: false,
      modified: -Infinity,
      observed: -Infinity,
      hurry: 0,
      changed: createSignal(),
    },
    worker: {
      pending: undefined,
      pendingGrace: undefined,
      wake: createSignal(),
      cancel: createSignal(),
      cancelled: false,
      contextEnded: false,
      started: false,
      terminating: false,
      startedTerminating: false,
      terminated: false,
      terminatedAtMs: 0,
      finished: false,
      deleted: false,
      evicted: undefined,
      grace: 0,
      lastSyncMs: -Infinity,
      dueTurn: 0,
      running: false,
    },
    statuses: {
      cached: undefined,
      version: 0,
      written: 0,
      finished: false,
      pinned: undefined,
      reconciling: false,
      wake: createSignal(),
    },
    reasons: new Map(),
    backOffs: new Map(),
    imageBackOffs: new Map(),
    pullErrors: new Map(),
    probes: new Map(),
    targets: new Map(),
    results: { startup: new Map(), readiness: new Map(), liveness: new Map() },
    resultCauses: new Map(),
    volumes: { mounted: false, failing: false },
    events: createEventSink(),
    kubelet: { running: true, startedMs: -WARM_MS, isBooting: false, isLost: false },
    isStatic: isStaticPod(fields(pod.meta.raw['annotations'])),
    deadline: undefined,
    lastCause: undefined,
  };
  for (const container of allContainers(pod.spec)) behaviourOf(container);
  world.pods.push(life);
  return life;
}

function addNode(world: World, name: string): NodeState {
  const node =
    world.cluster.nodes.length === 1 && world.scenario.cluster?.nodes === undefined
      ? { ...world.cluster.nodes[0]!, name }
      : createNode({ name });
  world.cluster.nodes.splice(0, world.scenario.cluster?.nodes === undefined ? 1 : 0, node);
  return node;
}

function createPod(world: World, input: SimulationInput): ApiPod {
  const raw = fields(input.pod);
  const spec: PodSpec = withoutRules(
    readSpec(raw['spec'], input.specPath ?? 'spec'),
    world.gates.enabled('ContainerRestartRules'),
    world.gates.enabled('RestartAllContainersOnContainerExits'),
  );
  const now = truncate(world, 0);
  const scheduled =
    spec.nodeName === '' || isStaticPod(fields(fields(raw['metadata'])['annotations']))
      ? []
      : [{ type: 'PodScheduled', status: 'True' as const, reason: '', message: '', since: now }];
  return {
    meta: readMeta(raw['metadata'], POD_UID),
    spec,
    status: {
      phase: 'Pending',
      reason: '',
      message: '',
      startTime: undefined,
      hasIP: false,
      qosClass: qosClass(spec),
      observedGeneration: 0,
      conditions: spec.schedulingGates.length > 0 ? [gatedCondition(now)] : scheduled,
      init: [],
      containers: [],
      ephemeral: [],
    },
  };
}

function resolve(
  world: World,
  input: { readonly scenario: Scenario; readonly isJob?: boolean },
  container: ContainerSpec,
  known: KnownPrograms | undefined,
): ResolvedContainer {
  const command = (handler: Handler | undefined): readonly string[] | undefined =>
    handler?.kind === 'exec' ? handler.command : undefined;
  const postStart = command(container.postStart),
    preStop = command(container.preStop);
  return resolveContainer({
    scenario: input.scenario,
    name: container.name,
    role: container.role,
    image: container.image,
    command: container.command,
    args: container.args,
    path: container.path,
    isJob: input.isJob === true,
    ports: mentionedPorts(container),
    hooks: { ...(postStart ? { postStart } : {}), ...(preStop ? { preStop } : {}) },
    leastMs: world.timing.exit,
    memoryLimit: container.memoryLimit,
    known,
    mountPaths: list(container.raw['volumeMounts']).map((mount) => text(mount['mountPath'])),
  });
}

function mentionedPorts(container: ContainerSpec): readonly number[] {
  const handlers = [...Object.values(container.probes).map((p) => p?.handler), container.postStart, container.preStop];
  const asked = handlers.flatMap((h) => {
    if (!h || !('port' in h)) return [];
    const port = typeof h.port === 'number' ? h.port : container.ports.find((p) => p.name === h.port)?.containerPort;
    return port === undefined ? [] : [port];
  });
  return [...new Set([...container.ports.map((p) => p.containerPort), ...asked])];
}
