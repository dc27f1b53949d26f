/**
 * The located tree of a text that the server cannot read, so that the editor still helps: the package `yaml` tells the structure of the
 * text, token by token, whatever is wrong with it. Only its lexer and parser are used; nodes are ours.
 */
import { type CST, Parser } from 'yaml';
import { looseScalar, type LooseScalar } from './loose-scalar.ts';
import { keyText, resolvePlain, resolveTagged, stringValue, type ScalarValue } from './scalar.ts';
import { emptyAt, type MapEntry, type Node } from './tree.ts';

/** What can be made of the first document of a broken text; may throw on input that the package itself does not expect. */
export function parseTolerantly(text: string): Node | undefined {
  for (const token of new Parser().parse(text)) {
    if (token.type !== 'document') continue;
    if (token.value === undefined) return undefined;
    const root = composeNode(token.value, propsOf(token.start, 'doc-start', token.offset), new Map()).node;
    return root.kind === 'scalar' && root.range.start === root.range.end ? undefined : root;
  }
  return undefined;
}

type Anchors = Map<string, Node>;

/** A node, and where all that belongs to it ends: blanks, comments and the end of the line included. */
interface Composed {
  readonly node: Node;
  readonly end: number;
}

/** What stands before a node: its marks, its anchor and its tag. */
interface Props {
  readonly tokens: readonly CST.SourceToken[];
  /** The mark that was looked for, such as the dash of a list's item, is there. */
  readonly isFound: boolean;
  readonly anchor: string | undefined;
  readonly tag: string | undefined;
  readonly end: number;
}

function propsOf(tokens: readonly CST.SourceToken[], mark: CST.SourceToken['type'], offset: number): Props {
  const source = (type: CST.SourceToken['type']): string | undefined =>
    tokens.findLast((token) => token.type === type)?.source;
  const last = tokens.at(-1);
  return {
    tokens,
    isFound: tokens.some(({ type }) => type === mark),
    anchor: source('anchor')?.slice(1),
    tag: shortTag(source('tag')),
    end: last === undefined ? offset : last.offset + last.source.length,
  };
}

function shortTag(source: string | undefined): string | undefined {
  const tag = source?.startsWith('!<') === true ? source.slice(2, -1) : source;
  return tag?.startsWith('tag:yaml.org,2002:') === true ? `!!${tag.slice(18)}` : tag;
}

function composeNode(token: CST.Token, props: Props, anchors: Anchors): Composed {
  switch (token.type) {
    case 'alias': {
      const name = token.source.slice(1);
      const range = { start: token.offset, end: token.offset + token.source.length };
      return { node: { kind: 'alias', range, name, target: anchors.get(name) }, end: endAfter(token.end, range.end) };
    }
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'block-scalar':
      return composeScalar(looseScalar(token), props, anchors);
    case 'block-map':
      return composeBlockMap(token, props, anchors);
    case 'block-seq':
      return composeBlockList(token, props, anchors);
    case 'flow-collection':
      return composeFlow(token, props, anchors);
    default:
      return composeEmpty({ ...props, tokens: [], end: token.offset }, anchors);
  }
}

function endAfter(tokens: readonly CST.SourceToken[] | undefined, offset: number): number {
  return (tokens ?? []).reduce((end, { source }) => end + source.length, offset);
}

function composeScalar({ range, style, text, end }: LooseScalar, { anchor, tag }: Props, anchors: Anchors): Composed {
  const value = tag === undefined ? (style === 'plain' ? resolvePlain(text) : stringValue(text)) : tagged(tag, text);
  const node: Node = {
    kind: 'scalar',
    range,
    style,
    text,
    value,
    ...(anchor !== undefined && { anchor }),
    ...(tag !== undefined && { tag }),
  };
  remember(node, anchor, anchors);
  return { node, end };
}

function tagged(tag: string, text: string): ScalarValue {
  const result = resolveTagged(tag, text);
  return 'value' in result ? result.value : stringValue(text);
}

function remember(node: Node, anchor: string | undefined, anchors: Anchors): void {
  if (anchor !== undefined) anchors.set(anchor, node);
}

const blanks = new Set(['space', 'comment', 'newline']);

/** Nothing is written: its place is behind the last mark and the blanks that follow it in the same line. */
function composeEmpty(props: Props, anchors: Anchors): Composed {
  const { tokens, anchor } = props;
  const mark = tokens.findLastIndex(({ type }) => !blanks.has(type));
  const spaces = mark < 0 ? 0 : tokens.slice(mark + 1).findIndex(({ type }) => type !== 'space');
  const next = mark < 0 ? tokens[0] : spaces < 0 ? undefined : tokens[mark + 1 + spaces];
  const at = next?.offset ?? props.end;
  const end = tokens.some(({ type }) => type === 'comment') ? props.end : at;
  const node = props.tag === undefined ? { ...emptyAt(at), ...(anchor !== undefined && { anchor }) } : undefined;
  if (node === undefined)
    return composeScalar({ range: { start: at, end: at }, style: 'plain', text: '', end }, props, anchors);
  remember(node, anchor, anchors);
  return { node, end };
}

