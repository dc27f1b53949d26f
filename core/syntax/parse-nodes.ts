/** Tokens to the located tree: the grammar of the reader that Kubernetes uses, with its errors. Reads the first document of the text. */
import type { Range } from '../text/range.ts';
import { resolveTagged, resolvePlain, stringValue, keyText, type ScalarValue } from './scalar.ts';
import { peek, skip } from './scan-token.ts';
import { createScanner, ReaderError, type Scanner, type Token, type TokenType } from './scanner.ts';
import { emptyAt, type ListNode, type MapEntry, type MapNode, type Node, type ScalarNode } from './tree.ts';

interface Parser {
  readonly scanner: Scanner;
  readonly anchors: Map<string, Node>;
  /** Errors that only the second step of the reader finds; the first one counts. */
  readonly later: ReaderError[];
  depth: number;
}

export interface ParsedNodes {
  readonly root: Node | undefined;
  readonly later: readonly ReaderError[];
  /** Offset of the first content that the reader never looks at. */
  readonly ignoredFrom: number | undefined;
}

const maxDepth = 1000;

/** Throws a `ReaderError` at the first mistake. */
export function parseNodes(text: string, linesBefore = 0): ParsedNodes {
  const parser: Parser = { scanner: createScanner(text, linesBefore), anchors: new Map(), later: [], depth: 0 };
  const root = parseDocument(parser);
  const rest = peek(parser.scanner);
  const isMore = rest.type !== 'stream-end' && rest.type !== 'document-end' && rest.type !== 'document-start';
  return { root, later: parser.later, ignoredFrom: isMore ? rest.start : undefined };
}

function parseDocument(parser: Parser): Node | undefined {
  const s = parser.scanner;
  const hadDirectives = passDirectives(s);
  if (peek(s).type === 'stream-end' && !hadDirectives) return undefined;
  if (peek(s).type !== 'document-start') {
    if (hadDirectives) throw parseError(s, 'did not find expected <document start>', peek(s));
    return parseNode(parser, 'block', 'no list');
  }
  skip(s);
  const next = peek(s);
  const isEmpty = ['yaml-directive', 'tag-directive', 'document-start', 'document-end', 'stream-end'].includes(
    next.type,
  );
  return isEmpty ? emptyAt(next.start) : parseNode(parser, 'block', 'no list');
}

function passDirectives(s: Scanner): boolean {
  let found = false;
  let hasVersion = false;
  for (let t = peek(s); t.type === 'yaml-directive' || t.type === 'tag-directive'; t = peek(s)) {
    found = true;
    if (t.type === 'tag-directive') addTagHandle(s, t);
    else if (hasVersion) throw parseError(s, 'found duplicate %YAML directive', t);
    else if (t.text !== '1.1') throw parseError(s, 'found incompatible YAML document', t);
    hasVersion ||= t.type === 'yaml-directive';
    skip(s);
  }
  return found;
}

function addTagHandle(s: Scanner, t: Token): void {
  const [handle = '', prefix = ''] = t.text.split(' ');
  if (s.tagHandles.has(handle)) throw parseError(s, 'found duplicate %TAG directive', t);
  s.tagHandles.set(handle, prefix);
}

/** Errors of the grammar name the line before: they count from 0. The first line is named by `context`, if at all. */
function parseError(s: Scanner, problem: string, at: Token, contextLine = 0): ReaderError {
  const line = at.line > 0 ? at.line : contextLine;
  return new ReaderError(line > 0 ? `line ${line}: ${problem}` : problem, Math.min(at.start, s.text.length));
}

interface Properties {
  readonly anchor?: string;
  readonly tag?: string;
  /** Where anchor and tag start. */
  readonly start: number;
  readonly line: number;
}

function parseNode(parser: Parser, context: 'block' | 'flow', indentless: 'list' | 'no list'): Node {
  const s = parser.scanner;
  if (++parser.depth > maxDepth) throw new ReaderError('nesting is too deep', s.pos);
  const first = peek(s);
  const node =
    first.type === 'alias'
      ? parseAlias(parser, first)
      : parseContent(parser, context, indentless, parseProperties(s, first));
  parser.depth--;
  return node;
}

