/** Checks of a Job's podFailurePolicy and successPolicy (pkg/apis/batch/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import {
  type JsonObject,
  integerAt,
  listAt,
  objectAt,
  objectsAt,
  optionalStringAt,
  stringAt,
  structAt,
} from '../kube/json.ts';
import { labelKeyErrors } from '../kube/labels.ts';
import { asJson, duplicate, invalid, invalidEach, nearestFix, notSupported, required, tooMany } from './errors.ts';
import { validateSuccessRules } from './job-success-policy.ts';

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const operators = ['In', 'NotIn'];
const statuses = ['False', 'True', 'Unknown'];
const maxRules = 20;
const maxExitCodes = 255;
const maxConditions = 20;

export function validatePodFailurePolicy(spec: JsonObject, at: FieldPath): readonly FieldError[] {
  const policy = objectAt(spec, 'podFailurePolicy');
  if (policy === undefined) return [];
  const rules = objectsAt(policy, 'rules');
  const path = child(at, 'rules');
  return [
    ...(rules.length > maxRules ? [tooMany('job-pfp-rules-many', path, rules.length, maxRules)] : []),
    ...rules.flatMap((rule, i) => validateRule(rule, index(path, i), spec)),
  ];
}

export function validateSuccessPolicy(spec: JsonObject, at: FieldPath): readonly FieldError[] {
  const policy = objectAt(spec, 'successPolicy');
  if (policy === undefined) return [];
  if (spec.completionMode === 'Indexed') return validateSuccessRules(policy, integerAt(spec, 'completions'), at);
  const rules = objectsAt(policy, 'rules').map((rule) => ({
    SucceededIndexes: optionalStringAt(rule, 'succeededIndexes') ?? null,
    SucceededCount: integerAt(rule, 'succeededCount') ?? null,
  }));
  const value = asJson({ Rules: Array.isArray(policy.rules) ? rules : null });
  const place = at.slice(0, at.lastIndexOf('.'));
  const fix = { kind: 'set', at: child(place, 'completionMode'), value: 'Indexed' } as const;
  return [invalid('job-success-mode', at, value, 'requires indexed completion mode', { fix })];
}

function validateRule(rule: JsonObject, at: FieldPath, spec: JsonObject): readonly FieldError[] {
  const exitCodes = objectAt(rule, 'onExitCodes');
  const conditions = objectsAt(rule, 'onPodConditions');
  return [
    ...validateAction(stringAt(rule, 'action'), child(at, 'action'), spec),
    ...(exitCodes === undefined ? [] : validateExitCodes(exitCodes, child(at, 'onExitCodes'), spec)),
    ...validateConditions(conditions, child(at, 'onPodConditions')),
    ...(exitCodes !== undefined && conditions.length > 0
      ? [omitted('job-pfp-both', at, 'specifying both OnExitCodes and OnPodConditions is not supported')]
      : []),
    ...(exitCodes === undefined && conditions.length === 0
      ? [omitted('job-pfp-none', at, 'specifying one of OnExitCodes and OnPodConditions is required')]
      : []),
  ];
}

/** An `Invalid` error whose value the server leaves out. */
function omitted(code: string, field: FieldPath, detail: string): FieldError {
  return { code, type: 'FieldValueInvalid', field, message: `Invalid value: ${detail}` };
}

function validateAction(action: string, at: FieldPath, spec: JsonObject): readonly FieldError[] {
  if (action === '') return [required('job-pfp-action-required', at, `valid values: ${quoted(actions)}`)];
  if (action !== 'FailIndex')
    return actions.includes(action) ? [] : [notSupported('job-pfp-action', at, action, actions)];
  if (integerAt(spec, 'backoffLimitPerIndex') !== undefined) return [];
  return [invalid('job-pfp-failindex', at, asJson(action), 'requires the backoffLimitPerIndex to be set')];
}

