/**
 * Warnings about volumes: drivers that are gone, paths in each other, fractional bytes (pkg/api/pod/warnings.go,
 * 1.36).
 */
import type { ApiWarning } from '../../kube/field-error.ts';
import { type FieldPath, child, index } from '../../kube/field-path.ts';
import { goQuote } from '../../kube/go-print.ts';
import { type JsonObject, objectAt, objectsAt, optionalStringAt, stringAt, structAt } from '../../kube/json.ts';
import { resourceListAt } from '../../kube/pod-resources.ts';
import { type Quantity, quantityText, scaledValue } from '../../kube/quantity.ts';
import { type ValidationContext, atLeast } from '../context.ts';

/** Source, its name in the server's path, code, text; in the order of the server. */
type Driver = readonly [source: string, printed: string, code: string, text: string];
const before: readonly Driver[] = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'warn-vol-photon', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'warn-vol-gitrepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'scaleIO', 'warn-vol-scaleio', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'warn-vol-flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'warn-vol-storageos', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'warn-vol-quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'warn-vol-glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
];
const after: readonly Driver[] = [
  ['cephfs', 'cephfs', 'warn-vol-cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'warn-vol-rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];

export function driverWarnings(spec: JsonObject, at: FieldPath, context: ValidationContext): readonly ApiWarning[] {
  return objectsAt(spec, 'volumes').flatMap((volume, i) => {
    const place = index(child(at, 'volumes'), i);
    const claim = objectAt(structAt(volume, 'ephemeral'), 'volumeClaimTemplate');
    const claimAt = child(place, 'ephemeral', 'volumeClaimTemplate', 'spec');
    return [
      ...before.flatMap((driver) => driverWarning(volume, driver, place, context)),
      ...(claim === undefined
        ? []
        : claimWarnings('warn-vol-ephemeral-storage', structAt(claim, 'spec'), claimAt, claimAt)),
      ...after.flatMap((driver) => driverWarning(volume, driver, place, context)),
    ];
  });
}

function driverWarning(
  volume: JsonObject,
  [source, printed, code, text]: Driver,
  place: FieldPath,
  context: ValidationContext,
): readonly ApiWarning[] {
  if (objectAt(volume, source) === undefined) return [];
  const shown = source === 'gitRepo' && !atLeast(context, 33) ? 'deprecated in v1.11' : text;
  return [{ code, at: child(place, source), message: `${child(place, printed)}: ${shown}` }];
}

/** `printed` is the path in the text, `at` the true one. */
export function claimWarnings(
  code: string,
  spec: JsonObject,
  printed: FieldPath,
  at: FieldPath,
): readonly ApiWarning[] {
  return ['requests', 'limits'].flatMap((list) => {
    const amount = resourceListAt(structAt(spec, 'resources'), list).get('storage');
    const key = (path: FieldPath): FieldPath => index(child(path, 'resources', list), 'storage');
    return amount === undefined ? [] : fractionWarnings(code, amount, key(printed), key(at));
  });
}

export function fractionWarnings(
  code: string,
  amount: Quantity,
  printed: FieldPath,
  at: FieldPath = printed,
): readonly ApiWarning[] {
  if (scaledValue(amount, -3) % 1000n === 0n) return [];
  // Thousandths of a byte: with a capital M these are the megabytes that were meant.
  const text = quantityText(amount);
  const fix = /^\d+m$/.test(text) ? { fix: { kind: 'set', at, value: `${text.slice(0, -1)}M` } as const } : {};
  return [
    { code, at, message: `${printed}: fractional byte value ${goQuote(text)} is invalid, must be an integer`, ...fix },
  ];
}

interface MountedPath {
  readonly path: string;
  /** Where it comes from, in a projected volume. */
  readonly source: string;
}

export function overlapWarnings(spec: JsonObject, at: FieldPath, context: ValidationContext): readonly ApiWarning[] {
  return objectsAt(spec, 'volumes').flatMap((volume, i) => {
    const place = index(child(at, 'volumes'), i);
    const name = stringAt(volume, 'name');
    return [
      ...overlapsOf(
        volume,
        'configMap',
        `ConfigMap ${goQuote(stringAt(structAt(volume, 'configMap'), 'name'))}`,
        place,
      ),
      ...overlapsOf(volume, 'secret', `Secret ${goQuote(stringAt(structAt(volume, 'secret'), 'secretName'))}`, place),
      ...overlapsOf(volume, 'downwardAPI', 'DownwardAPI', place),
      ...projectedWarnings(name, structAt(volume, 'projected'), child(place, 'projected'), context),
    ];
  });
}

function overlapsOf(volume: JsonObject, kind: string, description: string, place: FieldPath): readonly ApiWarning[] {
  const paths = objectsAt(structAt(volume, kind), 'items').map((item) => ({
    path: stringAt(item, 'path'),
    source: '',
  }));
  const seen: MountedPath[] = [];
  return paths.flatMap((path, i) => {
    const at = child(index(child(place, kind, 'items'), i), 'path');
    return overlaps(seen, path).map((text) =>
      overlapWarning('warn-vol-overlap', stringAt(volume, 'name'), description, text, at),
    );
  });
}

function projectedWarnings(
  name: string,
  projected: JsonObject,
  at: FieldPath,
  context: ValidationContext,
): readonly ApiWarning[] {
  const seen: MountedPath[] = [];
  let last: readonly MountedPath[] = [];
  return objectsAt(projected, 'sources').flatMap((source, i) => {
    const place = index(child(at, 'sources'), i);
    if (!members.some((member) => objectAt(source, member) !== undefined)) {
      return [
        {
          code: 'warn-vol-projected-empty',
          at: place,
          message: `volume ${goQuote(name)} (Projected) has no sources provided`,
          fix: { kind: 'remove', at: place } as const,
        },
      ];
    }
    // Before 1.34 a source without paths of its own was taken for the one before it.
    last = pathsOfSource(source) ?? (atLeast(context, 34) ? [] : last);
    return last.flatMap((path) =>
      overlaps(seen, path).map((text) => overlapWarning('warn-vol-projected-overlap', name, 'Projected', text, place)),
    );
  });
}

const members = ['secret', 'downwardAPI', 'configMap', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];

/** The first member that is there counts; `undefined` where none names a path. */
function pathsOfSource(source: JsonObject): readonly MountedPath[] | undefined {
  const items = (member: string, label: string): readonly MountedPath[] | undefined =>
    Array.isArray(structAt(source, member)['items'])
      ? objectsAt(structAt(source, member), 'items').map((item) => ({ path: stringAt(item, 'path'), source: label }))
      : undefined;
  const quoted = (member: string): string => goQuote(stringAt(structAt(source, member), 'name'));
  return (
    items('configMap', `ConfigMap ${quoted('configMap')}`) ??
    items('secret', `Secret ${quoted('secret')}`) ??
    items('downwardAPI', 'DownwardAPI') ??
    singlePaths(source)
  );
}

function singlePaths(source: JsonObject): readonly MountedPath[] | undefined {
  const token = objectAt(source, 'serviceAccountToken');
  if (token !== undefined) return [{ path: stringAt(token, 'path'), source: 'ServiceAccountToken' }];
  const bundle = objectAt(source, 'clusterTrustBundle');
  if (bundle !== undefined) {
    const name = optionalStringAt(bundle, 'name') ?? stringAt(bundle, 'signerName');
    return [{ path: stringAt(bundle, 'path'), source: `ClusterTrustBundle ${goQuote(name)}` }];
  }
  const certificate = objectAt(source, 'podCertificate');
  if (certificate === undefined) return undefined;
  const parts = { certificateChainPath: 'chain', keyPath: 'key', credentialBundlePath: 'credential bundle' };
  return Object.entries(parts).flatMap(([key, label]) => {
    const path = stringAt(certificate, key);
    return path === '' ? [] : [{ path, source: `PodCertificate ${label}` }];
  });
}

/** Compares with the paths seen before, and adds this one to them. */
function overlaps(seen: MountedPath[], given: MountedPath): readonly string[] {
  const path = { ...given, path: given.path.replace(/\/+$/, '') };
  const texts =
    path.path === ''
      ? []
      : seen.filter((other) => isOverlap(other, path)).map((other) => `${print(path)} with ${print(other)}`);
  seen.push(path);
  return texts;
}

function isOverlap(other: MountedPath, path: MountedPath): boolean {
  return (
    other.path !== '' && (`${other.path}/`.startsWith(`${path.path}/`) || `${path.path}/`.startsWith(`${other.path}/`))
  );
}

function print({ path, source }: MountedPath): string {
  return source === '' ? goQuote(path) : `${goQuote(path)} (${source})`;
}

function overlapWarning(code: string, name: string, description: string, text: string, at: FieldPath): ApiWarning {
  return { code, at, message: `volume ${goQuote(name)} (${description}): overlapping paths: ${text}` };
}
