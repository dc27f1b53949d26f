/**
 * What a node has and what a Pod asks for: the checks that scheduler and kubelet share. Mirrors
 * pkg/scheduler/framework/plugins and component-helpers (1.36).
 */
import { addCause } from './causes.ts';
import { neighbours, sharesPort } from './neighbours.ts';
import type { ApiPod, PodSpec } from './pod.ts';
import { parseQuantity } from './quantity.ts';
import { fields, list, strings, text } from './read-pod.ts';
import type { NodeState, PodLife } from './world.ts';

/** Requests by resource: cpu in millicores, the rest in its own unit. */
export function podRequests(spec: PodSpec): Readonly<Record<string, number>> {
  const own = (raw: Readonly<Record<string, unknown>>): Record<string, number> => {
    const resources = fields(raw['resources']),
      amounts: Record<string, number> = {};
    for (const [name, value] of [
      ...Object.entries(fields(resources['limits'])),
      ...Object.entries(fields(resources['requests'])),
    ]) {
      const amount = parseQuantity(value);
      if (amount !== undefined) amounts[name] = name === 'cpu' ? Math.ceil(amount * 1000 - 1e-6) : Math.ceil(amount);
    }
    return amounts;
  };
  const total: Record<string, number> = {},
    add = (into: Record<string, number>, more: Record<string, number>): void => {
      for (const [name, amount] of Object.entries(more)) into[name] = (into[name] ?? 0) + amount;
    };
  for (const container of spec.containers) add(total, own(container.raw));
  const sidecars: Record<string, number> = {},
    peak: Record<string, number> = {};
  for (const container of spec.init) {
    const amounts = own(container.raw);
    if (container.role === 'sidecar') {
      add(sidecars, amounts);
      add(total, amounts);
    }
    const now = container.role === 'sidecar' ? { ...sidecars } : { ...sidecars };
    if (container.role !== 'sidecar') add(now, amounts);
    for (const [name, amount] of Object.entries(now)) peak[name] = Math.max(peak[name] ?? 0, amount);
  }
  for (const [name, amount] of Object.entries(peak)) total[name] = Math.max(total[name] ?? 0, amount);
  for (const [name, amount] of Object.entries(own(spec.raw)))
    if (fields(spec.raw['resources'])['requests'] !== undefined) total[name] = amount;
  add(
    total,
    Object.fromEntries(
      Object.entries(fields(spec.raw['overhead'])).map(([name, value]) => [
        name,
        (parseQuantity(value) ?? 0) * (name === 'cpu' ? 1000 : 1),
      ]),
    ),
  );
  return total;
}

/** The order in which a node's resources are looked at; extended ones come after them. */
const RESOURCES = ['pods', 'cpu', 'memory', 'ephemeral-storage'];

export interface Lack {
  readonly name: string;
  readonly requested: number;
  readonly used: number;
  readonly capacity: number;
}

/**
 * Resources that the node has too little of beside the others (noderesources.Fits): every Pod needs room for itself.
 */
export function lacking(node: NodeState, spec: PodSpec, others: readonly PodSpec[]): readonly Lack[] {
  const requests = requestsWithRoom(spec),
    taken = others.map(requestsWithRoom);
  const names = [
    ...RESOURCES,
    ...Object.keys(requests)
      .filter((name) => !RESOURCES.includes(name) && node.isAssumed !== true)
      .sort(byText),
  ];
  return names
    .map((name) => {
      const used = taken.reduce((sum, amounts) => sum + (amounts[name] ?? 0), 0);
      return { name, requested: requests[name] ?? 0, used, capacity: node.allocatable[name] ?? 0 };
    })
    .filter(({ requested, used, capacity }) => requested > 0 && requested + used > capacity);
}

const requestsWithRoom = (spec: PodSpec): Readonly<Record<string, number>> => ({ ...podRequests(spec), pods: 1 });

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

/** The kubelet leaves extended resources that its node does not know to others (removeMissingExtendedResources). */
const isUnknownExtended = (node: NodeState, name: string): boolean =>
  name.includes('/') && !name.includes('kubernetes.io/') && node.allocatable[name] === undefined;

export function matchesNode(node: NodeState, spec: PodSpec): boolean {
  if (node.isAssumed === true) return true;
  const selector = Object.entries(fields(spec.raw['nodeSelector']));
  if (!selector.every(([key, value]) => node.labels[key] === value)) return false;
  const required = requiredAffinity(spec),
    terms = list(required['nodeSelectorTerms']);
  return (
    Object.keys(required).length === 0 ||
    terms.some((term) => {
      const labels = list(term['matchExpressions']),
        names = list(term['matchFields']);
      if (labels.length === 0 && names.length === 0) return false;
      return (
        labels.every((e) => matches(e, node.labels[text(e['key'])])) &&
        names.every((e) => matches(e, text(e['key']) === 'metadata.name' ? node.name : undefined))
      );
    })
  );
}

