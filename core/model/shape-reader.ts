/** Reads a located tree by a shape: a plain value, the place of every field, and the value as its schema judges it. */
import { parseGoDuration } from '../kube/go-duration.ts';
import { resolveAlias, type MapNode, type Node, type ScalarNode } from '../syntax/tree.ts';
import type { Range } from '../text/range.ts';
import { readBytes } from './scenario-quantity.ts';
import type { Shape } from './shape.ts';

export interface Places {
  /** Range of the value of a field by its path; keys have their own. */
  readonly values: ReadonlyMap<string, Range>;
  readonly keys: ReadonlyMap<string, Range>;
}

export interface ReadTree extends Places {
  /** Times in milliseconds, quantities in bytes; what has another type than its shape says is left out. */
  readonly value: unknown;
  /** The same as JSON, with everything that was written; values of text stay text. */
  readonly written: unknown;
  readonly nodes: ReadonlyMap<string, Node>;
  /** Of alternatives the one that is meant. */
  readonly shapes: ReadonlyMap<string, Shape>;
  /** Paths of keys that stand a second time. */
  readonly repeated: readonly { readonly path: string; readonly range: Range }[];
}

interface Reader {
  readonly values: Map<string, Range>;
  readonly keys: Map<string, Range>;
  readonly nodes: Map<string, Node>;
  readonly shapes: Map<string, Shape>;
  readonly repeated: { path: string; range: Range }[];
}

/** A value read and as it was written. */
interface Read {
  readonly value?: unknown;
  readonly written: unknown;
}

/** Deeper than any Scenario; aliases that hold themselves end here. */
const deepest = 60;

export function readByShape(root: Node, shape: Shape): ReadTree {
  const reader: Reader = { values: new Map(), keys: new Map(), nodes: new Map(), shapes: new Map(), repeated: [] };
  const { value, written } = read(reader, root, shape, '');
  return { value, written, ...reader };
}

/** The path of a field inside an object. */
export const inner = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** The option that a node is meant as: the first that fits its kind. */
function optionFor(node: Node, shape: Shape): Shape {
  if (shape.kind !== 'either') return shape;
  return shape.options.find((candidate) => fits(node, candidate)) ?? shape.options[0] ?? { kind: 'any' };
}

function read(reader: Reader, source: Node, either: Shape, path: string, depth = 0): Read {
  const node = resolveAlias(source);
  reader.values.set(path, source.range);
  reader.nodes.set(path, node);
  if (node.kind === 'alias' || depth > deepest) return { written: null };
  const shape = optionFor(node, either);
  reader.shapes.set(path, shape);
  if (shape.kind === 'any') return same(plain(node, depth));
  if (node.kind === 'scalar') return readScalar(reader, node, shape, path, depth);
  if (node.kind === 'list') {
    const items = node.items.map((item, index) =>
      read(reader, item, shape.kind === 'list' ? shape.of : { kind: 'any' }, `${path}[${index}]`, depth + 1),
    );
    const values = items.map(({ value }) => value).filter((value) => value !== undefined);
    return { written: items.map(({ written }) => written), ...(shape.kind === 'list' && { value: values }) };
  }
  return readMap(reader, node, shape, path, depth);
}

const same = (value: unknown): Read => ({ value, written: value });

function readMap(reader: Reader, node: MapNode, shape: Shape, path: string, depth: number): Read {
  const value: Record<string, unknown> = {};
  const written: Record<string, unknown> = {};
  for (const { key, keyNode, isMerge, value: node_ } of node.entries) {
    if (key === undefined || isMerge === true) continue;
    const own = inner(path, key);
    if (reader.keys.has(own) && Object.hasOwn(written, key)) reader.repeated.push({ path: own, range: keyNode.range });
    reader.keys.set(own, keyNode.range);
    const entry = read(reader, node_, fieldShape(shape, key) ?? { kind: 'any' }, own, depth + 1);
    define(written, key, entry.written);
    if (entry.value !== undefined && fieldShape(shape, key) !== undefined) define(value, key, entry.value);
  }
  return { written, ...((shape.kind === 'object' || shape.kind === 'map') && { value }) };
}

/** Also a key named `__proto__` is a key. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function fieldShape(shape: Shape, key: string): Shape | undefined {
  if (shape.kind === 'map') return shape.of;
  return shape.kind === 'object' && Object.hasOwn(shape.fields, key) ? shape.fields[key]?.shape : undefined;
}

function fits(node: Node, shape: Shape): boolean {
  switch (shape.kind) {
    case 'object':
    case 'map':
      return node.kind === 'map';
    case 'list':
      return node.kind === 'list';
    case 'number':
      return node.kind === 'scalar' && isNumber(node);
    case 'boolean':
      return node.kind === 'scalar' && node.value.type === 'bool';
    default:
      return node.kind === 'scalar';
  }
}

const isNumber = ({ value }: ScalarNode): boolean => value.type === 'int' || value.type === 'float';

function readScalar(reader: Reader, node: ScalarNode, shape: Shape, path: string, depth: number): Read {
  // An object of which nothing is written yet is an empty one.
  if (node.value.type === 'null' && shape.kind === 'object') return readMap(reader, emptyMap(node), shape, path, depth);
  const written = shape.kind === 'text' && node.value.type !== 'null' ? node.text : plain(node);
  return { value: scalarValue(node, shape), written };
}

const emptyMap = (node: Node): MapNode => ({ kind: 'map', range: node.range, isFlow: true, entries: [] });

function scalarValue(node: ScalarNode, shape: Shape): unknown {
  if (node.value.type === 'null') return undefined;
  switch (shape.kind) {
    case 'text':
      // `off` is a boolean to YAML 1.1; where it is a choice, the word counts.
      return shape.choices === undefined || shape.choices.includes(node.text) ? node.text : undefined;
    case 'boolean':
      return node.value.type === 'bool' ? node.value.value : undefined;
    case 'number':
      return isNumber(node) && isWithin(Number(node.text), shape) ? Number(node.text) : undefined;
    case 'duration':
      return readDuration(node);
    case 'bytes':
      return readBytes(isNumber(node) ? String(Number(node.text)) : node.text);
    default:
      return undefined;
  }
}

function isWithin(number: number, { isInteger, min = -Infinity, max = Infinity }: NumberShape): boolean {
  return number >= min && number <= max && (isInteger !== true || Number.isInteger(number));
}

type NumberShape = Extract<Shape, { kind: 'number' }>;

function readDuration(node: ScalarNode): number | undefined {
  if (isNumber(node)) {
    const seconds = Number(node.text);
    return seconds >= 0 ? Math.round(seconds * 1000) : undefined;
  }
  if (node.text === '') return undefined;
  const result = parseGoDuration(node.text);
  return 'ms' in result && result.ms >= 0 ? Math.round(result.ms) : undefined;
}

/** Any node as plain JSON. */
function plain(source: Node, depth = 0): unknown {
  const node = resolveAlias(source);
  if (depth > 100 || node.kind === 'alias') return null;
  if (node.kind === 'list') return node.items.map((item) => plain(item, depth + 1));
  if (node.kind === 'map')
    return Object.fromEntries(
      node.entries.flatMap((entry) =>
        entry.key === undefined ? [] : [[entry.key, plain(entry.value, depth + 1)] as const],
      ),
    );
  switch (node.value.type) {
    case 'null':
      return null;
    case 'bool':
      return node.value.value;
    case 'int':
    case 'float':
      return Number(node.text);
    default:
      return node.text;
  }
}
