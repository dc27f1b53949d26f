/** Objects of the cluster besides the Pod: somebody makes, changes or deletes a node, another Pod, a ConfigMap. */
import { fields, list, text, type Fields } from '../kube/json.ts';
import type { Action } from '../behaviour/scenario.ts';
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
  const { labels, taints, unschedulable, allocatable } = node;
  const after = patched({ metadata: { labels }, spec: { taints, unschedulable }, status: {} }, action);
  const facts = nodeFacts(fields(after));
  changeNode(
    life,
    node,
    {
      labels: facts.labels,
      taints: facts.taints,
      unschedulable: facts.unschedulable,
      allocatable: { ...allocatable, ...amounts(facts.allocatable) },
    },
    cause,
  );
}

const nodeNamed = (life: PodLife, name: string | undefined): NodeState | undefined =>
  name === undefined ? life.node : life.cluster.nodes.find((node) => node.name === name);

function nodeFacts(object: Fields): {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: NodeState['taints'];
  readonly unschedulable: boolean;
  readonly allocatable: Readonly<Record<string, string>>;
} {
  const { metadata, spec, status } = object;
  return {
    labels: fields(fields(metadata)['labels']) as Readonly<Record<string, string>>,
    taints: list(fields(spec)['taints']) as unknown as NodeState['taints'],
    unschedulable: fields(spec)['unschedulable'] === true,
    allocatable: fields(fields(status)['allocatable'] ?? fields(status)['capacity']) as Readonly<
      Record<string, string>
    >,
  };
}

function tellOfPod(life: PodLife, object: Fields, isGone: boolean): void {
  const pod = labelled(object['metadata'], readSpec(object['spec'], 'spec'));
  if (pod.spec.nodeName !== '') tellScheduler(life, { of: 'pod', pod, isGone });
}
