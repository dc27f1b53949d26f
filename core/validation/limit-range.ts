/**
 * Checks of a LimitRange (pkg/apis/core/validation/validation.go, 1.36). The server walks maps, so its order within
 * an item is random.
 */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, structAt } from '../kube/json.ts';
import { labelKeyErrors } from '../kube/labels.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import { type ResourceList, resourceListAt } from '../kube/pod-resources.ts';
import type { ValidationContext } from './context.ts';
import { asJson, duplicate, forbidden, invalid, required } from './errors.ts';
import { validateLimitAmounts } from './limit-range-amounts.ts';
import { validateObjectMeta } from './metadata.ts';
import { validateContainerResource, validateResource } from './resource-names.ts';

const types = ['Pod', 'Container', 'PersistentVolumeClaim'];

/** The lists of one limit that take part in the comparisons. */
export type LimitLists = Readonly<
  Record<'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio', ResourceList>
>;

/** Errors of a defaulted LimitRange. */
export function validateLimitRange(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const limits = objectsAt(structAt(object, 'spec'), 'limits');
  const seen = new Set<string>();
  return [
    ...validateObjectMeta(structAt(object, 'metadata'), 'metadata', { nameFormat: nameIsSubdomain }, context),
    ...limits.flatMap((limit, i) => {
      const at = index('spec.limits', i);
      const type = stringAt(limit, 'type');
      const repeated = seen.has(type) ? [duplicate('lr-object', child(at, 'type'), asJson(type))] : [];
      seen.add(type);
      return [...validateType(type, child(at, 'type')), ...repeated, ...validateLimit(limit, type, at)];
    }),
  ];
}

function validateType(type: string, at: FieldPath): readonly FieldError[] {
  const errors = labelKeyErrors(type).map((text) => invalid('lr-object', at, asJson(type), text));
  if (errors.length > 0 || type.includes('/') || types.includes(type)) return errors;
  return [invalid('lr-object', at, asJson(type), 'must be a standard limit type or fully qualified')];
}

function validateLimit(limit: JsonObject, type: string, at: FieldPath): readonly FieldError[] {
  const list = (key: string): ResourceList => resourceListAt(limit, key);
  const ofPod = type === 'Pod';
  const none: ResourceList = new Map();
  const lists: LimitLists = {
    max: list('max'),
    min: list('min'),
    maxLimitRequestRatio: list('maxLimitRequestRatio'),
    default: ofPod ? none : list('default'),
    defaultRequest: ofPod ? none : list('defaultRequest'),
  };
  const names = (key: keyof LimitLists): readonly FieldError[] =>
    [...lists[key].keys()].flatMap((name) => validateName(type, name, index(child(at, key), name)));
  return [
    ...names('max'),
    ...names('min'),
    ...(ofPod ? validateNoDefaults(limit, at) : [...names('default'), ...names('defaultRequest')]),
    ...validateStorage(type, lists, at),
    ...names('maxLimitRequestRatio'),
    ...validateLimitAmounts(lists, at),
  ];
}

function validateName(type: string, name: string, at: FieldPath): readonly FieldError[] {
  return type === 'Pod' || type === 'Container'
    ? validateContainerResource('lr-object', name, at)
    : validateResource('lr-object', name, at);
}

function validateNoDefaults(limit: JsonObject, at: FieldPath): readonly FieldError[] {
  return ['default', 'defaultRequest'].flatMap((key) => {
    const field = child(at, key);
    const detail = "may not be specified when `type` is 'Pod'";
    const isEmpty = Object.keys(objectAt(limit, key) ?? {}).length === 0;
    return isEmpty ? [] : [forbidden('lr-object', field, detail, { fix: { kind: 'remove', at: field } })];
  });
}

function validateStorage(type: string, lists: LimitLists, at: FieldPath): readonly FieldError[] {
  if (type !== 'PersistentVolumeClaim' || lists.min.has('storage') || lists.max.has('storage')) return [];
  const detail = 'either minimum or maximum storage value is required, but neither was provided';
  return [required('lr-pvc', child(at, 'limits'), detail, { at })];
}
