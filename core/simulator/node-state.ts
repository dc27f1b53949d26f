/** What a node is at the beginning of a run. */
import type { NodeFacts } from '../behaviour/scenario.ts';
import { amountOf } from '../kube/amount.ts';
import type { NodeState } from './world.ts';

const LARGE: Readonly<Record<string, string>> = {
  cpu: '64',
  memory: '256Gi',
  'ephemeral-storage': '1000Gi',
  pods: '110',
};

export function createNode(facts: NodeFacts): NodeState {
  const unschedulable = facts.unschedulable === true;
  return {
    name: facts.name,
    allocatable: amounts({ ...LARGE, ...facts.allocatable }),
    labels: {
      'kubernetes.io/hostname': facts.name,
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      ...facts.labels,
    },
    taints: [...(facts.taints ?? []), ...(unschedulable ? [CORDON] : [])],
    unschedulable,
  };
}

/** What keeps Pods from a cordoned node. */
export const CORDON = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** The node of a cluster of which nothing is known. */
export const assumedNode = (name: string): NodeState => ({ ...createNode({ name }), isAssumed: true });

/** Quantities as numbers: cpu in millicores, the rest in its own unit. */
export const amounts = (quantities: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(quantities).map(([name, value]) => [name, (amountOf(value) ?? 0) * (name === 'cpu' ? 1000 : 1)]),
  );