function parseAlias(parser: Parser, t: Token): Node {
  const target = parser.anchors.get(t.text);
  if (target === undefined) throw new ReaderError(`unknown anchor '${t.text}' referenced`, t.start);
  skip(parser.scanner);
  return { kind: 'alias', range: { start: t.start, end: t.end }, name: t.text, target };
}

function parseProperties(s: Scanner, first: Token): Properties {
  let anchor: string | undefined;
  let tag: string | undefined;
  for (let t = first; ; t = peek(s)) {
    if (t.type === 'anchor' && anchor === undefined) anchor = t.text;
    else if (t.type === 'tag' && tag === undefined) tag = fullTag(s, t, first);
    else break;
    skip(s);
  }
  return {
    start: first.start,
    line: first.line,
    ...(anchor === undefined ? {} : { anchor }),
    ...(tag === undefined ? {} : { tag }),
  };
}

function fullTag(s: Scanner, t: Token, first: Token): string {
  const at = t.text.indexOf(' ');
  const handle = t.text.slice(0, at);
  const suffix = t.text.slice(at + 1);
  if (handle === '') return shortened(suffix);
  const prefix =
    s.tagHandles.get(handle) ?? (handle === '!' ? '!' : handle === '!!' ? 'tag:yaml.org,2002:' : undefined);
  if (prefix === undefined) throw parseError(s, 'found undefined tag handle', t, first.line);
  return shortened(prefix + suffix);
}

function shortened(tag: string): string {
  return tag.startsWith('tag:yaml.org,2002:') ? `!!${tag.slice(18)}` : tag;
}

function parseContent(
  parser: Parser,
  context: 'block' | 'flow',
  indentless: 'list' | 'no list',
  props: Properties,
): Node {
  const t = peek(parser.scanner);
  if (t.type === 'scalar') return parseScalar(parser, t, props);
  if (t.type === 'flow-list') return parseFlowList(parser, t, props);
  if (t.type === 'flow-map') return parseFlowMap(parser, t, props);
  if (t.type === 'block-entry' && indentless === 'list') return parseIndentlessList(parser, t, props);
  if (t.type === 'block-list' && context === 'block') return parseBlockList(parser, t, props);
  if (t.type === 'block-map' && context === 'block') return parseBlockMap(parser, t, props);
  if (props.anchor === undefined && props.tag === undefined) {
    throw parseError(parser.scanner, 'did not find expected node content', t, props.line);
  }
  return makeScalar(
    parser,
    { ...t, type: 'scalar', start: props.start, end: props.start, text: '', style: 'plain' },
    props,
  );
}

function parseScalar(parser: Parser, t: Token, props: Properties): Node {
  skip(parser.scanner);
  return makeScalar(parser, t, props);
}

