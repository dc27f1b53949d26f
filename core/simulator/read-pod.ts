/** Reads a Pod of any shape: wrong types count as absent, missing numbers get Kubernetes' defaults, nothing throws. */
import { fields, list, strings, text, type Fields } from '../kube/json.ts';
import { defaultPullPolicy } from '../kube/image-name.ts';
import type {
  ContainerSpec,
  Handler,
  PodMeta,
  PodSpec,
  Probe,
  RestartPolicy,
  RestartRule,
  Role,
  ProbeKind,
} from './pod.ts';
import { bytesOf } from '../kube/amount.ts';

/** A whole number within bounds that no run outlives; else the other value. */
const count = (value: unknown, otherwise: number): number => Math.max(optionalCount(value) ?? otherwise, 0);

const optionalCount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(Math.trunc(value), 2 ** 31) : undefined;

export function readSpec(raw: unknown, path: string): PodSpec {
  const spec = fields(raw);
  const containers = (key: string, roleOf: (container: Fields) => Role): readonly ContainerSpec[] =>
    list(spec[key]).map((c, i) => readContainer(c, roleOf(c), { spec: path, key, index: i }));
  return {
    path,
    restartPolicy: readPolicy(spec['restartPolicy']) ?? 'Always',
    terminationGracePeriodSeconds: count(spec['terminationGracePeriodSeconds'], 30),
    activeDeadlineSeconds: optionalCount(spec['activeDeadlineSeconds']),
    hostNetwork: spec['hostNetwork'] === true,
    nodeName: text(spec['nodeName']),
    init: containers('initContainers', (c) => (c['restartPolicy'] === 'Always' ? 'sidecar' : 'init')),
    containers: containers('containers', () => 'regular'),
    ephemeral: containers('ephemeralContainers', () => 'ephemeral'),
    readinessGates: list(spec['readinessGates']).map((gate) => text(gate['conditionType'])),
    schedulingGates: list(spec['schedulingGates']).map((gate) => text(gate['name'])),
    hasVolumes: list(spec['volumes']).length > 0,
    raw: spec,
  };
}

export function readMeta(raw: unknown, uid: string): PodMeta {
  const meta = fields(raw),
    prefix = text(meta['generateName']);
  return {
    name: text(meta['name']) || (prefix ? `${prefix}x7k2p` : 'pod'),
    namespace: text(meta['namespace']) || 'default',
    uid,
    generation: 1,
    finalizers: strings(meta['finalizers']),
    raw: meta,
  };
}

const readPolicy = (value: unknown): RestartPolicy | undefined =>
  value === 'Always' || value === 'OnFailure' || value === 'Never' ? value : undefined;

interface Place {
  /** Where the Pod's spec stands in the manifest. */
  readonly spec: string;
  /** Of the list. */
  readonly key: string;
  readonly index: number;
}

function readContainer(raw: Fields, role: Role, { spec, key, index }: Place): ContainerSpec {
  const path = `${spec}.${key}[${index}]`,
    { imagePullPolicy: policy } = raw,
    name = text(raw['name'], `container-${index}`),
    { postStart, preStop } = fields(raw['lifecycle']);
  const probe = (kind: ProbeKind): Probe | undefined => readProbe(raw[`${kind}Probe`], `${path}.${kind}Probe`);
  return {
    name,
    role,
    path,
    eventPath: `spec.${key}{${name}}`,
    image: text(raw['image']),
    imagePullPolicy:
      policy === 'Always' || policy === 'Never' || policy === 'IfNotPresent' ? policy : defaultPullPolicy(raw['image']),
    command: strings(raw['command']),
    args: strings(raw['args']),
    restartPolicy: readPolicy(raw['restartPolicy']),
    restartRules: list(raw['restartPolicyRules']).map(readRule),
    probes: { startup: probe('startup'), readiness: probe('readiness'), liveness: probe('liveness') },
    postStart: postStart === undefined ? undefined : readHandler(fields(postStart)),
    preStop: preStop === undefined ? undefined : readHandler(fields(preStop)),
    ports: list(raw['ports']).map((port) => ({
      name: text(port['name']),
      containerPort: count(port['containerPort'], 0),
      hostPort: count(port['hostPort'], 0),
      protocol: text(port['protocol'], 'TCP'),
      hostIP: text(port['hostIP']),
    })),
    messagePolicy: raw['terminationMessagePolicy'] === 'FallbackToLogsOnError' ? 'FallbackToLogsOnError' : 'File',
    memoryLimit: bytesOf(fields(fields(raw['resources'])['limits'])['memory']),
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
  const atLeastOne = (name: string, otherwise: number): number => count(probe[name], otherwise) || otherwise;
  return {
    handler: readHandler(probe),
    initialDelaySeconds: count(probe['initialDelaySeconds'], 0),
    timeoutSeconds: atLeastOne('timeoutSeconds', 1),
    periodSeconds: atLeastOne('periodSeconds', 10),
    successThreshold: atLeastOne('successThreshold', 1),
    failureThreshold: atLeastOne('failureThreshold', 3),
    terminationGracePeriodSeconds: optionalCount(probe['terminationGracePeriodSeconds']),
    path,
  };
}

function readHandler({ exec, httpGet, tcpSocket, grpc, sleep }: Fields): Handler {
  if (exec !== undefined) return { kind: 'exec', command: strings(fields(exec)['command']) };
  const { path, port, host, scheme, service, seconds } = fields(httpGet ?? tcpSocket ?? grpc ?? sleep);
  if (httpGet !== undefined)
    return {
      kind: 'http',
      path: slashed(text(path, '/')),
      port: readPort(port),
      host: text(host),
      scheme: text(scheme, 'HTTP'),
    };
  if (tcpSocket !== undefined) return { kind: 'tcp', port: readPort(port), host: text(host) };
  if (grpc !== undefined) return { kind: 'grpc', port: count(port, 0), service: text(service) };
  return sleep === undefined ? { kind: 'none' } : { kind: 'sleep', seconds: count(seconds, 0) };
}

const slashed = (path: string): string => (path.startsWith('/') ? path : `/${path}`);

function readPort(value: unknown): number | string {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : text(value);
}
