/** Checks of volumes that live on a network or with a cloud provider (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import {
  type JsonObject,
  booleanAt,
  integerAt,
  listAt,
  objectAt,
  optionalStringAt,
  stringAt,
  stringMapAt,
  stringsAt,
} from '../kube/json.ts';
import { rangeError } from '../kube/names.ts';
import { byteLength } from '../kube/utf8.ts';
import { type Errors, asJson, invalid, none, notSupported, notSupportedText, remove, required, set } from './errors.ts';
import { validateDnsLabel } from './formats.ts';

function needText(code: string, source: JsonObject, key: string, path: FieldPath): Errors {
  return stringAt(source, key) === '' ? [required(code, child(path, key))] : none;
}

function needList(code: string, source: JsonObject, key: string, path: FieldPath): Errors {
  return listAt(source, key).length === 0 ? [required(code, child(path, key))] : none;
}

function needSecretName(code: string, source: JsonObject, path: FieldPath): Errors {
  const secret = objectAt(source, 'secretRef');
  return secret === undefined ? none : needText(code, secret, 'name', child(path, 'secretRef'));
}

/** Disks of GCE and AWS. The text says 1, but 0 is allowed. */
export function validatePartitioned(
  source: JsonObject,
  path: FieldPath,
  key: string,
  codes: readonly [string, string],
): Errors {
  const partition = integerAt(source, 'partition') ?? 0;
  const isInRange = partition >= 0 && partition <= 255;
  return [
    ...needText(codes[0], source, key, path),
    ...(isInRange ? none : [invalid(codes[1], child(path, 'partition'), partition, rangeError(1, 255))]),
  ];
}

export function validateNfs(source: JsonObject, path: FieldPath): Errors {
  const nfsPath = stringAt(source, 'path');
  const field = child(path, 'path');
  return [
    ...needText('vol-nfs-server', source, 'server', path),
    ...needText('vol-nfs-path', source, 'path', path),
    ...(nfsPath.startsWith('/')
      ? none
      : [invalid('vol-nfs-path-abs', field, nfsPath, 'must be an absolute path', { fix: set(field, `/${nfsPath}`) })]),
  ];
}

export function validateIscsi(source: JsonObject, path: FieldPath): Errors {
  const iqn = stringAt(source, 'iqn');
  const lun = integerAt(source, 'lun') ?? 0;
  const initiator = optionalStringAt(source, 'initiatorName');
  const usesChap = booleanAt(source, 'chapAuthDiscovery') === true || booleanAt(source, 'chapAuthSession') === true;
  const errors: FieldError[] = [...needText('vol-iscsi-portal', source, 'targetPortal', path)];
  if (iqn === '') errors.push(required('vol-iscsi-iqn-required', child(path, 'iqn')));
  else errors.push(...validateIscsiName('vol-iscsi-iqn', iqn, child(path, 'iqn')));
  if (lun < 0 || lun > 255) errors.push(invalid('vol-iscsi-lun', child(path, 'lun'), lun, rangeError(0, 255)));
  if (usesChap && objectAt(source, 'secretRef') === undefined)
    errors.push(required('vol-iscsi-chap-secret', child(path, 'secretRef')));
  if (initiator !== undefined) {
    const at = child(path, 'initiatorName');
    errors.push(
      ...validateIscsiName('vol-iscsi-initiator', initiator, child(path, 'initiatorname')).map((error) => ({
        ...error,
        at,
      })),
    );
  }
  return errors;
}

/** Go's patterns; only that of `iqn` may start anywhere in the text, and `\w`-like classes are ASCII. */
const iscsiPatterns: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.[0-9A-Za-z\-.]+:[^,;*&$|\t\n\f\r ]+$/,
  eui: /^eui.[0-9A-Za-z]{16}$/su,
  naa: /^naa.[0-9A-Za-z]{32}$/su,
};