function makeScalar(parser: Parser, t: Token, props: Properties): Node {
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
function openList(
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

function openMap(
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

function parseBlockList(parser: Parser, opening: Token, props: Properties): Node {
  const s = parser.scanner;
  const { node, items, range } = openList(parser, opening, props, false);
  skip(s);
  for (let t = peek(s); t.type !== 'block-end'; t = peek(s)) {
    if (t.type !== 'block-entry') throw parseError(s, "did not find expected '-' indicator", t, opening.line);
    range.end = addItem(parser, t, items, ['block-entry', 'block-end']);
  }
  skip(s);
  return node;
}

function parseIndentlessList(parser: Parser, opening: Token, props: Properties): Node {
  const { node, items, range } = openList(parser, opening, props, false);
  for (let t = peek(parser.scanner); t.type === 'block-entry'; t = peek(parser.scanner)) {
    range.end = addItem(parser, t, items, ['block-entry', 'key', 'value', 'block-end']);
  }
  return node;
}

function addItem(parser: Parser, dash: Token, items: Node[], endings: readonly TokenType[]): number {
  skip(parser.scanner);
  const item = endings.includes(peek(parser.scanner).type) ? emptyAt(dash.end) : parseNode(parser, 'block', 'no list');
  items.push(item);
  return Math.max(dash.end, item.range.end);
}

const keyEndings: readonly TokenType[] = ['key', 'value', 'block-end'];

function parseBlockMap(parser: Parser, opening: Token, props: Properties): Node {
  const s = parser.scanner;
  const { node, entries, range } = openMap(parser, opening, props, false);
  skip(s);
  for (let t = peek(s); t.type !== 'block-end'; t = peek(s)) {
    if (t.type !== 'key') throw parseError(s, 'did not find expected key', t, opening.line);
    const key = parseAfter(parser, t, keyEndings);
    const colon = peek(s);
    const value = colon.type === 'value' ? parseAfter(parser, colon, keyEndings) : emptyAt(colon.start);
    range.end = addEntry(entries, key, value, colon.type === 'value' ? colon.end : key.range.end);
  }
  skip(s);
  return node;
}

/** The node behind a key's or value's mark, or nothing. */
function parseAfter(parser: Parser, mark: Token, endings: readonly TokenType[]): Node {
  skip(parser.scanner);
  return endings.includes(peek(parser.scanner).type) ? emptyAt(mark.end) : parseNode(parser, 'block', 'list');
}

function addEntry(entries: MapEntry[], keyNode: Node, value: Node, least: number): number {
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

function parseFlowList(parser: Parser, opening: Token, props: Properties): Node {
  const s = parser.scanner;
  const { node, items, range } = openList(parser, opening, props, true);
  skip(s);
  for (let isFirst = true; peek(s).type !== 'flow-list-end'; isFirst = false) {
    if (!isFirst && !passComma(s, "did not find expected ',' or ']'", opening)) break;
    if (peek(s).type === 'flow-list-end') break;
    items.push(peek(s).type === 'key' ? parsePair(parser) : parseNode(parser, 'flow', 'no list'));
  }
  range.end = peek(s).end;
  skip(s);
  return node;
}

function passComma(s: Scanner, problem: string, opening: Token): true {
  const t = peek(s);
  if (t.type !== 'flow-entry') throw parseError(s, problem, t, opening.line);
  skip(s);
  return true;
}

/** `[a: 1]`: a pair inside a list is a map of one entry. */
function parsePair(parser: Parser): Node {
  const s = parser.scanner;
  const mark = peek(s);
  const { node, entries, range } = openMap(parser, mark, { start: mark.start, line: mark.line }, true);
  skip(s);
  const key = pairKey(parser);
  const value = parseFlowValue(parser, ['flow-entry', 'flow-list-end']);
  range.end = addEntry(entries, key, value, key.range.end);
  return node;
}

function pairKey(parser: Parser): Node {
  const t = peek(parser.scanner);
  if (!['value', 'flow-entry', 'flow-list-end'].includes(t.type)) return parseNode(parser, 'flow', 'no list');
  // The reader passes the token here, whatever it is: `[? : b]` loses its colon.
  skip(parser.scanner);
  return emptyAt(t.end);
}

function parseFlowValue(parser: Parser, endings: readonly TokenType[]): Node {
  const s = parser.scanner;
  if (peek(s).type !== 'value') return emptyAt(peek(s).start);
  const colon = peek(s);
  skip(s);
  return endings.includes(peek(s).type) ? emptyAt(colon.end) : parseNode(parser, 'flow', 'no list');
}

const flowEndings: readonly TokenType[] = ['flow-entry', 'flow-map-end'];

function parseFlowMap(parser: Parser, opening: Token, props: Properties): Node {
  const s = parser.scanner;
  const { node, entries, range } = openMap(parser, opening, props, true);
  skip(s);
  for (let isFirst = true; peek(s).type !== 'flow-map-end'; isFirst = false) {
    if (!isFirst && !passComma(s, "did not find expected ',' or '}'", opening)) break;
    if (peek(s).type === 'flow-map-end') break;
    addFlowEntry(parser, entries);
  }
  range.end = peek(s).end;
  skip(s);
  return node;
}

function addFlowEntry(parser: Parser, entries: MapEntry[]): void {
  const s = parser.scanner;
  if (peek(s).type !== 'key') {
    const key = parseNode(parser, 'flow', 'no list');
    addEntry(entries, key, emptyAt(peek(s).start), key.range.end);
    return;
  }
  skip(s);
  const t = peek(s);
  const key =
    t.type === 'value' || flowEndings.includes(t.type) ? emptyAt(t.start) : parseNode(parser, 'flow', 'no list');
  addEntry(entries, key, parseFlowValue(parser, flowEndings), key.range.end);
}
