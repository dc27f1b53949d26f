/** Tokens to the located tree: the grammar of the reader that Kubernetes uses, with its errors. Reads the first document of the text. */
import { addEntry, makeScalar, openList, openMap, type Parser, type Properties } from './node-builder.ts';
import { parseError, parseProperties, passDirectives } from './parse-properties.ts';
import { peek, skip } from './scan-token.ts';
import { createScanner, ReaderError, type Scanner, type Token, type TokenType } from './scanner.ts';
import { emptyAt, type MapEntry, type Node } from './tree.ts';

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

/**
 * The mistake that the reader meets before it needs what stands behind `end`; undefined where it gets that far. It
 * looks at most four characters ahead.
 */
export function mistakeBefore(text: string, end: number, linesBefore = 0): ReaderError | undefined {
  const scanner = createScanner(text.slice(0, end), linesBefore);
  try {
    parseDocument({ scanner, anchors: new Map(), later: [], depth: 0 });
  } catch (error) {
    if (!(error instanceof ReaderError)) throw error;
    return scanner.pos < end - mostAhead ? error : undefined;
  }
  return undefined;
}

const mostAhead = 4;

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
