/** Shapes of our own documents: what a field takes and what it means. Reader, JSON Schema, completion and hover walk them. */

export type Shape =
  | { readonly kind: 'text'; readonly choices?: readonly string[]; readonly refers?: Reference }
  | { readonly kind: 'number'; readonly isInteger?: boolean; readonly min?: number; readonly max?: number }
  | { readonly kind: 'boolean' }
  /** Go's words or a bare number of seconds; read as milliseconds. */
  | { readonly kind: 'duration' }
  /** A Kubernetes quantity; read as bytes. */
  | { readonly kind: 'bytes' }
  | { readonly kind: 'any' }
  | { readonly kind: 'list'; readonly of: Shape; readonly refers?: Reference }
  | { readonly kind: 'map'; readonly of: Shape }
  | ObjectShape
  /** The first that fits the kind of node (scalar, list or map) is taken. */
  | { readonly kind: 'either'; readonly options: readonly Shape[] };

/** What of the manifest a value names. */
export type Reference = 'container' | 'image' | 'port' | 'path' | 'command' | 'node';

export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: Readonly<Record<string, FieldShape>>;
  /** Of these fields exactly one must be there. */
  readonly oneOf?: readonly string[];
}

export interface FieldShape {
  readonly shape: Shape;
  readonly doc: string;
  readonly isRequired?: true;
}

export const text: Shape = { kind: 'text' };
export const flag: Shape = { kind: 'boolean' };
export const duration: Shape = { kind: 'duration' };
export const count: Shape = { kind: 'number', isInteger: true, min: 0 };
export const container: Shape = { kind: 'text', refers: 'container' };
export const words: Shape = { kind: 'list', of: text };
export const choice = (...choices: readonly string[]): Shape => ({ kind: 'text', choices });
export const list = (of: Shape): Shape => ({ kind: 'list', of });
export const object = (fields: ObjectShape['fields'], oneOf?: readonly string[]): ObjectShape => ({
  kind: 'object',
  fields,
  ...(oneOf === undefined ? {} : { oneOf }),
});
export const field = (shape: Shape, doc: string): FieldShape => ({ shape, doc });
export const required = (shape: Shape, doc: string): FieldShape => ({ shape, doc, isRequired: true });
