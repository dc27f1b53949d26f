/** The JSON Schema of Scenario documents, for other tools: made from the same shape that Podscope reads them with. */
import { scenarioShape, type ObjectShape, type Shape } from './scenario-shape.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Draft 2020-12. */
export function scenarioSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://podscope.dev/schemas/scenario.schema.json',
    title: 'Podscope Scenario',
    description: 'What the containers of a Pod and its surroundings do.',
    ...schemaOf(scenarioShape),
  };
}

const duration = {
  anyOf: [
    { type: 'number', minimum: 0 },
    { type: 'string', pattern: '^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|ms|s|m|h)([0-9.]+(ns|us|µs|ms|s|m|h))*$|^0$' },
  ],
};
const quantity = {
  anyOf: [
    { type: 'number', minimum: 0 },
    { type: 'string', pattern: '^[0-9.]+([eE][-+]?[0-9]+|[numkMGTPE]|[KMGTPE]i)?$' },
  ],
};

function schemaOf(shape: Shape): Schema {
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
      return { type: 'array', items: schemaOf(shape.of) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(shape.of) };
    case 'either':
      return { anyOf: shape.options.map(schemaOf) };
    case 'object':
      return objectSchema(shape);
  }
}

/** `off` without quotes is false to YAML 1.1. */
const choices = (words: readonly string[]): readonly unknown[] => (words.includes('off') ? [...words, false] : words);

function objectSchema({ fields, oneOf }: ObjectShape): Schema {
  const required = Object.entries(fields)
    .filter(([, field]) => field.isRequired === true)
    .map(([name]) => name);
  const isEmptyAllowed = required.length === 0 && oneOf === undefined;
  return {
    type: isEmptyAllowed ? ['object', 'null'] : 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, { description: field.doc, ...schemaOf(field.shape) }]),
    ),
    ...(required.length === 0 ? {} : { required }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map((name) => ({ required: [name] })) }),
  };
}