function valueOrEmpty(value: CST.Token | null | undefined, props: Props, anchors: Anchors): Composed {
  return value === null || value === undefined ? composeEmpty(props, anchors) : composeNode(value, props, anchors);
}

/** A collection is known before its children: an alias inside may name it. */
function open(
  kind: 'map' | 'list',
  isFlow: boolean,
  start: number,
  { anchor }: Props,
  anchors: Anchors,
): { readonly node: Node; readonly entries: MapEntry[]; readonly items: Node[]; readonly range: { end: number } } {
  const entries: MapEntry[] = [];
  const items: Node[] = [];
  const range = { start, end: start };
  const named = anchor !== undefined && { anchor };
  const node: Node =
    kind === 'map' ? { kind, range, isFlow, entries, ...named } : { kind, range, isFlow, items, ...named };
  remember(node, anchor, anchors);
  return { node, entries, items, range };
}

function composeBlockMap(token: CST.BlockMap, props: Props, anchors: Anchors): Composed {
  const map = open('map', false, token.offset, props, anchors);
  let end = token.offset;
  let commentEnd: number | undefined;
  for (const { start, key, sep, value } of token.items) {
    const before = propsOf(start, 'explicit-key-ind', end);
    const isEmpty = !before.isFound && before.anchor === undefined && before.tag === undefined && sep === undefined;
    if (isEmpty) commentEnd = before.end;
    else end = addPair(map.entries, { key, value, sep: sep ?? [], before }, anchors, false).end;
  }
  map.range.end = Math.max(end, ...map.entries.slice(-1).map(({ range }) => range.end));
  return { node: map.node, end: commentEnd ?? end };
}

interface Pair {
  readonly key: CST.Token | null | undefined;
  readonly value: CST.Token | undefined;
  readonly sep: readonly CST.SourceToken[];
  readonly before: Props;
}

/** Where the pair ends; an entry without a colon has an empty value. */
function addPair(
  entries: MapEntry[],
  { key, value, sep, before }: Pair,
  anchors: Anchors,
  isFlow: boolean,
): { readonly end: number } {
  const { node: keyNode, end: keyEnd } = valueOrEmpty(key, before, anchors);
  const between = propsOf(sep, 'map-value-ind', keyEnd);
  const isWritten = between.isFound || (isFlow && value !== undefined);
  const own = isWritten
    ? valueOrEmpty(value, between, anchors)
    : { node: emptyAt(keyNode.range.end), end: between.end };
  const target = keyNode.kind === 'alias' ? keyNode.target : keyNode;
  const isScalar = target?.kind === 'scalar';
  entries.push({
    key: isScalar ? keyText(target.value) : undefined,
    keyNode,
    value: own.node,
    range: { start: keyNode.range.start, end: Math.max(keyNode.range.end, own.node.range.end) },
    isMerge: isScalar && target.style === 'plain' && target.text === '<<',
  });
  return { end: own.end };
}

function composeBlockList(token: CST.BlockSequence, props: Props, anchors: Anchors): Composed {
  const list = open('list', false, token.offset, props, anchors);
  let end = token.offset;
  let commentEnd: number | undefined;
  for (const { start, value } of token.items) {
    const before = propsOf(start, 'seq-item-ind', end);
    if (!before.isFound && before.anchor === undefined && before.tag === undefined && value === undefined) {
      commentEnd = before.end;
      continue;
    }
    const item = valueOrEmpty(value, before, anchors);
    list.items.push(item.node);
    end = item.end;
  }
  list.range.end = Math.max(end, ...list.items.slice(-1).map(({ range }) => range.end));
  return { node: list.node, end: commentEnd ?? end };
}

function composeFlow(token: CST.FlowCollection, props: Props, anchors: Anchors): Composed {
  const isMap = token.start.source === '{';
  const own = open(isMap ? 'map' : 'list', true, token.offset, props, anchors);
  let end = token.offset + token.start.source.length;
  for (const { start, key, sep, value } of token.items) {
    const before = propsOf(start, 'explicit-key-ind', end);
    const isBare = sep === undefined && !before.isFound;
    if (isBare && before.anchor === undefined && before.tag === undefined && !key && value === undefined) {
      end = before.end;
    } else if (!isMap && isBare) {
      const item = valueOrEmpty(value, before, anchors);
      own.items.push(item.node);
      end = item.end;
    } else {
      const pair: Pair = { key, value, sep: sep ?? [], before };
      end = isMap ? addPair(own.entries, pair, anchors, true).end : addSinglePair(own.items, pair, anchors);
    }
  }
  const [closing, ...rest] = token.end;
  const isClosed = closing?.source === (isMap ? '}' : ']');
  own.range.end = isClosed ? closing.offset + 1 : end;
  return { node: own.node, end: endAfter(isClosed ? rest : token.end, own.range.end) };
}

/** `[a: 1]`: a pair inside a list is a map of one entry. */
function addSinglePair(items: Node[], pair: Pair, anchors: Anchors): number {
  const entries: MapEntry[] = [];
  const { end } = addPair(entries, pair, anchors, true);
  const range = entries[0]?.range ?? { start: end, end };
  items.push({ kind: 'map', range, isFlow: true, entries });
  return end;
}
