/** Repairs of volumes and their mounts. */
import type { FixIntent } from '../../kube/field-error.ts';
import { child, type FieldPath } from '../../kube/field-path.ts';
import { asObject, objectsAt, sameJson, stringAt, structAt } from '../../kube/json.ts';
import { toDnsLabel } from '../../kube/names.ts';
import { nearest } from '../../kube/nearest.ts';
import {
  add,
  type Broken,
  itemOf,
  keepOne,
  oneOf,
  ownerOf,
  remove,
  type Repair,
  type Repairs,
  set,
  valueAt,
  writtenOf,
} from './context.ts';

const isLabel = (name: string): boolean => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && name.length <= 63;

/** What may be mounted: volumes, and the claims that a StatefulSet makes. */
function mountable({ object, spec }: Broken): readonly string[] {
  const claims = objectsAt(structAt(object, 'spec'), 'volumeClaimTemplates');
  const names = [
    ...objectsAt(spec, 'volumes').map((volume) => stringAt(volume, 'name')),
    ...claims.map((claim) => stringAt(structAt(claim, 'metadata'), 'name')),
  ];
  return [...new Set(names)].filter((name) => name !== '');
}

const undeclared: Repair = (broken) => {
  const { at, object, specPath } = broken;
  const name = valueAt(object, at);
  if (typeof name !== 'string' || name === '') return [];
  const known = mountable(broken).filter((one) => one !== name);
  const isDeclared = mountable(broken).includes(name);
  const meant = nearest(name, known, 1);
  const others = meant === undefined ? (known.length <= 3 ? known : []) : [meant];
  const declare: FixIntent = {
    kind: 'append',
    at: child(specPath, 'volumes'),
    value: { name, emptyDir: {} },
    title: `Declare the volume ${name} as an emptyDir`,
  };
  return [...oneOf(at, others), ...(isLabel(name) && !isDeclared ? [declare] : [])];
};

/** A mount without a name: one of the volumes. */
const nameless: Repair = (broken) => {
  const names = mountable(broken).slice(0, 3);
  const isMissing = valueAt(broken.object, broken.at) === undefined;
  return names.map((name) => (isMissing ? add(ownerOf(broken.at), 'name', name) : set(broken.at, name)));
};

/** As the completion does: mounted under its own name. */
function named(field: string, prefix: string): Repair {
  return (broken) => {
    const { at, object } = broken;
    const name = stringAt(asObject(valueAt(object, ownerOf(at))), 'name');
    if (name === '') return [];
    const value = `${prefix}${name}`;
    return [valueAt(object, at) === undefined ? add(ownerOf(at), field, value) : set(at, value)];
  };
}

const theMount = (at: FieldPath): FieldPath => (itemOf(at) === undefined ? ownerOf(at) : at);

/** Twice in one container: the one that the server tells of goes. */
const removeMount: Repair = ({ at }) => [remove(theMount(at))];

/** A volume of the same name and content is one too many; another one needs another name. */
const twiceDeclared: Repair = ({ at, object }) => {
  const item = itemOf(ownerOf(at));
  if (item === undefined) return [];
  const volumes = objectsAt(asObject(valueAt(object, ownerOf(item.list))), 'volumes');
  const own = volumes[item.position];
  const name = stringAt(own, 'name');
  const isSame = volumes.some((volume, i) => i < item.position && sameJson(volume, own));
  return [remove(ownerOf(at), isSame ? `Remove the second ${name}, which is the same` : `Remove the second ${name}`)];
};

/** By convention an object is called as the volume that it fills. */
function calledAsVolume(field: string): Repair {
  return (broken) => {
    const { at, object } = broken;
    const path = /^.*\.volumes\[\d+\]/.exec(at)?.[0];
    const name = path === undefined ? '' : stringAt(asObject(valueAt(object, path)), 'name');
    if (!isLabel(name)) return [];
    return [valueAt(object, at) === undefined ? add(ownerOf(at), field, name) : set(at, name)];
  };
}

const claimTemplate = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };

/** A claim asks for some storage; that of its limit if it has one. */
const storage: Repair = ({ at, object }) => {
  const resources = /^(.*)\.resources/.exec(at)?.[1];
  if (resources === undefined) return [];
  const written = asObject(valueAt(object, `${resources}.resources`));
  const limit = stringAt(structAt(written, 'limits'), 'storage');
  const requests = `${resources}.resources.requests`;
  const value = limit === '' ? '1Gi' : limit;
  const isThere = valueAt(object, `${requests}.storage`) !== undefined;
  return [isThere ? set(`${requests}.storage`, value) : add(requests, 'storage', value)];
};

const singleWriter: Repair = ({ at, object }) => {
  const modes = (valueAt(object, at) ?? []) as readonly string[];
  const only = (kept: (mode: string) => boolean, title: string): FixIntent => ({
    kind: 'all',
    title,
    steps: modes.flatMap((mode, i) => (kept(mode) ? [] : [remove(`${at}[${i}]`)])),
  });
  return [
    only((mode) => mode === 'ReadWriteOncePod', 'Keep only ReadWriteOncePod'),
    only((mode) => mode !== 'ReadWriteOncePod', 'Remove ReadWriteOncePod'),
  ];
};

/** The last word of what is shown: `metadata.labels` -> `labels`. */
const downwardPath: Repair = ({ at, object }) => {
  const item = asObject(valueAt(object, ownerOf(at)));
  const from = structAt(item, 'fieldRef')['fieldPath'] ?? structAt(item, 'resourceFieldRef')['resource'];
  if (typeof from !== 'string') return [];
  const word = (/\['(?:.*\/)?(.*)'\]$/.exec(from)?.[1] ?? from.split('.').at(-1) ?? '').replace(/[^\w.-]+/g, '-');
  const isMissing = item?.['path'] === undefined;
  return word === '' ? [] : [isMissing ? add(ownerOf(at), 'path', word) : set(at, word)];
};

