/**
 * Names in a manifest and what they mean: where a volume, a port, a container, a ConfigMap is defined, and where it is used.
 * Definition, references, rename, highlights and links all read this one list.
 */
import type { Manifest } from '../../model/manifest.ts';
import { type FileDocument, inFile, type ManifestFile } from '../../model/manifest-file.ts';
import { entryOf, type MapEntry, type MapNode, type Node, resolveAlias, type ScalarNode } from '../../syntax/tree.ts';
import type { Range } from '../../text/range.ts';

export type NameKind =
  | 'volume'
  | 'port'
  | 'container'
  | 'ConfigMap'
  | 'Secret'
  | 'ServiceAccount'
  | 'PersistentVolumeClaim'
  | 'PriorityClass'
  | 'label';

export interface NameUse {
  readonly kind: NameKind;
  /** Names are compared inside their scope: a container, a document, or a namespace of the workspace. */
  readonly scope: string;
  readonly name: string;
  readonly isDefinition: boolean;
  /** Written without quotes. */
  readonly isPlain: boolean;
  /** In the file; without quotes. */
  readonly range: Range;
}

/** All names of a file. */
export function namesOf(file: ManifestFile): readonly NameUse[] {
  return file.documents.flatMap((document) =>
    document.manifest === undefined ? [] : namesOfDocument(document, document.manifest),
  );
}

interface Collector {
  readonly document: FileDocument;
  readonly uses: NameUse[];
}

function namesOfDocument(document: FileDocument, manifest: Manifest): readonly NameUse[] {
  const { root } = manifest.read;
  if (root === undefined) return [];
  const collector: Collector = { document, uses: [] };
  const namespace = `namespace ${manifest.namespace}`;
  if (isReferable(manifest.kind)) add(collector, manifest.kind, namespace, nodeAt(root, 'metadata', 'name'), true);
  const spec = manifest.podSpecPath === undefined ? undefined : mapOf(nodeAt(root, ...manifest.podSpecPath.split('.')));
  if (spec !== undefined) podNames(collector, spec, `document ${document.index}`, namespace);
  if (manifest.podSpecPath !== undefined && manifest.podSpecPath !== 'spec')
    labelNames(collector, root, document.index);
  return collector.uses;
}

const referable: readonly NameKind[] = [
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'PersistentVolumeClaim',
  'PriorityClass',
];

function isReferable(kind: string): kind is NameKind {
  return (referable as readonly string[]).includes(kind);
}

function podNames(collector: Collector, spec: MapNode, scope: string, namespace: string): void {
  add(collector, 'ServiceAccount', namespace, nodeAt(spec, 'serviceAccountName'), false);
  add(collector, 'PriorityClass', 'cluster', nodeAt(spec, 'priorityClassName'), false);
  for (const secret of itemsAt(spec, 'imagePullSecrets'))
    add(collector, 'Secret', namespace, nodeAt(secret, 'name'), false);
  for (const volume of itemsAt(spec, 'volumes')) volumeNames(collector, volume, scope, namespace);
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const [position, container] of itemsAt(spec, list).entries()) {
      containerNames(collector, container, { scope, own: `${scope} ${list} ${position}`, namespace });
    }
  }
}

function volumeNames(collector: Collector, volume: MapNode, scope: string, namespace: string): void {
  add(collector, 'volume', scope, nodeAt(volume, 'name'), true);
  add(collector, 'ConfigMap', namespace, nodeAt(volume, 'configMap', 'name'), false);
  add(collector, 'Secret', namespace, nodeAt(volume, 'secret', 'secretName'), false);
  add(collector, 'PersistentVolumeClaim', namespace, nodeAt(volume, 'persistentVolumeClaim', 'claimName'), false);
  for (const source of itemsAt(mapOf(nodeAt(volume, 'projected')), 'sources')) {
    add(collector, 'ConfigMap', namespace, nodeAt(source, 'configMap', 'name'), false);
    add(collector, 'Secret', namespace, nodeAt(source, 'secret', 'name'), false);
  }
}

