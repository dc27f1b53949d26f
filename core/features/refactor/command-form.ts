/** Turns a command from words into a line for the shell, and a simple shell line into words. */
import { stringsAt } from '../../kube/json.ts';
import { locate } from '../../schema/locate.ts';
import { type ListNode, type MapEntry, type MapNode, type Node, resolveAlias } from '../../syntax/tree.ts';
import { printFlow } from '../edits/print.ts';
import { endOfNode } from '../edits/layout.ts';
import type { Refactoring, RefactorPlace } from './refactoring.ts';

export function convertCommand(place: RefactorPlace): readonly Refactoring[] {
  const found = commandAt(place);
  if (found === undefined) return [];
  const { entry, list, words } = found;
  const text = place.manifest.text;
  // A comment among the words would be lost.
  if (text.slice(list.range.start, list.range.end).includes('#')) return [];
  const shell = toShell(words);
  const plain = toWords(words);
  return [
    ...(shell === undefined
      ? []
      : [{ title: 'Run through a shell: sh -c', edits: [replaced(text, entry, list, shell)] }]),
    ...(plain === undefined ? [] : [{ title: 'Run without a shell', edits: [replaced(text, entry, list, plain)] }]),
  ];
}

interface FoundCommand {
  readonly entry: MapEntry;
  readonly list: ListNode;
  readonly words: readonly string[];
}

/** The command under the cursor: of the container, a probe or a hook. */
function commandAt({ root, container, offset }: RefactorPlace): FoundCommand | undefined {
  if (container === undefined) return undefined;
  const node = locate(root, container.path).node;
  const found = node.kind === 'map' ? commandIn(node, offset, 0) : undefined;
  // Arguments that stand apart belong to the same command line.
  if (found === undefined || stringsAt(container.written, 'args').length > 0) return undefined;
  return found;
}

function commandIn(map: MapNode, offset: number, depth: number): FoundCommand | undefined {
  const around = map.entries.find(({ range }) => range.start <= offset && offset <= range.end);
  if (around === undefined || depth > 8) return undefined;
  const value = resolveAlias(around.value);
  if (around.key === 'command' && around.value.kind === 'list') {
    const words = around.value.items.map(wordOf);
    return words.every((word) => word !== undefined) && words.length > 0
      ? { entry: around, list: around.value, words }
      : undefined;
  }
  if (value.kind === 'map') return commandIn(value, offset, depth + 1);
  return undefined;
}

function wordOf(item: Node): string | undefined {
  return item.kind === 'scalar' && item.value.type === 'string' ? item.value.value : undefined;
}

function toShell(words: readonly string[]): readonly string[] | undefined {
  const [first = ''] = words;
  if (
    /(^|\/)(ba|da|a|z)?sh$/.test(first) ||
    words.some((word) => /["'$`\\!*?[\]{}()<>|&;#~\n]/.test(word) || word === '')
  )
    return undefined;
  return ['sh', '-c', words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ')];
}

function toWords(words: readonly string[]): readonly string[] | undefined {
  const [first = '', flag = '', line = ''] = words;
  if (words.length !== 3 || !/(^|\/)(ba|da|a)?sh$/.test(first) || flag !== '-c') return undefined;
  // Anything that only a shell understands stays with it, and so do its own commands.
  if (/["'$`\\!*?[\]{}()<>|&;#~=\n]/.test(line)) return undefined;
  const split = line.trim().split(/\s+/);
  return /^(?:exec|cd|exit|set|trap|ulimit|umask|export|unset|read|wait|eval|\.|:)?$/.test(split[0] ?? '')
    ? undefined
    : split;
}

function replaced(
  text: string,
  entry: MapEntry,
  list: ListNode,
  words: readonly string[],
): { range: { start: number; end: number }; newText: string } {
  const colon = text.indexOf(':', entry.keyNode.range.end) + 1;
  return { range: { start: colon, end: endOfNode(text, list) }, newText: ` ${printFlow(words)}` };
}
