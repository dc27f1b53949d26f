/** Checks of tolerations (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { goQuote } from '../kube/go-print.ts';
import { type JsonObject, integerAt, stringAt } from '../kube/json.ts';
import { labelKeyErrors, labelValueErrors } from '../kube/labels.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { type Errors, asJson, invalid, invalidEach, none, notSupported, remove, set } from './errors.ts';

const effects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Errors of a list of tolerations at `path`. */
export function validateTolerations(
  tolerations: readonly JsonObject[],
  path: FieldPath,
  context: ValidationContext,
): Errors {
  return tolerations.flatMap((toleration, position) => validateToleration(toleration, index(path, position), context));
}

function validateToleration(toleration: JsonObject, at: FieldPath, context: ValidationContext): Errors {
  const key = stringAt(toleration, 'key');
  const operator = stringAt(toleration, 'operator');
  const effect = stringAt(toleration, 'effect');
  const errors: FieldError[] = [];
  if (key !== '') errors.push(...invalidEach('tol-key', child(at, 'key'), key, labelKeyErrors(key)));
  if (key === '' && operator !== 'Exists') {
    const field = child(at, 'operator');
    const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    const fix =
      toleration['operator'] === undefined
        ? ({ kind: 'add', at, field: 'operator', value: 'Exists' } as const)
        : set(field, 'Exists');
    errors.push(invalid('tol-empty-key', field, asJson(operator), detail, { fix }));
  }
  if (integerAt(toleration, 'tolerationSeconds') !== undefined && effect !== 'NoExecute') {
    const detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
    errors.push(
      invalid(
        'tol-seconds-effect',
        child(at, 'effect'),
        asJson(effect),
        detail,
        remove(child(at, 'tolerationSeconds')),
      ),
    );
  }
  errors.push(...validateOperator(operator, stringAt(toleration, 'value'), at, context));
  if (effect !== '' && !effects.includes(effect))
    errors.push(notSupported('tol-effect', child(at, 'effect'), effect, effects));
  return errors;
}

/** What is wrong with the value is reported at the operator. */
function validateOperator(operator: string, value: string, at: FieldPath, context: ValidationContext): Errors {
  const field = child(at, 'operator');
  const place = { at: child(at, 'value') };
  switch (operator) {
    case '':
    case 'Equal': {
      const details = labelValueErrors(value);
      return details.length === 0 ? none : [invalid('tol-value-format', field, value, details.join(';'), place)];
    }
    case 'Exists':
      if (value === '') return none;
      return [
        invalid('tol-exists-value', field, value, "value must be empty when `operator` is 'Exists'", {
          ...place,
          ...remove(place.at),
        }),
      ];
    case 'Lt':
    case 'Gt':
      if (isEnabled(context, 'TaintTolerationComparisonOperators')) return validateNumber(value, place.at);
      return [notSupported('tol-operator-gated', field, asJson(operator), ['Equal', 'Exists', 'Lt', 'Gt'])];
    default:
      return [notSupported('tol-operator', field, operator, ['Equal', 'Exists'])];
  }
}

function validateNumber(value: string, field: FieldPath): Errors {
  const errors: FieldError[] = [];
  if (!/^(?:0|-?[1-9][0-9]*)$/.test(value)) {
    const detail = value === '' ? 'must be non-empty' : 'must be a valid decimal integer in canonical form';
    errors.push(invalid('tol-number', field, value, detail));
  }
  const failure = parseIntFailure(value);
  if (failure !== undefined)
    errors.push(invalid('tol-number', field, value, `strconv.ParseInt: parsing ${goQuote(value)}: ${failure}`));
  return errors;
}

function parseIntFailure(value: string): string | undefined {
  if (!/^[-+]?[0-9]+$/.test(value)) return 'invalid syntax';
  const number = BigInt(value.replace(/^\+/, ''));
  return BigInt.asIntN(64, number) === number ? undefined : 'value out of range';
}
