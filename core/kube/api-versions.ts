/**
 * API versions that Kubernetes served once: since when they are gone and what replaced them (deprecation guide of
 * Kubernetes).
 */

export interface RemovedApi {
  /** First minor version of 1.x that no longer serves it. */
  readonly removedIn: string;
  /** What to write instead; `undefined` where nothing replaced it. */
  readonly replacement?: string;
  /** First minor version that serves the replacement. */
  readonly replacementSince?: string;
  /** What else has to change besides the apiVersion. */
  readonly note?: string;
}

const selector = 'spec.selector is required and cannot change later.';
const ingress =
  'spec.backend is spec.defaultBackend, serviceName and servicePort are service.name and service.port, and pathType is required.';
const webhook = 'sideEffects and admissionReviewVersions are required.';
const crd = 'spec.versions[*].schema.openAPIV3Schema is required.';

type Row = readonly [kinds: string, removedIn: string, replacement: string, replacementSince: string, note?: string];

/** By apiVersion: kinds that share a fate, apart by blanks. An empty replacement: there is none. */
const removed: Readonly<Record<string, readonly Row[]>> = {
  'extensions/v1beta1': [
    ['Deployment DaemonSet ReplicaSet', '1.16', 'apps/v1', '1.9', selector],
    ['NetworkPolicy', '1.16', 'networking.k8s.io/v1', '1.8'],
    ['Ingress', '1.22', 'networking.k8s.io/v1', '1.19', ingress],
    ['PodSecurityPolicy', '1.16', '', '', 'Pod Security levels (labels of the namespace) took its place.'],
  ],
  'apps/v1beta1': [
    ['Deployment StatefulSet', '1.16', 'apps/v1', '1.9', selector],
    ['ControllerRevision', '1.16', 'apps/v1', '1.9'],
  ],
  'apps/v1beta2': [
    ['Deployment StatefulSet DaemonSet ReplicaSet', '1.16', 'apps/v1', '1.9', selector],
    ['ControllerRevision', '1.16', 'apps/v1', '1.9'],
  ],
  'batch/v1beta1': [['CronJob', '1.25', 'batch/v1', '1.21']],
  'batch/v2alpha1': [['CronJob', '1.21', 'batch/v1', '1.21']],
  'policy/v1beta1': [
    [
      'PodDisruptionBudget',
      '1.25',
      'policy/v1',
      '1.21',
      'An empty spec.selector now matches all Pods of the namespace.',
    ],
    ['PodSecurityPolicy', '1.25', '', '', 'Pod Security levels (labels of the namespace) took its place.'],
  ],
  'networking.k8s.io/v1beta1': [
    ['Ingress', '1.22', 'networking.k8s.io/v1', '1.19', ingress],
    ['IngressClass', '1.22', 'networking.k8s.io/v1', '1.19'],
  ],
  'rbac.authorization.k8s.io/v1beta1': [
    ['Role RoleBinding ClusterRole ClusterRoleBinding', '1.22', 'rbac.authorization.k8s.io/v1', '1.8'],
  ],
  'rbac.authorization.k8s.io/v1alpha1': [
    ['Role RoleBinding ClusterRole ClusterRoleBinding', '1.22', 'rbac.authorization.k8s.io/v1', '1.8'],
  ],
  'scheduling.k8s.io/v1beta1': [['PriorityClass', '1.22', 'scheduling.k8s.io/v1', '1.14']],
  'scheduling.k8s.io/v1alpha1': [['PriorityClass', '1.22', 'scheduling.k8s.io/v1', '1.14']],
  'storage.k8s.io/v1beta1': [
    ['CSIDriver', '1.22', 'storage.k8s.io/v1', '1.19'],
    ['CSINode', '1.22', 'storage.k8s.io/v1', '1.17'],
    ['StorageClass', '1.22', 'storage.k8s.io/v1', '1.6'],
    ['VolumeAttachment', '1.22', 'storage.k8s.io/v1', '1.13'],
    ['CSIStorageCapacity', '1.27', 'storage.k8s.io/v1', '1.24'],
  ],
  'admissionregistration.k8s.io/v1beta1': [
    [
      'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
      '1.22',
      'admissionregistration.k8s.io/v1',
      '1.16',
      webhook,
    ],
  ],
  'apiextensions.k8s.io/v1beta1': [['CustomResourceDefinition', '1.22', 'apiextensions.k8s.io/v1', '1.16', crd]],
  'apiregistration.k8s.io/v1beta1': [['APIService', '1.22', 'apiregistration.k8s.io/v1', '1.10']],
  'authentication.k8s.io/v1beta1': [['TokenReview', '1.22', 'authentication.k8s.io/v1', '1.6']],
  'authorization.k8s.io/v1beta1': [
    ['LocalSubjectAccessReview SelfSubjectAccessReview SubjectAccessReview', '1.22', 'authorization.k8s.io/v1', '1.6'],
  ],
  'certificates.k8s.io/v1beta1': [
    [
      'CertificateSigningRequest',
      '1.22',
      'certificates.k8s.io/v1',
      '1.19',
      'spec.signerName and spec.usages are required.',
    ],
  ],
  'coordination.k8s.io/v1beta1': [['Lease', '1.22', 'coordination.k8s.io/v1', '1.14']],
  'autoscaling/v2beta1': [
    [
      'HorizontalPodAutoscaler',
      '1.25',
      'autoscaling/v2',
      '1.23',
      'targetAverageUtilization is target.averageUtilization with target.type.',
    ],
  ],
  'autoscaling/v2beta2': [['HorizontalPodAutoscaler', '1.26', 'autoscaling/v2', '1.23']],
  'discovery.k8s.io/v1beta1': [
    ['EndpointSlice', '1.25', 'discovery.k8s.io/v1', '1.21', 'topology is zone and nodeName of each endpoint.'],
  ],
  'events.k8s.io/v1beta1': [['Event', '1.25', 'events.k8s.io/v1', '1.19']],
  'node.k8s.io/v1beta1': [['RuntimeClass', '1.25', 'node.k8s.io/v1', '1.20']],
  'node.k8s.io/v1alpha1': [['RuntimeClass', '1.24', 'node.k8s.io/v1', '1.20', 'spec.runtimeHandler is handler.']],
  'flowcontrol.apiserver.k8s.io/v1beta1': [
    ['FlowSchema PriorityLevelConfiguration', '1.26', 'flowcontrol.apiserver.k8s.io/v1', '1.29'],
  ],
  'flowcontrol.apiserver.k8s.io/v1beta2': [
    ['FlowSchema PriorityLevelConfiguration', '1.29', 'flowcontrol.apiserver.k8s.io/v1', '1.29'],
  ],
  'flowcontrol.apiserver.k8s.io/v1beta3': [
    ['FlowSchema PriorityLevelConfiguration', '1.32', 'flowcontrol.apiserver.k8s.io/v1', '1.29'],
  ],
};

/** What became of a kind of an API version; `undefined` for one that Kubernetes still serves or never knew. */
export function removedApi(apiVersion: string, kind: string): RemovedApi | undefined {
  const rows = Object.hasOwn(removed, apiVersion) ? removed[apiVersion] : undefined;
  const row = rows?.find(([kinds]) => kinds.split(' ').includes(kind));
  if (row === undefined) return undefined;
  const [, removedIn, replacement, replacementSince, note] = row;
  return {
    removedIn,
    ...(replacement === '' ? {} : { replacement, replacementSince }),
    ...(note === undefined ? {} : { note }),
  };
}

/** All removed API versions, for tests and documentation: apiVersion and kind. */
export function removedApis(): readonly (readonly [apiVersion: string, kind: string])[] {
  return Object.entries(removed).flatMap(([apiVersion, rows]) =>
    rows.flatMap(([kinds]) => kinds.split(' ').map((kind) => [apiVersion, kind] as const)),
  );
}

/** kubectl's answer to a kind that the server does not serve; `file` as it was given with `-f`. */
export function noMatchesText(apiVersion: string, kind: string, name: string, namespace: string, file: string): string {
  const found = `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${file}"`;
  return `error: ${found}: no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`;
}
