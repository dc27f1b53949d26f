/** One Pod at the beginning of a run, with what the kubelet remembers of it: nothing yet. */
import { resolvePort } from './probe-handler.ts';
import { given } from '../kube/given.ts';
import { entry } from './entry.ts';
import { fields, list, text } from '../kube/json.ts';
import { resolveContainer, type KnownPrograms, type ResolvedContainer } from '../behaviour/resolve.ts';
import type { Scenario } from '../behaviour/scenario.ts';
import { WARM_MS } from './constants.ts';
import { unknownNode } from './create-world.ts';
import { createSignal } from './engine.ts';
import type { SimulationInput } from './input.ts';
import { EMPTY_STATUS } from './pleg.ts';
import { allContainers, type ApiPod, type ContainerSpec, type Handler, type PodSpec, NO_CONTAINERS } from './pod.ts';
import { qosClass } from '../kube/qos.ts';
import { readMeta, readSpec } from './read-pod.ts';
import { withoutRules } from './restart-decision.ts';
import { gatedCondition } from './scheduler.ts';
import {
  truncate,
  type Listeners,
  type NodeState,
  type Pleg,
  type PodLife,
  type StatusManager,
  type Worker,
  type World,
} from './world.ts';

export const POD_UID = '11111111-2222-4333-8444-555555555555';

export function createLife(world: World, input: SimulationInput, known: KnownPrograms, listeners: Listeners): PodLife {
  const pod = createPod(world, input);
  const behaviours = new Map<string, ResolvedContainer>();
  const behaviourOf = (container: ContainerSpec): ResolvedContainer =>
    entry(behaviours, container.name, () => resolve(world, input, container, known));
  const node = nodeOf(world, pod.spec.nodeName);
  const life: PodLife = {
    ...world,
    listeners,
    node,
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
    pleg: freshPleg(),
    worker: freshWorker(),
    statuses: freshStatuses(),
    reasons: new Map(),
    backOffs: new Map(),
    imageBackOffs: new Map(),
    pullErrors: new Map(),
    probes: new Map(),
    targets: new Map(),
    results: { startup: new Map(), readiness: new Map(), liveness: new Map() },
    resultCauses: new Map(),
    volumes: { mounted: false, failing: false, done: createSignal() },
    events: { correlator: new Map(), stored: new Map(), list: [], freeMs: 0 },
    kubelet: { running: !node || world.cluster.nodes.includes(node), startedMs: -WARM_MS, isBooting: false },
    isStatic: ['file', 'http'].includes(text(fields(pod.meta.raw['annotations'])['kubernetes.io/config.source'])),
    placing: { emptyTries: 0, victims: [] },
  };
  for (const container of allContainers(pod.spec)) behaviourOf(container);
  return life;
}

/** The node that a Pod is bound to from the start. */
const nodeOf = (world: World, name: string): NodeState | undefined =>
  name === '' ? undefined : (world.cluster.nodes.find((n) => n.name === name) ?? unknownNode(world, name));

const freshPleg = (): Pleg => ({
  record: new Map(),
  scheduledMs: -1,
  status: EMPTY_STATUS,
  observed: -Infinity,
  hurry: 0,
  changed: createSignal(),
});

export const freshWorker = (): Worker => ({
  wake: createSignal(),
  cancel: createSignal(),
  cancelled: false,
  contextEnded: false,
  started: false,
  terminating: false,
  terminated: false,
  terminatedAtMs: 0,
  finished: false,
  deleted: false,
  hasProbes: false,
  grace: 0,
  lastSyncMs: -Infinity,
  dueTurn: 0,
});

export const freshStatuses = (): StatusManager => ({
  version: 0,
  written: 0,
  finished: false,
  reconciling: false,
  wake: createSignal(),
});

function createPod(world: World, input: SimulationInput): ApiPod {
  const raw = fields(input.pod);
  const spec: PodSpec = withoutRules(
    readSpec(raw['spec'], input.specPath ?? 'spec'),
    world.gates.enabled('ContainerRestartRules'),
    world.gates.enabled('RestartAllContainersOnContainerExits'),
  );
  const now = truncate(world, 0);
  return {
    meta: readMeta(raw['metadata'], POD_UID),
    spec,
    status: {
      phase: 'Pending',
      reason: '',
      message: '',
      startTime: undefined,
      hasIP: false,
      qosClass: qosClass(spec.raw),
      observedGeneration: 0,
      ...NO_CONTAINERS,
      conditions: spec.schedulingGates.length > 0 ? [gatedCondition(now)] : [],
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
  return resolveContainer({
    ...container,
    scenario: input.scenario,
    isJob: input.isJob === true,
    ports: mentionedPorts(container),
    hooks: given({ postStart: command(container.postStart), preStop: command(container.preStop) }),
    leastMs: world.timing.exit,
    known,
    mountPaths: list(container.raw['volumeMounts']).map((mount) => text(mount['mountPath'])),
  });
}

function mentionedPorts(container: ContainerSpec): readonly number[] {
  const { ports, probes, postStart, preStop } = container;
  const asked = [...Object.values(probes).map((probe) => probe?.handler), postStart, preStop].flatMap((handler) =>
    handler && 'port' in handler ? (resolvePort(handler.port, container) ?? []) : [],
  );
  return [...new Set([...ports.map(({ containerPort }) => containerPort), ...asked])];
}