/** A file of a ConfigMap or Secret is usually called as its key. */
const itemKey: Repair = ({ at, object }) => {
  const item = asObject(valueAt(object, ownerOf(at)));
  const path = stringAt(item, 'path').split('/').at(-1) ?? '';
  return path === '' ? [] : [item?.['key'] === undefined ? add(ownerOf(at), 'key', path) : set(at, path)];
};

/** The URI tells which kind of disk it is. */
function azureKind(kind: string, isOf: (uri: string) => boolean): Repair {
  return ({ at, object }) => {
    const uri = valueAt(object, at);
    return typeof uri === 'string' && isOf(uri) ? [set(child(ownerOf(at), 'kind'), kind)] : [];
  };
}

const projectedSources = [
  'secret',
  'configMap',
  'downwardAPI',
  'serviceAccountToken',
  'clusterTrustBundle',
  'podCertificate',
];

/** One of the claims that the Pod has. */
const declaredClaim: Repair = ({ at, spec }) => {
  const claims = objectsAt(spec, 'resourceClaims').map((claim) => stringAt(claim, 'name'));
  return [...oneOf(child(at, 'name'), claims.slice(0, 3)), remove(at, 'Remove the claim that the Pod does not have')];
};

/** Called as what it holds. */
const volumeName: Repair = ({ at, object }) => {
  const owner = ownerOf(at);
  const volume = asObject(valueAt(object, owner)) ?? {};
  const source = Object.keys(volume).find((key) => key !== 'name');
  const inner = asObject(volume[source ?? '']);
  const named = ['name', 'secretName', 'claimName', 'server'].map((key) => stringAt(inner, key));
  const right = toDnsLabel(named.find((name) => name !== '') ?? source?.replace(/([a-z])([A-Z])/g, '$1-$2') ?? '');
  if (right === '') return [];
  return [volume['name'] === undefined ? add(owner, 'name', right) : set(at, right)];
};

const without =
  (title: string): Repair =>
  ({ at }) => [remove(at, title)];

export const volumeRepairs: Repairs = {
  'vol-name-required': volumeName,
  'vol-projected-token-max': ({ at }) => [remove(at)],
  'vol-flocker-slash': ({ at, object }) => [set(at, String(valueAt(object, at)).replaceAll('/', '-'))],
  'vol-mount-not-found': undeclared,
  'vol-mount-name-required': nameless,
  'vol-mount-path-required': named('mountPath', '/'),
  'vol-device-path-required': named('devicePath', '/dev/'),
  'vol-mount-path-unique': removeMount,
  'vol-device-path-unique': removeMount,
  'vol-device-name-unique': removeMount,
  'vol-mount-name-in-devices': removeMount,
  'vol-mount-path-in-devices': removeMount,
  'vol-device-name-in-mounts': removeMount,
  'vol-device-path-in-mounts': removeMount,
  'vol-name-duplicate': twiceDeclared,
  'vol-configmap-name': calledAsVolume('name'),
  'vol-projected-configmap-name': calledAsVolume('name'),
  'vol-projected-secret-name': calledAsVolume('name'),
  'vol-secret-name': calledAsVolume('secretName'),
  'vol-pvc-claimname': calledAsVolume('claimName'),
  'vol-nfs-path': ({ at }) => [add(ownerOf(at), 'path', '/')],
  'vol-emptydir-sizelimit': without('Remove sizeLimit'),
  'vol-ephemeral-template': ({ at }) => [add(ownerOf(at), 'volumeClaimTemplate', claimTemplate)],
  'pvc-storage-required': storage,
  'pvc-storage-positive': storage,
  'pvc-rwop-exclusive': singleWriter,
  'vol-downward-path': downwardPath,
  'vol-item-key': itemKey,
  'vol-azuredisk-uri-blob': azureKind('Managed', (uri) => uri.startsWith('/subscriptions')),
  'vol-azuredisk-uri-managed': azureKind('Dedicated', (uri) => uri.includes('.blob.')),
  'vol-fc-both': ({ at }) => keepOne(ownerOf(at), ['targetWWNs', 'wwids']),
  'vol-projected-many': ({ at, object }) => {
    const keys = writtenOf(valueAt(object, at), projectedSources);
    return [{ kind: 'split', at, keys, title: 'Make a source of each' }, ...keepOne(at, keys)];
  },
  'pvc-datasource-required': ({ at }) => [remove(ownerOf(at))],
  'vol-csi-secret-required': ({ at }) => [remove(ownerOf(at))],
  'res-claim-not-found': declaredClaim,
  'res-claim-name-required': ({ at }) => [remove(at, 'Remove the claim without a name')],
  'claims-both-sources': ({ at }) => keepOne(at, ['resourceClaimName', 'resourceClaimTemplateName']),
  'claims-name-required': ({ at, object }) => {
    const claim = asObject(valueAt(object, ownerOf(at)));
    const name = toDnsLabel(stringAt(claim, 'resourceClaimName') || stringAt(claim, 'resourceClaimTemplateName'));
    return name === '' ? [] : [add(ownerOf(at), 'name', name)];
  },
  'claims-mirror': ({ specPath }) => [remove(child(specPath, 'resourceClaims'))],
  'anno-seccomp-localhost-path': (broken) => {
    const written = valueAt(broken.object, broken.at);
    return typeof written === 'string' ? [set(broken.at, written.replace(/^localhost\/+/, 'localhost/'))] : [];
  },
};
