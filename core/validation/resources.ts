/** Checks of `resources` of a container, of a Pod and of `overhead` (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectsAt, stringAt } from '../kube/json.ts';
import { nearest } from '../kube/nearest.ts';
import { resourceListAt } from '../kube/pod-resources.ts';
import {
  type Quantity,
  compareQuantities,
  parseQuantity,
  quantitySign,
  quantityText,
  scaledValue,
} from '../kube/quantity.ts';
import { type Errors, duplicate, forbidden, invalid, none, notFound, remove, required, set } from './errors.ts';
import { validateDnsLabel } from './formats.ts';
import { validateContainerResourceName, validateResourceQuantity } from './resource-name.ts';
import { isHugePages, isOvercommitAllowed } from './resource-names.ts';

export type ResourceNameCheck = (name: string, field: FieldPath) => Errors;

/** Errors of `resources` at `path`; `claimNames` are the names of the Pod's `resourceClaims`. */
export function validateResources(
  resources: JsonObject,
  claimNames: ReadonlySet<string>,
  path: FieldPath,
  checkName: ResourceNameCheck = validateContainerResourceName,
): Errors {
  const limits = resourceListAt(resources, 'limits');
  const requests = resourceListAt(resources, 'requests');
  const errors: FieldError[] = [];
  for (const [name, quantity] of limits)
    errors.push(...validateLimit(name, quantity, child(path, 'limits'), checkName));
  for (const [name, quantity] of requests) errors.push(...validateRequest(name, quantity, limits, path, checkName));
  errors.push(...validateHugePagesCompany('res-hugepages-need-cpu-mem', [...limits.keys(), ...requests.keys()], path));
  errors.push(...validateClaims(objectsAt(resources, 'claims'), claimNames, child(path, 'claims')));
  return errors;
}

/** Errors of `overhead`, which the server checks as if it were limits. */
export function validateOverhead(overhead: JsonObject, path: FieldPath): Errors {
  const amounts = resourceListAt({ overhead }, 'overhead');
  const errors: FieldError[] = [...amounts].flatMap(([name, quantity]) => {
    const at = index(path, name);
    return validateLimit(name, quantity, child(path, 'limits'), validateContainerResourceName).map((error) => ({
      ...error,
      code: 'pod-overhead',
      at,
      ...(error.fix === undefined ? {} : { fix: { ...error.fix, at } }),
    }));
  });
  return [...errors, ...validateHugePagesCompany('pod-overhead', [...amounts.keys()], path)];
}

function validateHugePagesCompany(code: string, names: readonly string[], path: FieldPath): Errors {
  if (!names.some(isHugePages) || names.includes('cpu') || names.includes('memory')) return none;
  return [forbidden(code, path, 'HugePages require cpu or memory')];
}

function validateLimit(name: string, quantity: Quantity, path: FieldPath, checkName: ResourceNameCheck): Errors {
  const field = index(path, name);
  return [
    ...checkName(name, field),
    ...validateResourceQuantity(name, quantity, field),
    ...validateHugePages(name, quantity, field),
  ];
}

function validateRequest(
  name: string,
  request: Quantity,
  limits: ReadonlyMap<string, Quantity>,
  path: FieldPath,
  checkName: ResourceNameCheck,
): Errors {
  const field = index(child(path, 'requests'), name);
  const limit = limits.get(name);
  return [
    ...checkName(name, field),
    ...validateResourceQuantity(name, request, field),
    ...(limit === undefined ? validateHasLimit(name, request, path) : validateAgainstLimit(name, request, limit, path)),
    ...validateHugePages(name, request, field),
  ];
}

function validateHasLimit(name: string, request: Quantity, path: FieldPath): Errors {
  if (isOvercommitAllowed(name)) return none;
  const fix = { kind: 'add', at: child(path, 'limits'), field: name, value: quantityText(request) } as const;
  const at = index(child(path, 'requests'), name);
  return [
    required('res-noncommit-limit', child(path, 'limits'), 'Limit must be set for non overcommitable resources', {
      at,
      fix,
    }),
  ];
}

