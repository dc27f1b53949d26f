/** Random scenarios in the language of cluster-oracle: one Pod, a few nodes, others who take room, and what is done to them. */
import type { Random } from '../random.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface ClusterScenario {
  readonly name: string;
  /** Nodes, then other Pods; the Pod that is looked at comes last. */
  readonly objects: readonly Json[];
  readonly actions: readonly Json[];
  readonly duration: number;
  readonly timing: Readonly<Record<string, number>>;
  readonly full: true;
}

const zones = ['a', 'b'],
  disks = ['ssd', 'hdd'],
  apps = ['web', 'db'];
const label = (r: Random): Json => ({ app: r.pick(apps) });

function taint(r: Random): Json {
  const value = r.chance(0.5) ? { value: r.pick(['x', 'y']) } : {};
  return {
    key: r.pick(['one', 'two']),
    ...value,
    effect: r.pick(['NoSchedule', 'NoSchedule', 'NoExecute', 'PreferNoSchedule']),
  };
}

function toleration(r: Random): Json {
  const effect = r.pick(['', 'NoSchedule', 'NoExecute', 'NoExecute']);
  return {
    ...(r.chance(0.85)
      ? r.chance(0.5)
        ? { key: r.pick(['one', 'two']), operator: 'Exists' }
        : { key: r.pick(['one', 'two']), value: r.pick(['x', 'y']) }
      : { operator: 'Exists' }),
    ...(effect ? { effect } : {}),
    ...(effect === 'NoExecute' && r.chance(0.6) ? { tolerationSeconds: r.pick([0, 8, 30, 300]) } : {}),
  };
}

function taints(r: Random, share: number): Json[] {
  const made = r.chance(share) ? Array.from({ length: r.int(1, 2) }, () => taint(r)) : [];
  return made.filter((t, i) => made.findIndex((o) => o['key'] === t['key'] && o['effect'] === t['effect']) === i);
}

function node(r: Random, name: string): Json {
  const allocatable = {
    cpu: r.pick(['1', '2', '4']),
    memory: r.pick(['1Gi', '2Gi', '8Gi']),
    pods: r.pick(['110', '110', '110', '1', '2']),
    'ephemeral-storage': r.pick(['10Gi', '100Gi']),
    ...(r.chance(0.2) ? { 'example.com/gpu': r.pick(['1', '2']) } : {}),
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        ...(r.chance(0.7) ? { 'topology.kubernetes.io/zone': r.pick(zones) } : {}),
        ...(r.chance(0.6) ? { disk: r.pick(disks) } : {}),
        ...(r.chance(0.2) ? { rank: String(r.int(1, 5)) } : {}),
      },
    },
    spec: { taints: taints(r, 0.25), ...(r.chance(0.12) ? { unschedulable: true } : {}) },
    status: { allocatable, capacity: allocatable },
  };
}

function resources(r: Random): Json {
  const requests = {
    ...(r.chance(0.5) ? { cpu: r.pick(['100m', '500m', '1', '1500m', '3']) } : {}),
    ...(r.chance(0.4) ? { memory: r.pick(['64Mi', '512Mi', '1500Mi', '4Gi']) } : {}),
    ...(r.chance(0.05) ? { 'ephemeral-storage': r.pick(['1Gi', '20Gi']) } : {}),
    ...(r.chance(0.06) ? { 'example.com/gpu': '1' } : {}),
  };
  const own = Object.entries(requests).filter(([name]) => name === 'example.com/gpu');
  return own.length ? { requests, limits: Object.fromEntries(own) } : { requests };
}

function containers(r: Random): Json[] {
  return Array.from({ length: r.pick([1, 1, 2]) }, (_, i) => ({
    name: `c${i}`,
    image: 'example/app:1',
    ...(r.chance(0.7) ? { resources: resources(r) } : {}),
    ...(r.chance(0.2)
      ? {
          ports: [
            {
              containerPort: 80 + i,
              hostPort: r.pick([8080, 8081]) + 10 * i,
              ...(r.chance(0.2) ? { hostIP: r.pick(['127.0.0.1', '0.0.0.0']) } : {}),
              ...(r.chance(0.15) ? { protocol: 'UDP' } : {}),
            },
          ],
        }
      : {}),
  }));
}

