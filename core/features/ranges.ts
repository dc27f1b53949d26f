/** Folding and selection ranges from the tree: for editors in which nobody else gives them. */
import { documentAt, inFile, type ManifestFile } from '../model/manifest-file.ts';
import type { Node } from '../syntax/tree.ts';
import type { Range } from '../text/range.ts';

/** Everything of more than one line that can be folded: documents, maps, lists and block scalars below a key. */
export function foldingRanges(file: ManifestFile): readonly Range[] {
  return file.documents.flatMap((document) => {
    const root = document.manifest?.read.root;
    if (root === undefined) return [];
    return below(root, document.text, 0).map((range) => inFile(document, range));
  });
}

function below(node: Node, text: string, depth: number): Range[] {
  if (depth > 100) return [];
  if (node.kind === 'list')
    return node.items.flatMap((item) => [...folded(item.range, text), ...below(item, text, depth + 1)]);
  if (node.kind !== 'map') return [];
  return node.entries.flatMap(({ range, value }) => [...folded(range, text), ...below(value, text, depth + 1)]);
}

function folded(range: Range, text: string): Range[] {
  const end = range.start + text.slice(range.start, range.end).trimEnd().length;
  return text.slice(range.start, end).includes('\n') ? [{ start: range.start, end }] : [];
}

/** From the word at an offset outwards: value, entry, map, item, document, file. */
export function selectionRanges(file: ManifestFile, offset: number): readonly Range[] {
  const document = documentAt(file, offset);
  const root = document?.manifest?.read.root;
  const whole = { start: 0, end: file.text.length };
  if (document === undefined || root === undefined) return [whole];
  const path = around(root, offset - document.start, 0).map((range) => inFile(document, range));
  const ranges = [whole, { start: document.start, end: document.end }, ...path];
  // Equal neighbours would be steps that select nothing more.
  return ranges
    .filter(
      (range, index) => index === 0 || range.start !== ranges[index - 1]?.start || range.end !== ranges[index - 1]?.end,
    )
    .reverse();
}

function around(node: Node, offset: number, depth: number): Range[] {
  const holds = (range: Range): boolean => range.start <= offset && offset <= range.end;
  if (!holds(node.range) || depth > 100) return [];
  if (node.kind === 'list')
    return [
      node.range,
      ...node.items
        .filter(({ range }) => holds(range))
        .slice(0, 1)
        .flatMap((item) => around(item, offset, depth + 1)),
    ];
  if (node.kind !== 'map') return [node.range];
  const entry = node.entries.find(({ range }) => holds(range));
  if (entry === undefined) return [node.range];
  const inner = holds(entry.keyNode.range) ? [entry.keyNode.range] : around(entry.value, offset, depth + 1);
  return [node.range, entry.range, ...inner];
}
