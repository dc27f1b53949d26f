/** Removes an entry of a map or an item of a list, in block and in flow style; nothing is removed where a comment would be lost. */
import type { ListNode, MapEntry, MapNode, Node } from '../../syntax/tree.ts';
import type { TextEdit } from '../../text/range.ts';
import { endOfNode, hasComment, isAloneInLine, isFirstInLine, linesOf } from './layout.ts';

export type Edits = readonly TextEdit[];

/** Without an entry. `owner` is the entry whose value the map is, if it has one. */
export function removeEntry(text: string, map: MapNode, entry: MapEntry): Edits | undefined {
  const start = entry.range.start;
  const end = Math.max(entry.keyNode.range.end, entry.range.end - trailingBreaks(text, entry.range.end));
  if (map.isFlow) return removeFromFlow(text, start, end);
  const next = map.entries[map.entries.indexOf(entry) + 1];
  if (isAloneInLine(text, start)) return map.entries.length === 1 ? undefined : removeLines(text, start, end);
  // The first entry of a list's item: the next one moves up behind the dash.
  return next === undefined || !isFirstInLine(text, start) ? undefined : without(text, start, next.range.start);
}

function trailingBreaks(text: string, end: number): number {
  let count = 0;
  while (text[end - 1 - count] === '\n' || text[end - 1 - count] === '\r') count++;
  return count;
}

export function removeItem(text: string, list: ListNode, position: number): Edits | undefined {
  const item = list.items[position];
  if (item === undefined) return undefined;
  const end = endOfNode(text, item);
  if (list.isFlow) return removeFromFlow(text, startOf(item), end);
  if (list.items.length === 1) return undefined;
  const dash = text.lastIndexOf('-', startOf(item));
  return isAloneInLine(text, dash) ? removeLines(text, dash, Math.max(end, dash + 1)) : undefined;
}

function startOf(node: Node): number {
  return node.kind === 'alias' ? node.range.start : (node.propertiesStart ?? node.range.start);
}

function removeLines(text: string, start: number, end: number): Edits | undefined {
  const lines = linesOf(text, { start, end });
  return without(text, lines.start, lines.end);
}

function without(text: string, start: number, end: number): Edits | undefined {
  return hasComment(text.slice(start, end)) ? undefined : [{ range: { start, end }, newText: '' }];
}

/** With the comma behind it, or the one in front if it is the last. */
function removeFromFlow(text: string, start: number, end: number): Edits | undefined {
  const behind = /^\s*,[ \t]*/.exec(text.slice(end));
  if (behind !== null) return without(text, start, end + behind[0].length);
  const before = /,\s*$/.exec(text.slice(0, start));
  return without(text, start - (before?.[0].length ?? 0), end);
}
