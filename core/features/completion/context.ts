/**
 * Where in the object a cursor stands, also in half-typed text: a marker is put in place of the word at the cursor, the text is read
 * with it, and the marker's place in the tree tells what may stand there.
 */
import type { FieldPath } from '../../kube/field-path.ts';
import { child, index } from '../../kube/field-path.ts';
import { type Field, type FieldType, type Struct, structOf, structOfKind } from '../../schema/tree.ts';
import { parseTree } from '../../syntax/parse.ts';
import { entryOf, type MapNode, type Node, resolveAlias } from '../../syntax/tree.ts';
import type { Range } from '../../text/range.ts';
import type { Step } from '../place.ts';

export interface CompletionContext {
  /** A key of a map, or a scalar value (of a field, a map's key or an item). */
  readonly mode: 'key' | 'value';
  /** Path and steps of the map (for a key) or of the value. */
  readonly path: FieldPath;
  readonly steps: readonly Step[];
  /** Type of the map, or of the value. */
  readonly type: FieldType | undefined;
  /** The struct that owns the value's field, and the field. */
  readonly struct: Struct | undefined;
  readonly field: Field | undefined;
  /** Keys that the map has already. */
  readonly siblings: ReadonlySet<string>;
  /** The word at the cursor, in the document's own text; accepting replaces it. */
  readonly replace: Range;
  /** Its part before the cursor. */
  readonly typed: string;
  /** All of it. */
  readonly word: string;
  /** Column at which the keys of this map stand. */
  readonly column: number;
  readonly isFlow: boolean;
  /** The key has its colon already. */
  readonly hasColon: boolean;
  /** The value behind that colon. */
  readonly value?: Node;
  readonly quote: '"' | "'" | undefined;
  /** The document with the marker in place of the word. */
  readonly root: MapNode;
  readonly apiVersion: string;
  readonly kind: string;
}

const marker = 'podscopeCursorMarker';

