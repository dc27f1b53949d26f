/** Names of objects, and keys of ConfigMaps and Secrets: where they are defined and where a Pod's volumes and variables ask for them. */
import { type MapNode, type Node, resolveAlias } from '../../syntax/tree.ts';
import { type Collector, itemsAt, mapAt, nodeAt, note, textAt } from './collector.ts';
import { isOfCluster, type ObjectKind } from './name-use.ts';

const referable: ReadonlySet<string> = new Set<ObjectKind>([
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'PriorityClass',
  'RuntimeClass',
  'Service',
]);

/** The object's own name, and the keys of its data. */
export function definedNames(collector: Collector, kind: string, root: MapNode): void {
  if (!isReferable(kind)) return;
  noteObject(collector, kind, nodeAt(root, 'metadata', 'name'), true);
  if (kind !== 'ConfigMap' && kind !== 'Secret') return;
  const name = textAt(root, 'metadata', 'name');
  for (const field of ['data', 'stringData', 'binaryData'])
    for (const { keyNode } of mapAt(root, field)?.entries ?? [])
      noteKey(collector, kind, name, resolveAlias(keyNode), true);
}

function isReferable(kind: string): kind is ObjectKind {
  return referable.has(kind);
}

/** What a PodSpec says outside of its containers. */
export function podReferences(collector: Collector, spec: MapNode): void {
  noteObject(collector, 'ServiceAccount', nodeAt(spec, 'serviceAccountName'), false);
  noteObject(collector, 'PriorityClass', nodeAt(spec, 'priorityClassName'), false);
  noteObject(collector, 'RuntimeClass', nodeAt(spec, 'runtimeClassName'), false);
  for (const secret of itemsAt(spec, 'imagePullSecrets'))
    noteObject(collector, 'Secret', nodeAt(secret, 'name'), false);
}

export function volumeReferences(collector: Collector, volume: MapNode): void {
  sourceOf(collector, 'ConfigMap', mapAt(volume, 'configMap'), 'name');
  sourceOf(collector, 'Secret', mapAt(volume, 'secret'), 'secretName');
  noteObject(collector, 'PersistentVolumeClaim', nodeAt(volume, 'persistentVolumeClaim', 'claimName'), false);
  for (const source of itemsAt(volume, 'projected', 'sources')) {
    sourceOf(collector, 'ConfigMap', mapAt(source, 'configMap'), 'name');
    sourceOf(collector, 'Secret', mapAt(source, 'secret'), 'name');
  }
}

function sourceOf(
  collector: Collector,
  kind: 'ConfigMap' | 'Secret',
  source: MapNode | undefined,
  field: string,
): void {
  noteObject(collector, kind, nodeAt(source, field), false);
  const name = textAt(source, field);
  for (const item of itemsAt(source, 'items')) noteKey(collector, kind, name, nodeAt(item, 'key'), false);
}

/** `env` and `envFrom` of a container. */
export function variableReferences(collector: Collector, container: MapNode): void {
  for (const source of itemsAt(container, 'envFrom')) {
    noteObject(collector, 'ConfigMap', nodeAt(source, 'configMapRef', 'name'), false);
    noteObject(collector, 'Secret', nodeAt(source, 'secretRef', 'name'), false);
  }
  for (const variable of itemsAt(container, 'env')) {
    for (const [kind, field] of [
      ['ConfigMap', 'configMapKeyRef'],
      ['Secret', 'secretKeyRef'],
    ] as const) {
      const from = mapAt(variable, 'valueFrom', field);
      noteObject(collector, kind, nodeAt(from, 'name'), false);
      noteKey(collector, kind, textAt(from, 'name'), nodeAt(from, 'key'), false);
    }
  }
}

/** A workload's own references: a StatefulSet's Service. */
export function workloadReferences(collector: Collector, kind: string, root: MapNode): void {
  if (kind === 'StatefulSet') noteObject(collector, 'Service', nodeAt(root, 'spec', 'serviceName'), false);
}

function noteObject(collector: Collector, kind: ObjectKind, node: Node | undefined, isDefinition: boolean): void {
  note(collector, node, { kind, scope: isOfCluster(kind) ? 'cluster' : collector.namespace, isDefinition });
}

function noteKey(
  collector: Collector,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  node: Node | undefined,
  isDefinition: boolean,
): void {
  if (name === '') return;
  const owner = `${kind} ${name}`;
  note(collector, node, { kind: 'key', scope: `${collector.namespace} ${owner}`, owner, isDefinition });
}