/** One requirement of a selector. */
export function matches(expression: Readonly<Record<string, unknown>>, value: string | undefined): boolean {
  const values = Array.isArray(expression['values']) ? expression['values'] : [];
  switch (expression['operator']) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}

/** The only nodes that the terms of affinity name, if every one names some. */
export function fixedNames(spec: PodSpec): readonly string[] | undefined {
  const terms = list(requiredAffinity(spec)['nodeSelectorTerms']).map((term) =>
    list(term['matchFields'])
      .filter((e) => e['key'] === 'metadata.name' && e['operator'] === 'In')
      .map((e) => strings(e['values'])),
  );
  if (!terms.every((names) => names.length > 0)) return undefined;
  const named = terms.flatMap(([first = [], ...more]) => first.filter((name) => more.every((m) => m.includes(name))));
  return terms.length > 0 ? named : undefined;
}

function requiredAffinity(spec: PodSpec): Readonly<Record<string, unknown>> {
  return fields(fields(fields(spec.raw['affinity'])['nodeAffinity'])['requiredDuringSchedulingIgnoredDuringExecution']);
}

/** What keeps Pods from a cordoned node. */
export const CORDON = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** The first taint of these effects that the Pod does not tolerate. */
export function untolerated(
  node: NodeState,
  spec: PodSpec,
  effects: readonly string[],
): NodeState['taints'][number] | undefined {
  const tolerations = list(spec.raw['tolerations']);
  return node.taints.find(
    (taint) => effects.includes(taint.effect) && !tolerations.some((toleration) => tolerates(toleration, taint)),
  );
}

export function tolerates(toleration: Readonly<Record<string, unknown>>, taint: NodeState['taints'][number]): boolean {
  const effect = text(toleration['effect']),
    key = text(toleration['key']);
  if ((effect !== '' && effect !== taint.effect) || (key !== '' && key !== taint.key)) return false;
  return toleration['operator'] === 'Exists' || (key !== '' && text(toleration['value']) === (taint.value ?? ''));
}

type Rejection = readonly [reason: string, message: string, field: string];

/** Why the kubelet turns the Pod down; the first failing check counts. */
export function rejection(
  life: PodLife,
  pod: ApiPod,
): { readonly reason: string; readonly message: string; readonly cause: number | undefined } | undefined {
  const found = life.node && checks(life, life.node, pod);
  if (!found) return undefined;
  const [reason, message, field] = found;
  const cause = addCause(life, 'the node turns the Pod down', `${pod.spec.path}.${field}`);
  return { reason, message, cause };
}

function checks(life: PodLife, node: NodeState, { meta, spec }: ApiPod): Rejection | undefined {
  const os = 'kubernetes.io/os',
    own = node.labels[os],
    labelled = fields(meta.raw['labels'])[os],
    wanted = fields(spec.raw['os'])['name'];
  if (!node.isAssumed && labelled !== undefined && labelled !== own)
    return ['PodOSSelectorNodeLabelDoesNotMatch', `${FAILED} \`${os}\` label doesn't match node label`, 'nodeSelector'];
  if (!node.isAssumed && wanted !== undefined && wanted !== own)
    return ['PodOSNotSupported', `${FAILED} OS field doesn't match node OS`, 'os.name'];
  const others = neighbours(life).flatMap((other) => (other.spec.nodeName === node.name ? [other.spec] : []));
  const short = lacking(node, spec, others).find(({ name }) => !isUnknownExtended(node, name));
  if (short) {
    const amounts = `requested: ${short.requested}, used: ${short.used}, capacity: ${short.capacity}`;
    const message = `Node didn't have enough resource: ${short.name}, ${amounts}`;
    return [`OutOf${short.name}`, message, 'containers[0].resources'];
  }
  const predicate = (name: string, why: string, field: string): Rejection => [
    name,
    `Predicate ${name} failed: node(s) ${why}`,
    field,
  ];
  if (!matchesNode(node, spec))
    return predicate('NodeAffinity', "didn't match Pod's node affinity/selector", 'nodeSelector');
  if (others.some((other) => sharesPort(spec, other)))
    return predicate('NodePorts', "didn't have free ports for the requested pod ports", 'containers[0].ports');
  if (untolerated(node, spec, ['NoExecute']) && !life.isStatic)
    return predicate('TaintToleration', "had taints that the pod didn't tolerate", 'tolerations');
  return undefined;
}

const FAILED = 'Failed to admit pod as the';
