/**
 * Semantic tokens where colours by words alone cannot know: quantities and durations by the type of their field, names by what they
 * mean. Everything else keeps the colours of the editor's YAML grammar.
 */
import type { Manifest } from '../model/manifest.ts';
import { type FileDocument, inFile, type ManifestFile } from '../model/manifest-file.ts';
import { isScenario } from '../model/scenario.ts';
import type { FieldType } from '../schema/tree.ts';
import { structOf } from '../schema/tree.ts';
import { type Node, type ScalarNode, resolveAlias } from '../syntax/tree.ts';
import type { Range } from '../text/range.ts';
import { namesOf, type NameUse } from './references/names.ts';
import { sameName } from './references/scope.ts';
import { shapeAt } from './scenario-places.ts';

export interface SemanticToken {
  /** In the file, on one line. */
  readonly range: Range;
  /** `number`: quantity or duration; `object`: name of an object of the cluster; `name`: of something in this Pod. */
  readonly kind: 'number' | 'object' | 'name';
  readonly isDefinition: boolean;
}

/** Tokens in the order of the text, none inside another. */
export function semanticTokens(file: ManifestFile): readonly SemanticToken[] {
  if (file.isHelm) return [];
  const names = namesOf(file);
  const numbers = file.documents.flatMap(numbersOf);
  const tokens = [...names.flatMap((use) => tokenOf(use, names)), ...numbers].filter(
    ({ range }) => range.end > range.start && !file.text.slice(range.start, range.end).includes('\n'),
  );
  tokens.sort((left, right) => left.range.start - right.range.start);
  return tokens.filter((token, at) => at === 0 || token.range.start >= (tokens[at - 1]?.range.end ?? 0));
}

/** A use that leads nowhere in its Pod stays plain text: the missing colour tells. */
function tokenOf(use: NameUse, names: readonly NameUse[]): readonly SemanticToken[] {
  const { kind, range, isDefinition } = use;
  if (kind === 'label' || kind === 'key') return [];
  const isInPod = kind === 'volume' || kind === 'port' || kind === 'container' || kind === 'env';
  if (!isInPod) return [{ range, kind: 'object', isDefinition }];
  const isKnown =
    isDefinition || use.search !== undefined || names.some((other) => other.isDefinition && sameName(other, use));
  return isKnown ? [{ range, kind: 'name', isDefinition }] : [];
}

function numbersOf(document: FileDocument): readonly SemanticToken[] {
  const { manifest } = document;
  if (manifest === undefined) return [];
  const found: ScalarNode[] = [];
  if (isScenario(manifest.tree)) scenarioNumbers(manifest.tree.root, [], found);
  else for (const object of [manifest, ...manifest.items]) objectNumbers(object, found);
  return found.map((node) => ({ range: inFile(document, bare(node)), kind: 'number', isDefinition: false }));
}

function objectNumbers({ tree, read }: Manifest, found: ScalarNode[]): void {
  if (tree.root === undefined || read.struct === undefined) return;
  const type: FieldType = { kind: 'struct', go: read.struct.name, struct: read.struct.name };
  typedNumbers(tree.root, type, found, 0);
}

/** Aliases are not followed: their text stands elsewhere. */
function typedNumbers(node: Node, type: FieldType | undefined, found: ScalarNode[], depth: number): void {
  if (depth > 60) return;
  if (node.kind === 'scalar') {
    if (type?.kind === 'quantity' && isNumber(node)) found.push(node);
    return;
  }
  if (node.kind === 'list')
    for (const item of node.items) typedNumbers(item, type?.kind === 'list' ? type.of : undefined, found, depth + 1);
  if (node.kind !== 'map') return;
  const struct = type?.kind === 'struct' ? structOf(type.struct) : undefined;
  for (const { key = '', value } of node.entries) {
    const below = type?.kind === 'map' ? type.of : struct?.fields.get(key)?.type;
    if (value.kind === 'scalar' && isSeconds(key, below) && value.value.type === 'int') found.push(value);
    else typedNumbers(value, below, found, depth + 1);
  }
}

function isNumber({ style, text }: ScalarNode): boolean {
  return style !== 'block' && /^[+-]?\.?\d/.test(text);
}

function isSeconds(key: string, type: FieldType | undefined): boolean {
  return (type?.kind === 'int32' || type?.kind === 'int64') && /[sS]econds$/.test(key);
}

function scenarioNumbers(node: Node | undefined, steps: readonly (string | number)[], found: ScalarNode[]): void {
  if (node === undefined || steps.length > 30) return;
  if (node.kind === 'scalar') {
    const kind = shapeAt(steps)?.shape.kind;
    if ((kind === 'duration' || kind === 'bytes') && isNumber(node)) found.push(node);
    return;
  }
  if (node.kind === 'list') node.items.forEach((item, at) => scenarioNumbers(item, [...steps, at], found));
  if (node.kind !== 'map') return;
  for (const { key = '', value } of node.entries)
    if (resolveAlias(value) === value) scenarioNumbers(value, [...steps, key], found);
}

function bare({ range, style }: ScalarNode): Range {
  return style === 'plain' ? range : { start: range.start + 1, end: range.end - 1 };
}
