/** Checks of ObjectMeta: names, labels, annotations, owners, finalizers (apimachinery pkg/api/validation/objectmeta.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import type { FieldPath } from '../kube/field-path.ts';
import type { Json, JsonObject } from '../kube/json.ts';
import type { NameFormat } from '../kube/names.ts';
import type { ValidationContext } from './context.ts';

export interface MetadataOptions {
  /** Format of `name`, and of `generateName` with its last `-` masked. */
  readonly nameFormat: NameFormat;
  /** `false` for kinds without a namespace. Default: true. */
  readonly isNamespaced?: boolean;
}

/** Errors of an object's own `metadata`; `path` is normally `metadata`. The name must have been generated already. */
export function validateObjectMeta(
  metadata: JsonObject, path: FieldPath, options: MetadataOptions, context: ValidationContext,
): readonly FieldError[] {
  void [metadata, path, options, context];
  return [];
}

/** `code` is the prefix of the rule ids: `meta` for an object, `tmpl` for a template; `at` where the true place differs from `path`. */
export function validateLabels(
  labels: Json | undefined, path: FieldPath, code: 'meta' | 'tmpl', at?: FieldPath,
): readonly FieldError[] {
  void [labels, path, code, at];
  return [];
}

export function validateAnnotations(
  annotations: Json | undefined, path: FieldPath, code: 'meta' | 'tmpl', at?: FieldPath,
): readonly FieldError[] {
  void [annotations, path, code, at];
  return [];
}
