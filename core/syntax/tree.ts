/** The located tree: what YAML text says, with a place for every node. Ranges count from the start of the document's own text. */
import type { Range } from '../text/range.ts';
import type { ScalarValue } from './scalar.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly range: Range;
  readonly style: ScalarStyle;
  /** The content, unescaped and unfolded; for a plain scalar the text as written. */
  readonly text: string;
  readonly value: ScalarValue;
  readonly anchor?: string;
  readonly tag?: string;
  /** Where anchor or tag start, if there are some. */
  readonly propertiesStart?: number;
}

export interface MapEntry {
  /** The key as JSON has it: `on` is `true`, `0x10` is `16`. Undefined where JSON has no such key (null, a map). */
  readonly key: string | undefined;
  readonly keyNode: Node;
  readonly value: Node;
  /** From the key to the end of the value. */
  readonly range: Range;
  /** `<<`: the entries of the value belong to this map. */
  readonly isMerge: boolean;
}

export interface MapNode {
  readonly kind: 'map';
  readonly range: Range;
  readonly isFlow: boolean;
  readonly entries: readonly MapEntry[];
  readonly anchor?: string;
  readonly tag?: string;
  readonly propertiesStart?: number;
}

export interface ListNode {
  readonly kind: 'list';
  readonly range: Range;
  readonly isFlow: boolean;
  readonly items: readonly Node[];
  readonly anchor?: string;
  readonly tag?: string;
  readonly propertiesStart?: number;
}

/** `*name`. The target is shared, not copied; it may contain the alias itself. */
export interface AliasNode {
  readonly kind: 'alias';
  readonly range: Range;
  readonly name: string;
  /** Undefined where no anchor of that name comes before. */
  readonly target: Node | undefined;
}

export type Node = ScalarNode | MapNode | ListNode | AliasNode;

/** A mistake of the YAML itself: the document cannot be read. */
export interface SyntaxProblem {
  /** As kubectl and the server print it, without the leading `yaml: `. */
  readonly message: string;
  readonly range: Range;
  /** In our own words: the document is beyond what Podscope reads. */
  readonly isOurs?: true;
  /** The text is well-formed, but a value cannot be made: whatever stops the reader before it comes first. */
  readonly isLater?: true;
}

export interface Tree {
  /** Undefined if the document has no content. */
  readonly root: Node | undefined;
  /** The first one is what the server says. */
  readonly problems: readonly SyntaxProblem[];
  /** Offset of content behind the end of the first block, which the reader never looks at. */
  readonly ignoredFrom?: number;
}

/** What stands where nothing is written: `key:`. */
export function emptyAt(offset: number): ScalarNode {
  return { kind: 'scalar', range: { start: offset, end: offset }, style: 'plain', text: '', value: { type: 'null' } };
}

/** The node behind an alias (and behind aliases of aliases); the alias itself if it leads nowhere. */
export function resolveAlias(node: Node): Node {
  let at = node;
  for (let steps = 0; at.kind === 'alias' && at.target !== undefined && steps < 100; steps++) at = at.target;
  return at;
}

/** The last entry with this key (JSON keeps the last), without merged ones. */
export function entryOf(map: MapNode, key: string): MapEntry | undefined {
  return map.entries.findLast((entry) => entry.key === key && !entry.isMerge);
}

/** The last entry with this key, those merged with `<<` included. */
export function effectiveEntryOf(map: MapNode, key: string, depth = 0): MapEntry | undefined {
  for (let i = map.entries.length - 1; i >= 0; i--) {
    const entry = map.entries[i];
    if (entry === undefined) continue;
    if (!entry.isMerge && entry.key === key) return entry;
    const found = entry.isMerge && depth < 10 ? mergedEntryOf(entry.value, key, depth) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function mergedEntryOf(value: Node, key: string, depth: number): MapEntry | undefined {
  const source = resolveAlias(value);
  if (source.kind === 'map') return effectiveEntryOf(source, key, depth + 1);
  if (source.kind !== 'list') return undefined;
  for (const item of source.items) {
    const found = mergedEntryOf(item, key, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
