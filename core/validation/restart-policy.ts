/** Checks of a container's own `restartPolicy` and `restartPolicyRules` (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, listAt, objectAt, objectsAt, optionalStringAt, stringAt } from '../kube/json.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { type Errors, forbidden, none, notSupported, remove, required, tooMany } from './errors.ts';

const policies = ['Always', 'Never', 'OnFailure'];
const operators = ['In', 'NotIn'];
const maxRules = 20;
const maxExitCodes = 255;
const needsPolicy = 'must specify restartPolicy when restart rules are used';

/** Errors of the restart policy of a regular container at `path`. */
export function validateRestartPolicy(container: JsonObject, path: FieldPath, context: ValidationContext): Errors {
  if (isEnabled(context, 'ContainerRestartRules')) return validatePolicyAndRules(container, path, context);
  const field = child(path, 'restartPolicy');
  if (optionalStringAt(container, 'restartPolicy') === undefined) return none;
  return [forbidden('ctr-restart-policy-forbidden', field, 'may not be set for non-init containers', remove(field))];
}

/** Errors of the restart policy of an init container at `path`. */
export function validateInitRestartPolicy(container: JsonObject, path: FieldPath, context: ValidationContext): Errors {
  const policy = optionalStringAt(container, 'restartPolicy');
  const field = child(path, 'restartPolicy');
  const hasRules = listAt(container, 'restartPolicyRules').length > 0;
  if (policy === undefined) {
    return hasRules ? [required('ctr-restart-rules-need-policy', field, needsPolicy, addNever(path))] : none;
  }
  if (!isEnabled(context, 'ContainerRestartRules')) {
    return policy === 'Always' ? none : [notSupported('init-restart-policy-value', field, policy, ['Always'])];
  }
  if (policy !== 'Always' || isEnabled(context, 'RestartAllContainersOnContainerExits')) {
    return validatePolicyAndRules(container, path, context);
  }
  const rules = child(path, 'restartPolicyRules');
  const detail = 'restartPolicyRules are not allowed for init containers with restart policy Always';
  return hasRules ? [forbidden('init-sidecar-rules', rules, detail, remove(rules))] : none;
}

function addNever(at: FieldPath) {
  return { fix: { kind: 'add', at, field: 'restartPolicy', value: 'Never' } } as const;
}

function validatePolicyAndRules(container: JsonObject, path: FieldPath, context: ValidationContext): Errors {
  const policy = optionalStringAt(container, 'restartPolicy');
  const rules = objectsAt(container, 'restartPolicyRules');
  const field = child(path, 'restartPolicy');
  const rulesPath = child(path, 'restartPolicyRules');
  if (policy === undefined && rules.length === 0) return none;
  const errors: FieldError[] = [];
  if (policy === undefined) errors.push(required('ctr-restart-rules-need-policy', field, needsPolicy, addNever(path)));
  else if (!policies.includes(policy)) errors.push(notSupported('ctr-restart-policy-value', field, policy, policies));
  if (rules.length > maxRules) errors.push(tooMany('ctr-restart-rules-too-many', rulesPath, rules.length, maxRules));
  const actions = isEnabled(context, 'RestartAllContainersOnContainerExits')
    ? ['Restart', 'RestartAllContainers']
    : ['Restart'];
  rules.forEach((rule, position) => errors.push(...validateRule(rule, index(rulesPath, position), actions)));
  return errors;
}

function validateRule(rule: JsonObject, path: FieldPath, actions: readonly string[]): Errors {
  const action = stringAt(rule, 'action');
  const errors: FieldError[] = [];
  if (!actions.includes(action))
    errors.push(notSupported('ctr-restart-rule-action', child(path, 'action'), action, actions));
  const exitCodes = objectAt(rule, 'exitCodes');
  const field = child(path, 'exitCodes');
  if (exitCodes === undefined) return [...errors, required('ctr-restart-rule-exitcodes', field, 'must be specified')];
  const operator = stringAt(exitCodes, 'operator');
  const count = listAt(exitCodes, 'values').length;
  if (!operators.includes(operator))
    errors.push(notSupported('ctr-restart-rule-operator', child(field, 'operator'), operator, operators));
  if (count > maxExitCodes)
    errors.push(tooMany('ctr-restart-rule-values', child(field, 'values'), count, maxExitCodes));
  return errors;
}
