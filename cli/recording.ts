/** Recorded runs (../oracle/traces and the answers of kubelet-oracle) as input of a simulation, and a simulated run in their form. */
import { parse, parseAllDocuments } from 'yaml';
import {
  type Action,
  admitPod,
  applyDefaults,
  type JsonObject,
  type NodeFacts,
  parseTimestamp,
  type Scenario,
  type SimulationInput,
} from '../core/simulation.ts';
import type { RecordedBehaviour } from './recorded-behaviour.ts';
import { containerBehaviour, type ContainerWords, imageBehaviours } from './recording-behaviour.ts';

export interface Recording {
  readonly name: string;
  readonly t0?: string;
  readonly duration: number;
  readonly actions?: readonly RecordedAction[];
  readonly behaviour: RecordedBehaviour;
  /** The name that the API knows the Pod by; a static Pod's has the node's name at its end. */
  readonly pod?: string;
  /** Settings of the kubelet as a piece of its configuration file, or as kubelet-oracle takes them. */
  readonly kubelet?: string | KubeletSettings;
}

interface KubeletSettings {
  readonly maxContainerRestartPeriod?: number;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  readonly parallelImagePulls?: boolean;
}

export interface RecordedAction {
  readonly t?: number;
  readonly at?: number;
  readonly do?: string;
  readonly grace?: number;
  readonly kind?: string;
  readonly name?: string;
  readonly type?: string;
  readonly body?: unknown;
  readonly subresource?: string;
  readonly yaml?: string;
  readonly file?: string;
  readonly query?: string;
  readonly delete?: { readonly gracePeriodSeconds?: number };
  readonly patch?: unknown;
  readonly create?: unknown;
}

/** How the world of a replay differs from one run to the next. */
export interface ReplaySettings {
  readonly jitter?: Scenario['jitter'];
  readonly timing?: Scenario['timing'];
  readonly node?: NodeFacts;
}

/** The node that the traces were recorded on. */
const labNode: NodeFacts = { name: 'lab-node', allocatable: { cpu: '2', memory: '8127512Ki', pods: '110' } };

/** Every namespace has it: the token volume that admission adds mounts it. */
const rootCertificates: JsonObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'kube-root-ca.crt' },
  data: { 'ca.crt': '' },
};

/** The Pod of a manifest; a workload's recording has none of its own. */
export function podIn(manifest: string | JsonObject): JsonObject | undefined {
  return documentsIn(manifest).find((d) => d['kind'] === 'Pod');
}

function documentsIn(manifest: string | JsonObject): readonly JsonObject[] {
  return typeof manifest === 'string'
    ? parseAllDocuments(manifest)
        .map((d) => d.toJS() as JsonObject)
        .filter(Boolean)
    : [manifest];
}

/** `manifest` is YAML text with the Pod and what belongs to it, or the Pod itself. */
export function recordingInput(
  recording: Recording,
  manifest: string | JsonObject,
  replay: ReplaySettings = {},
): SimulationInput {
  const documents = documentsIn(manifest),
    written = podIn(manifest) ?? { metadata: { name: recording.name } };
  const objects = documents
    .filter((d) => d['kind'] !== 'Pod')
    .map((o) => applyDefaults(String(o['apiVersion']), String(o['kind']), o));
  const pod = admitted(written, recording, objects);
  const config = kubeletSettings(recording.kubelet);
  const createdAtMs = parseTimestamp(recording.t0);
  return {
    pod,
    objects: [...objects, rootCertificates],
    scenario: {
      ...scenarioOf(recording, pod),
      jitter: replay.jitter ?? 'off',
      timing: replay.timing ?? 'typical',
      // A recording says which objects there were: all others are missing.
      cluster: {
        nodes: [replay.node ?? labNode],
        missing: ['ConfigMap', 'Secret', 'PersistentVolumeClaim'].map((kind) => ({ kind, name: '*' })),
      },
      kubelet: config.maxContainerRestartPeriod
        ? { maxContainerRestartPeriodSeconds: config.maxContainerRestartPeriod }
        : {},
    },
    settings: {
      kubernetesVersion: '1.36',
      horizonMs: recording.duration * 1000,
      ...(config.featureGates ? { featureGates: config.featureGates } : {}),
      ...(createdAtMs === undefined ? {} : { createdAtMs }),
    },
  };
}