const topology = (r: Random): string =>
  r.pick(['kubernetes.io/hostname', 'topology.kubernetes.io/zone', 'topology.kubernetes.io/zone', 'disk']);
const selector = (r: Random): Json =>
  r.chance(0.7)
    ? { matchLabels: label(r) }
    : { matchExpressions: [{ key: 'app', operator: r.pick(['In', 'NotIn']), values: [r.pick(apps)] }] };
const term = (r: Random): Json => ({ topologyKey: topology(r), labelSelector: selector(r) });

function nodeTerm(r: Random): Json {
  const requirement = (): Json =>
    r.pick<() => Json>([
      () => ({ key: 'disk', operator: r.pick(['In', 'NotIn']), values: [r.pick(disks)] }),
      () => ({ key: 'topology.kubernetes.io/zone', operator: r.pick(['Exists', 'DoesNotExist']) }),
      () => ({ key: 'rank', operator: r.pick(['Gt', 'Lt']), values: [String(r.int(1, 4))] }),
    ])();
  if (r.chance(0.15))
    return {
      matchFields: [{ key: 'metadata.name', operator: r.pick(['In', 'In', 'NotIn']), values: [`n${r.int(1, 4)}`] }],
    };
  return { matchExpressions: Array.from({ length: r.int(1, 2) }, requirement) };
}

function affinity(r: Random): Json {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  return {
    ...(r.chance(0.35)
      ? { nodeAffinity: { [required]: { nodeSelectorTerms: Array.from({ length: r.int(1, 2) }, () => nodeTerm(r)) } } }
      : {}),
    ...(r.chance(0.25) ? { podAffinity: { [required]: Array.from({ length: r.int(1, 2) }, () => term(r)) } } : {}),
    ...(r.chance(0.3) ? { podAntiAffinity: { [required]: [term(r)] } } : {}),
  };
}

function spread(r: Random): Json {
  return {
    maxSkew: r.int(1, 2),
    topologyKey: topology(r),
    whenUnsatisfiable: r.pick(['DoNotSchedule', 'DoNotSchedule', 'ScheduleAnyway']),
    labelSelector: selector(r),
  };
}

function other(r: Random, name: string, nodeName: string): Json {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: label(r) },
    spec: {
      nodeName,
      ...(r.chance(0.3) ? { priorityClassName: r.pick(['low', 'high']) } : {}),
      tolerations: [{ operator: 'Exists' }],
      containers: containers(r).map(({ resources: some, ...c }) =>
        some && r.chance(0.8) ? { ...c, resources: some } : c,
      ),
      ...(r.chance(0.1)
        ? { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term(r)] } } }
        : {}),
    },
  };
}

function pod(r: Random): Json {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', labels: label(r) },
    spec: {
      ...(r.chance(0.2) ? { nodeSelector: { disk: r.pick(disks) } } : {}),
      ...(r.chance(0.4) ? { affinity: affinity(r) } : {}),
      ...(r.chance(0.25) ? { topologySpreadConstraints: [spread(r)] } : {}),
      ...(r.chance(0.4) ? { tolerations: Array.from({ length: r.int(1, 2) }, () => toleration(r)) } : {}),
      ...(r.chance(0.15) ? { schedulingGates: [{ name: 'example.com/a' }] } : {}),
      ...(r.chance(0.25) ? { priorityClassName: r.pick(['low', 'high', 'never']) } : {}),
      ...(r.chance(0.2) ? { terminationGracePeriodSeconds: r.pick([0, 5, 60]) } : {}),
      containers: containers(r),
      // The played kubelets take every Pod: one that comes with its node asks for nothing.
      ...(r.chance(0.08)
        ? {
            nodeName: `n${r.int(1, 3)}`,
            nodeSelector: undefined,
            affinity: undefined,
            containers: [{ name: 'c0', image: 'example/app:1' }],
          }
        : {}),
    },
  };
}

