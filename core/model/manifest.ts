/** One document of a file as a Kubernetes object: what it says, what it is after decoding and defaults, where its Pod is. */
import { applyDefaults } from '../kube/defaults.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { type JsonObject, objectAt, stringAt, structAt } from '../kube/json.ts';
import { type ReadDocument, readDocument } from '../schema/read-document.ts';
import type { Tree } from '../syntax/tree.ts';
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
}

/** Reads one document that was parsed before. */
export function readManifest(text: string, tree: Tree, linesBefore: number): Manifest {
  const read = readDocument(text, tree, linesBefore);
  const object = read.value ?? {};
  const metadata = objectAt(object, 'metadata');
  return {
    text, tree, read,
    apiVersion: read.apiVersion,
    kind: read.kind,
    name: stringAt(metadata, 'name') || stringAt(metadata, 'generateName'),
    namespace: stringAt(metadata, 'namespace'),
    object,
    defaulted: read.struct === undefined ? object : applyDefaults(read.apiVersion, read.kind, object),
    podSpecPath: podSpecPathOf(read.kind),
    isPatch: read.unknown.some((field) => field.key.startsWith('$')),
  };
}

/** The object at a path without indexes, like `spec.template.spec`. */
export function structAtPath(object: JsonObject, path: FieldPath): JsonObject {
  return path.split('.').reduce((at, name) => structAt(at, name), object);
}
