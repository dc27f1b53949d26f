/**
 * The strict decoder: a located tree to the plain object that the API server holds after decoding, with every mistake
 * in its words.
 * Mirrors sigs.k8s.io/json (strict, case-sensitive) over the structs of the API; keys are visited in sorted order, as
 * there.
 */
import { goQuote } from '../kube/go-print.ts';
import type { Json } from '../kube/json.ts';
import { type MapEntry, type MapNode, type Node, resolveAlias } from '../syntax/tree.ts';
import { decodeScalar, zeroOf } from './decode-scalar.ts';
import {
  addProblem,
  type NullField,
  pathOf,
  type TypeProblem,
  typeMessage,
  type UnknownField,
  type Walker,
} from './decode-walker.ts';
import { jsonEntries, jsonTypeOf } from './json-node.ts';
import { type Field, type FieldType, type Struct, structOf } from './tree.ts';

export interface Decoded {
  /** What Go holds: known fields only, null counts as absent, mistyped values left out. */
  readonly value: { readonly [key: string]: Json };
  readonly unknown: readonly UnknownField[];
  readonly problems: readonly TypeProblem[];
  readonly nulls: readonly NullField[];
}

const maxSteps = 2_000_000;

/** Decodes a map as a struct of the API. */
export function decodeObject(node: MapNode, struct: Struct): Decoded {
  const found = { unknown: [], problems: [], nulls: [] };
  const walker: Walker = { path: [], goPath: [], struct: '', ...found, budget: { left: maxSteps } };
  return { value: decodeStruct(node, struct, walker), ...found };
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
  else if (jsonTypeOf(resolveAlias(entry.value)) === 'null')
    walker.nulls.push({ path: pathOf(walker.path), key: field.name, struct: struct.name });
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
