/** Blocks of lines that move to another indentation, comments and block scalars included. */
import type { MapEntry, MapNode, Node } from '../../syntax/tree.ts';
import { columnAt, endOfNode, lineStartAt } from '../edits/layout.ts';

/** The lines of a block map without its indentation; undefined for flow style and for maps that share a line with something else. */
export function blockLines(text: string, node: Node): readonly string[] | undefined {
  const first = node.kind === 'map' && !node.isFlow ? node.entries[0] : undefined;
  if (node.kind !== 'map' || first === undefined || node.anchor !== undefined) return undefined;
  const column = columnAt(text, first.range.start);
  if (!/^ *$/.test(text.slice(lineStartAt(text, first.range.start), first.range.start))) return undefined;
  return dedented(text.slice(lineStartAt(text, first.range.start), endOfNode(text, node)), column);
}

/** The lines of one entry of a block map, its key at column 0. */
export function entryLines(text: string, entry: MapEntry): readonly string[] | undefined {
  const start = lineStartAt(text, entry.range.start);
  if (!/^ *$/.test(text.slice(start, entry.range.start))) return undefined;
  return dedented(
    text.slice(start, Math.max(endOfNode(text, entry.value), entry.keyNode.range.end + 1)),
    columnAt(text, entry.range.start),
  );
}

export function indented(lines: readonly string[], width: number): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(width) + line));
}

function dedented(block: string, column: number): readonly string[] | undefined {
  const lines = block.split(/\r?\n/);
  return lines.every((line) => line.trim() === '' || /^\s*#/.test(line) || line.slice(0, column).trim() === '')
    ? lines.map((line) => (line.slice(0, column).trim() === '' ? line.slice(column) : line.trimStart()))
    : undefined;
}

export function entryOfKey(map: MapNode, key: string): MapEntry | undefined {
  return map.entries.find((entry) => entry.key === key && !entry.isMerge);
}
