/** YAML text to the located tree. The package `yaml` finds the structure; what scalars mean is decided in `scalar.ts`. */
import { type Alias, type ParsedNode, type Scalar, type YAMLMap, type YAMLSeq, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Range } from '../text/range.ts';
import { beyondLimits } from './limits.ts';
import { keyText, resolvePlain, resolveTagged, stringValue, type ScalarValue } from './scalar.ts';
import { describeProblem } from './syntax-message.ts';
import type { MapEntry, Node, ScalarNode, ScalarStyle, SyntaxProblem, Tree } from './tree.ts';

/** Reads one document. Never throws: what cannot be read is in `problems`, and the rest is still in the tree. */
export function parseTree(text: string): Tree {
  const beyond = beyondLimits(text);
  if (beyond !== undefined) return { root: undefined, problems: [beyond] };
  try {
    return composeTree(text);
  } catch {
    return { root: undefined, problems: [{ message: 'could not be read', range: { start: 0, end: Math.min(1, text.length) } }] };
  }
}

function composeTree(text: string): Tree {
  const document = parseDocument(text, {
    schema: 'failsafe', uniqueKeys: false, merge: false, strict: true, prettyErrors: false, logLevel: 'silent', keepSourceTokens: false,
  });
  const composer: Composer = { text, anchors: new Map(), open: [], problems: [] };
  const root = document.contents === null ? undefined : compose(document.contents as ParsedNode, composer);
  const problems = [...document.errors.map((error) => describeProblem(error.code, error.message, error.pos, text)), ...composer.problems];
  return { root: hasContent(root) ? root : undefined, problems };
}

function hasContent(root: Node | undefined): boolean {
  return root !== undefined && !(root.kind === 'scalar' && root.range.start === root.range.end && root.value.type === 'null');
}

interface Composer {
  readonly text: string;
  readonly anchors: Map<string, Node>;
  /** Anchors of the collections around the current node, which an alias must not name. */
  readonly open: string[];
  readonly problems: SyntaxProblem[];
}

function compose(node: ParsedNode, composer: Composer): Node {
  if (isAlias(node)) return composeAlias(node, composer);
  const range = rangeOf(node);
  const anchor = 'anchor' in node && node.anchor !== undefined ? { anchor: node.anchor } : {};
  if (isMap(node)) return composeMap(node as YAMLMap.Parsed, range, anchor, composer);
  if (isSeq(node)) return composeList(node as YAMLSeq.Parsed, range, anchor, composer);
  const scalar = isScalar(node) ? composeScalar(node, range, anchor, composer) : emptyAt(range.start);
  if (anchor.anchor !== undefined) composer.anchors.set(anchor.anchor, scalar);
  return scalar;
}

function rangeOf(node: ParsedNode): Range {
  const [start, end] = node.range;
  return { start, end };
}

function composeAlias(node: Alias.Parsed, composer: Composer): Node {
  const target = composer.anchors.get(node.source);
  const range = rangeOf(node);
  if (target === undefined) composer.problems.push({ message: `unknown anchor '${node.source}' referenced`, range });
  else if (composer.open.includes(node.source)) composer.problems.push({ message: `anchor '${node.source}' value contains itself`, range });
  return { kind: 'alias', range, name: node.source, target };
}

function composeMap(node: YAMLMap.Parsed, range: Range, anchor: { anchor?: string }, composer: Composer): Node {
  const entries: MapEntry[] = [];
  const map: Node = { kind: 'map', range, isFlow: node.flow === true, entries, ...anchor };
  enter(anchor.anchor, map, composer);
  for (const pair of node.items) {
    const keyNode = pair.key === null ? emptyAt(range.start) : compose(pair.key, composer);
    const value = pair.value === null ? emptyAt(keyNode.range.end) : compose(pair.value, composer);
    const own = resolveKey(keyNode);
    const isMerge = own?.kind === 'scalar' && own.style === 'plain' && own.text === '<<';
    const key = own?.kind === 'scalar' ? keyText(own.value) : undefined;
    const end = Math.max(keyNode.range.end, value.range.end);
    entries.push({ key, keyNode, value, range: { start: keyNode.range.start, end }, isMerge });
  }
  leave(anchor.anchor, composer);
  return map;
}

function resolveKey(node: Node): Node | undefined {
  return node.kind === 'alias' ? node.target : node;
}

function composeList(node: YAMLSeq.Parsed, range: Range, anchor: { anchor?: string }, composer: Composer): Node {
  const items: Node[] = [];
  const list: Node = { kind: 'list', range, isFlow: node.flow === true, items, ...anchor };
  enter(anchor.anchor, list, composer);
  for (const item of node.items) items.push(compose(item as ParsedNode, composer));
  leave(anchor.anchor, composer);
  return list;
}

function enter(name: string | undefined, node: Node, composer: Composer): void {
  if (name === undefined) return;
  composer.anchors.set(name, node);
  composer.open.push(name);
}

function leave(name: string | undefined, composer: Composer): void {
  if (name !== undefined) composer.open.pop();
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain', QUOTE_SINGLE: 'single', QUOTE_DOUBLE: 'double', BLOCK_FOLDED: 'block', BLOCK_LITERAL: 'block',
};

function composeScalar(node: Scalar.Parsed, range: Range, anchor: { anchor?: string }, composer: Composer): ScalarNode {
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
  const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
  const tag = shortTag(node.tag);
  const value = tag === undefined ? untagged(style, text) : tagged(tag, text, range, composer);
  return { kind: 'scalar', range, style, text, value, ...anchor, ...(tag === undefined ? {} : { tag }) };
}

function untagged(style: ScalarStyle, text: string): ScalarValue {
  return style === 'plain' ? resolvePlain(text) : stringValue(text);
}

function tagged(tag: string, text: string, range: Range, composer: Composer): ScalarValue {
  const result = resolveTagged(tag, text);
  if ('value' in result) return result.value;
  composer.problems.push({ message: result.problem, range });
  return stringValue(text);
}

function shortTag(tag: string | undefined): string | undefined {
  return tag?.startsWith('tag:yaml.org,2002:') === true ? `!!${tag.slice(18)}` : tag;
}

/** What stands where nothing is written: `key:`. */
export function emptyAt(offset: number): ScalarNode {
  return { kind: 'scalar', range: { start: offset, end: offset }, style: 'plain', text: '', value: { type: 'null' } };
}
