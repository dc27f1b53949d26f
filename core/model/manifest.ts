/** One document of a file as a Kubernetes object: what it says, what it is after decoding and defaults, where its Pod is. */
import { applyDefaults } from '../kube/defaults.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { type JsonObject, objectAt, stringAt, structAt } from '../kube/json.ts';
import { type ReadDocument, readDocument } from '../schema/read-document.ts';
import { effectiveEntryOf, type Node, resolveAlias, type Tree } from '../syntax/tree.ts';
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
  const read = readDocument(text, tree, linesBefore);
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
    items: read.apiVersion === 'v1' && read.kind === 'List' ? itemsOf(text, read, linesBefore) : [],
  };
}

/** Only kubectl knows Lists: it creates the items one by one. */
function itemsOf(text: string, read: ReadDocument, linesBefore: number): readonly Manifest[] {
  const list = read.root === undefined ? undefined : effectiveEntryOf(read.root, 'items');
  const node = list === undefined ? undefined : resolveAlias(list.value);
  if (node?.kind !== 'list') return [];
  const isObject = (item: Node): boolean => resolveAlias(item).kind === 'map' && !isNested(item);
  return node.items.filter(isObject).map((item) => readManifest(text, { root: item, problems: [] }, linesBefore));
}

/** A List in a List would be read without end if an alias led back. */
function isNested(item: Node): boolean {
  const own = resolveAlias(item);
  const kind = own.kind === 'map' ? effectiveEntryOf(own, 'kind')?.value : undefined;
  return kind !== undefined && kind.kind === 'scalar' && kind.text.endsWith('List');
}

/** The object at a path without indexes, like `spec.template.spec`. */
export function structAtPath(object: JsonObject, path: FieldPath): JsonObject {
  return path.split('.').reduce((at, name) => structAt(at, name), object);
}
