/**
 * Defaults of one volume and of claim templates (Kubernetes 1.36, pkg/apis/core/v1/defaults.go and
 * zz_generated.defaults.go).
 */
import { defaultPullPolicy } from '../image-name.ts';
import { defaultFieldRef } from './container.ts';
import { type Draft, fill, fillEmpty, isUnset, update, updateEach, updateStruct } from './draft.ts';
import { roundResources } from './resources.ts';

/** Every member of VolumeSource; a volume that has none of them becomes an emptyDir. */
const sources = [
  'hostPath',
  'emptyDir',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'persistentVolumeClaim',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'downwardAPI',
  'fc',
  'azureFile',
  'configMap',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'projected',
  'portworxVolume',
  'scaleIO',
  'storageos',
  'csi',
  'ephemeral',
  'image',
];
const defaultMode = 0o644;
const rbd = { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' };
const azureDisk = { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' };

export function defaultVolume(volume: Draft): void {
  if (sources.every((source) => isUnset(volume[source]))) volume.emptyDir = {};
  update(volume, 'image', (image) => fillEmpty(image, 'pullPolicy', defaultPullPolicy(image.reference)));
  update(volume, 'hostPath', (hostPath) => fill(hostPath, 'type', ''));
  for (const source of ['secret', 'configMap', 'downwardAPI', 'projected'])
    update(volume, source, (it) => fill(it, 'defaultMode', defaultMode));
  update(volume, 'downwardAPI', defaultDownwardItems);
  update(volume, 'projected', (projected) => updateEach(projected, 'sources', defaultProjection));
  update(volume, 'iscsi', (iscsi) => fillEmpty(iscsi, 'iscsiInterface', 'default'));
  update(volume, 'rbd', (it) => Object.entries(rbd).forEach(([key, value]) => fillEmpty(it, key, value)));
  update(volume, 'azureDisk', (it) => Object.entries(azureDisk).forEach(([key, value]) => fill(it, key, value)));
  update(volume, 'scaleIO', (scaleIO) => {
    fillEmpty(scaleIO, 'storageMode', 'ThinProvisioned');
    fillEmpty(scaleIO, 'fsType', 'xfs');
  });
  update(volume, 'ephemeral', (ephemeral) => update(ephemeral, 'volumeClaimTemplate', defaultClaim));
}

/** A claim template, of an ephemeral volume or of a StatefulSet. */
export function defaultClaim(claim: Draft): void {
  updateStruct(claim, 'spec', (spec) => {
    fill(spec, 'volumeMode', 'Filesystem');
    update(spec, 'resources', roundResources);
  });
}

function defaultProjection(source: Draft): void {
  update(source, 'downwardAPI', defaultDownwardItems);
  update(source, 'serviceAccountToken', (token) => fill(token, 'expirationSeconds', 3600));
}

function defaultDownwardItems(downward: Draft): void {
  updateEach(downward, 'items', (item) => update(item, 'fieldRef', defaultFieldRef));
}
