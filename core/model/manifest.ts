/** One document of a file as a Kubernetes object: what it says, what it is after decoding and defaults, where its Pod is. */
import { applyDefaults } from '../kube/defaults.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { type JsonObject, objectAt, stringAt, structAt } from '../kube/json.ts';
import { isListKind } from '../schema/api-kinds.ts';
import { type AssumedHead, type ReadDocument, readDocument } from '../schema/read-document.ts';
import { effectiveEntryOf, type MapNode, type Node, resolveAlias, type Tree } from '../syntax/tree.ts';
import { podSpecPathOf } from './pod-template.ts';

/** Ranges in it count from the start of the document's own text, so that it stays the same wherever the document stands. */
export interface Manifest {
  readonly text: string;
  readonly tree: Tree;
  readonly read: ReadDocument;
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where none is written. */
  readonly name: string;
  readonly namespace: string;
  /** As decoded; empty for kinds that Podscope does not read. */
  readonly object: JsonObject;
  /** With the server's defaults. */
  readonly defaulted: JsonObject;
  /** Path of the PodSpec, `spec.template.spec`; undefined for objects without one. */
  readonly podSpecPath: FieldPath | undefined;
  /** A merge patch (`$patch`) or a text that is not the whole object. */
  readonly isPatch: boolean;
  /** The objects of a List, each as a manifest of its own in the same text; none for other kinds. */
  readonly items: readonly Manifest[];
}

/** Reads one document that was parsed before. */
export function readManifest(text: string, tree: Tree, linesBefore: number): Manifest {
  const manifest = readObject(text, tree, linesBefore);
  const { read, apiVersion, kind } = manifest;
  return isListKind(apiVersion, kind) ? { ...manifest, items: itemsOf(text, read, linesBefore) } : manifest;
}

function readObject(text: string, tree: Tree, linesBefore: number, assumed?: AssumedHead): Manifest {
  const read = readDocument(text, tree, linesBefore, assumed);
  const object = read.value ?? {};
  const metadata = objectAt(object, 'metadata');
  return {
    text,
    tree,
    read,
    apiVersion: read.apiVersion,
    kind: read.kind,
    name: stringAt(metadata, 'name') || stringAt(metadata, 'generateName'),
    namespace: stringAt(metadata, 'namespace'),
    object,
    defaulted: read.struct === undefined ? object : applyDefaults(read.apiVersion, read.kind, object),
    podSpecPath: podSpecPathOf(read.kind),
    isPatch: read.unknown.some((field) => field.key.startsWith('$')),
    items: [],
  };
}

interface ListItem {
  readonly node: Node;
  /** What kubectl takes an item for that names neither kind nor version. */
  readonly assumed: AssumedHead | undefined;
}

/**
 * Only kubectl knows Lists: it creates the items one by one, those of Lists among them after the others. An item of a
 * `PodList` that names neither kind nor version is a Pod.
 */
function itemsOf(text: string, read: ReadDocument, linesBefore: number): readonly Manifest[] {
  const list = read.root === undefined ? undefined : effectiveEntryOf(read.root, 'items')?.value;
  const queue = list === undefined ? [] : [...listItems(list, read.apiVersion, read.kind)];
  const items: Manifest[] = [];
  for (const { node, assumed } of queue) {
    const nested = nestedItems(node);
    if (nested === undefined) items.push(readObject(text, { root: node, problems: [] }, linesBefore, assumed));
    else queue.push(...nested);
  }
  return items;
}

function listItems(list: Node, apiVersion: string, kind: string): readonly ListItem[] {
  const node = resolveAlias(list);
  if (node.kind !== 'list') return [];
  const assumed = kind === 'List' ? undefined : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return node.items.filter((item) => resolveAlias(item).kind === 'map').map((item) => ({ node: item, assumed }));
}

/** Undefined for what is no List; aliases that would lead back are not followed. */
function nestedItems(node: Node): readonly ListItem[] | undefined {
  const own = resolveAlias(node);
  if (own.kind !== 'map') return undefined;
  const [apiVersion, kind] = [scalarAt(own, 'apiVersion'), scalarAt(own, 'kind')];
  if (!isListKind(apiVersion, kind)) return undefined;
  const list = effectiveEntryOf(own, 'items')?.value;
  return node.kind === 'alias' || list?.kind !== 'list' ? [] : listItems(list, apiVersion, kind);
}

function scalarAt(map: MapNode, key: string): string {
  const value = effectiveEntryOf(map, key)?.value;
  return value?.kind === 'scalar' ? value.text : '';
}

/** The object at a path without indexes, like `spec.template.spec`. */
export function structAtPath(object: JsonObject, path: FieldPath): JsonObject {
  return path.split('.').reduce((at, name) => structAt(at, name), object);
}
