/**
 * How much a node has and how much a Pod asks for. Mirrors component-helpers/resource and the scheduler's noderesources (1.36).
 */
import { fields } from '../kube/json.ts';
import { amounts } from './node-state.ts';
import type { PodSpec } from './pod.ts';
import { amountOf } from '../kube/amount.ts';
import type { NodeState, PodLife } from './world.ts';

type Amounts = Record<string, number>;

/** Requests by resource: cpu in millicores, the rest in its own unit. */
export function podRequests({ raw, containers, init }: PodSpec): Readonly<Amounts> {
  const total: Amounts = {},
    sidecars: Amounts = {},
    peak: Amounts = {};
  for (const container of containers) add(total, requests(container.raw));
  for (const container of init) {
    const own = requests(container.raw);
    if (container.role === 'sidecar') {
      add(total, own);
      raise(peak, add(sidecars, own));
    } else raise(peak, add({ ...sidecars }, own));
  }
  raise(total, peak);
  if (fields(raw['resources'])['requests'] !== undefined) Object.assign(total, requests(raw));
  return add(total, amounts(fields(raw['overhead'])));
}

/** What is limited and not requested is requested. */
function requests(raw: Readonly<Record<string, unknown>>): Amounts {
  const { limits, requests: wanted } = fields(raw['resources']),
    own: Amounts = {};
  for (const [name, value] of [limits, wanted].flatMap((part) => Object.entries(fields(part)))) {
    const amount = amountOf(value);
    if (amount !== undefined) own[name] = Math.ceil(name === 'cpu' ? amount * 1000 - 1e-6 : amount);
  }
  return own;
}

function add(into: Amounts, more: Readonly<Amounts>): Amounts {
  for (const [name, amount] of Object.entries(more)) into[name] = (into[name] ?? 0) + amount;
  return into;
}

function raise(into: Amounts, least: Readonly<Amounts>): void {
  for (const [name, amount] of Object.entries(least)) into[name] = Math.max(into[name] ?? 0, amount);
}

/** Every Pod needs room for itself, too. */
export const requestsWithRoom = (spec: PodSpec): Readonly<Amounts> => ({ ...podRequests(spec), pods: 1 });

/** The order in which a node's resources are looked at; extended ones come after them. */
const RESOURCES = ['pods', 'cpu', 'memory', 'ephemeral-storage'];

export interface Lack {
  readonly name: string;
  readonly requested: number;
  readonly used: number;
  readonly capacity: number;
}

/** Resources that the node has too little of beside the others (noderesources.Fits). */
export function lacking(node: NodeState, spec: PodSpec, others: readonly PodSpec[]): readonly Lack[] {
  const requests = requestsWithRoom(spec),
    taken = others.map(requestsWithRoom);
  const extended = node.isAssumed ? [] : Object.keys(requests).filter((name) => !RESOURCES.includes(name));
  return [...RESOURCES, ...extended.sort()]
    .map((name) => {
      const used = taken.reduce((sum, amounts) => sum + (amounts[name] ?? 0), 0);
      return { name, requested: requests[name] ?? 0, used, capacity: node.allocatable[name] ?? 0 };
    })
    .filter(({ requested, used, capacity }) => requested > 0 && requested + used > capacity);
}

/** A node that nobody has told of, without taints or other Pods: it takes whoever is not too large for it. */
export function takesAnybody(life: PodLife, node: NodeState, spec: PodSpec): boolean {
  if (!node.isAssumed || node.unschedulable || node.taints.length > 0 || lacking(node, spec, []).length > 0)
    return false;
  return ![...life.cluster.objects.values()].some(
    ({ kind, spec: other }) => kind === 'Pod' && fields(other)['nodeName'] !== undefined,
  );
}
