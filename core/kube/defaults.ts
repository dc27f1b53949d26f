/**
 * What the API server 1.36 fills into an object before it validates it: the one source for validation, hover and
 * simulator.
 */
import { type Draft, edited, updateStruct } from './defaults/draft.ts';
import { defaultCronJob, defaultJob } from './defaults/job.ts';
import {
  defaultConfigMap,
  defaultLimitRange,
  defaultNamespace,
  defaultPriorityClass,
  defaultResourceQuota,
  defaultSecret,
  defaultService,
} from './defaults/namespace-objects.ts';
import { defaultTemplate } from './defaults/pod-spec.ts';
import { defaultPod } from './defaults/pod.ts';
import {
  defaultDaemonSet,
  defaultDeployment,
  defaultReplicaSet,
  defaultReplicationController,
  defaultStatefulSet,
} from './defaults/workload.ts';

const byKind: Readonly<Record<string, (draft: Draft) => void>> = {
  'v1 Pod': defaultPod,
  'v1 PodTemplate': (draft) => updateStruct(draft, 'template', defaultTemplate),
  'v1 ReplicationController': defaultReplicationController,
  'v1 LimitRange': defaultLimitRange,
  'v1 ResourceQuota': defaultResourceQuota,
  'v1 Secret': defaultSecret,
  'v1 ConfigMap': defaultConfigMap,
  'v1 Namespace': defaultNamespace,
  'v1 Service': defaultService,
  'apps/v1 Deployment': defaultDeployment,
  'apps/v1 ReplicaSet': defaultReplicaSet,
  'apps/v1 DaemonSet': defaultDaemonSet,
  'apps/v1 StatefulSet': defaultStatefulSet,
  'batch/v1 Job': defaultJob,
  'batch/v1 CronJob': defaultCronJob,
  'scheduling.k8s.io/v1 PriorityClass': defaultPriorityClass,
};

/**
 * The object with the server's defaults, as a new object; the input and everything in it stay as they are.
 * Tolerates every JSON shape: what has the wrong type is left alone. `null` counts as absent, an unknown kind has no
 * defaults.
 */
export function applyDefaults<T>(apiVersion: string, kind: string, object: T): T {
  const key = `${apiVersion} ${kind}`;
  const change = Object.hasOwn(byKind, key) ? byKind[key] : undefined;
  return change ? (edited(object, change) as T) : object;
}
