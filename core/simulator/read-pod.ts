/** Reads a Pod of any shape: wrong types count as absent, missing numbers get Kubernetes' defaults, nothing throws. */
import { fields, list, strings, text, type Fields } from '../kube/json.ts';
import { defaultPullPolicy } from '../kube/image-name.ts';
import type { ContainerSpec, Handler, PodMeta, PodSpec, Probe, RestartPolicy, RestartRule, Role } from './pod.ts';
import { bytesOf } from '../kube/amount.ts';

/** A whole number within bounds that no run outlives; else the other value. */
const count = (value: unknown, otherwise: number, least = 0): number =>
  typeof value === 'number' && Number.isFinite(value)
    ? Math.min(Math.max(Math.trunc(value), least), 2 ** 31)
    : otherwise;

const optionalCount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(Math.trunc(value), 2 ** 31) : undefined;

export function readSpec(raw: unknown, path: string): PodSpec {
  const spec = fields(raw);
  const init = list(spec['initContainers']).map((c, i) =>
    readContainer(c, c['restartPolicy'] === 'Always' ? 'sidecar' : 'init', i, `${path}.initContainers[${i}]`),
  );
  return {
    path,
    restartPolicy: readPolicy(spec['restartPolicy']) ?? 'Always',
    terminationGracePeriodSeconds: count(spec['terminationGracePeriodSeconds'], 30),
    activeDeadlineSeconds: optionalCount(spec['activeDeadlineSeconds']),
    hostNetwork: spec['hostNetwork'] === true,
    nodeName: text(spec['nodeName']),
    init,
    containers: list(spec['containers']).map((c, i) => readContainer(c, 'regular', i, `${path}.containers[${i}]`)),
    ephemeral: list(spec['ephemeralContainers']).map((c, i) =>
      readContainer(c, 'ephemeral', i, `${path}.ephemeralContainers[${i}]`),
    ),
    readinessGates: list(spec['readinessGates']).map((gate) => text(gate['conditionType'])),
    schedulingGates: list(spec['schedulingGates']).map((gate) => text(gate['name'])),
    hasVolumes: list(spec['volumes']).length > 0,
    hasSidecars: init.some((c) => c.role === 'sidecar'),
    raw: spec,
  };
}

export function readMeta(raw: unknown, uid: string): PodMeta {
  const meta = fields(raw);
  return {
    name: text(meta['name']) || (text(meta['generateName']) ? `${text(meta['generateName'])}x7k2p` : 'pod'),
    namespace: text(meta['namespace']) || 'default',
    uid,
    generation: 1,
    finalizers: strings(meta['finalizers']),
    raw: meta,
  };
}

const readPolicy = (value: unknown): RestartPolicy | undefined =>
  value === 'Always' || value === 'OnFailure' || value === 'Never' ? value : undefined;

const EVENT_LISTS: { readonly [role in Role]: string } = {
  init: 'initContainers',
  sidecar: 'initContainers',
  regular: 'containers',
  ephemeral: 'ephemeralContainers',
};

function readContainer(raw: Fields, role: Role, index: number, path: string): ContainerSpec {
  const lifecycle = fields(raw['lifecycle']),
    name = text(raw['name'], `container-${index}`);
  const policy = raw['imagePullPolicy'];
  const limit = fields(fields(raw['resources'])['limits'])['memory'];
  return {
    name,
    role,
    index,
    path,
    eventPath: `spec.${EVENT_LISTS[role]}{${name}}`,
    image: text(raw['image']),
    imagePullPolicy:
      policy === 'Always' || policy === 'Never' || policy === 'IfNotPresent' ? policy : defaultPullPolicy(raw['image']),
    command: strings(raw['command']),
    args: strings(raw['args']),
    restartPolicy: readPolicy(raw['restartPolicy']),
    restartRules: list(raw['restartPolicyRules']).map(readRule),
    probes: {
      startup: readProbe(raw['startupProbe'], `${path}.startupProbe`),
      readiness: readProbe(raw['readinessProbe'], `${path}.readinessProbe`),
      liveness: readProbe(raw['livenessProbe'], `${path}.livenessProbe`),
    },
    postStart: lifecycle['postStart'] === undefined ? undefined : readHandler(fields(lifecycle['postStart'])),
    preStop: lifecycle['preStop'] === undefined ? undefined : readHandler(fields(lifecycle['preStop'])),
    ports: list(raw['ports']).map((port) => ({
      name: text(port['name']),
      containerPort: count(port['containerPort'], 0),
      hostPort: count(port['hostPort'], 0),
      protocol: text(port['protocol'], 'TCP'),
      hostIP: text(port['hostIP']),
    })),
    messagePolicy: raw['terminationMessagePolicy'] === 'FallbackToLogsOnError' ? 'FallbackToLogsOnError' : 'File',
    memoryLimit: bytesOf(limit),
    raw,
  };
}

function readRule(raw: Fields): RestartRule {
  const codes = fields(raw['exitCodes']);
  const values = Array.isArray(codes['values'])
    ? codes['values'].filter((code): code is number => typeof code === 'number')
    : [];
  return { action: text(raw['action']), operator: text(codes['operator']), values };
}

function readProbe(raw: unknown, path: string): Probe | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const probe = fields(raw);
  return {
    handler: readHandler(probe),
    initialDelaySeconds: count(probe['initialDelaySeconds'], 0),
    timeoutSeconds: count(probe['timeoutSeconds'], 1) || 1,
    periodSeconds: count(probe['periodSeconds'], 10) || 10,
    successThreshold: count(probe['successThreshold'], 1) || 1,
    failureThreshold: count(probe['failureThreshold'], 3) || 3,
    terminationGracePeriodSeconds: optionalCount(probe['terminationGracePeriodSeconds']),
    path,
  };
}

function readHandler(raw: Fields): Handler {
  if (raw['exec'] !== undefined) return { kind: 'exec', command: strings(fields(raw['exec'])['command']) };
  if (raw['httpGet'] !== undefined) {
    const http = fields(raw['httpGet']);
    return {
      kind: 'http',
      path: slashed(text(http['path'], '/')),
      port: readPort(http['port']),
      host: text(http['host']),
      scheme: text(http['scheme'], 'HTTP'),
    };
  }
  if (raw['tcpSocket'] !== undefined) {
    const tcp = fields(raw['tcpSocket']);
    return { kind: 'tcp', port: readPort(tcp['port']), host: text(tcp['host']) };
  }
  if (raw['grpc'] !== undefined) {
    const grpc = fields(raw['grpc']);
    return { kind: 'grpc', port: count(grpc['port'], 0), service: text(grpc['service']) };
  }
  if (raw['sleep'] !== undefined) return { kind: 'sleep', seconds: count(fields(raw['sleep'])['seconds'], 0) };
  return { kind: 'none' };
}

const slashed = (path: string): string => (path.startsWith('/') ? path : `/${path}`);

function readPort(value: unknown): number | string {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : text(value);
}
