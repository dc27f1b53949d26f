/** Checks of a PodTemplate object (pkg/apis/core/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type JsonObject, structAt } from '../kube/json.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import type { ValidationContext } from './context.ts';
import { validateObjectMeta } from './metadata.ts';
import { validatePodTemplateSpec } from './pod-template.ts';

/** Errors of a defaulted PodTemplate in the server's order. */
export function validatePodTemplate(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  return [
    ...validateObjectMeta(structAt(object, 'metadata'), 'metadata', { nameFormat: nameIsSubdomain }, context),
    ...validatePodTemplateSpec(object.template, 'template', context),
  ];
}
