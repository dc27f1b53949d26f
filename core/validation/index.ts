/** The one door of this room: everything that the API server rejects in an object of a kind it validates. */
import type { FieldError } from '../kube/field-error.ts';
import type { JsonObject } from '../kube/json.ts';
import { validateConfigMap } from './config-map.ts';
import { type ValidationContext, defaultContext } from './context.ts';
import { validateCronJob } from './cron-job.ts';
import { validateDaemonSet } from './daemon-set.ts';
import { validateDeployment } from './deployment.ts';
import { validateJob } from './job.ts';
import { validateLimitRange } from './limit-range.ts';
import { validateNamespace } from './namespace.ts';
import { inWordsOf } from './older-words.ts';
import { validatePodDisruptionBudget } from './pod-disruption-budget.ts';
import { validatePodTemplate } from './pod-template-object.ts';
import { validatePod } from './pod.ts';
import { prepareForCreate } from './prepare.ts';
import { validatePriorityClass } from './priority-class.ts';
import { validateReplicaSet } from './replica-set.ts';
import { validateReplicationController } from './replication-controller.ts';
import { validateResourceQuota } from './resource-quota.ts';
import { validateSecret } from './secret.ts';
import { validateServiceAccount } from './service-account.ts';
import { validateStatefulSet } from './stateful-set.ts';

type Validator = (object: JsonObject, context: ValidationContext) => readonly FieldError[];

const validators: Readonly<Record<string, Validator>> = {
  'v1 Pod': validatePod,
  'v1 PodTemplate': validatePodTemplate,
  'v1 ReplicationController': validateReplicationController,
  'v1 LimitRange': validateLimitRange,
  'v1 ResourceQuota': validateResourceQuota,
  'v1 ConfigMap': validateConfigMap,
  'v1 Secret': validateSecret,
  'v1 Namespace': validateNamespace,
  'v1 ServiceAccount': validateServiceAccount,
  'apps/v1 Deployment': validateDeployment,
  'apps/v1 ReplicaSet': validateReplicaSet,
  'apps/v1 StatefulSet': validateStatefulSet,
  'apps/v1 DaemonSet': validateDaemonSet,
  'batch/v1 Job': validateJob,
  'batch/v1 CronJob': validateCronJob,
  'policy/v1 PodDisruptionBudget': validatePodDisruptionBudget,
  'scheduling.k8s.io/v1 PriorityClass': validatePriorityClass,
};

/** Whether objects of this kind are validated here. */
export function isValidated(apiVersion: string, kind: string): boolean {
  return Object.hasOwn(validators, `${apiVersion} ${kind}`);
}

/**
 * Errors of an object in the server's order and words. `object` is decoded and defaulted (`applyDefaults`), but not yet
 * prepared for creation; a kind that is not known here has no errors.
 */
export function validateObject(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  context: ValidationContext = defaultContext,
): readonly FieldError[] {
  if (!isValidated(apiVersion, kind)) return [];
  const prepared = prepareForCreate(apiVersion, kind, object, context);
  const errors = validators[`${apiVersion} ${kind}`]?.(prepared, context) ?? [];
  return inWordsOf(context, errors);
}
