/**
 * The sources that a volume may have, in the order in which the server looks, with their checks
 * (pkg/apis/core/validation, 1.36).
 */
import { type FieldPath, child } from '../kube/field-path.ts';
import { type JsonObject, objectAt, optionalStringAt, stringAt, structAt } from '../kube/json.ts';
import { quantityOf, quantitySign } from '../kube/quantity.ts';
import { validateClaimSpec } from './claim.ts';
import type { ValidationContext } from './context.ts';
import { type Errors, forbidden, none, notSupported, required } from './errors.ts';
import { validateDescendingPath, validateNoBacksteps } from './formats.ts';
import { validateAnnotations, validateLabels, validateTemplateMeta } from './metadata.ts';
import {
  validateAzureDisk,
  validateAzureFile,
  validateCephFs,
  validateCinder,
  validateFibreChannel,
  validateFlex,
  validateFlocker,
  validateGlusterfs,
  validateIscsi,
  validateNfs,
  validatePartitioned,
  validateQuobyte,
  validateRbd,
  validateScaleIo,
  validateStorageOs,
} from './volume-network.ts';
import { validateCsi, validateDownwardApi, validateKeyedFiles } from './volume-files.ts';
import { validateProjected } from './volume-projected.ts';

export interface VolumeScope {
  /** Some checks are for Pods only, not for templates. */
  readonly isPod: boolean;
  readonly context: ValidationContext;
}

export interface VolumeSource {
  readonly key: string;
  /** The key as the server prints it below the volume. */
  readonly printed?: string;
  /** The key as the server prints it for a second source. */
  readonly printedSecond?: string;
  readonly check: (source: JsonObject, path: FieldPath, scope: VolumeScope) => Errors;
}

const needs =
  (code: string, key: string) =>
  (source: JsonObject, path: FieldPath): Errors =>
    stringAt(source, key) === '' ? [required(code, child(path, key))] : none;

export const volumeSources: readonly VolumeSource[] = [
  { key: 'emptyDir', check: validateEmptyDir },
  { key: 'hostPath', check: validateHostPath },
  { key: 'gitRepo', check: validateGitRepo },
  {
    key: 'gcePersistentDisk',
    printed: 'persistentDisk',
    printedSecond: 'gcePersistentDisk',
    check: (source, path) => validatePartitioned(source, path, 'pdName', ['vol-gce-pdname', 'vol-gce-partition']),
  },
  {
    key: 'awsElasticBlockStore',
    check: (source, path) => validatePartitioned(source, path, 'volumeID', ['vol-aws-volumeid', 'vol-aws-partition']),
  },
  { key: 'secret', check: (source, path) => validateKeyedFiles(source, path, 'secret') },
  { key: 'nfs', check: validateNfs },
  { key: 'iscsi', check: validateIscsi },
  { key: 'glusterfs', check: validateGlusterfs },
  { key: 'flocker', check: validateFlocker },
  { key: 'persistentVolumeClaim', check: needs('vol-pvc-claimname', 'claimName') },
  { key: 'rbd', check: validateRbd },
  { key: 'cinder', check: validateCinder },
  { key: 'cephfs', printedSecond: 'cephFS', check: validateCephFs },
  { key: 'quobyte', check: validateQuobyte },
  { key: 'downwardAPI', printedSecond: 'downwarAPI', check: validateDownwardApi },
  { key: 'fc', check: validateFibreChannel },
  { key: 'flexVolume', check: validateFlex },
  { key: 'configMap', check: (source, path) => validateKeyedFiles(source, path, 'configMap') },
  { key: 'azureFile', check: validateAzureFile },
  { key: 'vsphereVolume', check: needs('vol-vsphere-path', 'volumePath') },
  { key: 'photonPersistentDisk', check: needs('vol-photon-pdid', 'pdID') },
  { key: 'portworxVolume', check: needs('vol-portworx-id', 'volumeID') },
  { key: 'azureDisk', check: validateAzureDisk },
  { key: 'storageos', check: validateStorageOs },
  { key: 'projected', check: validateProjected },
  { key: 'scaleIO', check: validateScaleIo },
  { key: 'csi', check: validateCsi },
  { key: 'ephemeral', check: validateEphemeral },
  { key: 'image', check: validateImage },
];

function validateEmptyDir(source: JsonObject, path: FieldPath): Errors {
  if (quantitySign(quantityOf(source['sizeLimit'])) >= 0) return none;
  return [
    forbidden('vol-emptydir-sizelimit', child(path, 'sizeLimit'), 'SizeLimit field must be a valid resource quantity'),
  ];
}

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

function validateHostPath(source: JsonObject, path: FieldPath): Errors {
  const hostPath = stringAt(source, 'path');
  const type = optionalStringAt(source, 'type');
  if (hostPath === '') return [required('vol-hostpath-path', child(path, 'path'))];
  return [
    ...validateNoBacksteps('vol-hostpath-backstep', child(path, 'path'), hostPath),
    ...(type === undefined || hostPathTypes.includes(type)
      ? none
      : [notSupported('vol-hostpath-type', child(path, 'type'), type, hostPathTypes)]),
  ];
}

function validateGitRepo(source: JsonObject, path: FieldPath): Errors {
  const codes = { absolute: 'vol-gitrepo-directory', backstep: 'vol-gitrepo-directory' };
  return [
    ...needs('vol-gitrepo-repository', 'repository')(source, path),
    ...validateDescendingPath(codes, child(path, 'directory'), stringAt(source, 'directory')),
  ];
}

function validateEphemeral(source: JsonObject, path: FieldPath, scope: VolumeScope): Errors {
  const template = objectAt(source, 'volumeClaimTemplate');
  const field = child(path, 'volumeClaimTemplate');
  if (template === undefined) return [required('vol-ephemeral-template', field)];
  const metadata = structAt(template, 'metadata');
  const meta = child(field, 'metadata');
  return [
    ...withCode(
      'vol-ephemeral-meta-labels',
      validateAnnotations(metadata['annotations'], child(meta, 'annotations'), 'meta'),
    ),
    ...withCode('vol-ephemeral-meta-labels', validateLabels(metadata['labels'], child(meta, 'labels'), 'meta')),
    ...validateTemplateMeta(metadata, meta, ['labels', 'annotations'], 'vol-ephemeral-meta-forbidden'),
    ...validateClaimSpec(structAt(template, 'spec'), child(field, 'spec'), scope.context),
  ];
}

function withCode(code: string, errors: Errors): Errors {
  return errors.map((error) => ({ ...error, code }));
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** Errors of an image pull policy, of a container or of an image volume. */
export function validatePullPolicy(code: string, policy: string, field: FieldPath): Errors {
  if (pullPolicies.includes(policy)) return none;
  return policy === '' ? [required(code, field)] : [notSupported(code, field, policy, pullPolicies)];
}

function validateImage(source: JsonObject, path: FieldPath, scope: VolumeScope): Errors {
  return [
    ...(scope.isPod ? needs('vol-image-reference', 'reference')(source, path) : none),
    ...validatePullPolicy('vol-image-pull-policy', stringAt(source, 'pullPolicy'), child(path, 'pullPolicy')),
  ];
}
