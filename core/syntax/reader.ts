/** What Kubernetes' YAML reader finds when it walks a readable document: keys given twice, keys that JSON has not, endless aliases. */
import { type Budget, effectiveEntries } from './effective.ts';
import { goQuoteSimple } from './quote.ts';
import { type MapEntry, type MapNode, type Node, resolveAlias, type SyntaxProblem } from './tree.ts';

export interface DuplicateKey {
  readonly key: string;
  /** As Go prints it: a number without quotes. */
  readonly printed: string;
  /** Line (from 1, within the document's text) that the reader names: that of the later value. */
  readonly line: number;
  readonly first: MapEntry;
  readonly second: MapEntry;
  /** One of the two comes from a merged map (`<<`). */
  readonly isMerged: boolean;
}

export interface ReaderResult {
  readonly duplicates: readonly DuplicateKey[];
  /** The first thing that stops the reader. */
  readonly problem: SyntaxProblem | undefined;
}

interface Walk {
  readonly lineStarts: () => readonly number[];
  readonly duplicates: DuplicateKey[];
  readonly open: Set<Node>;
  problem: SyntaxProblem | undefined;
  /** Something was seen that JSON does not have. Whether it counts is for the second step to say. */
  hasNoJson: boolean;
  visits: number;
  aliasVisits: number;
  aliasDepth: number;
}

const fewVisits = 400_000;
const manyVisits = 4_000_000;

/** Walks the document as the reader does, aliases included, within the reader's own bounds. */
export function readTree(root: Node, text: string): ReaderResult {
  let starts: readonly number[] | undefined;
  const walk: Walk = {
    lineStarts: () => (starts ??= lineStartsOf(text)),
    duplicates: [],
    open: new Set(),
    problem: undefined,
    hasNoJson: false,
    visits: 0,
    aliasVisits: 0,
    aliasDepth: 0,
  };
  visit(root, walk);
  const problem = walk.problem ?? (walk.hasNoJson ? jsonProblem(root, { left: maxJsonSteps }) : undefined);
  return { duplicates: walk.duplicates, problem };
}

function visit(node: Node, walk: Walk): void {
  if (walk.problem !== undefined) return;
  walk.visits++;
  if (walk.aliasDepth > 0) walk.aliasVisits++;
  if (hasTooManyAliases(walk)) {
    walk.problem = { message: 'document contains excessive aliasing', range: node.range };
    return;
  }
  if (node.kind === 'alias') visitAlias(node, walk);
  else if (node.kind === 'list') for (const item of node.items) visit(item, walk);
  else if (node.kind === 'map') visitMap(node, new Map(), walk);
  else if (node.value.type === 'float' && node.value.json === undefined) walk.hasNoJson = true;
}

const maxJsonSteps = 2_000_000;

/** The second step of the reader makes JSON of what is left when equal keys have replaced each other. */
function jsonProblem(source: Node, budget: Budget): SyntaxProblem | undefined {
  return keyProblem(source, budget) ?? floatProblem(source, { left: maxJsonSteps });
}

function keyProblem(source: Node, budget: Budget): SyntaxProblem | undefined {
  const node = resolveAlias(source);
  if (budget.left-- <= 0) return undefined;
  if (node.kind === 'list') return firstOf(node.items, (item) => keyProblem(item, budget));
  if (node.kind !== 'map') return undefined;
  const bad = node.entries.find((entry) => entry.key === undefined && !entry.isMerge);
  if (bad !== undefined) {
    const key = describeKeyType(bad.keyNode);
    // The same key given twice holds the later value, like all others.
    const last = node.entries.findLast(
      (entry) => entry.key === undefined && !entry.isMerge && describeKeyType(entry.keyNode) === key,
    );
    const message = `unsupported map key of type: ${key}, value: ${describeTop((last ?? bad).value)}`;
    return { message, range: bad.range };
  }
  return firstOf(effectiveEntries(node, budget), (entry) => keyProblem(entry.value, budget));
}

function floatProblem(source: Node, budget: Budget): SyntaxProblem | undefined {
  const node = resolveAlias(source);
  if (budget.left-- <= 0) return undefined;
  if (node.kind === 'list') return firstOf(node.items, (item) => floatProblem(item, budget));
  if (node.kind === 'map') {
    const entries = [...effectiveEntries(node, budget)].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1));
    return firstOf(entries, (entry) => floatProblem(entry.value, budget));
  }
  if (node.kind !== 'scalar' || node.value.type !== 'float' || node.value.json !== undefined) return undefined;
  const { value } = node.value;
  return { message: `json: unsupported value: ${goInfinite(value)}`, range: node.range };
}

/** Go's `%v` of a float: an exponent of two digits from a million on, and below a ten-thousandth. */
function goFloat(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value === 0 || (power >= -4 && power < 6)) return Object.is(value, -0) ? '-0' : String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function goInfinite(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => SyntaxProblem | undefined): SyntaxProblem | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function hasTooManyAliases({ visits, aliasVisits }: Walk): boolean {
  if (aliasVisits <= 100 || visits <= 1000) return false;
  const share = Math.min(1, Math.max(0, (visits - fewVisits) / (manyVisits - fewVisits)));
  return aliasVisits / visits > 0.99 - 0.89 * share;
}

