/** The volumes of a Pod as `kubectl describe pod` prints them. Mirrors describeVolumes in kubectl/pkg/describe/describe.go (1.36). */
import { compareQuantities, quantityOf, quantityText, zeroQuantity } from '../kube/quantity.ts';
import { type ApiObject, isObject, listAt, objectAt } from './api-pod.ts';
import { byCodeUnits, type Lines, writeAnnotations, writeMap } from './lines.ts';

/** A kind of volume: its description and its fields as [label, field of the source]. */
interface VolumeText {
  readonly type: string;
  readonly fields: readonly (readonly [label: string, field: string, otherwise?: string])[];
}

const RO = ['ReadOnly:', 'readOnly', 'false'] as const,
  FS = ['FSType:', 'fsType'] as const,
  SECRET = ['SecretRef:', 'secretRef', 'nil'] as const;

/** In the order in which kubectl looks. */
const volumeTexts: Readonly<Record<string, VolumeText>> = {
  hostPath: {
    type: 'HostPath (bare host directory volume)',
    fields: [
      ['Path:', 'path'],
      ['HostPathType:', 'type', '<none>'],
    ],
  },
  emptyDir: {
    type: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    fields: [
      ['Medium:', 'medium'],
      ['SizeLimit:', 'sizeLimit', '<unset>'],
    ],
  },
  gcePersistentDisk: {
    type: 'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    fields: [['PDName:', 'pdName'], FS, ['Partition:', 'partition', '0'], RO],
  },
  awsElasticBlockStore: {
    type: 'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    fields: [['VolumeID:', 'volumeID'], FS, ['Partition:', 'partition', '0'], RO],
  },
  gitRepo: {
    type: 'GitRepo (a volume that is pulled from git when the pod is created)',
    fields: [
      ['Repository:', 'repository'],
      ['Revision:', 'revision'],
    ],
  },
  secret: {
    type: 'Secret (a volume populated by a Secret)',
    fields: [
      ['SecretName:', 'secretName'],
      ['Optional:', 'optional', 'false'],
    ],
  },
  configMap: {
    type: 'ConfigMap (a volume populated by a ConfigMap)',
    fields: [
      ['Name:', 'name'],
      ['Optional:', 'optional', 'false'],
    ],
  },
  nfs: {
    type: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    fields: [['Server:', 'server'], ['Path:', 'path'], RO],
  },
  iscsi: {
    type: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    fields: [
      ['TargetPortal:', 'targetPortal'],
      ['IQN:', 'iqn'],
      ['Lun:', 'lun', '0'],
      ['ISCSIInterface', 'iscsiInterface'],
      FS,
      RO,
      ['Portals:', 'portals', '[]'],
      ['DiscoveryCHAPAuth:', 'chapAuthDiscovery', 'false'],
      ['SessionCHAPAuth:', 'chapAuthSession', 'false'],
      SECRET,
      ['InitiatorName:', 'initiatorName', '<none>'],
    ],
  },
  glusterfs: {
    type: "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    fields: [['EndpointsName:', 'endpoints'], ['Path:', 'path'], RO],
  },
  persistentVolumeClaim: {
    type: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    fields: [['ClaimName:', 'claimName'], RO],
  },
  ephemeral: {
    type: 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
    fields: [],
  },
  rbd: {
    type: "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
    fields: [
      ['CephMonitors:', 'monitors', '[]'],
      ['RBDImage:', 'image'],
      FS,
      ['RBDPool:', 'pool'],
      ['RadosUser:', 'user'],
      ['Keyring:', 'keyring'],
      SECRET,
      RO,
    ],
  },
  quobyte: {
    type: "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    fields: [['Registry:', 'registry'], ['Volume:', 'volume'], RO],
  },
  downwardAPI: { type: 'DownwardAPI (a volume populated by information about the pod)', fields: [] },
  azureDisk: {
    type: 'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    fields: [
      ['DiskName:', 'diskName'],
      ['DiskURI:', 'diskURI'],
      ['Kind: ', 'kind'],
      FS,
      ['CachingMode:', 'cachingMode'],
      RO,
    ],
  },
  vsphereVolume: {
    type: 'vSphereVolume (a Persistent Disk resource in vSphere)',
    fields: [['VolumePath:', 'volumePath'], FS, ['StoragePolicyName:', 'storagePolicyName']],
  },
  cinder: {
    type: 'Cinder (a Persistent Disk resource in OpenStack)',
    fields: [['VolumeID:', 'volumeID'], FS, RO, SECRET],
  },
  photonPersistentDisk: {
    type: 'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
    fields: [['PdID:', 'pdID'], FS],
  },
  portworxVolume: { type: 'PortworxVolume (a Portworx Volume resource)', fields: [['VolumeID:', 'volumeID']] },
  scaleIO: {
    type: 'ScaleIO (a persistent volume backed by a block device in ScaleIO)',
    fields: [
      ['Gateway:', 'gateway'],
      ['System:', 'system'],
      ['Protection Domain:', 'protectionDomain'],
      ['Storage Pool:', 'storagePool'],
      ['Storage Mode:', 'storageMode'],
      ['VolumeName:', 'volumeName'],
      FS,
      RO,
    ],
  },
  cephfs: {
    type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    fields: [
      ['Monitors:', 'monitors', '[]'],
      ['Path:', 'path'],
      ['User:', 'user'],
      ['SecretFile:', 'secretFile'],
      SECRET,
      RO,
    ],
  },
  storageos: {
    type: 'StorageOS (a StorageOS Persistent Disk resource)',
    fields: [['VolumeName:', 'volumeName'], ['VolumeNamespace:', 'volumeNamespace'], FS, RO],
  },
  fc: { type: 'FC (a Fibre Channel disk)', fields: [['TargetWWNs:', 'targetWWNs'], ['LUN:', 'lun', '<none>'], FS, RO] },
  azureFile: {
    type: 'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    fields: [['SecretName:', 'secretName'], ['ShareName:', 'shareName'], RO],
  },
  flexVolume: {
    type: 'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    fields: [['Driver:', 'driver'], FS, SECRET, RO, ['Options:', 'options', 'map[]']],
  },
  flocker: {
    type: 'Flocker (a Flocker volume mounted by the Flocker agent)',
    fields: [
      ['DatasetName:', 'datasetName'],
      ['DatasetUUID:', 'datasetUUID'],
    ],
  },
  projected: { type: 'Projected (a volume that contains injected data from multiple sources)', fields: [] },
  csi: { type: 'CSI (a Container Storage Interface (CSI) volume source)', fields: [['Driver:', 'driver'], FS, RO] },
  image: {
    type: 'Image (a container image or OCI artifact)',
    fields: [
      ['Reference:', 'reference'],
      ['PullPolicy:', 'pullPolicy'],
    ],
  },
};

