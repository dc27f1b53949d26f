/** Reads a located tree by a shape: a plain value, the place of every field, and what is wrong. */
import { nearest } from '../kube/nearest.ts';
import { parseGoDuration } from '../kube/go-duration.ts';
import { resolveAlias, type MapNode, type Node, type ScalarNode } from '../syntax/tree.ts';
import type { Range } from '../text/range.ts';
import { readBytes } from './scenario-quantity.ts';
import type { FieldShape, ObjectShape, Shape } from './scenario-shape.ts';

export interface ScenarioProblem {
  readonly code: string;
  readonly message: string;
  readonly range: Range;
  /** `spec.containers[0].instances`. */
  readonly field: string;
  /** The key that was meant, where it is clear. */
  readonly rename?: string;
}

export interface Places {
  /** Range of the value of a field by its path; keys have their own. */
  readonly values: ReadonlyMap<string, Range>;
  readonly keys: ReadonlyMap<string, Range>;
}

interface Reader {
  readonly problems: ScenarioProblem[];
  readonly values: Map<string, Range>;
  readonly keys: Map<string, Range>;
  depth: number;
}

export interface ReadTree extends Places {
  readonly value: unknown;
  readonly problems: readonly ScenarioProblem[];
}

export function readByShape(root: Node, shape: Shape): ReadTree {
  const reader: Reader = { problems: [], values: new Map(), keys: new Map(), depth: 0 };
  return { value: read(reader, root, shape, ''), problems: reader.problems, values: reader.values, keys: reader.keys };
}

function read(reader: Reader, source: Node, shape: Shape, path: string): unknown {
  const node = resolveAlias(source);
  reader.values.set(path, source.range);
  if (node.kind === 'alias' || reader.depth > 60) return undefined;
  if (node.kind === 'scalar' && node.value.type === 'null' && shape.kind !== 'any')
    return shape.kind === 'object' ? readObject(reader, emptyMap(node), shape, path) : undefined;
  reader.depth++;
  const value = readKind(reader, node, shape, path);
  reader.depth--;
  return value;
}

const emptyMap = (node: Node): MapNode => ({ kind: 'map', range: node.range, isFlow: true, entries: [] });

function readKind(reader: Reader, node: Node, shape: Shape, path: string): unknown {
  switch (shape.kind) {
    case 'any':
      return plain(node);
    case 'either': {
      const option = shape.options.find((candidate) => fits(node, candidate)) ?? shape.options[0];
      return option === undefined ? undefined : readKind(reader, node, option, path);
    }
    case 'object':
      return node.kind === 'map' ? readObject(reader, node, shape, path) : wrong(reader, node, path, 'a mapping');
    case 'map': {
      if (node.kind !== 'map') return wrong(reader, node, path, 'a mapping');
      return Object.fromEntries(
        node.entries.flatMap((entry) => {
          if (entry.key === undefined) return [];
          reader.keys.set(`${path}.${entry.key}`, entry.keyNode.range);
          const value = read(reader, entry.value, shape.of, `${path}.${entry.key}`);
          return value === undefined ? [] : [[entry.key, value] as const];
        }),
      );
    }
    case 'list':
      return node.kind === 'list'
        ? node.items
            .map((item, index) => read(reader, item, shape.of, `${path}[${index}]`))
            .filter((item) => item !== undefined)
        : wrong(reader, node, path, 'a list');
    default:
      return node.kind === 'scalar' ? readScalar(reader, node, shape, path) : wrong(reader, node, path, wanted(shape));
  }
}

function fits(node: Node, shape: Shape): boolean {
  switch (shape.kind) {
    case 'object':
    case 'map':
      return node.kind === 'map';
    case 'list':
      return node.kind === 'list';
    case 'number':
      return node.kind === 'scalar' && (node.value.type === 'int' || node.value.type === 'float');
    case 'boolean':
      return node.kind === 'scalar' && node.value.type === 'bool';
    default:
      return node.kind === 'scalar';
  }
}

function wanted(shape: Shape): string {
  switch (shape.kind) {
    case 'duration':
      return 'a duration like 30s or 1m30s';
    case 'bytes':
      return 'a quantity like 300Mi';
    case 'boolean':
      return 'true or false';
    case 'number':
      return shape.isInteger === true ? 'a whole number' : 'a number';
    default:
      return 'a text';
  }
}

function wrong(reader: Reader, node: Node, path: string, expected: string): undefined {
  reader.problems.push({
    code: 'scenario-type',
    field: path,
    range: node.range,
    message: `${lastName(path)} takes ${expected}.`,
  });
  return undefined;
}

const lastName = (path: string): string => /([^.[\]]+)(?:\[\d+\])*$/.exec(path)?.[1] ?? 'The document';