/** `undefined` where nothing can be completed: comments, block scalars, texts that are no map. */
export function completionContext(text: string, offset: number): CompletionContext | undefined {
  const line = lineAt(text, offset);
  const before = text.slice(line.start, offset);
  // A colon needs a space behind it before anything else.
  if (isInComment(before) || /[\w"']:$/.test(before)) return undefined;
  const replace = wordAt(text, offset, before);
  const after = text.slice(replace.end, line.end);
  if (isBesideQuote(text.slice(line.start, replace.start), after)) return undefined;
  const hasColon = /^["']?\s*:(\s|$)/.test(after);
  // Between two words there is no room for a third.
  if (!hasColon && !/^(?:["']|\s*$|\s*[,}\]]|\s+#)/.test(after)) return undefined;
  const head = text.slice(line.start, replace.start);
  const isBare = /^\s*(?:-\s+)*$/.test(head) && (after.trim() === '' || hasColon || after.trimStart().startsWith('#'));
  const attempts = isBare && !hasColon ? [`${marker}:`, marker] : [marker];
  let untyped: CompletionContext | undefined;
  for (const [source, attempt] of [text, withoutUnfinished(text, line)].flatMap((one) =>
    attempts.map((put) => [one, put] as const),
  )) {
    const found = contextWith(source, offset, replace, attempt, hasColon);
    if (found === undefined) continue;
    // A bare word in a list of scalars is an item, not a key.
    if (found.mode === 'key' && attempts.length > 1 && attempt !== marker && isScalar(found.type)) continue;
    if (found.type !== undefined || found.steps.length === 0) return found;
    untyped ??= found;
  }
  return untyped;
}

/** Keys of other lines that have no colon yet become comments of the same length, so that the rest can be read. */
function withoutUnfinished(text: string, own: Range): string {
  return text.replace(/^( *)[A-Za-z]\w*[ \t]*$/gm, (line, indent: string, at: number) =>
    at >= own.start && at <= own.end ? line : `${indent}#${line.slice(indent.length + 1)}`,
  );
}

function contextWith(
  text: string,
  offset: number,
  replace: Range,
  put: string,
  hasColon: boolean,
): CompletionContext | undefined {
  const marked = text.slice(0, replace.start) + put + text.slice(replace.end);
  const tree = parseTree(marked);
  const whole = tree.root === undefined ? undefined : resolveAlias(tree.root);
  if (whole?.kind !== 'map') return undefined;
  const root = objectAround(whole, replace.start);
  const apiVersion = scalarText(root, 'apiVersion');
  const kind = scalarText(root, 'kind');
  const struct = structOfKind(apiVersion, kind);
  const type: FieldType | undefined = struct && { kind: 'struct', go: struct.name, struct: struct.name };
  const found = find({ node: root, path: '', steps: [], type, struct: undefined, field: undefined }, 0);
  if (found === undefined) return undefined;
  const typed = text.slice(replace.start, offset);
  return {
    ...found,
    replace,
    typed,
    word: text.slice(replace.start, replace.end),
    hasColon,
    root,
    apiVersion,
    kind,
    column: replace.start - lineAt(text, replace.start).start,
    quote: quoteBefore(text, replace.start),
  };
}

/** In a List the item around the cursor is the object. */
function objectAround(root: MapNode, offset: number): MapNode {
  if (!scalarText(root, 'kind')?.endsWith('List')) return root;
  const list = entryOf(root, 'items')?.value;
  const item = list?.kind === 'list' ? list.items.find(({ range }) => holds(range, offset)) : undefined;
  return item?.kind === 'map' ? item : root;
}

function holds(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

type Found = Pick<
  CompletionContext,
  'mode' | 'path' | 'steps' | 'type' | 'struct' | 'field' | 'siblings' | 'isFlow' | 'value'
>;

interface Walk {
  readonly node: Node;
  readonly path: FieldPath;
  readonly steps: readonly Step[];
  readonly type: FieldType | undefined;
  readonly struct: Struct | undefined;
  readonly field: Field | undefined;
}

function find(at: Walk, depth: number, isFlow = false): Found | undefined {
  if (depth > 60) return undefined;
  const { node } = at;
  switch (node.kind) {
    case 'scalar':
      return node.style !== 'block' && node.text.includes(marker) ? found('value', at, isFlow) : undefined;
    case 'map':
      return findInMap(at, node, depth);
    case 'list':
      for (const [position, item] of node.items.entries()) {
        const inside = find(stepToItem(at, item, position), depth + 1, node.isFlow);
        if (inside !== undefined) return inside;
      }
      return undefined;
    case 'alias':
      return undefined;
  }
}

function findInMap(at: Walk, node: MapNode, depth: number): Found | undefined {
  for (const entry of node.entries) {
    if (entry.keyNode.kind === 'scalar' && entry.keyNode.text.includes(marker)) {
      const siblings = new Set(
        node.entries.flatMap(({ key }) => (key === undefined || key.includes(marker) ? [] : [key])),
      );
      return { ...found('key', at, node.isFlow), siblings, value: resolveAlias(entry.value) };
    }
    const inside = find(stepInto(at, entry.key ?? '', entry.value), depth + 1, node.isFlow);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function found(mode: 'key' | 'value', at: Walk, isFlow: boolean): Found {
  return {
    mode,
    path: at.path,
    steps: at.steps,
    type: at.type,
    struct: at.struct,
    field: at.field,
    siblings: new Set(),
    isFlow,
  };
}

function stepInto(at: Walk, name: string, node: Node): Walk {
  if (at.type?.kind === 'struct') {
    const struct = structOf(at.type.struct);
    const field = struct?.fields.get(name);
    const step: Step = { kind: 'field', name, ...(struct && { struct }), ...(field && { field, type: field.type }) };
    return { node, path: child(at.path, name), steps: [...at.steps, step], type: field?.type, struct, field };
  }
  const type = at.type?.kind === 'map' ? at.type.of : undefined;
  const path = at.type?.kind === 'map' ? index(at.path, name) : child(at.path, name);
  return {
    node,
    path,
    steps: [...at.steps, { kind: 'key', name, ...(type && { type }) }],
    type,
    struct: at.struct,
    field: at.field,
  };
}

function stepToItem(at: Walk, node: Node, position: number): Walk {
  const type = at.type?.kind === 'list' ? at.type.of : undefined;
  const step: Step = { kind: 'item', name: position, ...(type && { type }) };
  return { node, path: index(at.path, position), steps: [...at.steps, step], type, struct: at.struct, field: at.field };
}

function isScalar(type: FieldType | undefined): boolean {
  return (
    type !== undefined && type.kind !== 'struct' && type.kind !== 'list' && type.kind !== 'map' && type.kind !== 'any'
  );
}

function scalarText(root: MapNode, key: string): string {
  const value = entryOf(root, key)?.value;
  return value?.kind === 'scalar' ? value.text : '';
}

function lineAt(text: string, offset: number): Range {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end };
}

/** The run of characters around the cursor that one completion replaces. A `-` of a list or the `:` of a key is no part of it. */
function wordAt(text: string, offset: number, before: string): Range {
  const start = offset - (/[^\s,:{}[\]"'#&*!|>][^\s,{}[\]"']*$/.exec(afterDash(before))?.[0].length ?? 0);
  const rest = /^[^\s,:{}[\]"']*/.exec(text.slice(offset))?.[0] ?? '';
  return { start, end: offset + rest.length };
}

function afterDash(before: string): string {
  return before
    .replace(/^\s*(?:-\s+)*-?(?=\s|$)/, '')
    .replace(/^.*:\s+/, (head) => (/["'].*["']\s*$/.test(head) ? head : ' '));
}

/** A `#` after white space that no quote holds. */
function isInComment(before: string): boolean {
  const bare = before.replace(/"(?:\\.|[^"\\])*"|'(?:''|[^'])*'/g, '""');
  return /(^|\s)#/.test(bare);
}

/** Outside a quoted text, right before or behind it, nothing more can stand. */
function isBesideQuote(head: string, after: string): boolean {
  const next = after[0];
  if ((next === '"' || next === "'") && head.split(next).length % 2 === 1) return true;
  const last = head.at(-1);
  return (last === '"' || last === "'") && head.split(last).length % 2 === 1;
}

function quoteBefore(text: string, start: number): '"' | "'" | undefined {
  const character = text[start - 1];
  return character === '"' || character === "'" ? character : undefined;
}