function validateIscsiName(code: string, name: string, field: FieldPath): Errors {
  const pattern = Object.keys(iscsiPatterns).find((prefix) => name.startsWith(prefix));
  if (pattern === undefined)
    return [invalid(`${code}-prefix`, field, name, 'must be valid format starting with iqn, eui, or naa')];
  const isValid = name.length <= 4096 && iscsiPatterns[pattern]?.test(name) === true;
  return isValid ? none : [invalid(`${code}-format`, field, name, 'must be valid format')];
}

export function validateGlusterfs(source: JsonObject, path: FieldPath): Errors {
  return [
    ...needText('vol-glusterfs-endpoints', source, 'endpoints', path),
    ...needText('vol-glusterfs-path', source, 'path', path),
  ];
}

export function validateFlocker(source: JsonObject, path: FieldPath): Errors {
  const name = stringAt(source, 'datasetName');
  const uuid = stringAt(source, 'datasetUUID');
  const errors: FieldError[] = [];
  if (name === '' && uuid === '')
    errors.push(required('vol-flocker-none', path, 'one of datasetName and datasetUUID is required'));
  if (name !== '' && uuid !== '') {
    const detail = 'datasetName and datasetUUID can not be specified simultaneously';
    errors.push(invalid('vol-flocker-both', path, 'resource', detail, remove(child(path, 'datasetName'))));
  }
  if (name.includes('/'))
    errors.push(invalid('vol-flocker-slash', child(path, 'datasetName'), name, "must not contain '/'"));
  return errors;
}

export function validateRbd(source: JsonObject, path: FieldPath): Errors {
  return [
    ...needList('vol-rbd-monitors', source, 'monitors', path),
    ...needText('vol-rbd-image', source, 'image', path),
  ];
}

export function validateCinder(source: JsonObject, path: FieldPath): Errors {
  return [
    ...needText('vol-cinder-volumeid', source, 'volumeID', path),
    ...needSecretName('vol-cinder-secret', source, path),
  ];
}

export function validateCephFs(source: JsonObject, path: FieldPath): Errors {
  return needList('vol-cephfs-monitors', source, 'monitors', path);
}

const registryText = 'must be a host:port pair or multiple pairs separated by commas';

export function validateQuobyte(source: JsonObject, path: FieldPath): Errors {
  return [...validateQuobyteRegistry(source, path), ...needText('vol-quobyte-volume', source, 'volume', path)];
}

function validateQuobyteRegistry(source: JsonObject, path: FieldPath): Errors {
  const registry = stringAt(source, 'registry');
  const field = child(path, 'registry');
  if (registry === '') return [required('vol-quobyte-registry-required', field, registryText)];
  if (byteLength(stringAt(source, 'tenant')) >= 65) {
    return [
      required(
        'vol-quobyte-tenant',
        child(path, 'tenant'),
        'must be a UUID and may not exceed a length of 64 characters',
      ),
    ];
  }
  const bad = registry.split(',').filter((pair) => !isHostPort(pair));
  if (bad.length === 0) return none;
  const error = invalid('vol-quobyte-registry', field, registry, registryText);
  return bad.map(() => error);
}

/** `net.SplitHostPort` of Go: one colon, or an address in brackets before it. */
function isHostPort(text: string): boolean {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return false;
  const port = text.slice(colon + 1);
  if (text.startsWith('[')) {
    const end = text.indexOf(']');
    return end >= 0 && end + 1 === colon && !text.slice(1).includes('[') && !text.slice(end + 1).includes(']');
  }
  const host = text.slice(0, colon);
  return !/[:[\]]/.test(host) && !/[[\]]/.test(port);
}

