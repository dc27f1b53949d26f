/** What the strict decoder carries along while it walks, and how it notes what it finds. */
import type { FieldPath } from '../kube/field-path.ts';
import type { MapEntry, Node } from '../syntax/tree.ts';
import type { Budget } from './json-node.ts';
import type { FieldType } from './tree.ts';

/** A key that is no field at its place. */
export interface UnknownField {
  readonly path: FieldPath;
  readonly key: string;
  /** Name of the struct that has no such field. */
  readonly struct: string;
  /** Path of the object that holds the key. */
  readonly parent: FieldPath;
  readonly entry: MapEntry;
}

/** A value that the field cannot hold. */
export interface TypeProblem {
  readonly path: FieldPath;
  readonly message: string;
  readonly node: Node;
  readonly type: FieldType;
  /** The server stops here at once; others only count if no such one follows. */
  readonly isHard: boolean;
}

/** A field that is there with nothing in it: for a server that knows it, as if it were not. */
export interface NullField {
  readonly path: FieldPath;
  readonly key: string;
  readonly struct: string;
}

/** Where the decoder is. Grows and shrinks while it walks; one decoder a document. */
export interface Walker {
  readonly path: (string | number)[];
  /** As Go counts: no indexes and map keys, but embedded structs. */
  readonly goPath: string[];
  struct: string;
  readonly unknown: UnknownField[];
  readonly problems: TypeProblem[];
  readonly nulls: NullField[];
  readonly budget: Budget;
}

/** `spec.containers[0].name` of the steps walked so far. */
export function pathOf(path: readonly (string | number)[]): FieldPath {
  let text = '';
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? step : `.${step}`;
  return text;
}

export function addProblem(walker: Walker, node: Node, type: FieldType, message: string, isHard: boolean): void {
  walker.problems.push({ path: pathOf(walker.path), message, node, type, isHard });
}

/**
 * Go's text for a JSON value that a type cannot hold; the digits of a number are only printed where a number is
 * wanted.
 */
export function typeMessage(walker: Walker, found: string, goType: string): string {
  return `json: cannot unmarshal ${found} into Go struct field ${walker.struct}.${walker.goPath.join('.')} of type ${goType}`;
}
