/**
 * The strict decoder: a located tree to the plain object that the API server holds after decoding, with every mistake in its words.
 * Mirrors sigs.k8s.io/json (strict, case-sensitive) over the structs of the API; keys are visited in sorted order, as there.
 */
import { goQuote } from '../kube/go-print.ts';
import type { Json } from '../kube/json.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { type MapEntry, type MapNode, type Node, resolveAlias } from '../syntax/tree.ts';
import { decodeScalar, zeroOf } from './decode-scalar.ts';
import { type Budget, jsonEntries, jsonTypeOf } from './json-node.ts';
import { type Field, type FieldType, type Struct, structOf } from './tree.ts';

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

export interface Decoded {
  /** What Go holds: known fields only, null counts as absent, mistyped values left out. */
  readonly value: { readonly [key: string]: Json };
  readonly unknown: readonly UnknownField[];
  readonly problems: readonly TypeProblem[];
}

/** Where the decoder is. Grows and shrinks while it walks; one decoder a document. */
export interface Walker {
  readonly path: (string | number)[];
  /** As Go counts: no indexes and map keys, but embedded structs. */
  readonly goPath: string[];
  struct: string;
  readonly unknown: UnknownField[];
  readonly problems: TypeProblem[];
  readonly budget: Budget;
}

const maxSteps = 2_000_000;

/** Decodes a map as a struct of the API. */
export function decodeObject(node: MapNode, struct: Struct): Decoded {
  const walker: Walker = { path: [], goPath: [], struct: '', unknown: [], problems: [], budget: { left: maxSteps } };
  const value = decodeStruct(node, struct, walker);
  return { value, unknown: walker.unknown, problems: walker.problems };
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

/** Go's text for a JSON value that a type cannot hold; the digits of a number are only printed where a number is wanted. */
export function typeMessage(walker: Walker, found: string, goType: string): string {
  return `json: cannot unmarshal ${found} into Go struct field ${walker.struct}.${walker.goPath.join('.')} of type ${goType}`;
}

type Draft = Record<string, Json>;

function decodeStruct(node: MapNode, struct: Struct, walker: Walker): Draft {
  const value: Draft = {};
  const outer = walker.struct;
  for (const entry of jsonEntries(node, walker.budget)) {
    if (walker.budget.left-- <= 0) break;
    const key = entry.key ?? '';
    const field = struct.fields.get(key);
    if (field === undefined) addUnknown(entry, key, struct, walker);
    else decodeField(entry, field, struct, value, walker);
  }
  walker.struct = outer;
  return value;
}

function addUnknown(entry: MapEntry, key: string, struct: Struct, walker: Walker): void {
  const parent = pathOf(walker.path);
  walker.unknown.push({ path: parent === '' ? key : `${parent}.${key}`, key, struct: struct.name, parent, entry });
}

function decodeField(entry: MapEntry, field: Field, struct: Struct, into: Draft, walker: Walker): void {
  const depth = walker.goPath.length;
  walker.struct = struct.name;
  if (field.embedded !== undefined) walker.goPath.push(field.embedded);
  walker.goPath.push(field.name);
  walker.path.push(field.name);
  const value = decodeValue(entry.value, field.type, walker);
  if (value !== undefined) into[field.name] = value;
  walker.path.pop();
  walker.goPath.length = depth;
}

/** Undefined where Go leaves the field alone: null, or a value of another type. */
function decodeValue(source: Node, type: FieldType, walker: Walker): Json | undefined {
  const node = resolveAlias(source);
  if (walker.budget.left-- <= 0) return undefined;
  if (type.kind === 'struct' || type.kind === 'list' || type.kind === 'map')
    return decodeCollection(node, type, walker);
  return decodeScalar(node, type, walker);
}

function decodeCollection(node: Node, type: FieldType, walker: Walker): Json | undefined {
  if (type.kind === 'list' && node.kind === 'list') return decodeList(node.items, type.of, walker);
  if (type.kind === 'map' && node.kind === 'map') return decodeMap(node, type.of, walker);
  if (type.kind === 'struct' && node.kind === 'map') {
    const struct = structOf(type.struct);
    return struct === undefined ? {} : decodeStruct(node, struct, walker);
  }
  const found = jsonTypeOf(node);
  if (found !== 'null') addProblem(walker, node, type, typeMessage(walker, found, type.go), false);
  return undefined;
}

function decodeList(items: readonly Node[], type: FieldType, walker: Walker): Json {
  const list: Json[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item === undefined || walker.budget.left <= 0) break;
    walker.path.push(i);
    list.push(decodeValue(item, type, walker) ?? zeroOf(type));
    walker.path.pop();
  }
  return list;
}

function decodeMap(node: MapNode, type: FieldType, walker: Walker): Json {
  const map: Draft = {};
  for (const entry of jsonEntries(node, walker.budget)) {
    const key = entry.key ?? '';
    walker.path.push(key);
    const value = decodeValue(entry.value, type, walker) ?? zeroOf(type);
    if (key === '__proto__')
      Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
    else map[key] = value;
    walker.path.pop();
  }
  return map;
}

/** The server's text for an unknown field. */
export function unknownMessage(field: UnknownField): string {
  return `unknown field ${goQuote(field.path)}`;
}
