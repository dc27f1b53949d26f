/**
 * Other Pods of the cluster: objects of kind Pod that are bound to a node. They take room and host ports there; their
 * own lives are not played.
 */
import type { PodSpec } from './pod.ts';
import { fields, readSpec } from './read-pod.ts';
import type { NodeState, PodLife } from './world.ts';

export interface Neighbour {
  /** Its key among the objects of the cluster. */
  readonly key: string;
  readonly priority: number;
  readonly spec: PodSpec;
}

export function neighboursOn(life: PodLife, node: NodeState): readonly Neighbour[] {
  const own = `Pod/${life.lastApi.meta.name}`;
  return [...life.world.cluster.objects].flatMap(([key, object]) => {
    if (object['kind'] !== 'Pod' || key === own) return [];
    const spec = readSpec(object['spec'], 'spec'),
      phase = fields(object['status'])['phase'];
    const isHere = spec.nodeName === node.name && phase !== 'Succeeded' && phase !== 'Failed';
    return isHere ? [{ key, priority: priorityOf(spec), spec }] : [];
  });
}

export function priorityOf(spec: PodSpec): number {
  const priority = spec.raw['priority'];
  return typeof priority === 'number' ? priority : 0;
}

/** Do two Pods want one port of the node? An address of all zeros stands for every address. */
export function sharesPort(spec: PodSpec, other: PodSpec): boolean {
  const taken = hostPorts(other);
  return hostPorts(spec).some((port) =>
    taken.some(
      (held) =>
        held.number === port.number &&
        held.protocol === port.protocol &&
        (held.ip === port.ip || held.ip === '0.0.0.0' || port.ip === '0.0.0.0'),
    ),
  );
}

const hostPorts = (
  spec: PodSpec,
): readonly { readonly number: number; readonly protocol: string; readonly ip: string }[] =>
  [...spec.containers, ...spec.init.filter((c) => c.role === 'sidecar')]
    .flatMap((container) => container.ports)
    .map(({ containerPort, hostPort, protocol, hostIP }) => ({
      number: hostPort || (spec.hostNetwork ? containerPort : 0),
      protocol,
      ip: hostIP || '0.0.0.0',
    }))
    .filter(({ number }) => number > 0);
