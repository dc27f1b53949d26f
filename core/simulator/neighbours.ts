/**
 * Other Pods of the cluster: objects of kind Pod that are bound to a node. They take room and host ports there; their
 * own lives are not played.
 */
import { fields } from '../kube/json.ts';
import type { PodSpec } from './pod.ts';
import { readMeta, readSpec } from './read-pod.ts';
import type { PodLife } from './world.ts';

/** What selectors see of a Pod. */
export interface Labelled {
  readonly labels: Readonly<Record<string, unknown>>;
  readonly namespace: string;
  readonly spec: PodSpec;
}

export interface Neighbour extends Labelled {
  /** Its key among the objects of the cluster. */
  readonly key: string;
  readonly priority: number;
}

/** All that run, on whatever node. */
export function neighbours(life: PodLife): readonly Neighbour[] {
  const own = `Pod/${life.lastApi.meta.name}`;
  return [...life.cluster.objects].flatMap(([key, object]) => {
    if (object['kind'] !== 'Pod' || key === own) return [];
    const phase = fields(object['status'])['phase'],
      spec = readSpec(object['spec'], 'spec');
    const isThere = spec.nodeName !== '' && phase !== 'Succeeded' && phase !== 'Failed';
    return isThere ? [{ key, priority: priorityOf(spec), ...labelled(object['metadata'], spec) }] : [];
  });
}

export function labelled(metadata: unknown, spec: PodSpec): Labelled {
  const { raw, namespace } = readMeta(metadata, '');
  return { labels: fields(raw['labels']), namespace, spec };
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
