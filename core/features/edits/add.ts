/** Adds an entry to a map, or a map where none is yet, in the style of what is around. */
import type { PathStep } from '../../schema/locate.ts';
import { effectiveEntryOf, type MapEntry, type MapNode, type Node } from '../../syntax/tree.ts';
import { columnAt, columnOfEntries, endOfEntries, endOfNode, indentStep, newlineOf } from './layout.ts';
import { printEntry, printFlow, printScalar } from './print.ts';
import type { Edits } from './remove.ts';

/** What is written below the last step that exists; further steps of the path become maps of one entry. */
export function addAt(
  text: string,
  root: MapNode,
  steps: readonly PathStep[],
  field: string,
  value: unknown,
): Edits | undefined {
  let place: Written = { node: root, owner: undefined };
  for (let i = 0; i < steps.length; i++) {
    const next = stepInto(place.node, steps[i] ?? '');
    if (next === 'elsewhere') return undefined;
    if (next === undefined) return nested({ text, root, ...place }, steps.slice(i), field, value);
    place = next;
  }
  return addTo({ text, root, ...place }, field, value);
}

interface Written {
  readonly node: Node;
  readonly owner: MapEntry | undefined;
}

/** `elsewhere`: the step leads into an alias or a merged map, which other places share. */
function stepInto(node: Node, step: PathStep): Written | undefined | 'elsewhere' {
  if (node.kind === 'alias') return 'elsewhere';
  if (node.kind === 'list') {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item === undefined ? 'elsewhere' : { node: item, owner: undefined };
  }
  const entry = node.kind === 'map' ? effectiveEntryOf(node, String(step)) : undefined;
  if (entry === undefined || node.kind !== 'map') return undefined;
  return node.entries.includes(entry) ? { node: entry.value, owner: entry } : 'elsewhere';
}

/** Where something is added: a node, the entry that holds it, the tree around it and its text. */
interface Spot {
  readonly text: string;
  readonly root: MapNode;
  readonly node: Node;
  readonly owner: MapEntry | undefined;
}

function nested(spot: Spot, missing: readonly PathStep[], field: string, value: unknown): Edits | undefined {
  if (missing.some((step) => typeof step === 'number')) return undefined;
  const [first, ...rest] = missing.map(String);
  const inner = rest.reduceRight<unknown>((below, name) => ({ [name]: below }), { [field]: value });
  return addTo(spot, first ?? field, inner);
}

function addTo(spot: Spot, field: string, value: unknown): Edits | undefined {
  const { text, root, node, owner } = spot;
  if (node.kind === 'map' && node.entries.some((entry) => entry.key === field)) return undefined;
  if (node.kind === 'map')
    return node.isFlow ? addToFlow(node, field, value) : addToBlock(text, root, node, field, value);
  const isNothing =
    node.kind === 'scalar' && node.value.type === 'null' && node.tag === undefined && node.anchor === undefined;
  return isNothing && owner !== undefined ? fillNothing(spot, owner, field, value) : undefined;
}

function addToFlow(map: MapNode, field: string, value: unknown): Edits {
  const last = map.entries.at(-1);
  const entry = `${printScalar(field)}: ${printFlow(value)}`;
  const at = last === undefined ? map.range.start + 1 : last.range.end;
  return [{ range: { start: at, end: at }, newText: last === undefined ? entry : `, ${entry}` }];
}

function addToBlock(text: string, root: MapNode, map: MapNode, field: string, value: unknown): Edits {
  const indent = ' '.repeat(columnOfEntries(text, map));
  const newline = newlineOf(text);
  const at = endOfEntries(text, map);
  const lines = printEntry(field, value, indentStep(root, text)).map((line) => indent + line);
  const isLineOpen = at > 0 && text[at - 1] !== '\n';
  const body = lines.join(newline);
  return [{ range: { start: at, end: at }, newText: isLineOpen ? newline + body : body + newline }];
}

/** `key:` with nothing behind it becomes a map of one entry. */
function fillNothing({ text, root, node }: Spot, owner: MapEntry, field: string, value: unknown): Edits {
  const step = indentStep(root, text);
  const indent = ' '.repeat(columnAt(text, owner.range.start) + step);
  const newline = newlineOf(text);
  const lines = printEntry(field, value, step).map((line) => newline + indent + line);
  const colon = text.indexOf(':', owner.keyNode.range.end) + 1;
  const written = node.range.end > node.range.start ? node.range : { start: colon, end: colon };
  // A comment behind the colon stays in its line: the new lines go behind it.
  const rest = /^[ \t]*#[^\r\n]*/.exec(text.slice(written.end));
  if (rest !== null && written.start === written.end) {
    const at = written.end + rest[0].length;
    return [{ range: { start: at, end: at }, newText: lines.join('') }];
  }
  const start =
    node.range.end > node.range.start
      ? endOfNode(text, owner.keyNode) + text.slice(owner.keyNode.range.end).indexOf(':') + 1
      : colon;
  return [{ range: { start, end: written.end }, newText: lines.join('') }];
}