export function writeVolumes(lines: Lines, volumes: readonly ApiObject[]): void {
  if (!volumes.length) return lines.write(0, 'Volumes:\t<none>\n');
  lines.write(0, 'Volumes:\n');
  for (const volume of volumes) {
    lines.write(1, `${String(volume['name'])}:\n`);
    const kind = Object.keys(volumeTexts).find((name) => isObject(volume[name]));
    if (kind === undefined) lines.write(1, '<unknown>\n');
    else writeSource(lines, kind, objectAt(volume, kind));
  }
}

function writeSource(lines: Lines, kind: string, source: ApiObject): void {
  const { type, fields } = volumeTexts[kind] ?? { type: '', fields: [] };
  lines.write(2, `Type:\t${type}\n`);
  for (const [label, field, otherwise] of fields)
    lines.write(2, `${label}\t${fieldText(field, source[field], otherwise ?? '')}\n`);
  if (kind === 'projected') writeProjected(lines, listAt(source, 'sources'));
  if (kind === 'downwardAPI') writeDownward(lines, listAt(source, 'items'));
  if (kind === 'csi') writeAttributes(lines, objectAt(source, 'volumeAttributes'));
  if (kind === 'ephemeral' && isObject(source['volumeClaimTemplate']))
    writeClaim(lines.nested(2), objectAt(source, 'volumeClaimTemplate'));
}

