/** Checks of label selectors: a LabelSelector and its requirements (apimachinery pkg/apis/meta/v1/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type Json, type JsonObject, asObject, objectsAt, stringAt, stringMapAt, stringsAt } from '../kube/json.ts';
import { labelKeyErrors, labelValueErrors } from '../kube/labels.ts';
import { asJson, forbidden, invalid, invalidEach, required } from './errors.ts';

export const valuesNeeded = "must be specified when `operator` is 'In' or 'NotIn'";
export const valuesForbidden = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";

/** Errors of a label selector; a missing selector has none. `at` is the true path where the server prints another. */
export function validateLabelSelector(
  selector: Json | undefined,
  path: FieldPath,
  at: FieldPath = path,
): readonly FieldError[] {
  const object = asObject(selector);
  if (object === undefined) return [];
  const expressions = objectsAt(object, 'matchExpressions');
  const list = child(path, 'matchExpressions');
  return [
    ...validateMatchLabels(object, child(path, 'matchLabels'), child(at, 'matchLabels')),
    ...expressions.flatMap((expression, position) => validateRequirement(expression, index(list, position))),
  ];
}

function validateMatchLabels(selector: JsonObject, path: FieldPath, at: FieldPath): readonly FieldError[] {
  return stringMapAt(selector, 'matchLabels').flatMap(([key, value]) => [
    ...invalidEach('selector-label', path, key, labelKeyErrors(key), { at: index(at, key) }),
    ...invalidEach('selector-label', path, value, labelValueErrors(value), { at: index(at, key) }),
  ]);
}

function validateRequirement(requirement: JsonObject, path: FieldPath): readonly FieldError[] {
  const key = stringAt(requirement, 'key');
  const values = stringsAt(requirement, 'values');
  return [
    ...validateOperator(requirement, values, path),
    ...invalidEach('selector-key', child(path, 'key'), key, labelKeyErrors(key)),
    ...values.flatMap((value, position) =>
      invalidEach('selector-value-format', index(child(path, 'values'), position), value, labelValueErrors(value)),
    ),
  ];
}

function validateOperator(requirement: JsonObject, values: readonly string[], path: FieldPath): readonly FieldError[] {
  const operator = stringAt(requirement, 'operator');
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length === 0 ? [required('selector-values-required', child(path, 'values'), valuesNeeded)] : [];
    case 'Exists':
    case 'DoesNotExist':
      return values.length > 0
        ? [
            forbidden('selector-values-forbidden', child(path, 'values'), valuesForbidden, {
              fix: { kind: 'remove', at: child(path, 'values') },
            }),
          ]
        : [];
    default:
      return [invalid('selector-operator', child(path, 'operator'), asJson(operator), 'not a valid selector operator')];
  }
}
