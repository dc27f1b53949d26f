/**
 * The checks of Pod Security that look at containers and volumes (pod-security-admission/policy, 1.36), each with its
 * text.
 */
import { type JsonObject, integerAt, objectAt, objectsAt, stringAt, stringsAt, structAt } from '../../kube/json.ts';
import { containersOf } from '../warnings/containers.ts';

/** What a check objects to; `undefined` where it allows the Pod. */
export interface Objection {
  readonly reason: string;
  readonly detail: string;
}

export type PodCheck = (spec: JsonObject, annotations: JsonObject) => Objection | undefined;

export function containers(spec: JsonObject): readonly JsonObject[] {
  return containersOf(spec, '').map(({ container }) => container);
}

export function security(owner: JsonObject): JsonObject {
  return structAt(owner, 'securityContext');
}

export function quoted(items: readonly string[]): string {
  return items.map((item) => `"${item}"`).join(', ');
}

export function sorted(items: Iterable<string>): readonly string[] {
  return [...new Set(items)].sort((a, b) => (a < b ? -1 : 1));
}

/** `container "a"`, `containers "a", "b"`. */
export function named(word: string, names: readonly string[]): string {
  return `${plural(word, names)} ${quoted(names)}`;
}

export function plural(word: string, items: readonly unknown[]): string {
  return items.length === 1 ? word : `${word}s`;
}

function uses(names: readonly string[]): string {
  return names.length === 1 ? 'uses' : 'use';
}

/** Names of the containers for which a test holds. */
export function namesOf(spec: JsonObject, test: (container: JsonObject) => boolean): readonly string[] {
  return containers(spec)
    .filter(test)
    .map((container) => stringAt(container, 'name'));
}

export function isWindows(spec: JsonObject): boolean {
  return stringAt(structAt(spec, 'os'), 'name') === 'windows';
}

/** A Pod in a user namespace of its own may do more (since policy version 1.35). */
export function isInUserNamespace(spec: JsonObject): boolean {
  return spec['hostUsers'] === false;
}

export const allowPrivilegeEscalation: PodCheck = (spec) => {
  const bad = namesOf(spec, (container) => security(container)['allowPrivilegeEscalation'] !== false);
  if (bad.length === 0) return undefined;
  return {
    reason: 'allowPrivilegeEscalation != false',
    detail: `${named('container', bad)} must set securityContext.allowPrivilegeEscalation=false`,
  };
};

const defaultCapabilities = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

function added(container: JsonObject, allowed: readonly string[]): readonly string[] {
  return stringsAt(structAt(security(container), 'capabilities'), 'add').filter((name) => !allowed.includes(name));
}

function addedText(spec: JsonObject, allowed: readonly string[]): string | undefined {
  const bad = namesOf(spec, (container) => added(container, allowed).length > 0);
  const names = sorted(containers(spec).flatMap((container) => added(container, allowed)));
  return bad.length === 0
    ? undefined
    : `${named('container', bad)} must not include ${quoted(names)} in securityContext.capabilities.add`;
}

export const capabilitiesBaseline: PodCheck = (spec) => {
  const detail = addedText(spec, defaultCapabilities);
  return detail === undefined ? undefined : { reason: 'non-default capabilities', detail };
};

export const capabilitiesRestricted: PodCheck = (spec) => {
  const keeps = namesOf(
    spec,
    (container) => !stringsAt(structAt(security(container), 'capabilities'), 'drop').includes('ALL'),
  );
  const details = [
    ...(keeps.length > 0 ? [`${named('container', keeps)} must set securityContext.capabilities.drop=["ALL"]`] : []),
    ...[addedText(spec, ['NET_BIND_SERVICE'])].filter((text) => text !== undefined),
  ];
  return details.length === 0 ? undefined : { reason: 'unrestricted capabilities', detail: details.join('; ') };
};

export const hostNamespaces: PodCheck = (spec) => {
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field] === true);
  return shared.length === 0
    ? undefined
    : { reason: 'host namespaces', detail: shared.map((field) => `${field}=true`).join(', ') };
};

export const hostPathVolumes: PodCheck = (spec) => {
  const bad = objectsAt(spec, 'volumes').filter((volume) => objectAt(volume, 'hostPath') !== undefined);
  const names = bad.map((volume) => stringAt(volume, 'name'));
  return names.length === 0 ? undefined : { reason: 'hostPath volumes', detail: named('volume', names) };
};

function hostPortsOf(container: JsonObject): readonly string[] {
  return objectsAt(container, 'ports')
    .map((port) => String(integerAt(port, 'hostPort') ?? 0))
    .filter((port) => port !== '0');
}

export const hostPorts: PodCheck = (spec) => {
  const bad = namesOf(spec, (container) => hostPortsOf(container).length > 0);
  const ports = sorted(containers(spec).flatMap(hostPortsOf));
  if (bad.length === 0) return undefined;
  return {
    reason: 'hostPort',
    detail: `${named('container', bad)} ${uses(bad)} ${plural('hostPort', ports)} ${ports.join(', ')}`,
  };
};

/** Hosts that probes and hooks call instead of the Pod itself. */
function hostsOf(container: JsonObject): readonly string[] {
  const lifecycle = structAt(container, 'lifecycle');
  const handlers = [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) => structAt(container, probe)),
    structAt(lifecycle, 'postStart'),
    structAt(lifecycle, 'preStop'),
  ];
  return handlers
    .flatMap((handler) => ['httpGet', 'tcpSocket'].map((action) => stringAt(structAt(handler, action), 'host')))
    .filter((host) => host !== '');
}

export const hostProbesAndHostLifecycle: PodCheck = (spec) => {
  const bad = sorted(namesOf(spec, (container) => hostsOf(container).length > 0));
  const hosts = sorted(containers(spec).flatMap(hostsOf));
  if (bad.length === 0) return undefined;
  const detail = `${named('container', bad)} ${uses(bad)} ${plural('probe or lifecycle host', hosts)} ${quoted(hosts)}`;
  return { reason: 'probe or lifecycle host', detail };
};

export const privileged: PodCheck = (spec) => {
  const bad = namesOf(spec, (container) => security(container)['privileged'] === true);
  if (bad.length === 0) return undefined;
  return { reason: 'privileged', detail: `${named('container', bad)} must not set securityContext.privileged=true` };
};

export const procMount: PodCheck = (spec) => {
  const mount = (container: JsonObject): string => stringAt(security(container), 'procMount') || 'Default';
  const bad = namesOf(spec, (container) => mount(container) !== 'Default');
  const types = sorted(
    containers(spec)
      .map(mount)
      .filter((type) => type !== 'Default'),
  );
  if (bad.length === 0) return undefined;
  return {
    reason: 'procMount',
    detail: `${named('container', bad)} must not set securityContext.procMount to ${quoted(types)}`,
  };
};

const allowedVolumes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const otherVolumes = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
];

export const restrictedVolumes: PodCheck = (spec) => {
  const bad = objectsAt(spec, 'volumes').filter(
    (volume) => !allowedVolumes.some((type) => objectAt(volume, type) !== undefined),
  );
  if (bad.length === 0) return undefined;
  const names = bad.map((volume) => stringAt(volume, 'name'));
  const types = sorted(
    bad.map((volume) => otherVolumes.find((type) => objectAt(volume, type) !== undefined) ?? 'unknown'),
  );
  const detail = `${named('volume', names)} ${uses(names)} ${plural('restricted volume type', types)} ${quoted(types)}`;
  return { reason: 'restricted volume types', detail };
};