/** As Go's `%v` prints it. */
function fieldText(field: string, value: unknown, otherwise: string): string {
  if (value === undefined || value === null) return otherwise;
  if (field === 'sizeLimit') {
    const limit = quantityOf(value);
    return compareQuantities(limit, zeroQuantity) > 0 ? quantityText(limit) : otherwise;
  }
  if (field === 'targetWWNs' && Array.isArray(value)) return value.join(', ');
  if (field === 'secretRef') return `&LocalObjectReference{Name:${String(objectAt(value)['name'] ?? '')},}`;
  if (Array.isArray(value)) return `[${value.join(' ')}]`;
  if (isObject(value))
    return `map[${Object.keys(value)
      .sort(byCodeUnits)
      .map((key) => `${key}:${String(value[key])}`)
      .join(' ')}]`;
  return String(value);
}

function writeProjected(lines: Lines, sources: readonly ApiObject[]): void {
  for (const source of sources) {
    const named = (label: string, from: ApiObject): void =>
      lines.write(2, `${label}:\t${String(from['name'] ?? '')}\n    Optional:\t${String(from['optional'] ?? false)}\n`);
    if (isObject(source['secret'])) named('SecretName', source['secret']);
    else if (isObject(source['downwardAPI'])) lines.write(2, 'DownwardAPI:\ttrue\n');
    else if (isObject(source['configMap'])) named('ConfigMapName', source['configMap']);
    else if (isObject(source['serviceAccountToken'])) {
      lines.write(
        2,
        `TokenExpirationSeconds:\t${String(source['serviceAccountToken']['expirationSeconds'] ?? 3600)}\n`,
      );
    }
  }
}

function writeDownward(lines: Lines, items: readonly ApiObject[]): void {
  lines.write(2, 'Items:\n');
  for (const item of items) {
    if (isObject(item['fieldRef']))
      lines.write(3, `${String(item['fieldRef']['fieldPath'])} -> ${String(item['path'])}\n`);
    if (isObject(item['resourceFieldRef']))
      lines.write(3, `${String(item['resourceFieldRef']['resource'])} -> ${String(item['path'])}\n`);
  }
}

const LONGEST_ATTRIBUTE = 140;

function writeAttributes(lines: Lines, attributes: ApiObject): void {
  const keys = Object.keys(attributes).sort(byCodeUnits);
  if (!keys.length) return lines.write(2, 'VolumeAttributes:\t<none>\n');
  lines.write(2, 'VolumeAttributes:\t');
  keys.forEach((key, i) => {
    if (i > 0) {
      lines.write(2, '');
      lines.write(2, '\t');
    }
    const line = `${key}=${String(attributes[key])}`;
    lines.write(2, line.length > LONGEST_ATTRIBUTE ? `${line.slice(0, LONGEST_ATTRIBUTE)}...\n` : `${line}\n`);
  });
}

function writeClaim(lines: Lines, template: ApiObject): void {
  const metadata = objectAt(template, 'metadata'),
    spec = objectAt(template, 'spec'),
    annotations = objectAt(metadata, 'annotations');
  lines.write(
    0,
    `StorageClass:\t${String(annotations['volume.beta.kubernetes.io/storage-class'] ?? spec['storageClassName'] ?? '')}\n`,
  );
  lines.write(0, `Volume:\t${String(spec['volumeName'] ?? '')}\n`);
  writeMap(lines, 'Labels', objectAt(metadata, 'labels'));
  writeAnnotations(lines, annotations);
  lines.write(0, `Capacity:\t${spec['volumeName'] ? '0' : ''}\n`);
  lines.write(0, 'Access Modes:\t\n');
  if (spec['volumeMode'] !== undefined) lines.write(0, `VolumeMode:\t${String(spec['volumeMode'])}\n`);
  if (!isObject(spec['dataSource'])) return;
  lines.write(0, 'DataSource:\n');
  const { apiGroup, kind, name } = spec['dataSource'];
  if (apiGroup !== undefined) lines.write(1, `APIGroup:\t${String(apiGroup)}\n`);
  lines.write(1, `Kind:\t${String(kind)}\n`);
  lines.write(1, `Name:\t${String(name)}\n`);
}
