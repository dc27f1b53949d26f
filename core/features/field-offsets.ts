/** Where each field of a document stands: for causes in the panel, which name fields by path. */
import { child, type FieldPath, index } from '../kube/field-path.ts';
import { type Node, resolveAlias } from '../syntax/tree.ts';

const most = 4000;
const deepest = 60;

/** Offsets of keys and list items by path, in the document's own text; at most a few thousand. */
export function fieldOffsets(root: Node | undefined): ReadonlyMap<FieldPath, number> {
  const offsets = new Map<FieldPath, number>();
  if (root !== undefined) walk(root, '', 0, offsets);
  return offsets;
}

function walk(node: Node, path: FieldPath, depth: number, offsets: Map<FieldPath, number>): void {
  if (offsets.size >= most || depth > deepest) return;
  const target = resolveAlias(node);
  if (target.kind === 'list') {
    target.items.forEach((item, at) => {
      visit(item, index(path, at), item.range.start, depth, offsets);
    });
  } else if (target.kind === 'map') {
    for (const entry of target.entries)
      if (entry.key !== undefined)
        visit(entry.value, pathOf(path, entry.key), entry.keyNode.range.start, depth, offsets);
  }
}

function visit(node: Node, path: FieldPath, start: number, depth: number, offsets: Map<FieldPath, number>): void {
  offsets.set(path, start);
  walk(node, path, depth + 1, offsets);
}

/** Keys that are no field names (labels, resource names with a slash) stand in brackets. */
function pathOf(path: FieldPath, key: string): FieldPath {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(key) ? child(path, key) : index(path, key);
}
