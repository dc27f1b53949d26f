/** What is wrong with one of our own documents, in words, at its place: the schema's answer and keys that stand twice. */
import { nearest } from '../kube/nearest.ts';
import type { SchemaProblem } from '../schema/own-document.ts';
import type { Node } from '../syntax/tree.ts';
import type { Range } from '../text/range.ts';
import { inner, type ReadTree } from './shape-reader.ts';
import type { ObjectShape, Shape } from './shape.ts';

export interface ShapeProblem {
  /** `unknown-field`, `required`, `one-of`, `type`, `range`, `choice` or `duplicate`. */
  readonly code: string;
  readonly message: string;
  readonly range: Range;
  /** `spec.containers[0].instances`. */
  readonly field: string;
  /** The word that was meant, where it is clear. */
  readonly rename?: string;
}

/** In the order of the text. `what` names the document: "A Scenario". */
export function shapeProblems(read: ReadTree, found: readonly SchemaProblem[], what: string): readonly ShapeProblem[] {
  const problems = found.flatMap((problem) => describe(read, what, problem) ?? []);
  const repeated = read.repeated.map(({ path, range }) => ({
    code: 'duplicate',
    field: path,
    range,
    message: `${lastName(path)} is given twice; the last one counts.`,
  }));
  return [...problems, ...repeated].sort((left, right) => left.range.start - right.range.start);
}

function describe(read: ReadTree, what: string, { path, keyword, params }: SchemaProblem): ShapeProblem | undefined {
  const node = read.nodes.get(path);
  const shape = read.shapes.get(path);
  // Half-typed: a key without its value yet is not wrong.
  if (node === undefined || shape === undefined || isNothing(node)) return undefined;
  if (keyword === 'additionalProperties')
    return unknownField(read, what, inner(path, String(params['additionalProperty'])), shape);
  if (keyword === 'required') return missing(read, path, String(params['missingProperty']), shape);
  if (keyword === 'oneOf') return notOne(read, path, shape);
  return { field: path, range: node.range, ...wrongValue(node, shape, path) };
}

const isNothing = (node: Node): boolean => node.kind === 'scalar' && node.value.type === 'null' && node.text === '';

function unknownField(read: ReadTree, what: string, field: string, shape: Shape): ShapeProblem | undefined {
  const range = read.keys.get(field);
  if (range === undefined || shape.kind !== 'object') return undefined;
  const known = Object.keys(shape.fields);
  const key = lastName(field);
  const meant = nearest(key, known);
  const hint = meant === undefined ? `Fields here are ${known.join(', ')}.` : `Did you mean ${meant}?`;
  const message = `${what} has no field ${key} here. ${hint}`;
  return { code: 'unknown-field', field, range, message, ...(meant !== undefined && { rename: meant }) };
}

function missing(read: ReadTree, path: string, name: string, shape: Shape): ShapeProblem {
  const doc = shape.kind === 'object' ? (shape.fields[name]?.doc ?? '') : '';
  return {
    code: 'required',
    field: inner(path, name),
    range: headOf(read, path),
    message: `${name} is missing: ${doc}`,
  };
}

function notOne(read: ReadTree, path: string, shape: Shape): ShapeProblem | undefined {
  if (shape.kind !== 'object') return undefined;
  const given = givenOf(read, path, shape);
  const message =
    given.length === 0
      ? `Say what happens: one of ${shape.oneOf?.join(', ') ?? ''}.`
      : `Only one of ${given.join(', ')} can happen in one entry.`;
  return { code: 'one-of', field: path, range: headOf(read, path), message };
}

const givenOf = (read: ReadTree, path: string, { oneOf = [] }: ObjectShape): readonly string[] =>
  oneOf.filter((name) => read.keys.has(inner(path, name)));

/** The first key of an object, which stands for the whole. */
function headOf({ nodes, values }: ReadTree, path: string): Range {
  const node = nodes.get(path);
  const range = node?.range ?? values.get(path) ?? { start: 0, end: 0 };
  const first = node?.kind === 'map' ? node.entries[0]?.keyNode.range.end : undefined;
  return { start: range.start, end: Math.min(range.end, first ?? range.end) };
}

type Wrong = Pick<ShapeProblem, 'code' | 'message' | 'rename'>;

function wrongValue(node: Node, shape: Shape, path: string): Wrong {
  const name = lastName(path);
  if (node.kind !== 'scalar') return { code: 'type', message: `${name} takes ${wanted(shape)}.` };
  if (shape.kind === 'text' && shape.choices !== undefined) return wrongChoice(name, node.text, shape.choices);
  if (shape.kind === 'number' && isOutside(Number(node.text), shape)) {
    const { min = 0, max } = shape;
    const bounds = max === undefined ? `${min} or more` : `between ${min} and ${max}`;
    return { code: 'range', message: `${name} is ${node.text} and must be ${bounds}.` };
  }
  return { code: 'type', message: `${name} takes ${wanted(shape)}.` };
}

type NumberShape = Extract<Shape, { kind: 'number' }>;

const isOutside = (value: number, { min = -Infinity, max = Infinity }: NumberShape): boolean =>
  value < min || value > max;

function wrongChoice(name: string, word: string, choices: readonly string[]): Wrong {
  const meant = choices.find((choice) => word.length > 2 && choice.startsWith(word)) ?? nearestWord(word, choices);
  const hint = meant === undefined ? `It is one of ${choices.join(', ')}.` : `Did you mean ${meant}?`;
  return {
    code: 'choice',
    message: `${name} cannot be ${word}. ${hint}`,
    ...(meant !== undefined && { rename: meant }),
  };
}

/** A number is not a slip of another number. */
const nearestWord = (word: string, choices: readonly string[]): string | undefined =>
  /^[\d.]+$/.test(word) ? undefined : nearest(word, choices);

function wanted(shape: Shape): string {
  switch (shape.kind) {
    case 'duration':
      return 'a duration like 30s or 1m30s, or a number of seconds';
    case 'bytes':
      return 'a quantity like 300Mi';
    case 'boolean':
      return 'true or false';
    case 'number':
      return shape.isInteger === true ? 'a whole number' : 'a number';
    case 'object':
    case 'map':
      return 'a mapping';
    case 'list':
      return 'a list';
    default:
      return 'a text';
  }
}

const lastName = (path: string): string => /([^.[\]]+)(?:\[\d+\])*$/.exec(path)?.[1] ?? 'The document';
