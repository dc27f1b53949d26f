/** Gathers the names of one document: steps through its tree, aliases and merged keys included, and notes each place once. */
import { type FileDocument, inFile } from '../../model/manifest-file.ts';
import { effectiveEntryOf, type MapNode, type Node, resolveAlias, type ScalarNode } from '../../syntax/tree.ts';
import type { Range } from '../../text/range.ts';
import type { NameUse } from './name-use.ts';

export interface Collector {
  readonly document: FileDocument;
  /** `namespace shop`: scope of the objects that this one sees. */
  readonly namespace: string;
  readonly uses: NameUse[];
  readonly seen: Set<string>;
}

export type Noted = Omit<NameUse, 'name' | 'isPlain' | 'range'>;

export function createCollector(document: FileDocument, namespace: string): Collector {
  return { document, namespace: `namespace ${namespace}`, uses: [], seen: new Set() };
}

/** Notes a scalar as a name; anything else, and block scalars, are none. */
export function note(collector: Collector, node: Node | undefined, use: Noted): void {
  if (node?.kind !== 'scalar' || node.text === '' || node.style === 'block') return;
  noteRange(collector, { range: bare(node), name: node.text, isPlain: node.style === 'plain' }, use);
}

/** Only texts: a port can be asked by its number, too. */
export function noteText(collector: Collector, node: Node | undefined, use: Noted): void {
  if (node?.kind === 'scalar' && node.value.type === 'string') note(collector, node, use);
}

/** Notes a part of the document's own text. A part that is reached twice through an alias counts once. */
export function noteRange(
  { document, uses, seen }: Collector,
  { range, name, isPlain }: Pick<NameUse, 'range' | 'name' | 'isPlain'>,
  use: Noted,
): void {
  const id = `${use.kind} ${String(range.start)} ${use.kind === 'label' ? use.scope : ''}`;
  if (seen.has(id)) return;
  seen.add(id);
  uses.push({ ...use, name, isPlain, range: inFile(document, range) });
}

function bare({ range, style }: ScalarNode): Range {
  return style === 'plain' ? range : { start: range.start + 1, end: range.end - 1 };
}

export function nodeAt(from: Node | undefined, ...names: readonly string[]): Node | undefined {
  let at = from === undefined ? undefined : resolveAlias(from);
  for (const name of names) {
    const entry = at?.kind === 'map' ? effectiveEntryOf(at, name) : undefined;
    at = entry === undefined ? undefined : resolveAlias(entry.value);
  }
  return at;
}

export function mapOf(node: Node | undefined): MapNode | undefined {
  return node?.kind === 'map' ? node : undefined;
}

export function mapAt(from: Node | undefined, ...names: readonly string[]): MapNode | undefined {
  return mapOf(nodeAt(from, ...names));
}

/** Items of a list that are maps. */
export function itemsAt(from: Node | undefined, ...names: readonly string[]): readonly MapNode[] {
  return nodesAt(from, ...names).flatMap((item) => mapOf(item) ?? []);
}

/** All items of a list, aliases resolved. */
export function nodesAt(from: Node | undefined, ...names: readonly string[]): readonly Node[] {
  const list = nodeAt(from, ...names);
  return list?.kind === 'list' ? list.items.map(resolveAlias) : [];
}

export function textAt(from: Node | undefined, ...names: readonly string[]): string {
  const node = nodeAt(from, ...names);
  return node?.kind === 'scalar' ? node.text : '';
}

/** A map of texts, like labels. */
export function textsOf(map: MapNode | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (map?.entries ?? []).flatMap(({ key, value }) => {
      const node = resolveAlias(value);
      return key !== undefined && node.kind === 'scalar' ? [[key, node.text] as const] : [];
    }),
  );
}
