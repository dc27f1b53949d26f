/** Checks of `nodeSelector` and node affinity (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import {
  type JsonObject,
  integerAt,
  objectAt,
  objectsAt,
  stringAt,
  stringMapAt,
  stringsAt,
  structAt,
} from '../kube/json.ts';
import { labelKeyErrors, labelValueErrors } from '../kube/labels.ts';
import { nearest } from '../kube/nearest.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import { type ValidationContext, atLeast } from './context.ts';
import { type Errors, asJson, forbidden, invalid, invalidEach, none, remove, required, set } from './errors.ts';
import { valuesForbidden, valuesNeeded } from './selector.ts';

/** Errors of the `nodeSelector` map at `path`. */
export function validateNodeSelector(spec: JsonObject, path: FieldPath): Errors {
  return stringMapAt(spec, 'nodeSelector').flatMap(([key, value]) => [
    ...invalidEach('sched-nodeselector-key', path, key, labelKeyErrors(key), { at: index(path, key) }),
    ...invalidEach('sched-nodeselector-value', path, value, labelValueErrors(value), { at: index(path, key) }),
  ]);
}

/** Errors of a `nodeAffinity` at `path`. */
export function validateNodeAffinity(
  affinity: JsonObject | undefined,
  path: FieldPath,
  context: ValidationContext,
): Errors {
  if (affinity === undefined) return none;
  const requiredTerms = objectAt(affinity, 'requiredDuringSchedulingIgnoredDuringExecution');
  const requiredPath = child(path, 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
  return [
    ...(requiredTerms === undefined
      ? none
      : validateTerms(objectsAt(requiredTerms, 'nodeSelectorTerms'), requiredPath, context)),
    ...validatePreferredTerms(affinity, child(path, 'preferredDuringSchedulingIgnoredDuringExecution')),
  ];
}

function validateTerms(terms: readonly JsonObject[], path: FieldPath, context: ValidationContext): Errors {
  if (terms.length === 0) return [required('na-terms-required', path, 'must have at least one node selector term')];
  return terms.flatMap((term, position) => validateTerm(term, index(path, position), atLeast(context, 33)));
}

function validatePreferredTerms(affinity: JsonObject, path: FieldPath): Errors {
  return objectsAt(affinity, 'preferredDuringSchedulingIgnoredDuringExecution').flatMap((term, position) => [
    ...validateWeight('na-weight', term, index(path, position)),
    ...validateTerm(structAt(term, 'preference'), child(index(path, position), 'preference'), false),
  ]);
}

/** The weight of a preference at `path`. */
export function validateWeight(code: string, term: JsonObject, path: FieldPath): Errors {
  const weight = integerAt(term, 'weight') ?? 0;
  if (weight > 0 && weight <= 100) return none;
  const field = child(path, 'weight');
  return [invalid(code, field, weight, 'must be in the range 1-100', { fix: set(field, weight > 100 ? 100 : 1) })];
}

/** Values are checked in required terms only. */
function validateTerm(term: JsonObject, path: FieldPath, checksValues: boolean): Errors {
  return [
    ...objectsAt(term, 'matchExpressions').flatMap((requirement, position) =>
      validateRequirement(requirement, index(child(path, 'matchExpressions'), position), checksValues),
    ),
    ...objectsAt(term, 'matchFields').flatMap((requirement, position) =>
      validateFieldRequirement(requirement, index(child(path, 'matchFields'), position)),
    ),
  ];
}

function validateRequirement(requirement: JsonObject, path: FieldPath, checksValues: boolean): Errors {
  const key = stringAt(requirement, 'key');
  const values = stringsAt(requirement, 'values');
  return [
    ...validateOperator(stringAt(requirement, 'operator'), values, path),
    ...invalidEach('na-key', child(path, 'key'), key, labelKeyErrors(key)),
    ...(checksValues ? values : []).flatMap((value, position) =>
      invalidEach('na-value-format', index(child(path, 'values'), position), value, labelValueErrors(value)),
    ),
  ];
}

const operators = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];
const notAnOperator = 'not a valid selector operator';

function validateOperator(operator: string, values: readonly string[], path: FieldPath): Errors {
  const field = child(path, 'values');
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0 ? none : [required('na-values-required', field, valuesNeeded)];
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0 ? none : [forbidden('na-values-forbidden', field, valuesForbidden, remove(field))];
    case 'Gt':
    case 'Lt':
      if (values.length === 1) return none;
      return [required('na-values-single', field, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
    default:
      return [
        invalid('na-operator', child(path, 'operator'), asJson(operator), notAnOperator, operatorFix(operator, path)),
      ];
  }
}

function operatorFix(operator: string, path: FieldPath) {
  const right = nearest(operator, operators);
  return right === undefined ? undefined : { fix: set(child(path, 'operator'), right) };
}

function validateFieldRequirement(requirement: JsonObject, path: FieldPath): Errors {
  const operator = stringAt(requirement, 'operator');
  const values = stringsAt(requirement, 'values');
  const key = stringAt(requirement, 'key');
  const errors: FieldError[] = [];
  const field = child(path, 'values');
  if (operator !== 'In' && operator !== 'NotIn') {
    const at = child(path, 'operator');
    errors.push(invalid('na-field-operator', at, asJson(operator), notAnOperator, { fix: set(at, 'In') }));
  } else if (values.length !== 1) {
    errors.push(
      required(
        'na-field-values',
        field,
        "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
      ),
    );
  }
  if (key !== 'metadata.name') {
    const at = child(path, 'key');
    return [
      ...errors,
      invalid('na-field-key', at, key, 'not a valid field selector key', { fix: set(at, 'metadata.name') }),
    ];
  }
  values.forEach((value, position) =>
    errors.push(...invalidEach('na-field-value', index(field, position), value, nameIsSubdomain(value, false))),
  );
  return errors;
}
