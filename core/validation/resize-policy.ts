/** Checks of `resizePolicy` (pkg/apis/core/validation, 1.36); most errors name the list, not the item. */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectsAt, stringAt } from '../kube/json.ts';
import { type ValidationContext, atLeast } from './context.ts';
import { type Errors, asJson, duplicate, invalid, none, notSupported, remove, required, set } from './errors.ts';

const resources = ['cpu', 'memory'];
const policies = ['NotRequired', 'RestartContainer'];

/** Errors of the `resizePolicy` of one container at `path`. */
export function validateResizePolicy(
  container: JsonObject,
  path: FieldPath,
  podRestartPolicy: string,
  context: ValidationContext,
): Errors {
  const items = objectsAt(container, 'resizePolicy');
  if (items.length === 0) return none;
  const seen = new Set<string>();
  return items.flatMap((item, position) => {
    const at = index(path, position);
    const resource = stringAt(item, 'resourceName');
    const policy = stringAt(item, 'restartPolicy');
    const errors: FieldError[] = [];
    if (seen.has(resource)) errors.push(duplicate('resize-duplicate', at, asJson(resource), remove(at)));
    seen.add(resource);
    if (resource === '') errors.push(required('resize-resource-required', path, '', { at: child(at, 'resourceName') }));
    else if (!resources.includes(resource)) {
      errors.push(notSupported('resize-resource', path, resource, resources, { at: child(at, 'resourceName') }));
    }
    return [...errors, ...validatePolicy(policy, path, child(at, 'restartPolicy'), podRestartPolicy, context)];
  });
}

function validatePolicy(
  policy: string,
  path: FieldPath,
  at: FieldPath,
  podRestartPolicy: string,
  context: ValidationContext,
): Errors {
  const errors: FieldError[] = [];
  if (policy === '') errors.push(required('resize-policy-required', path, '', { at, fix: set(at, 'NotRequired') }));
  else if (!policies.includes(policy)) errors.push(notSupported('resize-policy-value', path, policy, policies, { at }));
  if (podRestartPolicy === 'Never' && policy !== 'NotRequired') {
    const owner = atLeast(context, 36) ? 'pod `restartPolicy`' : '`restartPolicy`';
    const detail = `must be 'NotRequired' when ${owner} is 'Never'`;
    errors.push(invalid('resize-policy-never', path, asJson(policy), detail, { at, fix: set(at, 'NotRequired') }));
  }
  return errors;
}