function readObject(
  reader: Reader,
  node: MapNode,
  shape: ObjectShape,
  path: string,
): Readonly<Record<string, unknown>> {
  const result: Record<string, unknown> = {};
  for (const entry of node.entries) {
    const { key } = entry;
    if (key === undefined || entry.isMerge) continue;
    const own: FieldShape | undefined = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (own === undefined) {
      unknownField(reader, key, entry.keyNode.range, shape, path);
      continue;
    }
    const inner = path === '' ? key : `${path}.${key}`;
    reader.keys.set(inner, entry.keyNode.range);
    if (Object.hasOwn(result, key))
      reader.problems.push({
        code: 'scenario-duplicate',
        field: inner,
        range: entry.keyNode.range,
        message: `${key} is given twice; the last one counts.`,
      });
    const value = read(reader, entry.value, own.shape, inner);
    if (value !== undefined) result[key] = value;
  }
  checkRequired(reader, node, shape, path, result);
  return result;
}

function unknownField(reader: Reader, key: string, range: Range, shape: ObjectShape, path: string): void {
  const meant = nearest(key, Object.keys(shape.fields));
  const hint =
    meant === undefined ? `Fields here are ${Object.keys(shape.fields).join(', ')}.` : `Did you mean ${meant}?`;
  reader.problems.push({
    code: 'scenario-unknown-field',
    field: path === '' ? key : `${path}.${key}`,
    range,
    message: `A Scenario has no field ${key} here. ${hint}`,
    ...(meant === undefined ? {} : { rename: meant }),
  });
}

function checkRequired(
  reader: Reader,
  node: MapNode,
  shape: ObjectShape,
  path: string,
  result: Readonly<Record<string, unknown>>,
): void {
  const present = new Set(node.entries.map((entry) => entry.key));
  const range = {
    start: node.range.start,
    end: Math.min(node.range.end, node.entries[0]?.keyNode.range.end ?? node.range.end),
  };
  for (const [name, own] of Object.entries(shape.fields)) {
    if (own.isRequired !== true || present.has(name)) continue;
    reader.problems.push({
      code: 'scenario-required',
      field: path === '' ? name : `${path}.${name}`,
      range,
      message: `${name} is missing: ${own.doc}`,
    });
  }
  if (shape.oneOf === undefined) return;
  const given = shape.oneOf.filter((name) => present.has(name));
  if (given.length === 1) return;
  const message =
    given.length === 0
      ? `Say what happens: one of ${shape.oneOf.join(', ')}.`
      : `Only one of ${given.join(', ')} can happen in one entry.`;
  reader.problems.push({ code: 'scenario-one-of', field: path, range, message });
  void result;
}

function readScalar(reader: Reader, node: ScalarNode, shape: Shape, path: string): unknown {
  switch (shape.kind) {
    case 'text':
      return readText(reader, node, shape.choices, path);
    case 'boolean':
      return node.value.type === 'bool' ? node.value.value : wrong(reader, node, path, 'true or false');
    case 'number': {
      const number = Number(node.text);
      if (!fits(node, shape) || Number.isNaN(number)) return wrong(reader, node, path, wanted(shape));
      const { min = -Infinity, max = Infinity } = shape;
      if (shape.isInteger === true && !Number.isInteger(number)) return wrong(reader, node, path, 'a whole number');
      if (number >= min && number <= max) return number;
      const bounds = max === Infinity ? `${min} or more` : `between ${min} and ${max}`;
      reader.problems.push({
        code: 'scenario-range',
        field: path,
        range: node.range,
        message: `${lastName(path)} is ${node.text} and must be ${bounds}.`,
      });
      return undefined;
    }
    case 'duration': {
      const ms = readDuration(node);
      return ms ?? wrong(reader, node, path, 'a duration like 30s or 1m30s, or a number of seconds');
    }
    case 'bytes':
      return readBytes(node.text) ?? wrong(reader, node, path, 'a quantity like 300Mi');
    default:
      return undefined;
  }
}

function readDuration(node: ScalarNode): number | undefined {
  if (node.value.type === 'int' || node.value.type === 'float') {
    const seconds = Number(node.text);
    return seconds >= 0 ? Math.round(seconds * 1000) : undefined;
  }
  if (node.text === '') return undefined;
  const result = parseGoDuration(node.text);
  return 'ms' in result && result.ms >= 0 ? Math.round(result.ms) : undefined;
}

function readText(
  reader: Reader,
  node: ScalarNode,
  choices: readonly string[] | undefined,
  path: string,
): string | undefined {
  // `off` is a boolean to YAML 1.1; where it is a choice, the word counts.
  if (choices === undefined || choices.includes(node.text)) return node.text;
  const meant = nearest(node.text, choices);
  const hint = meant === undefined ? `It is one of ${choices.join(', ')}.` : `Did you mean ${meant}?`;
  reader.problems.push({
    code: 'scenario-choice',
    field: path,
    range: node.range,
    message: `${lastName(path)} cannot be ${node.text}. ${hint}`,
    ...(meant === undefined ? {} : { rename: meant }),
  });
  return undefined;
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
