/** Objects of the cluster besides the Pod: somebody makes, changes or deletes a node, another Pod, a ConfigMap. */
import { fields, list, text, type Fields } from '../kube/json.ts';
import type { Action, NodeFacts } from '../behaviour/scenario.ts';
import { labelled } from './neighbours.ts';
import { changeNode, joinNode, leaveNode } from './node-changes.ts';
import { amounts } from './node-state.ts';
import { patched } from './patch.ts';
import { readSpec } from './read-pod.ts';
import { tellScheduler } from './scheduling-hints.ts';
import type { NodeState, PodLife } from './world.ts';

export function createObject(life: PodLife, object: Fields): void {
  const kind = text(object['kind']),
    name = text(fields(object['metadata'])['name']),
    key = `${kind}/${name}`;
  if (kind === 'Node') return joinNode(life, { name, ...nodeFacts(object) });
  const { objects, absent, missing } = life.cluster;
  objects.set(key, { ...absent.get(key), ...object });
  missing.delete(key);
  if (kind === 'Pod') tellOfPod(life, object, false);
  else tellScheduler(life, { of: 'object' });
}

export function deleteObject(life: PodLife, kind: string, name: string | undefined, cause: number | undefined): void {
  const { objects, missing } = life.cluster,
    key = `${kind}/${name ?? ''}`,
    object = objects.get(key);
  if (kind === 'Node') {
    const node = nodeNamed(life, name);
    return node && leaveNode(life, node, cause);
  }
  objects.delete(key);
  missing.add(key);
  if (kind === 'Pod' && object) tellOfPod(life, object, true);
}

export function changeObject(
  life: PodLife,
  kind: string,
  action: Extract<Action, { do: 'patch' }>,
  cause: number | undefined,
): void {
  const { objects } = life.cluster,
    key = `${kind}/${action.name ?? ''}`;
  if (kind !== 'Node') {
    const after = patched(objects.get(key) ?? {}, action);
    if (objects.has(key) && after !== undefined) objects.set(key, fields(after));
    return;
  }
  const node = nodeNamed(life, action.name);
  if (!node) return;
  const { labels, taints, unschedulable } = node;
  const after = patched({ metadata: { labels }, spec: { taints, unschedulable }, status: {} }, action);
  const { allocatable, ...facts } = nodeFacts(fields(after));
  changeNode(life, node, { ...facts, allocatable: { ...node.allocatable, ...amounts(allocatable) } }, cause);
}

const nodeNamed = (life: PodLife, name: string | undefined): NodeState | undefined =>
  name === undefined ? life.node : life.cluster.nodes.find((node) => node.name === name);

function nodeFacts({ metadata, spec, status }: Fields): Required<Omit<NodeFacts, 'name'>> {
  const { taints, unschedulable } = fields(spec),
    { allocatable, capacity } = fields(status);
  return {
    labels: fields(fields(metadata)['labels']) as Readonly<Record<string, string>>,
    taints: list(taints) as unknown as NodeState['taints'],
    unschedulable: unschedulable === true,
    allocatable: fields(allocatable ?? capacity) as Readonly<Record<string, string>>,
  };
}

function tellOfPod(life: PodLife, object: Fields, isGone: boolean): void {
  const pod = labelled(object['metadata'], readSpec(object['spec'], 'spec'));
  if (pod.spec.nodeName !== '') tellScheduler(life, { of: 'pod', pod, isGone });
}