const classes = [
  { name: 'low', value: -10 },
  { name: 'high', value: 1000 },
  { name: 'never', value: 1000, preemptionPolicy: 'Never' },
].map(({ name, ...rest }) => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  ...rest,
}));

function action(r: Random, names: readonly string[], others: readonly string[], n: number): Json {
  const at = r.int(2, 150) + 0.5,
    name = r.pick(names);
  const patch = (body: Json): Json => ({ at, kind: 'Node', name, patch: body });
  const choices: (() => Json)[] = [
    () => ({ at, cordon: name }),
    () => ({ at, uncordon: name }),
    () => ({ at, uncordon: name }),
    () => patch({ spec: { taints: taints(r, 0.7) } }),
    () => patch({ spec: { taints: taints(r, 0.7) } }),
    () => patch({ metadata: { labels: { disk: r.pick<string | null>([...disks, null]) } } }),
    () => ({
      ...patch({ status: { allocatable: { cpu: r.pick(['1', '4', '8']), memory: r.pick(['2Gi', '8Gi']) } } }),
      subresource: 'status',
    }),
    () => ({ at, node: { name, stops: true } }),
    () => ({ at, node: { name, returns: true } }),
    () => ({ at, node: { name, leaves: true } }),
    () => ({
      at,
      node: { joins: { name: `j${n}`, cpu: r.pick(['1', '4']), memory: '8Gi', pods: '110', zone: r.pick(zones) } },
    }),
    () => ({ at, delete: { kind: 'Pod', name: 'p', ...(r.chance(0.3) ? { gracePeriodSeconds: r.int(0, 9) } : {}) } }),
    () => ({ at, evict: { name: 'p' } }),
    () => ({ at, kind: 'Pod', name: 'p', type: 'merge', patch: { spec: { schedulingGates: [] } } }),
    () => ({ at, kind: 'Pod', name: 'p', type: 'merge', patch: { metadata: { labels: label(r) } } }),
    () => ({ at, create: other(r, `late${n}`, name) }),
    ...(others.length ? [() => ({ at, delete: { kind: 'Pod', name: r.pick(others) } })] : []),
    ...(others.length ? [] : [() => ({ at, drain: { node: name, force: true } })]),
  ];
  return r.pick(choices)();
}

export function randomScenario(r: Random, name: string): ClusterScenario {
  const nodes = Array.from({ length: r.pick([1, 1, 2, 2, 3, 3, 4, 5]) }, (_, i) => node(r, `n${i + 1}`)),
    names = nodes.map((_, i) => `n${i + 1}`);
  const others = Array.from({ length: r.pick([0, 0, 1, 2, 3]) }, (_, i) => other(r, `o${i}`, r.pick(names)));
  const count = r.pick([0, 1, 1, 2, 3, 4]);
  const actions = Array.from({ length: count }, (_, n) =>
    action(
      r,
      names,
      others.map((_o, i) => `o${i}`),
      n,
    ),
  ).sort((a, b) => Number(a['at']) - Number(b['at']));
  // Whether a kubelet whose node's object is gone still looks after its Pods is a question of its machine.
  const isLeft = actions.some((a) => (a['node'] as Json | undefined)?.['leaves'] !== undefined);
  return JSON.parse(
    JSON.stringify({
      name,
      objects: [...classes, ...nodes, ...others, pod(r)],
      actions: isLeft ? actions.filter((a) => !('evict' in a || 'drain' in a || 'delete' in a)) : actions,
      duration: r.pick([100, 200, 500, 700]),
      // The scheduler's and the collector's slow tickers have the phase that they have here.
      timing: { warm: 80.25 },
      full: true,
    }),
  ) as ClusterScenario;
}
