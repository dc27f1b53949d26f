/** A repair as plain data becomes text edits that keep comments and style; where that is not possible there are none. */
import type { FieldPath } from '../../kube/field-path.ts';
import type { FixIntent } from '../../kube/field-error.ts';
import { locateSteps, type PathStep, type Place, splitPath } from '../../schema/locate.ts';
import type { MapNode, Node } from '../../syntax/tree.ts';
import type { TextEdit } from '../../text/range.ts';
import { addAt } from './add.ts';
import { appendItem, joinItem, splitItem } from './items.ts';
import { together } from './together.ts';
import { volumeMountEdits } from './follow.ts';
import { endOfNode, hasComment } from './layout.ts';
import { moveEntry } from './move.ts';
import { isPlainSafe, printFlow, printScalar } from './print.ts';
import { removeEntry, removeItem } from './remove.ts';

/** What the edits of an intent need to know of a document. */
export interface EditTarget {
  readonly text: string;
  readonly root: MapNode;
}

/** Edits of the document's own text, in no overlapping ranges; undefined where the repair is not possible. */
export function editsOf(target: EditTarget, intent: FixIntent): readonly TextEdit[] | undefined {
  const { text, root } = target;
  switch (intent.kind) {
    case 'set':
      return withFollowers(target, intent.at, intent.value, setAt(target, intent.at, intent.value));
    case 'remove':
      return removeAt(target, intent.at);
    case 'rename':
      return renameAt(target, intent.at, intent.to);
    case 'move':
      return moveEntry(text, root, splitPath(intent.at), splitPath(intent.to));
    case 'add':
      return addOrSet(target, intent);
    case 'append':
      return appendItem(text, root, splitPath(intent.at), intent.value);
    case 'split':
      return splitItem(text, root, splitPath(intent.at), intent.keys);
    case 'join':
      return joinItem(text, root, splitPath(intent.at));
    default:
      return together(root, intent.steps, (step) => editsOf(target, step));
  }
}

/** A volume takes its mounts along when it gets another name. */
function withFollowers(
  target: EditTarget,
  at: FieldPath,
  value: unknown,
  edits: readonly TextEdit[] | undefined,
): readonly TextEdit[] | undefined {
  if (edits === undefined || typeof value !== 'string') return edits;
  return [...edits, ...volumeMountEdits(target.root, at, (node) => replaceNode(target.text, node, value) ?? [])];
}

/** Where the field is there already, the right value takes its place. */
function addOrSet(
  target: EditTarget,
  { at, field, value }: FixIntent & { readonly kind: 'add' },
): readonly TextEdit[] | undefined {
  const steps = [...splitPath(at), field];
  const place = locateSteps(target.root, steps);
  if (place.found === 'parent') return addAt(target.text, target.root, splitPath(at), field, value);
  return place.node.range.start === place.node.range.end
    ? fillAt(target.text, place, printFlow(value))
    : replaceNode(target.text, place.node, value);
}

function setAt({ text, root }: EditTarget, at: FieldPath, value: unknown): readonly TextEdit[] | undefined {
  const steps = splitPath(at);
  const place = locateSteps(root, steps);
  const last = steps.at(-1);
  if (place.found === 'parent')
    return typeof last === 'string' ? addAt(text, root, steps.slice(0, -1), last, value) : undefined;
  const { node } = place;
  if (node.kind === 'alias') return undefined;
  if (node.range.start === node.range.end) return fillAt(text, place, printFlow(value));
  return replaceNode(text, node, value);
}

function replaceNode(text: string, node: Node, value: unknown): readonly TextEdit[] | undefined {
  if (node.kind === 'scalar' && node.style === 'block') return replaceBlock(text, node, value);
  const isOneLine = !text.slice(node.range.start, node.range.end).includes('\n');
  if (!isOneLine || ((node.kind === 'map' || node.kind === 'list') && !node.isFlow)) return undefined;
  const style = node.kind === 'scalar' ? node.style : 'plain';
  const isText = typeof value === 'string';
  const quotes = isText && (style === 'single' || style === 'double') ? style : 'plain';
  const newText = isText
    ? quotes === 'double'
      ? JSON.stringify(value)
      : printScalar(value, quotes)
    : printFlow(value);
  return [{ range: node.range, newText }];
}

/** A block scalar ends with the line break of its last line, which stays. */
function replaceBlock(text: string, node: Node, value: unknown): readonly TextEdit[] | undefined {
  const { start } = node.range;
  const end = endOfNode(text, node);
  if (typeof value === 'string' && value.includes('\n')) return undefined;
  const head = text.slice(start, text.indexOf('\n', start));
  return hasComment(head) ? undefined : [{ range: { start, end }, newText: printFlow(value) }];
}

/** Behind `key:` or `-` where nothing is written. */
function fillAt(text: string, place: Place, value: string): readonly TextEdit[] | undefined {
  const key = place.entry?.keyNode.range.end;
  const colon = key === undefined ? place.node.range.start : text.indexOf(':', key) + 1;
  return colon <= 0 ? undefined : [{ range: { start: colon, end: colon }, newText: ` ${value}` }];
}

/** The last thing of a map or list takes its owner with it: an empty map would not say the same. */
function removeAt({ text, root }: EditTarget, at: FieldPath): readonly TextEdit[] | undefined {
  const steps = splitPath(at);
  for (let length = steps.length; length > 0; length--) {
    const edits = removeSteps(text, root, steps.slice(0, length));
    if (edits !== 'last one') return edits;
  }
  return undefined;
}

function removeSteps(
  text: string,
  root: MapNode,
  steps: readonly PathStep[],
): readonly TextEdit[] | undefined | 'last one' {
  const place = locateSteps(root, steps);
  const parent = locateSteps(root, steps.slice(0, -1));
  if (place.found !== 'value' || parent.found !== 'value') return undefined;
  const last = steps.at(-1);
  if (parent.node.kind === 'list' && typeof last === 'number') {
    return parent.node.items.length === 1 && steps.length > 1 ? 'last one' : removeItem(text, parent.node, last);
  }
  if (parent.node.kind !== 'map' || place.entry === undefined || !parent.node.entries.includes(place.entry))
    return undefined;
  if (parent.node.entries.length === 1 && steps.length > 1) return 'last one';
  return removeEntry(text, parent.node, place.entry);
}

function renameAt({ root }: EditTarget, at: FieldPath, to: string): readonly TextEdit[] | undefined {
  const place = locateSteps(root, splitPath(at));
  const key = place.found === 'value' ? place.entry?.keyNode : undefined;
  if (key?.kind !== 'scalar' || key.style === 'block') return undefined;
  const newText = key.style === 'plain' && !isPlainSafe(to) ? JSON.stringify(to) : printScalar(to, key.style);
  return [{ range: key.range, newText: key.style === 'double' ? JSON.stringify(to) : newText }];
}
