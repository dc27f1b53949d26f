/** How a document is laid out: lines, indentation, what belongs to an entry. Everything in offsets of the document's own text. */
import type { Range } from '../../text/range.ts';
import type { ListNode, MapEntry, MapNode, Node } from '../../syntax/tree.ts';

export function lineStartAt(text: string, offset: number): number {
  // A search from before the text would find a line break at its very start.
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line break of the line that holds the offset. */
export function nextLineAt(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}

export function columnAt(text: string, offset: number): number {
  return offset - lineStartAt(text, offset);
}

/** The line break that the document uses. */
export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Spaces by which maps are indented below their key; two where nothing shows it. */
export function indentStep(root: MapNode, text: string): number {
  for (const entry of root.entries) {
    const value = entry.value;
    if (value.kind === 'map' && !value.isFlow && value.entries[0] !== undefined) {
      const step = columnAt(text, value.entries[0].range.start) - columnAt(text, entry.range.start);
      if (step > 0) return step;
    }
  }
  return 2;
}

/** Whether only spaces and dashes of lists stand in front of an offset in its line. */
export function isFirstInLine(text: string, offset: number): boolean {
  return /^[ -]*$/.test(text.slice(lineStartAt(text, offset), offset));
}

/** Whether only spaces stand in front of an offset in its line: no dash. */
export function isAloneInLine(text: string, offset: number): boolean {
  return /^ *$/.test(text.slice(lineStartAt(text, offset), offset));
}

/** Where the text of a node ends: block scalars reach to the start of the next line already. */
export function endOfNode(text: string, node: Node): number {
  let end = node.range.end;
  while (end > node.range.start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  return end;
}

/** Whole lines of an entry or item, from the start of its first line to the start of the next line after it. */
export function linesOf(text: string, range: Range): Range {
  const last = text[range.end - 1] === '\n' ? range.end - 1 : range.end;
  return { start: lineStartAt(text, range.start), end: nextLineAt(text, last) };
}

/** Whether a piece of block-style YAML holds a comment. A `#` in a quoted or block scalar counts, too: then nothing is removed. */
export function hasComment(piece: string): boolean {
  return /(?:^|[ \t])#/m.test(piece);
}

/** Where a new entry of a block map goes: behind the last line of the last entry. */
export function endOfEntries(text: string, map: MapNode): number {
  const last = map.entries.at(-1);
  return last === undefined
    ? map.range.end
    : linesOf(text, { start: last.range.start, end: Math.max(last.keyNode.range.end, endOfNode(text, last.value)) })
        .end;
}

export function columnOfEntries(text: string, map: MapNode): number {
  return columnAt(text, map.entries[0]?.range.start ?? map.range.start);
}

/** The entry of a map whose value is this node. */
export function entryWithValue(map: MapNode, value: Node): MapEntry | undefined {
  return map.entries.find((entry) => entry.value === value);
}

export function isBlock(node: Node): node is MapNode | ListNode {
  return (node.kind === 'map' || node.kind === 'list') && !node.isFlow;
}