function validateAgainstLimit(name: string, request: Quantity, limit: Quantity, path: FieldPath): Errors {
  const order = compareQuantities(request, limit);
  if (order === 0 || (order < 0 && isOvercommitAllowed(name))) return none;
  const field = child(path, 'requests');
  const at = index(field, name);
  const [shown, bound] = [quantityText(request), quantityText(limit)];
  const related = [{ at: index(child(path, 'limits'), name), message: `the limit of ${bound}` }];
  const more = { at, related, fix: set(at, bound) };
  return isOvercommitAllowed(name)
    ? [invalid('res-request-over-limit', field, shown, `must be less than or equal to ${name} limit of ${bound}`, more)]
    : [invalid('res-noncommit-equal', field, shown, `must be equal to ${name} limit of ${bound}`, more)];
}

function validateHugePages(name: string, quantity: Quantity, field: FieldPath): Errors {
  if (!isHugePages(name) || isMultipleOfPage(name, quantity)) return none;
  const text = quantityText(quantity);
  return [invalid('res-hugepages-multiple', field, text, `${text} is not positive integer multiple of ${name}`)];
}

function isMultipleOfPage(name: string, quantity: Quantity): boolean {
  const result = parseQuantity(name.slice('hugepages-'.length));
  if (!('quantity' in result) || quantitySign(result.quantity) <= 0) return false;
  if (scaledValue(result.quantity, -3) % 1000n !== 0n) return false;
  const size = scaledValue(result.quantity, 0);
  return size !== 0n && scaledValue(quantity, 0) % size === 0n;
}

function validateClaims(claims: readonly JsonObject[], claimNames: ReadonlySet<string>, path: FieldPath): Errors {
  const used = new Set<string>();
  const partly = new Map<string, number>();
  return claims.flatMap((claim, position) => {
    const field = index(path, position);
    const name = stringAt(claim, 'name');
    if (name === '') return [required('res-claim-name-required', field)];
    return [
      ...validateClaimUse(name, stringAt(claim, 'request'), field, used, partly),
      ...validateClaimExists(name, claimNames, field),
    ];
  });
}

/** `used` holds whole claims by name and parts as `name/request`; `partly` counts the parts of a claim. */
function validateClaimUse(
  name: string,
  request: string,
  field: FieldPath,
  used: Set<string>,
  partly: Map<string, number>,
): Errors {
  const errors: FieldError[] = [];
  if (used.has(name)) return [duplicate('res-claim-duplicate', field, name, remove(field))];
  if (request !== '') errors.push(...validateDnsLabel('res-claim-request-format', child(field, 'request'), request));
  const key = request === '' ? name : `${name}/${request}`;
  if (used.has(key)) {
    errors.push(duplicate('res-claim-duplicate', field, key, remove(field)));
  } else if (request === '') {
    for (let part = partly.get(name) ?? 0; part > 0; part--) errors.push(duplicate('res-claim-duplicate', field, name));
  }
  if (!used.has(key) && key.includes('/')) {
    const owner = key.slice(0, key.indexOf('/'));
    partly.set(owner, (partly.get(owner) ?? 0) + 1);
  }
  used.add(key);
  return errors;
}

function validateClaimExists(name: string, claimNames: ReadonlySet<string>, field: FieldPath): Errors {
  if (claimNames.has(name)) return none;
  const names = [...claimNames].sort();
  const known = names.length === 0 ? ' which is empty' : `: ${names.join(', ')}`;
  const right = names.length > 200 ? undefined : nearest(name, names);
  const more = right === undefined ? undefined : { fix: set(child(field, 'name'), right) };
  return [
    notFound('res-claim-not-found', field, name, `must be one of the names in pod.spec.resourceClaims${known}`, more),
  ];
}
