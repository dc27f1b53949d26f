/**
 * Which kinds a Kubernetes 1.36 API server serves, by group and version: enough to tell a misspelled kind from a
 * foreign one.
 */
import { removedVersion } from '../kube/removed-versions.ts';
import { kinds } from './field-types.ts';

const builtIn: Readonly<Record<string, readonly string[]>> = {
  v1: [
    'Binding',
    'ConfigMap',
    'Endpoints',
    'Event',
    'LimitRange',
    'Namespace',
    'Node',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
    'List',
  ],
  'apps/v1': ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'batch/v1': ['CronJob', 'Job'],
  'policy/v1': ['Eviction', 'PodDisruptionBudget'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'node.k8s.io/v1': ['RuntimeClass'],
  'networking.k8s.io/v1': ['IPAddress', 'Ingress', 'IngressClass', 'NetworkPolicy', 'ServiceCIDR'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'storage.k8s.io/v1': [
    'CSIDriver',
    'CSINode',
    'CSIStorageCapacity',
    'StorageClass',
    'VolumeAttachment',
    'VolumeAttributesClass',
  ],
  'autoscaling/v1': ['HorizontalPodAutoscaler', 'Scale'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
};

/** Whether this group and version is one of Kubernetes' own that Podscope's kinds live in or beside. */
export function isBuiltInVersion(apiVersion: string): boolean {
  return Object.hasOwn(builtIn, apiVersion);
}

/** Whether a server serves this kind in this version, as far as Kubernetes' own groups go. */
export function isServed(apiVersion: string, kind: string): boolean {
  return Object.hasOwn(builtIn, apiVersion) && (builtIn[apiVersion] ?? []).includes(kind);
}

/**
 * Whether kubectl takes a document of this kind apart and creates its items: a `List` of any version that is served,
 * and the lists of one kind (`PodList`), also of custom resources.
 */
export function isListKind(apiVersion: string, kind: string): boolean {
  if (!kind.endsWith('List')) return false;
  const ofOne = kind.slice(0, -'List'.length);
  if (isBuiltInVersion(apiVersion)) return ofOne === '' || isServed(apiVersion, ofOne);
  return ofOne !== '' && apiVersion.includes('.') && removedVersion(apiVersion, ofOne) === undefined;
}

/** The versions in which Podscope reads a kind: `Deployment` -> `apps/v1`. */
export function versionOf(kind: string): string | undefined {
  const id = Object.keys(kinds).find((candidate) => candidate.endsWith(`/${kind}`));
  return id?.slice(0, -kind.length - 1);
}

/** The kinds that Podscope reads. */
export function knownKinds(): readonly string[] {
  return Object.keys(kinds).map((id) => id.slice(id.lastIndexOf('/') + 1));
}
