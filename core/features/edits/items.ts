/** Items of lists: one more at the end, one that becomes several, one that belongs to the item before it. */
import { locateSteps, type PathStep } from '../../schema/locate.ts';
import type { ListNode, MapNode } from '../../syntax/tree.ts';
import { addAt } from './add.ts';
import { columnAt, endOfNode, indentStep, isAloneInLine, lineStartAt, linesOf, newlineOf } from './layout.ts';
import { printFlow, printItem } from './print.ts';
import type { Edits } from './remove.ts';

/** Makes the list if it is not there, or empty. */
export function appendItem(text: string, root: MapNode, steps: readonly PathStep[], value: unknown): Edits | undefined {
  const place = locateSteps(root, steps);
  const name = steps.at(-1);
  if (place.found === 'value' && place.node.kind === 'list')
    return place.node.isFlow ? appendToFlow(text, place.node, value) : appendToBlock(text, root, place.node, value);
  return typeof name === 'string' ? addAt(text, root, steps.slice(0, -1), name, [value]) : undefined;
}

function appendToFlow(text: string, list: ListNode, value: unknown): Edits | undefined {
  const last = list.items.at(-1);
  const at = last === undefined ? list.range.start + 1 : endOfNode(text, last);
  return [{ range: { start: at, end: at }, newText: `${last === undefined ? '' : ', '}${printFlow(value)}` }];
}

function appendToBlock(text: string, root: MapNode, list: ListNode, value: unknown): Edits | undefined {
  const last = list.items.at(-1);
  const first = list.items[0];
  if (last === undefined || first === undefined) return undefined;
  const dash = text.lastIndexOf('-', first.range.start);
  if (!isAloneInLine(text, dash)) return undefined;
  const indent = ' '.repeat(columnAt(text, dash));
  const newline = newlineOf(text);
  const at = linesOf(text, { start: last.range.start, end: Math.max(last.range.start, endOfNode(text, last)) }).end;
  const body = printItem(value, indentStep(root, text))
    .map((line) => indent + line)
    .join(newline);
  const isLineOpen = text[at - 1] !== '\n';
  return [{ range: { start: at, end: at }, newText: isLineOpen ? newline + body : body + newline }];
}

/** Only where each key starts a line two columns behind its dash: the dashes take the place of the blanks. */
export function splitItem(
  text: string,
  root: MapNode,
  steps: readonly PathStep[],
  keys: readonly string[],
): Edits | undefined {
  const place = locateSteps(root, steps);
  if (place.found !== 'value' || place.node.kind !== 'map' || place.node.isFlow) return undefined;
  const [first, ...others] = place.node.entries;
  if (first === undefined) return undefined;
  const column = columnAt(text, first.range.start);
  const edits = others
    .filter(({ key }) => key !== undefined && keys.includes(key))
    .map(({ range }) => ({ range: { start: range.start - 2, end: range.start }, newText: '- ' }));
  const isFitting = edits.every(
    ({ range }) => isAloneInLine(text, range.end) && columnAt(text, range.end) === column && column >= 2,
  );
  return isFitting && edits.length > 0 ? edits : undefined;
}

/** The dash becomes a blank, so that the keys of the item follow those of the one before. */
export function joinItem(text: string, root: MapNode, steps: readonly PathStep[]): Edits | undefined {
  const place = locateSteps(root, steps);
  const position = steps.at(-1);
  const list = locateSteps(root, steps.slice(0, -1)).node;
  if (place.found !== 'value' || place.node.kind !== 'map' || place.node.isFlow) return undefined;
  if (list.kind !== 'list' || list.isFlow || typeof position !== 'number' || position === 0) return undefined;
  const before = list.items[position - 1];
  if (before?.kind !== 'map' || before.isFlow) return undefined;
  const dash = text.lastIndexOf('-', place.node.range.start);
  const column = columnAt(text, place.node.range.start);
  if (dash < lineStartAt(text, place.node.range.start) || !isAloneInLine(text, dash)) return undefined;
  if (columnAt(text, before.range.start) !== column) return undefined;
  return [{ range: { start: dash, end: dash + 1 }, newText: ' ' }];
}
