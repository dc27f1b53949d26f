/** Checks of a PodTemplateSpec: its labels, annotations and pod spec, as every workload calls them. */
import type { FieldPath } from '../kube/field-path.ts';
import type { Json } from '../kube/json.ts';
import type { ValidationContext } from './context.ts';
import { type Errors, none } from './errors.ts';

/** Errors of a template; `path` is `spec.template`. Selector, replicas and the workload's restart policy are the caller's. */
export function validatePodTemplateSpec(template: Json | undefined, path: FieldPath, context: ValidationContext): Errors {
  void [template, path, context];
  return none;
}

/** Errors of the annotations that mean something to Pods; part of `validatePodTemplateSpec`. */
export function validatePodSpecificAnnotations(template: Json | undefined, path: FieldPath, context: ValidationContext): Errors {
  void [template, path, context];
  return none;
}
