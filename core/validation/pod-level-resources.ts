/** Checks of a Pod's own `resources` and of its resource claims (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectAt, objectsAt, optionalStringAt, stringAt } from '../kube/json.ts';
import { labelKeyErrors } from '../kube/labels.ts';
import { aggregateContainers, isPodLevelResource, resourceListAt } from '../kube/pod-resources.ts';
import { compareQuantities, quantityText } from '../kube/quantity.ts';
import {
  type Errors,
  asJson,
  duplicate,
  forbidden,
  invalid,
  none,
  notSupported,
  remove,
  required,
  set,
} from './errors.ts';
import { validateDnsLabel, validateDnsSubdomain } from './formats.ts';
import { isHugePages, validateResource } from './resource-names.ts';
import { validateResources } from './resources.ts';

/** Errors of `resources` of a pod spec; `path` is that of the spec. */
export function validatePodResources(spec: JsonObject, claimNames: ReadonlySet<string>, path: FieldPath): Errors {
  const resources = objectAt(spec, 'resources');
  if (resources === undefined) return none;
  const field = child(path, 'resources');
  if (stringAt(objectAt(spec, 'os'), 'name') === 'windows') {
    return [forbidden('podres-windows', field, 'may not be set for a windows pod', remove(field))];
  }
  const claims = child(field, 'claims');
  return [
    ...(Array.isArray(resources['claims'])
      ? [forbidden('podres-claims', claims, 'claims may not be set for Resources at pod-level', remove(claims))]
      : none),
    ...validateResources(resources, claimNames, field, validatePodResourceName),
    ...validateRequestsCoverContainers(spec, resources, field),
    ...validateHugePagesCoverContainers(spec, resources, field),
    ...validateContainerLimits(spec, resources, path),
  ];
}

function validatePodResourceName(name: string, field: FieldPath): Errors {
  if (labelKeyErrors(name).length > 0 || (!name.includes('/') && validateResource('', name, field).length > 0)) {
    return validateResource('podres-name', name, field);
  }
  if (isPodLevelResource(name)) return none;
  return [notSupported('podres-name', field, asJson(name), ['cpu', 'hugepages-', 'memory'], remove(field))];
}

function validateRequestsCoverContainers(spec: JsonObject, resources: JsonObject, path: FieldPath): Errors {
  const own = resourceListAt(resources, 'requests');
  return [...aggregateContainers(spec, 'requests')].flatMap(([name, total]) => {
    const request = own.get(name);
    if (request === undefined || compareQuantities(total, request) <= 0) return none;
    const field = index(child(path, 'requests'), name);
    const detail = `must be greater than or equal to aggregate container requests of ${quantityText(total)}`;
    return [
      invalid('podres-requests-too-low', field, quantityText(request), detail, {
        fix: set(field, quantityText(total)),
      }),
    ];
  });
}

function validateHugePagesCoverContainers(spec: JsonObject, resources: JsonObject, path: FieldPath): Errors {
  const own = resourceListAt(resources, 'limits');
  return [...aggregateContainers(spec, 'limits')].flatMap(([name, total]) => {
    const limit = own.get(name);
    if (!isHugePages(name) || limit === undefined || compareQuantities(total, limit) <= 0) return none;
    const field = index(child(path, 'limits'), name);
    const detail = `must be greater than or equal to aggregate container limits of ${quantityText(total)}`;
    return [
      invalid('podres-hugepages-limit', field, quantityText(limit), detail, { fix: set(field, quantityText(total)) }),
    ];
  });
}

/** The server's path is a strange one; init containers are not compared. */
function validateContainerLimits(spec: JsonObject, resources: JsonObject, path: FieldPath): Errors {
  const own = resourceListAt(resources, 'limits');
  if (own.size === 0) return none;
  return objectsAt(spec, 'containers').flatMap((container, position) =>
    [...resourceListAt(objectAt(container, 'resources'), 'limits')].flatMap(([name, limit]) => {
      const bound = own.get(name);
      if (bound === undefined || compareQuantities(limit, bound) <= 0) return none;
      const field = child(index(index(child(path, 'resources', 'containers'), position), name), 'limits');
      const at = index(child(index(child(path, 'containers'), position), 'resources', 'limits'), name);
      const text = quantityText(bound);
      const more = { at, fix: set(at, text) };
      return [
        invalid(
          'podres-container-limit',
          field,
          quantityText(limit),
          `must be less than or equal to pod limits of ${text}`,
          more,
        ),
      ];
    }),
  );
}

/** The names of the Pod's `resourceClaims`. */
export function claimNamesOf(spec: JsonObject): ReadonlySet<string> {
  return new Set(
    objectsAt(spec, 'resourceClaims')
      .map((claim) => stringAt(claim, 'name'))
      .filter((name) => name !== ''),
  );
}

/** Errors of `resourceClaims` of a pod spec at `path`. */
export function validatePodClaims(spec: JsonObject, path: FieldPath, isMirrorPod: boolean): Errors {
  const names = new Set<string>();
  return objectsAt(spec, 'resourceClaims').flatMap((claim, position) => {
    const at = index(path, position);
    // The server's path has no name at all.
    if (isMirrorPod) return [forbidden('claims-mirror', '[]', 'static pods do not support resource claims', { at })];
    return [
      ...validateClaimName(stringAt(claim, 'name'), child(at, 'name'), names),
      ...validateClaimSources(claim, at),
    ];
  });
}

function validateClaimName(name: string, field: FieldPath, names: Set<string>): Errors {
  if (name === '') return [required('claims-name-required', field)];
  if (names.has(name))
    return [
      duplicate(
        'claims-name-duplicate',
        field,
        name,
        names.has(`${name}-2`) ? undefined : { fix: set(field, `${name}-2`) },
      ),
    ];
  names.add(name);
  return validateDnsLabel('claims-name-label', field, name);
}

function validateClaimSources(claim: JsonObject, at: FieldPath): Errors {
  const claimName = optionalStringAt(claim, 'resourceClaimName');
  const templateName = optionalStringAt(claim, 'resourceClaimTemplateName');
  const shown = asJson({
    Name: stringAt(claim, 'name'),
    ResourceClaimName: claimName ?? null,
    ResourceClaimTemplateName: templateName ?? null,
  });
  const errors: FieldError[] = [];
  if (claimName !== undefined && templateName !== undefined) {
    const detail = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
    errors.push(invalid('claims-both-sources', at, shown, detail));
  }
  if (claimName === undefined && templateName === undefined) {
    errors.push(
      invalid('claims-no-source', at, shown, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'),
    );
  }
  if (claimName !== undefined)
    errors.push(...validateDnsSubdomain('claims-claim-name', child(at, 'resourceClaimName'), claimName));
  if (templateName !== undefined) {
    errors.push(...validateDnsSubdomain('claims-template-name', child(at, 'resourceClaimTemplateName'), templateName));
  }
  return errors;
}
