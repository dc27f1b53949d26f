/** One document as the authoring features read it: the located tree with its type, and the object behind it, as written and with defaults. */
import type { FieldPath } from '../kube/field-path.ts';
import type { Json, JsonObject } from '../kube/json.ts';
import type { ContainerView, PodView } from '../rules/pod-view.ts';
import type { Struct } from '../schema/tree.ts';
import type { Node } from '../syntax/tree.ts';
import type { Step } from './place.ts';

export interface AuthoringDocument {
  /** Offset of the document's text in the file; ranges of the tree count from there. */
  readonly start: number;
  readonly text: string;
  readonly root: Node | undefined;
  readonly apiVersion: string;
  readonly kind: string;
  /** The API type of the whole object; left out for kinds that Podscope does not know. */
  readonly struct?: Struct;
  /** Decoded as written, and after the server's defaults. */
  readonly object: JsonObject;
  readonly defaulted: JsonObject;
  /** Its Pod or Pod template, where it has one. */
  readonly pod?: PodView;
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
