/** Checks of a PodTemplateSpec: its labels, annotations and pod spec, as every workload calls them (1.36). */
import { type FieldPath, child } from '../kube/field-path.ts';
import { type Json, asObject, listAt, structAt } from '../kube/json.ts';
import type { ValidationContext } from './context.ts';
import { type Errors, forbidden, none, remove } from './errors.ts';
import { validateAnnotations, validateLabels } from './metadata.ts';
import { validateAnnotationsMatchFields, validatePodAnnotations } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';

/**
 * Errors of a template; `path` is `spec.template`. Selector, replicas and the workload's restart policy are the
 * caller's.
 */
export function validatePodTemplateSpec(
  template: Json | undefined,
  path: FieldPath,
  context: ValidationContext,
): Errors {
  const object = asObject(template) ?? {};
  const metadata = structAt(object, 'metadata');
  const spec = structAt(object, 'spec');
  const specPath = child(path, 'spec');
  const ephemeral = child(specPath, 'ephemeralContainers');
  return [
    ...validateLabels(metadata['labels'], child(path, 'labels'), 'tmpl', child(path, 'metadata', 'labels')),
    ...validateAnnotations(
      metadata['annotations'],
      child(path, 'annotations'),
      'tmpl',
      child(path, 'metadata', 'annotations'),
    ),
    ...validatePodSpecificAnnotations(object, path, context),
    ...validatePodSpec(spec, specPath, { isPod: false, podName: '', isMirrorPod: false }, context),
    ...validateAnnotationsMatchFields(metadata, spec, specPath),
    ...(listAt(spec, 'ephemeralContainers').length > 0
      ? [
          forbidden(
            'pod-ephemeral-in-template',
            ephemeral,
            'ephemeral containers not allowed in pod template',
            remove(ephemeral),
          ),
        ]
      : none),
  ];
}

/** Errors of the annotations that mean something to Pods; part of `validatePodTemplateSpec`. */
export function validatePodSpecificAnnotations(
  template: Json | undefined,
  path: FieldPath,
  context: ValidationContext,
): Errors {
  const object = asObject(template) ?? {};
  const at = child(path, 'metadata', 'annotations');
  return validatePodAnnotations(
    structAt(object, 'metadata'),
    structAt(object, 'spec'),
    child(path, 'annotations'),
    context,
    at,
  );
}