function admitted(written: JsonObject, recording: Recording, objects: readonly JsonObject[]): JsonObject {
  const pod = applyDefaults('v1', 'Pod', written);
  const metadata = pod['metadata'] as JsonObject;
  if (recording.pod === undefined || recording.pod === metadata['name']) return admitPod(pod, objects);
  const annotations = { ...(metadata['annotations'] as JsonObject | undefined), 'kubernetes.io/config.source': 'file' };
  const spec = {
    ...(pod['spec'] as JsonObject),
    nodeName: labNode.name,
    enableServiceLinks: true,
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
  };
  return {
    ...pod,
    metadata: { namespace: 'default', generation: 1, ...metadata, name: recording.pod, annotations },
    spec,
  };
}

function kubeletSettings(config: Recording['kubelet']): KubeletSettings {
  if (config === undefined || typeof config === 'object') return config ?? {};
  const read = parse(config) as {
    featureGates?: Record<string, boolean>;
    crashLoopBackOff?: { maxContainerRestartPeriod?: string };
  } | null;
  const period = /^(\d+)s$/.exec(read?.crashLoopBackOff?.maxContainerRestartPeriod ?? '')?.[1];
  return {
    ...(read?.featureGates ? { featureGates: read.featureGates } : {}),
    ...(period ? { maxContainerRestartPeriod: Number(period) } : {}),
  };
}

function scenarioOf(recording: Recording, pod: JsonObject): Scenario {
  const spec = pod['spec'] as Readonly<Record<string, readonly (ContainerWords & { name: string })[] | undefined>>;
  const specs = [...(spec['initContainers'] ?? []), ...(spec['containers'] ?? [])];
  const { behaviour } = recording;
  const { error, times, takes } = behaviour.sandbox ?? {};
  return {
    images: imageBehaviours(behaviour, (name) => specs.find((c) => c.name === name)?.image),
    containers: [...new Set([...specs.map((c) => c.name), ...Object.keys(behaviour.containers ?? {})])].map((name) =>
      containerBehaviour(
        name,
        behaviour.containers?.[name] ?? {},
        specs.find((c) => c.name === name),
      ),
    ),
    actions: (recording.actions ?? []).flatMap((action) => readAction(action, pod)),
    ...(behaviour.sandbox
      ? {
          sandbox: {
            ...(error ? { error } : {}),
            ...(times ? { times } : {}),
            ...(takes ? { takesMs: takes * 1000 } : {}),
          },
        }
      : {}),
  };
}

/** A registry's change is told by the image's behaviour; the node's changes are those of its kubelet. */
function readAction(action: RecordedAction, pod: JsonObject): Action[] {
  const atMs = Math.round((action.at ?? action.t ?? 0) * 1000);
  const kind = action.do ?? ['delete', 'patch', 'create'].find((name) => name in action);
  switch (kind) {
    case 'delete':
      return [{ atMs, do: 'delete', ...graceOf(action), ...targetOf(action, pod) }];
    case 'patch':
      return [
        {
          atMs,
          do: 'patch',
          patch: action.patch ?? action.body,
          patchType: patchType(action.type),
          ...(action.subresource ? { subresource: action.subresource } : {}),
          ...targetOf(action, pod),
        },
      ];
    case 'evict':
      return [{ atMs, do: 'evict', ...graceOf(action) }];
    case 'create':
      return documentsOf(action).map((object) => ({ atMs, do: 'create' as const, object }));
    case 'stop-kubelet':
      return [{ atMs, do: 'kubelet', change: 'stops' }];
    case 'start-kubelet':
      return [{ atMs, do: 'kubelet', change: 'starts' }];
    case 'file':
      return [{ atMs, do: 'file', path: action.file ?? '' }];
    default:
      return [];
  }
}

/** Of another object than the recording's own Pod. */
function targetOf({ kind, name }: RecordedAction, pod: JsonObject): { kind?: string; name?: string } {
  const isOwn = name === undefined || name === (pod['metadata'] as JsonObject)['name'];
  return isOwn && (kind ?? 'Pod') === 'Pod' ? {} : { kind: kind ?? 'Pod', ...(name === undefined ? {} : { name }) };
}

function graceOf(action: RecordedAction): { gracePeriodSeconds?: number; force?: boolean } {
  const seconds = action.grace ?? action.delete?.gracePeriodSeconds;
  return seconds === undefined ? {} : { gracePeriodSeconds: seconds, ...(seconds === 0 ? { force: true } : {}) };
}

function patchType(type: string | undefined): 'merge' | 'strategic' | 'json' {
  if (type?.includes('strategic') || type === undefined) return 'strategic';
  return type.includes('json-patch') ? 'json' : 'merge';
}

function documentsOf(action: RecordedAction): JsonObject[] {
  const text = action.yaml ?? action.create;
  if (typeof text === 'string')
    return parseAllDocuments(text)
      .map((d) => d.toJS() as JsonObject)
      .filter(Boolean);
  return typeof text === 'object' && text !== null ? [text as JsonObject] : [];
}
