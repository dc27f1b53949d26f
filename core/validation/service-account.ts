/** Checks of a ServiceAccount: only its metadata (pkg/apis/core/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type JsonObject, structAt } from '../kube/json.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import type { ValidationContext } from './context.ts';
import { validateObjectMeta } from './metadata.ts';

/** Errors of a ServiceAccount. */
export function validateServiceAccount(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  return validateObjectMeta(structAt(object, 'metadata'), 'metadata', { nameFormat: nameIsSubdomain }, context);
}
