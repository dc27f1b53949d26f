/** Moves an entry with all its lines and comments to another map, with the right indentation there. */
import { locateSteps, type PathStep } from '../../schema/locate.ts';
import { entryOf, type MapEntry, type MapNode } from '../../syntax/tree.ts';
import {
  columnAt,
  columnOfEntries,
  endOfEntries,
  indentStep,
  isAloneInLine,
  isFirstInLine,
  linesOf,
  newlineOf,
  nextLineAt,
} from './layout.ts';
import type { Edits } from './remove.ts';

/** `to` is the path of the entry at its new place; its parent map is made if it is missing (one level). */
export function moveEntry(
  text: string,
  root: MapNode,
  from: readonly PathStep[],
  to: readonly PathStep[],
): Edits | undefined {
  const place = locateSteps(root, from);
  const source = locateSteps(root, from.slice(0, -1)).node;
  const entry = place.entry;
  if (place.found !== 'value' || entry === undefined || source.kind !== 'map' || source.isFlow) return undefined;
  if (!source.entries.includes(entry)) return undefined;
  const wrapper = wrapperOf(source, from, to);
  if (wrapper !== undefined) return wrap(text, root, entry, wrapper, to);
  if (source.entries.length === 1) return undefined;
  const piece = pieceOf(text, source, entry);
  const insertion = piece === undefined ? undefined : insertionFor(text, root, to);
  if (piece === undefined || insertion === undefined) return undefined;
  const { offset, column, head } = insertion;
  if (offset > piece.range.start && offset < piece.range.end) return undefined;
  const newline = newlineOf(text);
  const name = String(to.at(-1));
  const body = head.concat(reindent(renamed(piece.body, entry, name), column)).join(newline) + newline;
  return [
    { range: piece.range, newText: '' },
    { range: { start: offset, end: offset }, newText: fitted(text, body, offset, piece.range.end) },
  ];
}

/** The name of a map that is to stand between the object and its entry, and is not there yet. */
function wrapperOf(source: MapNode, from: readonly PathStep[], to: readonly PathStep[]): string | undefined {
  const name = to.at(-2);
  const isBelow = to.length === from.length + 1 && from.slice(0, -1).every((step, i) => to[i] === step);
  return isBelow && typeof name === 'string' && entryOf(source, name) === undefined ? name : undefined;
}

/** The entry stays in its lines and moves one level in, below a new key. */
function wrap(
  text: string,
  root: MapNode,
  entry: MapEntry,
  wrapper: string,
  to: readonly PathStep[],
): Edits | undefined {
  const start = entry.range.start;
  if (!isFirstInLine(text, start)) return undefined;
  const column = columnAt(text, start);
  const lines = linesOf(text, { start, end: Math.max(entry.keyNode.range.end, entry.range.end) });
  const piece = text.slice(start, lines.end).replace(/\r?\n$/, '');
  const body = piece.split(/\r?\n/).map((line, i) => (i === 0 ? line : outdent(line, column)));
  const inner = reindent(renamed(body, entry, String(to.at(-1))), column + indentStep(root, text));
  return [{ range: { start, end: start + piece.length }, newText: [`${wrapper}:`, ...inner].join(newlineOf(text)) }];
}

/** At the end of a text without a last line break the new lines bring their own in front. */
function fitted(text: string, body: string, offset: number, endOfPiece: number): string {
  const newline = newlineOf(text);
  if (offset === 0 || text[offset - 1] === '\n') return body;
  const open = body.slice(0, -newline.length);
  return offset === endOfPiece ? open : newline + open;
}

interface Piece {
  readonly range: { readonly start: number; readonly end: number };
  /** Lines without the indentation of the first. */
  readonly body: readonly string[];
}

function pieceOf(text: string, map: MapNode, entry: MapEntry): Piece | undefined {
  const start = entry.range.start;
  const column = columnAt(text, start);
  const lines = linesOf(text, { start, end: Math.max(entry.keyNode.range.end, entry.range.end) });
  const body = text
    .slice(start, lines.end)
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line, i) => (i === 0 ? line : outdent(line, column)));
  if (isAloneInLine(text, start)) return { range: lines, body };
  const next = map.entries[map.entries.indexOf(entry) + 1];
  return next === undefined || !isFirstInLine(text, start)
    ? undefined
    : { range: { start, end: next.range.start }, body };
}

function outdent(line: string, column: number): string {
  return line.slice(0, column).trim() === '' ? line.slice(column) : line.trimStart();
}

function reindent(lines: readonly string[], column: number): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line));
}

function renamed(lines: readonly string[], entry: MapEntry, name: string): readonly string[] {
  const [first = '', ...rest] = lines;
  return entry.key === name
    ? lines
    : [name + first.slice(entry.keyNode.range.end - entry.keyNode.range.start), ...rest];
}

interface Insertion {
  readonly offset: number;
  readonly column: number;
  /** Lines in front, indented: the key of a map that is made. */
  readonly head: readonly string[];
}

function insertionFor(text: string, root: MapNode, to: readonly PathStep[]): Insertion | undefined {
  const parent = locateSteps(root, to.slice(0, -1));
  if (parent.found === 'value' && parent.node.kind === 'map' && !parent.node.isFlow) {
    if (entryOf(parent.node, String(to.at(-1))) !== undefined) return undefined;
    return { offset: endOfEntries(text, parent.node), column: columnOfEntries(text, parent.node), head: [] };
  }
  const isNothing = parent.node.kind === 'scalar' && parent.node.range.start === parent.node.range.end;
  if (parent.found === 'value' && isNothing && parent.entry !== undefined) {
    const { range } = parent.entry.keyNode;
    return {
      offset: nextLineAt(text, range.end),
      column: columnAt(text, range.start) + indentStep(root, text),
      head: [],
    };
  }
  const missing = to.at(-2);
  const outer = locateSteps(root, to.slice(0, -2));
  if (
    parent.found === 'value' ||
    typeof missing !== 'string' ||
    outer.found !== 'value' ||
    outer.node.kind !== 'map' ||
    outer.node.isFlow
  )
    return undefined;
  const column = columnOfEntries(text, outer.node);
  return {
    offset: endOfEntries(text, outer.node),
    column: column + indentStep(root, text),
    head: [`${' '.repeat(column)}${missing}:`],
  };
}