interface Scopes {
  readonly scope: string;
  readonly own: string;
  readonly namespace: string;
}

function containerNames(collector: Collector, container: MapNode, { scope, own, namespace }: Scopes): void {
  add(collector, 'container', scope, nodeAt(container, 'name'), true);
  add(collector, 'container', scope, nodeAt(container, 'targetContainerName'), false);
  for (const port of itemsAt(container, 'ports')) add(collector, 'port', own, nodeAt(port, 'name'), true);
  const holders = [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => nodeAt(container, name)),
    nodeAt(container, 'lifecycle', 'postStart'),
    nodeAt(container, 'lifecycle', 'preStop'),
  ];
  for (const holder of holders)
    for (const handler of ['httpGet', 'tcpSocket'])
      addText(collector, 'port', own, nodeAt(mapOf(holder), handler, 'port'));
  for (const list of ['volumeMounts', 'volumeDevices'])
    for (const mount of itemsAt(container, list)) add(collector, 'volume', scope, nodeAt(mount, 'name'), false);
  for (const source of itemsAt(container, 'envFrom'))
    objectUses(collector, source, namespace, 'configMapRef', 'secretRef');
  for (const variable of itemsAt(container, 'env')) {
    const from = mapOf(nodeAt(variable, 'valueFrom'));
    if (from === undefined) continue;
    objectUses(collector, from, namespace, 'configMapKeyRef', 'secretKeyRef');
    add(collector, 'container', scope, nodeAt(from, 'resourceFieldRef', 'containerName'), false);
  }
}

function objectUses(collector: Collector, holder: MapNode, namespace: string, configMap: string, secret: string): void {
  add(collector, 'ConfigMap', namespace, nodeAt(holder, configMap, 'name'), false);
  add(collector, 'Secret', namespace, nodeAt(holder, secret, 'name'), false);
}

/** A selector's labels and the template's: the template defines them. */
function labelNames(collector: Collector, root: MapNode, index: number): void {
  const selector = mapOf(nodeAt(root, 'spec', 'selector', 'matchLabels'));
  const labels = mapOf(nodeAt(root, 'spec', 'template', 'metadata', 'labels'));
  for (const [map, isDefinition] of [
    [labels, true],
    [selector, false],
  ] as const) {
    for (const { key, value } of map?.entries ?? [])
      add(collector, 'label', `document ${index} ${key ?? ''}`, resolveAlias(value), isDefinition);
  }
}

function add(collector: Collector, kind: NameKind, scope: string, node: Node | undefined, isDefinition: boolean): void {
  if (node?.kind !== 'scalar' || node.text === '' || node.style === 'block') return;
  collector.uses.push({
    kind,
    scope,
    name: node.text,
    isDefinition,
    isPlain: node.style === 'plain',
    range: inFile(collector.document, bare(node)),
  });
}

/** A number is no port's name. */
function addText(collector: Collector, kind: NameKind, scope: string, node: Node | undefined): void {
  if (node?.kind === 'scalar' && node.value.type === 'string') add(collector, kind, scope, node, false);
}

function bare({ range, style }: ScalarNode): Range {
  return style === 'plain' ? range : { start: range.start + 1, end: range.end - 1 };
}

function nodeAt(from: Node | undefined, ...names: readonly string[]): Node | undefined {
  let at = from === undefined ? undefined : resolveAlias(from);
  for (const name of names) {
    const entry: MapEntry | undefined = at?.kind === 'map' ? entryOf(at, name) : undefined;
    at = entry === undefined ? undefined : resolveAlias(entry.value);
  }
  return at;
}

function mapOf(node: Node | undefined): MapNode | undefined {
  return node?.kind === 'map' ? node : undefined;
}

function itemsAt(map: MapNode | undefined, name: string): readonly MapNode[] {
  const list = nodeAt(map, name);
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item) => mapOf(resolveAlias(item)) ?? []);
}
