/** The entries that a map ends up with: merged maps (`<<`) resolved, the last of equal keys wins. */
import { type MapEntry, type MapNode, type Node, resolveAlias } from './tree.ts';

/** Aliases of aliases can make a small text endless; beyond this many steps nothing more is read. */
export interface Budget {
  left: number;
}

const maxDepth = 50;

/** Entries without a key that JSON could hold are left out. */
export function effectiveEntries(map: MapNode, budget: Budget): Iterable<MapEntry> {
  const byName = new Map<string, MapEntry>();
  addEntries(map, byName, budget, 0);
  return byName.values();
}

function addEntries(map: MapNode, into: Map<string, MapEntry>, budget: Budget, depth: number): void {
  if (depth > maxDepth) return;
  for (const entry of map.entries) {
    if (budget.left-- <= 0) return;
    if (entry.isMerge) addMerged(entry.value, into, budget, depth + 1);
    else if (entry.key !== undefined) into.set(entry.key, entry);
  }
}

function addMerged(value: Node, into: Map<string, MapEntry>, budget: Budget, depth: number): void {
  const source = resolveAlias(value);
  if (source.kind === 'map') addEntries(source, into, budget, depth);
  if (source.kind !== 'list' || depth > maxDepth) return;
  for (const item of source.items.toReversed()) addMerged(item, into, budget, depth + 1);
}
