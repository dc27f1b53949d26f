/**
 * An error of the API server about one field, as data: validation, the strict decoder and admission all answer with
 * these.
 */
import type { FieldPath } from './field-path.ts';

/** The `reason` of a cause in the server's answer. */
export type FieldErrorType =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueDuplicate'
  | 'FieldValueForbidden'
  | 'FieldValueNotFound'
  | 'FieldValueTooLong'
  | 'FieldValueTooMany'
  | 'FieldValueTypeInvalid'
  | 'InternalError';

/**
 * The intended repair as plain data; `core/features` turns it into text edits where that is possible without losing
 * comments.
 */
export type FixIntent =
  | {
      readonly kind: 'set';
      readonly at: FieldPath;
      readonly value: string | number | boolean | readonly (string | number)[];
      readonly title?: string;
    }
  | { readonly kind: 'remove'; readonly at: FieldPath; readonly title?: string }
  | { readonly kind: 'rename'; readonly at: FieldPath; readonly to: string; readonly title?: string }
  | { readonly kind: 'move'; readonly at: FieldPath; readonly to: FieldPath; readonly title?: string }
  | {
      readonly kind: 'add';
      readonly at: FieldPath;
      readonly field: string;
      readonly value: unknown;
      readonly title?: string;
    }
  /** A further item at the end of a list, which is made if it is not there. */
  | { readonly kind: 'append'; readonly at: FieldPath; readonly value: unknown; readonly title?: string }
  /** These keys of an item become items of their own. */
  | { readonly kind: 'split'; readonly at: FieldPath; readonly keys: readonly string[]; readonly title?: string }
  /** An item whose dash is one too many belongs to the item before it. */
  | { readonly kind: 'join'; readonly at: FieldPath; readonly title?: string }
  /** Several repairs that only make sense together. */
  | { readonly kind: 'all'; readonly steps: readonly FixIntent[]; readonly title: string };

export interface FieldError {
  /** Id of the check in `validation.md`, stable for settings and documentation. */
  readonly code: string;
  readonly type: FieldErrorType;
  /** The path as the server prints it. */
  readonly field: FieldPath;
  /** The true place in the manifest where it differs from `field`. */
  readonly at?: FieldPath;
  /** The message of the cause, in the server's words: `Duplicate value: "web"`. */
  readonly message: string;
  /** Other places that belong to this error (the first of two equal names). */
  readonly related?: readonly { readonly at: FieldPath; readonly message: string }[];
  readonly fix?: FixIntent;
}

/** A warning of the API server (one `Warning` header), with the place it is about where there is one. */
export interface ApiWarning {
  readonly code: string;
  readonly at?: FieldPath;
  readonly message: string;
  readonly fix?: FixIntent;
}
