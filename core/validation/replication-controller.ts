/** Checks of a ReplicationController, whose selector is a plain map (pkg/apis/core/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type JsonObject, asObject, objectAt, structAt } from '../kube/json.ts';
import { selectorOfMap } from '../kube/label-selector.ts';
import { type NameFormat, dnsSubdomainErrors, nameIsSubdomain } from '../kube/names.ts';
import { withCommonMetadata } from './common-metadata.ts';
import { type ValidationContext, atLeast } from './context.ts';
import { required } from './errors.ts';
import { type MetadataOptions, validateObjectMeta } from './metadata.ts';
import { validatePodTemplateSpec } from './pod-template.ts';
import { nonNegative, validateAlways, validateMatch, validateNoDeadline } from './workload.ts';

/** Errors of a defaulted ReplicationController in the server's order. */
export function validateReplicationController(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const spec = structAt(object, 'spec');
  const errors = [
    ...validateObjectMeta(structAt(object, 'metadata'), 'metadata', nameOptions(context), context),
    ...nonNegative('wl-min-ready-negative', spec, 'spec', 'minReadySeconds', 0),
    ...(selectorOfMap(spec.selector).isEmpty ? [required('rc-selector-required', 'spec.selector')] : []),
    ...nonNegative('wl-replicas-negative', spec, 'spec', 'replicas', 0),
    ...validateTemplate(spec, context),
  ];
  return withCommonMetadata(errors, object, context);
}

/** Since 1.35 the name is checked by newer code, which leaves `generateName` alone. */
function nameOptions(context: ValidationContext): MetadataOptions {
  if (!atLeast(context, 35)) return { nameFormat: nameIsSubdomain };
  return { nameFormat: longName, checksGenerateName: false };
}

/** As a subdomain, but lengths are in bytes. */
const longName: NameFormat = (name) =>
  dnsSubdomainErrors(name).map((text) => text.replace('no more than 253 characters', 'no more than 253 bytes'));

function validateTemplate(spec: JsonObject, context: ValidationContext): readonly FieldError[] {
  const at = 'spec.template';
  if (asObject(spec.template) === undefined) return [required('rc-template-required', at)];
  const selector = selectorOfMap(spec.selector);
  // The related checks read `selector.matchLabels`; here the map itself is the selector.
  const asLabelSelector = { ...spec, selector: { matchLabels: objectAt(spec, 'selector') ?? {} } };
  return [
    ...(selector.isEmpty ? [] : validateMatch(selector, asLabelSelector, 'spec')),
    ...validatePodTemplateSpec(spec.template, at, context),
    ...validateAlways(spec.template, at),
    ...validateNoDeadline(spec.template, at, 'ReplicationController', 'wl-active-deadline-rc'),
  ];
}
