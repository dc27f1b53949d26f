/** Checks of the volumes of a pod spec: names, and that each has one source (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { goQuote } from '../kube/go-print.ts';
import { type JsonObject, objectAt, objectsAt, optionalStringAt, stringAt } from '../kube/json.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import { byteLength } from '../kube/utf8.ts';
import { type Errors, duplicate, forbidden, invalid, none, remove, required } from './errors.ts';
import { validateDnsLabel } from './formats.ts';
import type { Volumes } from './volume-mounts.ts';
import { type VolumeScope, volumeSources } from './volume-sources.ts';

export interface VolumesResult {
  readonly errors: Errors;
  /** The volumes without any error: only these can be mounted. */
  readonly valid: Volumes;
}

/** Errors of the volumes at `path`; `podName` is that of a Pod, empty in a template. */
export function validateVolumes(spec: JsonObject, podName: string, path: FieldPath, scope: VolumeScope): VolumesResult {
  const volumes = objectsAt(spec, 'volumes');
  const valid = new Map<string, JsonObject>();
  const places = new Map<string, FieldPath>();
  const ownClaims = ownClaimNames(volumes, podName);
  const errors: FieldError[] = [];
  volumes.forEach((volume, position) => {
    const at = index(path, position);
    const name = stringAt(volume, 'name');
    const own = [...validateSource(volume, podName, at, scope), ...validateName(name, child(at, 'name'), places)];
    if (own.length === 0) {
      valid.set(name, volume);
      places.set(name, child(at, 'name'));
    }
    errors.push(...own, ...validateForeignClaim(volume, ownClaims, at));
  });
  return { errors, valid };
}

function ownClaimNames(volumes: readonly JsonObject[], podName: string): ReadonlySet<string> {
  if (podName === '') return new Set();
  const ephemeral = volumes.filter((volume) => objectAt(volume, 'ephemeral') !== undefined);
  return new Set(ephemeral.map((volume) => `${podName}-${stringAt(volume, 'name')}`));
}

function validateName(name: string, field: FieldPath, places: ReadonlyMap<string, FieldPath>): Errors {
  const first = places.get(name);
  return [
    ...(name === '' ? [required('vol-name-required', field)] : validateDnsLabel('vol-name-label', field, name)),
    ...(first === undefined
      ? none
      : [
          duplicate('vol-name-duplicate', field, name, {
            related: [{ at: first, message: `the first volume named ${name}` }],
          }),
        ]),
  ];
}

function validateForeignClaim(volume: JsonObject, ownClaims: ReadonlySet<string>, at: FieldPath): Errors {
  const claim = objectAt(volume, 'persistentVolumeClaim');
  const name = stringAt(claim, 'claimName');
  if (claim === undefined || !ownClaims.has(name)) return none;
  const detail = 'must not reference a PVC that gets created for an ephemeral volume';
  return [invalid('vol-pvc-own-ephemeral', child(at, 'persistentVolumeClaim', 'claimName'), name, detail)];
}

const tooManySources = 'may not specify more than 1 volume type';

function validateSource(volume: JsonObject, podName: string, at: FieldPath, scope: VolumeScope): Errors {
  const errors: FieldError[] = [];
  let count = 0;
  for (const { key, printed, printedSecond, check } of volumeSources) {
    const source = objectAt(volume, key);
    if (source === undefined) continue;
    count++;
    if (count > 1) {
      const place = child(at, key);
      errors.push(
        forbidden('vol-many-sources', child(at, printedSecond ?? key), tooManySources, { at: place, ...remove(place) }),
      );
    } else {
      errors.push(
        ...relocate(check(source, child(at, printed ?? key), scope), child(at, printed ?? key), child(at, key)),
      );
      if (key === 'ephemeral') errors.push(...validateClaimName(stringAt(volume, 'name'), podName, at));
    }
    if (key === 'iscsi') errors.push(...validateIscsiName(source, stringAt(volume, 'name'), at));
  }
  if (count === 0) errors.push(required('vol-no-source', at, 'must specify a volume type'));
  return errors;
}

/** The true place below a source whose key the server prints in another way. */
function relocate(errors: Errors, printed: FieldPath, place: FieldPath): Errors {
  if (printed === place) return errors;
  return errors.map((error) =>
    error.at === undefined ? { ...error, at: place + error.field.slice(printed.length) } : error,
  );
}

function validateClaimName(name: string, podName: string, at: FieldPath): Errors {
  if (podName === '' || name === '') return none;
  const claim = `${podName}-${name}`;
  return nameIsSubdomain(claim, false).map((text) =>
    invalid('vol-ephemeral-pvc-name', child(at, 'name'), name, `PVC name ${goQuote(claim)}: ${text}`),
  );
}

function validateIscsiName(source: JsonObject, name: string, at: FieldPath): Errors {
  const isSet = optionalStringAt(source, 'initiatorName') !== undefined;
  if (!isSet || byteLength(`${name}:${stringAt(source, 'targetPortal')}`) <= 64) return none;
  const detail =
    'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
  return [invalid('vol-iscsi-name-too-long', child(at, 'name'), name, detail)];
}
