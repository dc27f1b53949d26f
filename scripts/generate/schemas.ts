/** Prints the field tree as JSON Schemas (draft 7) for other tools: one file a kind under `schemas/`. */
import { kinds } from '../../core/schema/field-types.ts';
import { knownValues } from '../../core/schema/known-values.ts';
import type { Model, ModelField } from './models.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Path and text of each schema. */
export function writeSchemas(models: readonly Model[]): readonly (readonly [string, string])[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  return Object.entries(kinds).map(([id, struct]) => [
    `schemas/${struct.toLowerCase()}.json`,
    `${JSON.stringify(schemaOf(id, struct, byName))}\n`,
  ]);
}

function schemaOf(id: string, struct: string, models: ReadonlyMap<string, Model>): Schema {
  const definitions: Record<string, Schema> = {};
  collect(struct, models, definitions);
  const at = id.lastIndexOf('/');
  const head = { apiVersion: { const: id.slice(0, at) }, kind: { const: id.slice(at + 1) } };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `${struct} (Kubernetes 1.36)`,
    allOf: [{ $ref: `#/definitions/${struct}` }, { properties: head, required: ['apiVersion', 'kind'] }],
    definitions,
  };
}

function collect(name: string, models: ReadonlyMap<string, Model>, definitions: Record<string, Schema>): void {
  const model = models.get(name);
  if (model === undefined || definitions[name] !== undefined) return;
  const properties: Record<string, Schema> = {};
  definitions[name] = {};
  for (const field of model.fields) {
    properties[field.name] = { ...orNull(typeOf(field)), ...description(model, field) };
    const struct = /=(\w+)$/.exec(field.code)?.[1];
    if (struct !== undefined) collect(struct, models, definitions);
  }
  // "Required" fields are not listed: an empty string is the same as none to the server, so a list of them would mislead.
  definitions[name] = { type: 'object', ...descriptionOf(model.docs['']), properties, additionalProperties: false };
}

function description(model: Model, field: ModelField): Schema {
  return descriptionOf(model.docs[field.name]);
}

function descriptionOf(text: string | undefined): Schema {
  return text === undefined || text === '' ? {} : { description: text };
}

/** Null stands for a field that is not there. */
function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

function typeOf(field: ModelField): Schema {
  return typeOfCode(field.code);
}

const quantity: Schema = { type: ['string', 'number'] };

function typeOfCode(code: string): Schema {
  const rest = code.slice(1);
  switch (code[0]) {
    case 's':
      return { type: 'string', ...examples(rest) };
    case 'B':
    case 't':
      return { type: 'string' };
    case 'b':
      return { type: 'boolean' };
    case 'i':
      return { type: 'integer', minimum: -2147483648, maximum: 2147483647 };
    case 'l':
      return { type: 'integer' };
    case 'q':
      return quantity;
    case 'p':
      return { type: ['string', 'integer'] };
    case 'R':
    case 'M':
      return { type: 'object', additionalProperties: orNull(quantity) };
    case '[':
      return { type: 'array', items: orNull(typeOfCode(rest)) };
    case '{':
      return { type: 'object', additionalProperties: orNull(typeOfCode(rest)) };
    case '=':
      return { $ref: `#/definitions/${rest}` };
    default:
      return {};
  }
}

/** Not an `enum`: what a server takes depends on the field and is not for a schema to say. */
function examples(name: string): Schema {
  const values = knownValues[name];
  return values === undefined ? {} : { examples: values };
}
