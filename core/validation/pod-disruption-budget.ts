/** Checks of a PodDisruptionBudget (pkg/apis/policy/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type Json, type JsonObject, objectAt, optionalStringAt, structAt } from '../kube/json.ts';
import { selectorAsPrinted } from '../kube/label-selector.ts';
import { withCommonMetadata } from './common-metadata.ts';
import type { ValidationContext } from './context.ts';
import { asJson, invalid, notSupported } from './errors.ts';
import { validateAtMost100Percent, validateIntOrPercent } from './int-or-percent.ts';
import { validateLabelSelector } from './selector.ts';

const evictionPolicies = ['AlwaysAllow', 'IfHealthyBudget'];

/**
 * Errors of a defaulted PodDisruptionBudget in the server's order; its metadata is looked at only where the rest is
 * right.
 */
export function validatePodDisruptionBudget(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  return withCommonMetadata(validateSpec(structAt(object, 'spec')), object, context);
}

function validateSpec(spec: JsonObject): readonly FieldError[] {
  return [
    ...validateOneOfBoth(spec),
    ...validateAmount(spec, 'minAvailable'),
    ...validateAmount(spec, 'maxUnavailable'),
    ...validateLabelSelector(objectAt(spec, 'selector'), 'spec.selector'),
    ...validateEviction(optionalStringAt(spec, 'unhealthyPodEvictionPolicy')),
  ];
}

function validateOneOfBoth(spec: JsonObject): readonly FieldError[] {
  if (isUnset(spec.minAvailable) || isUnset(spec.maxUnavailable)) return [];
  const printed = {
    MinAvailable: spec.minAvailable,
    Selector: selectorAsPrinted(spec.selector),
    MaxUnavailable: spec.maxUnavailable,
    UnhealthyPodEvictionPolicy: spec.unhealthyPodEvictionPolicy ?? null,
  };
  const fix = { kind: 'remove', at: 'spec.maxUnavailable' } as const;
  return [
    invalid('pdb-both', 'spec', asJson(printed as JsonObject), 'minAvailable and maxUnavailable cannot be both set', {
      fix,
    }),
  ];
}

function validateAmount(spec: JsonObject, key: string): readonly FieldError[] {
  if (isUnset(spec[key])) return [];
  return [...validateIntOrPercent(spec, 'spec', key), ...validateAtMost100Percent(spec, 'spec', key)];
}

function validateEviction(policy: string | undefined): readonly FieldError[] {
  if (policy === undefined || evictionPolicies.includes(policy)) return [];
  return [notSupported('pdb-eviction', 'spec.unhealthyPodEvictionPolicy', policy, evictionPolicies)];
}

function isUnset(value: Json | undefined): boolean {
  return value === undefined || value === null;
}