function visitAlias(node: Node & { readonly kind: 'alias' }, walk: Walk): void {
  if (node.target === undefined) return;
  if (walk.open.has(node)) {
    walk.problem = { message: `anchor '${node.name}' value contains itself`, range: node.range };
    return;
  }
  walk.open.add(node);
  walk.aliasDepth++;
  visit(node.target, walk);
  walk.aliasDepth--;
  walk.open.delete(node);
}

/** `seen` belongs to the map that is filled: a merged map fills the one around it. */
function visitMap(map: MapNode, seen: Map<string, MapEntry>, walk: Walk): void {
  for (const entry of map.entries) {
    if (walk.problem !== undefined) return;
    if (entry.isMerge) {
      visitMerge(entry.value, seen, walk);
      continue;
    }
    visit(entry.keyNode, walk);
    if (entry.key === undefined) refuseKey(entry, walk);
    visit(entry.value, walk);
    checkKey(entry, seen, map, walk);
  }
}

function checkKey(entry: MapEntry, seen: Map<string, MapEntry>, map: MapNode, walk: Walk): void {
  const key = entry.key;
  if (key === undefined) return;
  // For the reader the number 1 and the text "1" are two keys, although JSON has one.
  const node = resolveAlias(entry.keyNode);
  const id = node.kind === 'scalar' ? `${node.value.type} ${key}` : key;
  const first = seen.get(id);
  if (first === undefined) seen.set(id, entry);
  else
    walk.duplicates.push({
      key,
      printed: describeValue(entry.keyNode),
      line: lineAt(startOf(entry.value), walk),
      first,
      second: entry,
      isMerged: !map.entries.includes(first),
    });
}

function startOf(node: Node): number {
  return node.kind === 'alias' ? node.range.start : (node.propertiesStart ?? node.range.start);
}

function refuseKey(entry: MapEntry, walk: Walk): void {
  const key = resolveAlias(entry.keyNode);
  if (key.kind === 'scalar') walk.hasNoJson = true;
  else walk.problem ??= { message: `invalid map key: ${describeKey(key)}`, range: key.range };
}

function visitMerge(value: Node, seen: Map<string, MapEntry>, walk: Walk): void {
  const source = value.kind === 'alias' ? value.target : value;
  if (source?.kind === 'list' && value.kind === 'list') {
    for (const item of source.items.toReversed()) visitMergedMap(item, seen, walk);
  } else visitMergedMap(value, seen, walk);
}

function visitMergedMap(node: Node, seen: Map<string, MapEntry>, walk: Walk): void {
  walk.visits++;
  const source = node.kind === 'alias' ? node.target : node;
  if (source?.kind !== 'map' || walk.open.has(node)) {
    walk.problem ??= { message: 'map merge requires map or sequence of maps as the value', range: node.range };
    return;
  }
  walk.open.add(node);
  if (node.kind === 'alias') walk.aliasDepth++;
  visitMap(source, seen, walk);
  if (node.kind === 'alias') walk.aliasDepth--;
  walk.open.delete(node);
}

function describeKey(node: Node): string {
  if (node.kind === 'list') return `[]interface {}{${node.items.map(describeValue).join(', ')}}`;
  if (node.kind !== 'map') return describeValue(node);
  const entries = new Map(
    node.entries.map((entry) => [describeValue(entry.keyNode), describeValue(entry.value)] as const),
  );
  const sorted = [...entries].sort(([left], [right]) => (left < right ? -1 : 1));
  return `map[interface {}]interface {}{${sorted.map(([key, value]) => `${key}:${value}`).join(', ')}}`;
}

/** No JSON are null and numbers beyond 63 bits. */
function describeKeyType(node: Node): string {
  const key = resolveAlias(node);
  return key.kind === 'scalar' && key.value.type === 'int'
    ? `uint64, key: ${describeValue(key)}`
    : '%!s(<nil>), key: <nil>';
}

function describeTop(node: Node): string {
  const text = describeValue(node);
  return text === 'interface {}(nil)' ? '<nil>' : text;
}

/** Go's `%#v` of what the reader makes of a node. */
function describeValue(node: Node): string {
  const own = resolveAlias(node);
  if (own.kind !== 'scalar') return own.kind === 'alias' ? 'interface {}(nil)' : describeKey(own);
  switch (own.value.type) {
    case 'null':
      return 'interface {}(nil)';
    case 'bool':
      return String(own.value.value);
    case 'string':
      return goQuoteSimple(own.value.value);
    case 'int': {
      const value = BigInt(own.value.json);
      return value >= 2n ** 63n ? `0x${value.toString(16)}` : own.value.json;
    }
    default:
      return own.value.json === undefined ? goInfinite(own.value.value) : goFloat(own.value.value);
  }
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|[\n\r\u0085\u2028\u2029]/g)) starts.push(match.index + match[0].length);
  return starts;
}

function lineAt(offset: number, walk: Walk): number {
  const starts = walk.lineStarts();
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
