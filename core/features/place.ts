/** The place under a cursor: which field of the API stands there, with its path, and whether the cursor is on the key or the value. */
import type { FieldPath } from '../kube/field-path.ts';
import { child, index } from '../kube/field-path.ts';
import { type Field, type FieldType, type Struct, structOf } from '../schema/tree.ts';
import { type MapEntry, type Node, resolveAlias } from '../syntax/tree.ts';
import type { Range } from '../text/range.ts';

export interface Place {
  /** Path of the field, key of a map or item of a list. */
  readonly path: FieldPath;
  /** The same as single steps: names, map keys and positions. */
  readonly steps: readonly Step[];
  readonly part: 'key' | 'value';
  /** What the cursor stands on: the key, or the scalar. */
  readonly range: Range;
  readonly node: Node;
  readonly entry?: MapEntry;
  /** The struct that owns the field, and the field; left out where the API knows none. */
  readonly struct?: Struct;
  readonly field?: Field;
  /** Type of the value at `path`. */
  readonly type?: FieldType;
}

export interface Step {
  readonly kind: 'field' | 'key' | 'item';
  readonly name: string | number;
  readonly struct?: Struct;
  readonly field?: Field;
  readonly type?: FieldType;
}

interface Walk {
  readonly node: Node;
  readonly path: FieldPath;
  readonly steps: readonly Step[];
  readonly type: FieldType | undefined;
}

/** The place at an offset of the document's own text; `undefined` between places. */
export function placeAt(root: Node | undefined, struct: Struct | undefined, offset: number): Place | undefined {
  if (root === undefined) return undefined;
  const type: FieldType | undefined = struct && { kind: 'struct', go: struct.name, struct: struct.name };
  return find({ node: root, path: '', steps: [], type }, offset, 0);
}

function find(at: Walk, offset: number, depth: number): Place | undefined {
  const { node } = at;
  if (depth > 200) return undefined;
  if (node.kind === 'map') return findEntry(at, offset, depth);
  if (node.kind === 'list') return findItem(at, offset, depth);
  return holds(node.range, offset) ? placeOf(at, 'value', node.range, node) : undefined;
}

function findEntry(at: Walk, offset: number, depth: number): Place | undefined {
  if (at.node.kind !== 'map') return undefined;
  for (const entry of at.node.entries) {
    const below = stepInto(at, entry);
    if (holds(entry.keyNode.range, offset))
      return { ...placeOf(below, 'key', entry.keyNode.range, entry.value), entry };
    if (!holds(entry.value.range, offset)) continue;
    const found = find(below, offset, depth + 1);
    if (found !== undefined) return found.node === entry.value ? { ...found, entry } : found;
  }
  return undefined;
}

function findItem(at: Walk, offset: number, depth: number): Place | undefined {
  if (at.node.kind !== 'list') return undefined;
  const position = at.node.items.findIndex((item) => holds(item.range, offset));
  const item = at.node.items[position];
  return item === undefined ? undefined : find(stepToItem(at, item, position), offset, depth + 1);
}

function stepInto(at: Walk, entry: MapEntry): Walk {
  const name = entry.key ?? '';
  if (at.type?.kind === 'struct') {
    const struct = structOf(at.type.struct);
    const field = struct?.fields.get(name);
    const step: Step = { kind: 'field', name, ...(struct && { struct }), ...(field && { field, type: field.type }) };
    return { node: entry.value, path: child(at.path, name), steps: [...at.steps, step], type: field?.type };
  }
  const type = at.type?.kind === 'map' ? at.type.of : undefined;
  const path = at.type?.kind === 'map' ? index(at.path, name) : child(at.path, name);
  return { node: entry.value, path, steps: [...at.steps, { kind: 'key', name, ...(type && { type }) }], type };
}

function stepToItem(at: Walk, item: Node, position: number): Walk {
  const type = at.type?.kind === 'list' ? at.type.of : undefined;
  return {
    node: item,
    path: index(at.path, position),
    type,
    steps: [...at.steps, { kind: 'item', name: position, ...(type && { type }) }],
  };
}

function placeOf(at: Walk, part: 'key' | 'value', range: Range, node: Node): Place {
  const last = at.steps.findLast((step) => step.kind !== 'item');
  return {
    path: at.path,
    steps: at.steps,
    part,
    range,
    node: resolveAlias(node),
    ...(last?.struct && { struct: last.struct }),
    ...(last?.field && { field: last.field }),
    ...(at.type && { type: at.type }),
  };
}

function holds(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}
