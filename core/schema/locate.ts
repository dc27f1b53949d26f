/** From a field path as the server prints it to the node of the YAML that it is about. */
import type { FieldPath } from '../kube/field-path.ts';
import type { Range } from '../text/range.ts';
import { effectiveEntryOf, type MapEntry, type MapNode, type Node, resolveAlias } from '../syntax/tree.ts';

export interface Place {
  /** How much of the path is there. `value`: all of it. `parent`: the last node on the way that exists. */
  readonly found: 'value' | 'parent';
  readonly node: Node;
  /** The entry of the node in its map; undefined for items of lists and for the whole document. */
  readonly entry: MapEntry | undefined;
  /**
   * The smallest range to mark: the value, the key where the value is missing or long, the parent's key where the key
   * is missing.
   */
  readonly range: Range;
}

export type PathStep = string | number;

/** `a.b[0][x.y/z].c` -> `['a', 'b', 0, 'x.y/z', 'c']`. What stands in brackets is a number or a map key. */
export function splitPath(path: FieldPath): readonly PathStep[] {
  const steps: PathStep[] = [];
  for (const match of path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)) {
    const inside = match[1];
    if (inside === undefined) steps.push(match[2] ?? '');
    else steps.push(/^\d+$/.test(inside) ? Number(inside) : inside);
  }
  return steps;
}

/** Walks the path from the top-level map as far as it goes. */
export function locate(root: MapNode, path: FieldPath): Place {
  return locateSteps(root, splitPath(path));
}

export function locateSteps(root: MapNode, steps: readonly PathStep[]): Place {
  let node: Node = root;
  let entry: MapEntry | undefined;
  for (let i = 0; i < steps.length; i++) {
    const step = walk(node, steps, i);
    if (step === undefined) return placeOf('parent', node, entry);
    node = step.node;
    entry = step.entry;
    i += step.extra;
  }
  return placeOf('value', node, entry);
}

interface Step {
  readonly node: Node;
  readonly entry: MapEntry | undefined;
  /** Further steps of the path that belong to a key with dots in it. */
  readonly extra: number;
}

function walk(from: Node, steps: readonly PathStep[], at: number): Step | undefined {
  const node = resolveAlias(from);
  const step = steps[at];
  if (node.kind === 'list') {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item === undefined ? undefined : { node: item, entry: undefined, extra: 0 };
  }
  if (node.kind !== 'map' || step === undefined) return undefined;
  return entryStep(node, steps, at);
}

function entryStep(node: MapNode, steps: readonly PathStep[], at: number): Step | undefined {
  const plain = effectiveEntryOf(node, String(steps[at]));
  if (plain !== undefined) return { node: plain.value, entry: plain, extra: 0 };
  let key = String(steps[at]);
  for (let extra = 1; at + extra < steps.length; extra++) {
    key += `.${steps[at + extra] ?? ''}`;
    const entry = effectiveEntryOf(node, key);
    if (entry !== undefined) return { node: entry.value, entry, extra };
  }
  return undefined;
}

function placeOf(found: 'value' | 'parent', node: Node, entry: MapEntry | undefined): Place {
  return { found, node, entry, range: rangeOf(found, node, entry) };
}

/** A value of one line is marked itself; a block, or nothing at all, by its key. */
function rangeOf(found: 'value' | 'parent', node: Node, entry: MapEntry | undefined): Range {
  const isBlock = (node.kind === 'map' || node.kind === 'list') && !node.isFlow;
  const isNothing = node.range.start === node.range.end;
  if (entry !== undefined && (isBlock || isNothing || found === 'parent')) return entry.keyNode.range;
  if (isBlock) return firstKeyOf(node);
  return node.range;
}

/** An item of a list has no key of its own: its first key stands for it. */
function firstKeyOf(node: Node): Range {
  const first = node.kind === 'map' ? node.entries[0]?.keyNode : undefined;
  return first?.range ?? { start: node.range.start, end: Math.min(node.range.end, node.range.start + 1) };
}
