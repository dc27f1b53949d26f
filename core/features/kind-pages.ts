/** Pages of the Kubernetes documentation: by kind, and by type for fields whose text names none. Links only; nothing is fetched. */

const site = 'https://kubernetes.io/docs';

const pages: Readonly<Record<string, string>> = {
  Pod: 'concepts/workloads/pods/',
  PodTemplate: 'concepts/workloads/pods/#pod-templates',
  Deployment: 'concepts/workloads/controllers/deployment/',
  StatefulSet: 'concepts/workloads/controllers/statefulset/',
  DaemonSet: 'concepts/workloads/controllers/daemonset/',
  ReplicaSet: 'concepts/workloads/controllers/replicaset/',
  ReplicationController: 'concepts/workloads/controllers/replicationcontroller/',
  Job: 'concepts/workloads/controllers/job/',
  CronJob: 'concepts/workloads/controllers/cron-jobs/',
  LimitRange: 'concepts/policy/limit-range/',
  ResourceQuota: 'concepts/policy/resource-quotas/',
  Namespace: 'concepts/overview/working-with-objects/namespaces/',
  PriorityClass: 'concepts/scheduling-eviction/pod-priority-preemption/#priorityclass',
  PodDisruptionBudget: 'concepts/workloads/pods/disruptions/#pod-disruption-budgets',
  ConfigMap: 'concepts/configuration/configmap/',
  Secret: 'concepts/configuration/secret/',
  ServiceAccount: 'concepts/security/service-accounts/',
  Service: 'concepts/services-networking/service/',
  RuntimeClass: 'concepts/containers/runtime-class/',
  PersistentVolumeClaim: 'concepts/storage/persistent-volumes/#persistentvolumeclaims',
};

/** The page that explains a kind. */
export function pageOfKind(kind: string): string | undefined {
  return Object.hasOwn(pages, kind) ? `${site}/${pages[kind] ?? ''}` : undefined;
}

const groups: readonly (readonly [RegExp, string])[] = [
  [/^(?:ObjectMeta|LabelSelector.*|OwnerReference|ManagedFieldsEntry|Condition)$/, 'meta'],
  [/^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|RollingUpdate)/, 'apps'],
  [/^(?:Job|CronJob|PodFailurePolicy|SuccessPolicy|UncountedTerminatedPods)/, 'batch'],
  [/^PodDisruptionBudget/, 'policy'],
  [/^PriorityClass$/, 'scheduling-k8s-io'],
  [/^(?:RuntimeClass|Overhead|Scheduling)$/, 'node-k8s-io'],
];

/** The type in the API reference of a version: `…/v1.36/#container-v1-core`. */
export function pageOfType(struct: string, version = '1.36'): string {
  const group = groups.find(([pattern]) => pattern.test(struct))?.[1] ?? 'core';
  return `${site}/reference/generated/kubernetes-api/v${version}/#${struct.toLowerCase()}-v1-${group}`;
}
