/** Document symbols: the objects of a file, their containers and what belongs to them, as an outline and for breadcrumbs. */
import type { Manifest } from '../model/manifest.ts';
import { type FileDocument, inFile, type ManifestFile, objectsOf } from '../model/manifest-file.ts';
import { entryOf, type MapEntry, type MapNode, type Node, resolveAlias } from '../syntax/tree.ts';
import type { Range } from '../text/range.ts';

export interface DocumentSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: 'object' | 'container' | 'section' | 'item' | 'probe';
  readonly range: Range;
  /** Inside `range`: what is selected when the symbol is chosen. */
  readonly selection: Range;
  readonly children: readonly DocumentSymbol[];
}

/** One root for each object of the file; of a List its items. */
export function documentSymbols(file: ManifestFile): readonly DocumentSymbol[] {
  return file.documents.flatMap(objectsOf).flatMap((document) => {
    const { manifest } = document;
    const root = manifest?.read.root;
    if (manifest === undefined || root === undefined || manifest.kind === '') return [];
    const name = manifest.name === '' ? manifest.kind : manifest.name;
    const head = manifest.read.head.kindEntry?.value.range ?? root.range;
    const range = inFile(document, root.range);
    return [
      {
        name,
        detail: manifest.kind,
        kind: 'object',
        range,
        selection: inFile(document, head),
        children: [...sections(document, manifest, root), ...keysOf(document, manifest, root)],
      },
    ];
  });
}

/** The keys of ConfigMaps and Secrets. */
function keysOf(document: FileDocument, { kind }: Manifest, root: MapNode): readonly DocumentSymbol[] {
  if (kind !== 'ConfigMap' && kind !== 'Secret') return [];
  return ['data', 'stringData', 'binaryData'].flatMap((field) => {
    const entry = entryOf(root, field);
    const map = entry && resolveAlias(entry.value);
    // What an alias brings stands elsewhere.
    if (entry === undefined || map?.kind !== 'map' || map !== entry.value || map.entries.length === 0) return [];
    const children = map.entries.map((one): DocumentSymbol => {
      return { name: one.key ?? '?', detail: '', kind: 'item', ...placed(document, one), children: [] };
    });
    return [
      { name: field, detail: String(children.length), kind: 'section', ...placed(document, entry), children } as const,
    ];
  });
}

function sections(document: FileDocument, manifest: Manifest, root: MapNode): readonly DocumentSymbol[] {
  const spec = manifest.podSpecPath === undefined ? undefined : mapAt(root, manifest.podSpecPath);
  if (spec === undefined) return [];
  const lists = [
    ['initContainers', 'container'],
    ['containers', 'container'],
    ['ephemeralContainers', 'container'],
    ['volumes', 'item'],
  ] as const;
  return lists.flatMap(([field, kind]) => {
    const entry = entryOf(spec, field);
    const items = entry === undefined ? [] : named(document, entry, kind);
    if (entry === undefined || items.length === 0) return [];
    return [
      {
        name: field,
        detail: String(items.length),
        kind: 'section',
        ...placed(document, entry),
        children: items,
      } as const,
    ];
  });
}

function mapAt(root: MapNode, path: string): MapNode | undefined {
  let at: Node = root;
  for (const name of path.split('.')) {
    const entry: MapEntry | undefined = at.kind === 'map' ? entryOf(at, name) : undefined;
    if (entry === undefined) return undefined;
    at = resolveAlias(entry.value);
  }
  return at.kind === 'map' ? at : undefined;
}

function named(document: FileDocument, entry: MapEntry, kind: 'container' | 'item'): readonly DocumentSymbol[] {
  const list = resolveAlias(entry.value);
  if (list.kind !== 'list') return [];
  return list.items.flatMap((item, position) => {
    const map = resolveAlias(item);
    if (map.kind !== 'map') return [];
    const name = scalarOf(map, 'name') ?? `${position}`;
    const detail =
      kind === 'container'
        ? (scalarOf(map, 'image') ?? '')
        : (map.entries.find(({ key }) => key !== 'name')?.key ?? '');
    const selection = inFile(document, entryOf(map, 'name')?.value.range ?? map.range);
    return [
      {
        name,
        detail,
        kind,
        range: inFile(document, item.range),
        selection,
        children: kind === 'container' ? probes(document, map) : [],
      },
    ];
  });
}

function probes(document: FileDocument, container: MapNode): readonly DocumentSymbol[] {
  const fields = ['startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle', 'ports', 'resources'];
  return container.entries.flatMap((entry) => {
    if (entry.key === undefined || !fields.includes(entry.key)) return [];
    return [
      {
        name: entry.key,
        detail: '',
        kind: entry.key.endsWith('Probe') ? 'probe' : 'section',
        ...placed(document, entry),
        children: [],
      } as const,
    ];
  });
}

function placed(document: FileDocument, entry: MapEntry): { range: Range; selection: Range } {
  return { range: inFile(document, entry.range), selection: inFile(document, entry.keyNode.range) };
}

function scalarOf(map: MapNode, key: string): string | undefined {
  const value = entryOf(map, key)?.value;
  const node = value === undefined ? undefined : resolveAlias(value);
  return node?.kind === 'scalar' && node.text !== '' ? node.text : undefined;
}
