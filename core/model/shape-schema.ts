/** JSON Schemas made from shapes: compiled into the product, published for other tools. */
import type { ObjectShape, Shape } from './shape.ts';

export type Schema = Readonly<Record<string, unknown>>;

export interface SchemaTitle {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** Draft 2020-12. An object that stands in several places is one definition. */
export function schemaOfShape(root: ObjectShape, { id, title, description }: SchemaTitle): Schema {
  const definitions = namedShapes(root);
  const shapes = new Map([...definitions].map(([name, shape]) => [shape, name]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title,
    description,
    ...objectSchema(root, shapes),
    ...(definitions.size === 0
      ? {}
      : { $defs: Object.fromEntries([...definitions].map(([name, shape]) => [name, objectSchema(shape, shapes)])) }),
  };
}

/** A bare number counts seconds. */
const duration: Schema = {
  type: ['number', 'string'],
  minimum: 0,
  pattern: '^\\+?((([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+|0)$',
};

const quantity: Schema = {
  type: ['number', 'string'],
  minimum: 0,
  pattern: '^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?$',
};

function schemaOf(shape: Shape, shapes: ReadonlyMap<Shape, string>): Schema {
  const name = shapes.get(shape);
  if (name !== undefined) return { $ref: `#/$defs/${name}` };
  switch (shape.kind) {
    case 'text':
      return shape.choices === undefined ? { type: ['string', 'number', 'boolean'] } : { enum: choices(shape.choices) };
    case 'number':
      return {
        type: shape.isInteger === true ? 'integer' : 'number',
        ...(shape.min === undefined ? {} : { minimum: shape.min }),
        ...(shape.max === undefined ? {} : { maximum: shape.max }),
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'duration':
      return duration;
    case 'bytes':
      return quantity;
    case 'any':
      return {};
    case 'list':
      return { type: 'array', items: schemaOf(shape.of, shapes) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(shape.of, shapes) };
    case 'either':
      return { anyOf: shape.options.map((option) => schemaOf(option, shapes)) };
    case 'object':
      return objectSchema(shape, shapes);
  }
}

/** `off` without quotes is false to YAML 1.1. */
const choices = (words: readonly string[]): readonly unknown[] => (words.includes('off') ? [...words, false] : words);

function objectSchema({ fields, oneOf }: ObjectShape, shapes: ReadonlyMap<Shape, string>): Schema {
  const required = Object.entries(fields)
    .filter(([, field]) => field.isRequired === true)
    .map(([name]) => name);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [
        name,
        { description: field.doc, ...schemaOf(field.shape, shapes) },
      ]),
    ),
    ...(required.length === 0 ? {} : { required }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map((name) => ({ required: [name] })) }),
  };
}

/** The objects that stand in more than one place, by the name of the field where they stand first. */
function namedShapes(root: ObjectShape): ReadonlyMap<string, ObjectShape> {
  const seen = new Set<ObjectShape>();
  const named = new Map<string, ObjectShape>();
  const visit = (name: string, shape: Shape): void => {
    if (shape.kind === 'list' || shape.kind === 'map') return visit(name, shape.of);
    if (shape.kind === 'either') return shape.options.forEach((option) => visit(name, option));
    if (shape.kind !== 'object') return;
    if (seen.has(shape)) return void named.set(name, shape);
    seen.add(shape);
    for (const [field, { shape: inner }] of Object.entries(shape.fields)) visit(field, inner);
  };
  visit('scenario', root);
  return named;
}
