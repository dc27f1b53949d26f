/** Walks the shape of the Scenario document along the steps of a place. */
import { scenarioShape } from '../model/scenario-shape.ts';
import type { FieldShape, ObjectShape, Shape } from '../model/shape.ts';

export interface ShapePlace {
  /** Shape of what stands at the end of the steps. */
  readonly shape: Shape;
  /** The field that the last name step named. */
  readonly field?: FieldShape;
}

/** `[spec, containers, 0, name]`; undefined where the document knows no such field. */
export function shapeAt(steps: readonly (string | number)[]): ShapePlace | undefined {
  let shape: Shape = scenarioShape;
  let field: FieldShape | undefined;
  for (const step of steps) {
    const next: { shape: Shape; field?: FieldShape } | undefined =
      typeof step === 'number' ? itemOf(shape) : memberOf(shape, step);
    if (next === undefined) return undefined;
    ({ shape } = next);
    if (next.field !== undefined) ({ field } = next);
  }
  return { shape, ...(field === undefined ? {} : { field }) };
}

function itemOf(shape: Shape): { shape: Shape } | undefined {
  if (shape.kind === 'list')
    return { shape: shape.refers === undefined ? shape.of : { kind: 'text', refers: shape.refers } };
  return shape.kind === 'either' ? shape.options.map(itemOf).find((found) => found !== undefined) : undefined;
}

function memberOf(shape: Shape, name: string): { shape: Shape; field?: FieldShape } | undefined {
  if (shape.kind === 'object') {
    const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    return field === undefined ? undefined : { shape: field.shape, field };
  }
  if (shape.kind === 'map') return { shape: shape.of };
  return shape.kind === 'either'
    ? shape.options.map((option) => memberOf(option, name)).find((found) => found !== undefined)
    : undefined;
}

/** The object that a shape allows, for completing its keys. */
export function objectOf(shape: Shape): ObjectShape | undefined {
  return shape.kind === 'object'
    ? shape
    : shape.kind === 'either'
      ? shape.options.map(objectOf).find((found) => found !== undefined)
      : undefined;
}

/** `duration`, `list of mappings`, `one of ideal, typical`. */
export function shapeWords(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return shape.choices === undefined ? 'text' : `one of ${shape.choices.join(', ')}`;
    case 'number':
      return shape.isInteger === true ? 'integer' : 'number';
    case 'bytes':
      return 'quantity';
    case 'any':
      return 'anything';
    case 'list':
      return `list of ${shape.of.kind === 'object' ? 'mappings' : `${shapeWords(shape.of)}s`}`;
    case 'map':
    case 'object':
      return 'mapping';
    case 'either':
      return [...new Set(shape.options.map(shapeWords))].join(' or ');
    default:
      return shape.kind;
  }
}