function validateExitCodes(requirement: JsonObject, at: FieldPath, spec: JsonObject): readonly FieldError[] {
  const container = optionalStringAt(requirement, 'containerName');
  const known = containerNames(spec);
  const unknown = container !== undefined && !known.includes(container);
  const name = child(at, 'containerName');
  const detail = 'must be one of the container or initContainer names in the pod template';
  return [
    ...validateOperator(stringAt(requirement, 'operator'), child(at, 'operator')),
    ...(unknown
      ? [invalid('job-pfp-exit-container', name, container, detail, nearestFix(name, container, known))]
      : []),
    ...validateExitValues(requirement, child(at, 'values')),
  ];
}

function validateOperator(operator: string, at: FieldPath): readonly FieldError[] {
  if (operator === '')
    return [
      required('job-pfp-exit-operator-required', at, `valid values: ${quoted(operators)}`, {
        fix: { kind: 'set', at, value: 'In' },
      }),
    ];
  return operators.includes(operator) ? [] : [notSupported('job-pfp-exit-operator', at, operator, operators)];
}

function validateExitValues(requirement: JsonObject, at: FieldPath): readonly FieldError[] {
  const values = listAt(requirement, 'values').map((value) => (typeof value === 'number' ? value : 0));
  const printed = asJson(Array.isArray(requirement.values) ? values : null);
  const count = values.length;
  return [
    ...(count === 0 ? [invalid('job-pfp-exit-values-required', at, printed, 'at least one value is required')] : []),
    ...(count > maxExitCodes ? [tooMany('job-pfp-exit-values-many', at, count, maxExitCodes)] : []),
    ...values.flatMap((value, i) => validateExitValue(values, value, i, at, requirement)),
    ...(values.some((value, i) => (values[i - 1] ?? value) > value)
      ? [invalid('job-pfp-exit-order', at, printed, 'must be ordered')]
      : []),
  ];
}

function validateExitValue(
  values: readonly number[],
  value: number,
  i: number,
  at: FieldPath,
  requirement: JsonObject,
): readonly FieldError[] {
  const field = index(at, i);
  const fix = { kind: 'remove', at: field } as const;
  const zero = requirement.operator === 'In' && value === 0;
  return [
    ...(zero ? [invalid('job-pfp-exit-zero', field, value, 'must not be 0 for the In operator', { fix })] : []),
    ...(values.indexOf(value) < i ? [duplicate('job-pfp-exit-duplicate', field, value, { fix })] : []),
  ];
}

function validateConditions(conditions: readonly JsonObject[], at: FieldPath): readonly FieldError[] {
  const count = conditions.length;
  return [
    ...(count > maxConditions ? [tooMany('job-pfp-conditions-many', at, count, maxConditions)] : []),
    ...conditions.flatMap((pattern, i) => {
      const type = stringAt(pattern, 'type');
      const status = stringAt(pattern, 'status');
      const field = child(index(at, i), 'status');
      return [
        ...invalidEach('job-pfp-condition-type', child(index(at, i), 'type'), type, labelKeyErrors(type)),
        ...validateStatus(status, field),
      ];
    }),
  ];
}

function validateStatus(status: string, at: FieldPath): readonly FieldError[] {
  if (statuses.includes(status)) return [];
  return status === ''
    ? [required('job-pfp-condition-status', at, `valid values: ${quoted(statuses)}`)]
    : [notSupported('job-pfp-condition-status', at, status, statuses)];
}

/** A list of strings as Go prints it with `%q`. */
function quoted(values: readonly string[]): string {
  return `[${values.map((value) => `"${value}"`).join(' ')}]`;
}

function containerNames(spec: JsonObject): readonly string[] {
  const podSpec = structAt(objectAt(spec, 'template'), 'spec');
  return ['containers', 'initContainers'].flatMap((list) =>
    objectsAt(podSpec, list).map((container) => stringAt(container, 'name')),
  );
}
