/** The located tree of a text that the server cannot read: the package `yaml` makes the best of it, so that the editor still helps. */
import {
  type Alias,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
} from 'yaml';
import type { Range } from '../text/range.ts';
import { keyText, resolvePlain, resolveTagged, stringValue, type ScalarValue } from './scalar.ts';
import { emptyAt, type MapEntry, type Node, type ScalarNode, type ScalarStyle } from './tree.ts';

/** What can be made of a broken document; may throw on input that the package itself does not expect. */
export function parseTolerantly(text: string): Node | undefined {
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const composer: Composer = { anchors: new Map() };
  const root = document.contents === null ? undefined : compose(document.contents as ParsedNode, composer);
  return root?.kind === 'scalar' && root.range.start === root.range.end ? undefined : root;
}

interface Composer {
  readonly anchors: Map<string, Node>;
}

function compose(node: ParsedNode, composer: Composer): Node {
  if (isAlias(node)) return composeAlias(node, composer);
  const range = rangeOf(node);
  const anchor = 'anchor' in node && node.anchor !== undefined ? { anchor: node.anchor } : {};
  if (isMap(node)) return composeMap(node as YAMLMap.Parsed, range, anchor, composer);
  if (isSeq(node)) return composeList(node as YAMLSeq.Parsed, range, anchor, composer);
  const scalar = isScalar(node) ? composeScalar(node, range, anchor) : emptyAt(range.start);
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
  return list;
}

function enter(name: string | undefined, node: Node, composer: Composer): void {
  if (name !== undefined) composer.anchors.set(name, node);
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_FOLDED: 'block',
  BLOCK_LITERAL: 'block',
};

function composeScalar(node: Scalar.Parsed, range: Range, anchor: { anchor?: string }): ScalarNode {
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '');
  const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
  const tag = shortTag(node.tag);
  const value = tag === undefined ? untagged(style, text) : tagged(tag, text);
  return { kind: 'scalar', range, style, text, value, ...anchor, ...(tag === undefined ? {} : { tag }) };
}

function untagged(style: ScalarStyle, text: string): ScalarValue {
  return style === 'plain' ? resolvePlain(text) : stringValue(text);
}

function tagged(tag: string, text: string): ScalarValue {
  const result = resolveTagged(tag, text);
  return 'value' in result ? result.value : stringValue(text);
}

function shortTag(tag: string | undefined): string | undefined {
  return tag?.startsWith('tag:yaml.org,2002:') === true ? `!!${tag.slice(18)}` : tag;
}
