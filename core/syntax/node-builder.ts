/** Nodes of the tree as the grammar makes them: scalars with their values, collections that are known before their children, entries of maps. */
import type { Range } from '../text/range.ts';
import { keyText, resolvePlain, resolveTagged, type ScalarValue, stringValue } from './scalar.ts';
import { ReaderError, type Scanner, type Token } from './scanner.ts';
import type { ListNode, MapEntry, MapNode, Node, ScalarNode } from './tree.ts';

export interface Parser {
  readonly scanner: Scanner;
  readonly anchors: Map<string, Node>;
  /** Errors that only the second step of the reader finds; the first one counts. */
  readonly later: ReaderError[];
  depth: number;
}

export interface Properties {
  readonly anchor?: string;
  readonly tag?: string;
  /** Where anchor and tag start. */
  readonly start: number;
  readonly line: number;
}

export function makeScalar(parser: Parser, t: Token, props: Properties): Node {
  const { style, text } = t;
  const value =
    props.tag === undefined
      ? style === 'plain'
        ? resolvePlain(text)
        : stringValue(text)
      : tagged(parser, props.tag, t);
  const node: ScalarNode = {
    kind: 'scalar',
    range: { start: t.start, end: t.end },
    style,
    text,
    value,
    ...extras(t.start, props),
  };
  return remember(parser, node, props);
}

function tagged(parser: Parser, tag: string, t: Token): ScalarValue {
  const result = resolveTagged(tag, t.text);
  if ('value' in result) return result.value;
  parser.later.push(new ReaderError(result.problem, t.start));
  return stringValue(t.text);
}

function extras(start: number, props: Properties): Pick<ScalarNode, 'anchor' | 'tag' | 'propertiesStart'> {
  if (props.anchor === undefined && props.tag === undefined) return {};
  return {
    ...(props.anchor === undefined ? {} : { anchor: props.anchor }),
    ...(props.tag === undefined ? {} : { tag: props.tag }),
    ...(props.start === start ? {} : { propertiesStart: props.start }),
  };
}

function remember<T extends Node>(parser: Parser, node: T, props: Properties): T {
  if (props.anchor !== undefined) parser.anchors.set(props.anchor, node);
  return node;
}

interface Growing {
  readonly start: number;
  end: number;
}

/** A collection whose children are added while it is known already: an alias inside may name it. */
export function openList(
  parser: Parser,
  t: Token,
  props: Properties,
  isFlow: boolean,
): { node: ListNode; items: Node[]; range: Growing } {
  const items: Node[] = [];
  const range: Growing = { start: t.start, end: t.end };
  return {
    node: remember(parser, { kind: 'list', range, isFlow, items, ...extras(t.start, props) }, props),
    items,
    range,
  };
}

export function openMap(
  parser: Parser,
  t: Token,
  props: Properties,
  isFlow: boolean,
): { node: MapNode; entries: MapEntry[]; range: Growing } {
  const entries: MapEntry[] = [];
  const range: Growing = { start: t.start, end: t.end };
  return {
    node: remember(parser, { kind: 'map', range, isFlow, entries, ...extras(t.start, props) }, props),
    entries,
    range,
  };
}

export function addEntry(entries: MapEntry[], keyNode: Node, value: Node, least: number): number {
  const own = keyNode.kind === 'alias' ? keyNode.target : keyNode;
  const isMerge =
    keyNode.kind === 'scalar' &&
    keyNode.text === '<<' &&
    (keyNode.tag === '!!merge' || (keyNode.style === 'plain' && keyNode.tag === undefined));
  const key = own?.kind === 'scalar' ? keyText(own.value) : undefined;
  const range: Range = { start: startOf(keyNode), end: Math.max(keyNode.range.end, value.range.end, least) };
  entries.push({ key, keyNode, value, range, isMerge });
  return range.end;
}

function startOf(node: Node): number {
  return node.kind === 'alias' ? node.range.start : (node.propertiesStart ?? node.range.start);
}
