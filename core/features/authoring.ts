/** One document as the authoring features read it: the located tree with its type, and the object behind it, as written and with defaults. */
import type { FieldPath } from '../kube/field-path.ts';
import type { Json, JsonObject } from '../kube/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { documentAt, type ManifestFile } from '../model/manifest-file.ts';
import type { ContainerView, PodView } from '../rules/pod-view.ts';
import type { Step } from './place.ts';
import { podOf, type PodSurroundings } from './pod-of.ts';
import { namesOf, type NameUse } from './references/names.ts';

export interface AuthoringDocument {
  /** Offset of the document's text in the file; ranges of the tree count from there. */
  readonly start: number;
  readonly manifest: Manifest;
  /** Its Pod or Pod template, where it has one. */
  readonly pod?: PodView;
  /** Other objects that it may name: of its file and, as far as the host knows them, of the workspace. */
  readonly objects: readonly JsonObject[];
  /** All names of its file. */
  readonly names: () => readonly NameUse[];
  /** Line of an offset of the file, from 1. */
  readonly lineAt: (offset: number) => number;
}

/** The document at an offset of a file, if it is an object that Podscope knows. */
export function authoringAt(
  file: ManifestFile,
  offset: number,
  around: PodSurroundings = {},
): AuthoringDocument | undefined {
  const document = documentAt(file, offset);
  const manifest = document?.manifest && objectAround(document.manifest, offset - document.start);
  if (document === undefined || manifest?.read.struct === undefined) return undefined;
  const objects = [...objectsBeside(file, manifest), ...(around.objects ?? [])];
  const pod = podOf(manifest, { ...around, objects });
  return {
    start: document.start,
    manifest,
    ...(pod && { pod }),
    objects,
    names: () => namesOf(file),
    lineAt: (at) => file.text.slice(0, at).split('\n').length,
  };
}

/** Objects of the same file in the same namespace, or of none. */
function objectsBeside(file: ManifestFile, manifest: Manifest): readonly JsonObject[] {
  return file.documents
    .flatMap((document) => (document.manifest === undefined ? [] : [document.manifest, ...document.manifest.items]))
    .filter(
      (other) =>
        other !== manifest &&
        other.podSpecPath === undefined &&
        (other.namespace === '' || other.namespace === manifest.namespace),
    )
    .map(({ defaulted }) => defaulted);
}

/** The document itself, or the item of a List that holds the offset of the document's own text. */
export function objectAround(manifest: Manifest, offset: number): Manifest {
  const item = manifest.items.find(({ tree: { root } }) => {
    return root !== undefined && root.range.start <= offset && offset <= root.range.end;
  });
  return item ?? manifest;
}

/** Descriptions of the API: struct, then field (the empty name is the struct itself). */
export type FieldDocs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The value at a chain of steps; `undefined` where the chain leaves the object. */
export function valueAt(object: Json | undefined, steps: readonly Step[]): Json | undefined {
  let value: Json | undefined = object;
  for (const { name } of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) value = typeof name === 'number' ? (value[name] as Json | undefined) : undefined;
    else value = Object.hasOwn(value, name) ? (value as JsonObject)[name] : undefined;
  }
  return value;
}

/** The container that a path lies in. */
export function containerOf(pod: PodView | undefined, path: FieldPath): ContainerView | undefined {
  return pod?.containers.find((container) => path === container.path || path.startsWith(`${container.path}.`));
}