export function validateFibreChannel(source: JsonObject, path: FieldPath): Errors {
  const targets = stringsAt(source, 'targetWWNs');
  const ids = stringsAt(source, 'wwids');
  const lun = integerAt(source, 'lun');
  const field = child(path, 'targetWWNs');
  const errors: FieldError[] = [];
  if (targets.length === 0 && ids.length === 0) {
    errors.push(required('vol-fc-none', field, 'must specify either targetWWNs or wwids, but not both'));
  }
  if (targets.length > 0 && ids.length > 0) {
    errors.push(
      invalid('vol-fc-both', field, asJson(targets), 'targetWWNs and wwids can not be specified simultaneously'),
    );
  }
  if (targets.length === 0) return errors;
  const lunField = child(path, 'lun');
  if (lun === undefined) {
    const fix = { kind: 'add', at: path, field: 'lun', value: 0 } as const;
    return [
      ...errors,
      required('vol-fc-lun-required', lunField, 'lun is required if targetWWNs is specified', { fix }),
    ];
  }
  return lun < 0 || lun > 255
    ? [...errors, invalid('vol-fc-lun-range', lunField, asJson(lun), rangeError(0, 255))]
    : errors;
}

export function validateFlex(source: JsonObject, path: FieldPath): Errors {
  return [
    ...needText('vol-flex-driver', source, 'driver', path),
    ...stringMapAt(source, 'options').flatMap(([key]) => {
      const namespace = `.${key.split('/', 1)[0]?.toLowerCase() ?? ''}`;
      if (!namespace.endsWith('.kubernetes.io') && !namespace.endsWith('.k8s.io')) return none;
      const field = index(child(path, 'options'), key);
      return [
        invalid('vol-flex-options', field, key, 'kubernetes.io and k8s.io namespaces are reserved', remove(field)),
      ];
    }),
  ];
}

export function validateAzureFile(source: JsonObject, path: FieldPath): Errors {
  return [
    ...needText('vol-azurefile-secret', source, 'secretName', path),
    ...needText('vol-azurefile-share', source, 'shareName', path),
  ];
}

const cachingModes = ['None', 'ReadOnly', 'ReadWrite'];
const diskKinds = ['Dedicated', 'Managed', 'Shared'];
const managedUri = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const blobUri = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

export function validateAzureDisk(source: JsonObject, path: FieldPath): Errors {
  const caching = optionalStringAt(source, 'cachingMode');
  const kind = optionalStringAt(source, 'kind');
  const uri = stringAt(source, 'diskURI');
  const field = child(path, 'diskURI');
  const errors: FieldError[] = [
    ...needText('vol-azuredisk-name', source, 'diskName', path),
    ...needText('vol-azuredisk-uri', source, 'diskURI', path),
  ];
  if (caching !== undefined && !cachingModes.includes(caching)) {
    errors.push(notSupported('vol-azuredisk-caching', child(path, 'cachingMode'), caching, cachingModes));
  }
  if (kind === undefined) return errors;
  if (!diskKinds.includes(kind)) errors.push(notSupported('vol-azuredisk-kind', child(path, 'kind'), kind, diskKinds));
  if (kind === 'Managed') {
    if (!uri.startsWith('/subscriptions/'))
      errors.push(notSupportedText('vol-azuredisk-uri-managed', field, uri, [managedUri]));
  } else if (!uri.startsWith('https://')) {
    errors.push(notSupportedText('vol-azuredisk-uri-blob', field, uri, [blobUri]));
  }
  return errors;
}

export function validateScaleIo(source: JsonObject, path: FieldPath): Errors {
  return ['gateway', 'system', 'volumeName'].flatMap((key) => needText('vol-scaleio-required', source, key, path));
}

export function validateStorageOs(source: JsonObject, path: FieldPath): Errors {
  const name = stringAt(source, 'volumeName');
  const namespace = stringAt(source, 'volumeNamespace');
  return [
    ...(name === ''
      ? [required('vol-storageos-name', child(path, 'volumeName'))]
      : validateDnsLabel('vol-storageos-name', child(path, 'volumeName'), name)),
    ...(namespace === ''
      ? none
      : validateDnsLabel('vol-storageos-namespace', child(path, 'volumeNamespace'), namespace)),
    ...needSecretName('vol-storageos-secret', source, path),
  ];
}
