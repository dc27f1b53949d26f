/** Checks of a Pod that is created (pkg/apis/core/validation ValidatePodCreate, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { child, index } from '../kube/field-path.ts';
import { type JsonObject, listAt, objectAt, objectsAt, stringAt, structAt } from '../kube/json.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import { validateImagePadding } from './container.ts';
import type { ValidationContext } from './context.ts';
import { type Errors, forbidden, none, remove } from './errors.ts';
import { validateObjectMeta } from './metadata.ts';
import { isMirrorPod, validateAnnotationsMatchFields, validatePodAnnotations } from './pod-annotations.ts';
import { validatePodSpec } from './pod-spec.ts';

/** Errors of a Pod with its defaults. */
export function validatePod(pod: JsonObject, context: ValidationContext): Errors {
  const metadata = structAt(pod, 'metadata');
  const spec = structAt(pod, 'spec');
  const mirror = isMirrorPod(metadata);
  return [
    ...validateObjectMeta(metadata, 'metadata', { nameFormat: nameIsSubdomain }, context),
    ...validatePodAnnotations(metadata, spec, 'metadata.annotations', context),
    ...validatePodSpec(spec, 'spec', { isPod: true, podName: podName(metadata), isMirrorPod: mirror }, context),
    ...(mirror ? validateNoTokens(spec) : none),
    ...validateImages(spec, 'containers'),
    ...validateImages(spec, 'initContainers'),
    ...validateOnCreate(spec),
    ...validateAnnotationsMatchFields(metadata, spec, 'spec'),
  ];
}

/** A generated name ends in five characters that are not known yet. */
function podName(metadata: JsonObject): string {
  const generateName = stringAt(metadata, 'generateName');
  return stringAt(metadata, 'name') || (generateName === '' ? '' : `${generateName}xxxxx`);
}

/** For every other Pod the server fills in a service account first. */
function validateNoTokens(spec: JsonObject): Errors {
  if (stringAt(spec, 'serviceAccountName') !== '' || stringAt(spec, 'serviceAccount') !== '') return none;
  return objectsAt(spec, 'volumes').flatMap((volume, position) =>
    objectsAt(objectAt(volume, 'projected'), 'sources').flatMap((source, sourcePosition) => {
      if (objectAt(source, 'serviceAccountToken') === undefined) return none;
      const at = child(
        index(child(index('spec.volumes', position), 'projected', 'sources'), sourcePosition),
        'serviceAccountToken',
      );
      return [forbidden('pod-sa-token-needs-sa', at, 'must not be specified when serviceAccountName is not set')];
    }),
  );
}

function validateImages(spec: JsonObject, key: string): Errors {
  return objectsAt(spec, key).flatMap((container, position) =>
    validateImagePadding(container, index(child('spec', key), position)),
  );
}

function validateOnCreate(spec: JsonObject): Errors {
  const errors: FieldError[] = [];
  if (listAt(spec, 'ephemeralContainers').length > 0) {
    errors.push(
      forbidden(
        'pod-ephemeral-on-create',
        'spec.ephemeralContainers',
        'cannot be set on create',
        remove('spec.ephemeralContainers'),
      ),
    );
  }
  if (stringAt(spec, 'nodeName') !== '' && listAt(spec, 'schedulingGates').length > 0) {
    const detail = 'cannot be set until all schedulingGates have been cleared';
    errors.push(forbidden('pod-node-name-gated', 'spec.nodeName', detail, remove('spec.nodeName')));
  }
  return errors;
}
