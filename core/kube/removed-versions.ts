/**
 * API versions that Kubernetes no longer serves, with the release that dropped them and what replaced them
 * (deprecation guide).
 */

export interface RemovedVersion {
  /** Minor release that no longer serves it. */
  readonly since: string;
  /** The version to use now; undefined where nothing took its place. */
  readonly instead: string | undefined;
}

const gone = (since: string, instead?: string): RemovedVersion => ({ since, instead });

const removed: Readonly<Record<string, Readonly<Record<string, RemovedVersion>>>> = {
  'extensions/v1beta1': {
    Deployment: gone('1.16', 'apps/v1'),
    DaemonSet: gone('1.16', 'apps/v1'),
    ReplicaSet: gone('1.16', 'apps/v1'),
    NetworkPolicy: gone('1.16', 'networking.k8s.io/v1'),
    Ingress: gone('1.22', 'networking.k8s.io/v1'),
    PodSecurityPolicy: gone('1.16'),
  },
  'apps/v1beta1': { Deployment: gone('1.16', 'apps/v1'), StatefulSet: gone('1.16', 'apps/v1') },
  'apps/v1beta2': {
    Deployment: gone('1.16', 'apps/v1'),
    StatefulSet: gone('1.16', 'apps/v1'),
    DaemonSet: gone('1.16', 'apps/v1'),
    ReplicaSet: gone('1.16', 'apps/v1'),
  },
  'batch/v2alpha1': { CronJob: gone('1.21', 'batch/v1') },
  'batch/v1beta1': { CronJob: gone('1.25', 'batch/v1') },
  'policy/v1beta1': { PodDisruptionBudget: gone('1.25', 'policy/v1'), PodSecurityPolicy: gone('1.25') },
  'scheduling.k8s.io/v1alpha1': { PriorityClass: gone('1.17', 'scheduling.k8s.io/v1') },
  'scheduling.k8s.io/v1beta1': { PriorityClass: gone('1.22', 'scheduling.k8s.io/v1') },
  'node.k8s.io/v1alpha1': { RuntimeClass: gone('1.22', 'node.k8s.io/v1') },
  'node.k8s.io/v1beta1': { RuntimeClass: gone('1.25', 'node.k8s.io/v1') },
  'networking.k8s.io/v1beta1': {
    Ingress: gone('1.22', 'networking.k8s.io/v1'),
    IngressClass: gone('1.22', 'networking.k8s.io/v1'),
  },
  'rbac.authorization.k8s.io/v1alpha1': rbac('1.22'),
  'rbac.authorization.k8s.io/v1beta1': rbac('1.22'),
  'autoscaling/v2beta1': { HorizontalPodAutoscaler: gone('1.25', 'autoscaling/v2') },
  'autoscaling/v2beta2': { HorizontalPodAutoscaler: gone('1.26', 'autoscaling/v2') },
  'discovery.k8s.io/v1beta1': { EndpointSlice: gone('1.25', 'discovery.k8s.io/v1') },
  'events.k8s.io/v1beta1': { Event: gone('1.25', 'events.k8s.io/v1') },
  'coordination.k8s.io/v1beta1': { Lease: gone('1.22', 'coordination.k8s.io/v1') },
  'storage.k8s.io/v1beta1': {
    CSIDriver: gone('1.22', 'storage.k8s.io/v1'),
    CSINode: gone('1.22', 'storage.k8s.io/v1'),
    StorageClass: gone('1.22', 'storage.k8s.io/v1'),
    VolumeAttachment: gone('1.22', 'storage.k8s.io/v1'),
    CSIStorageCapacity: gone('1.27', 'storage.k8s.io/v1'),
  },
  'apiextensions.k8s.io/v1beta1': { CustomResourceDefinition: gone('1.22', 'apiextensions.k8s.io/v1') },
  'apiregistration.k8s.io/v1beta1': { APIService: gone('1.22', 'apiregistration.k8s.io/v1') },
  'admissionregistration.k8s.io/v1beta1': {
    MutatingWebhookConfiguration: gone('1.22', 'admissionregistration.k8s.io/v1'),
    ValidatingWebhookConfiguration: gone('1.22', 'admissionregistration.k8s.io/v1'),
  },
  'certificates.k8s.io/v1beta1': { CertificateSigningRequest: gone('1.22', 'certificates.k8s.io/v1') },
};

function rbac(since: string): Readonly<Record<string, RemovedVersion>> {
  const version = gone(since, 'rbac.authorization.k8s.io/v1');
  return { Role: version, RoleBinding: version, ClusterRole: version, ClusterRoleBinding: version };
}

/** What became of a kind in a version; undefined if it was never there or is still served. */
export function removedVersion(apiVersion: string, kind: string): RemovedVersion | undefined {
  const kinds = Object.hasOwn(removed, apiVersion) ? removed[apiVersion] : undefined;
  return kinds !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}
