/**
 * The pod template of a StatefulSet: its claims join the volumes, and some template checks run twice
 * (pkg/apis/apps/validation, 1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, asObject, objectsAt, stringAt, structAt } from '../kube/json.ts';
import { validateClaimSpec } from './claim.ts';
import { type ValidationContext, atLeast } from './context.ts';
import { validateAnnotations, validateLabels } from './metadata.ts';
import { validatePodSpecificAnnotations, validatePodTemplateSpec } from './pod-template.ts';

/** The specs of the claim templates; their metadata is not looked at. */
export function validateClaimTemplates(
  spec: JsonObject,
  at: FieldPath,
  context: ValidationContext,
): readonly FieldError[] {
  return objectsAt(spec, 'volumeClaimTemplates').flatMap((claim, i) =>
    validateClaimSpec(structAt(claim, 'spec'), child(index(at, i), 'spec'), context),
  );
}

/**
 * Errors of the template; paths of volumes are those of the list that the server builds, `at` says where they are in
 * the manifest.
 */
export function validateStatefulSetTemplate(
  spec: JsonObject,
  at: FieldPath,
  context: ValidationContext,
): readonly FieldError[] {
  const { template, places } = withClaimsAsVolumes(spec, at);
  const metadata = structAt(template, 'metadata');
  const volumes = child(at, 'spec', 'volumes');
  const errors = [
    // Before 1.34 the server did not look at the Pods of a StatefulSet.
    ...(atLeast(context, 34) ? validatePodTemplateSpec(template, at, context) : []),
    ...validateLabels(metadata.labels, child(at, 'labels'), 'tmpl', child(at, 'metadata', 'labels')),
    ...validateAnnotations(
      metadata.annotations,
      child(at, 'annotations'),
      'tmpl',
      child(at, 'metadata', 'annotations'),
    ),
    ...validatePodSpecificAnnotations(template, at, context),
  ];
  return errors.map((error) => relocate(error, volumes, places));
}

interface Prepared {
  readonly template: JsonObject;
  /** Where each volume of the prepared template is in the manifest; empty where the volumes are the author's. */
  readonly places: readonly FieldPath[];
}

function withClaimsAsVolumes(spec: JsonObject, at: FieldPath): Prepared {
  const template = structAt(spec, 'template');
  const podSpec = structAt(template, 'spec');
  const claims = claimNames(spec);
  if (claims.size === 0)
    return { template: { ...template, spec: { ...podSpec, hostname: '', subdomain: '' } }, places: [] };
  const own = objectsAt(podSpec, 'volumes').map((volume, i) => ({
    volume,
    place: index(child(at, 'spec', 'volumes'), i),
  }));
  const claimed = [...claims].map(([name, place]) => ({
    volume: { name, persistentVolumeClaim: { claimName: name } },
    place,
  }));
  const all = [...claimed, ...own.filter(({ volume }) => !claims.has(stringAt(volume, 'name')))];
  const volumes = all.map(({ volume }) => volume);
  return {
    template: { ...template, spec: { ...podSpec, hostname: '', subdomain: '', volumes } },
    places: all.map(({ place }) => place),
  };
}

function claimNames(spec: JsonObject): ReadonlyMap<string, FieldPath> {
  const claims = objectsAt(spec, 'volumeClaimTemplates');
  return new Map(
    claims.map((claim, i) => [
      stringAt(structAt(asObject(claim), 'metadata'), 'name'),
      `spec.volumeClaimTemplates[${i}].metadata`,
    ]),
  );
}

function relocate(error: FieldError, volumes: FieldPath, places: readonly FieldPath[]): FieldError {
  if (places.length === 0 || !error.field.startsWith(`${volumes}[`)) return error;
  const match = /^\[(\d+)\](.*)$/.exec((error.at ?? error.field).slice(volumes.length));
  const place = match === null ? undefined : places[Number(match[1])];
  if (place === undefined) return error;
  const isClaim = place.startsWith('spec.volumeClaimTemplates');
  return { ...error, at: isClaim ? `${place}.name` : place + (match?.[2] ?? '') };
}
