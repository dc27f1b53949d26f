/** Our answer about one decoded document, in the oracle's form. */
import { applyDefaults } from '../../core/kube/defaults.ts';
import type { JsonObject } from '../../core/kube/json.ts';
import { type ValidationContext, defaultContext } from '../../core/validation/context.ts';
import { validateConfigMap } from '../../core/validation/config-map.ts';
import { validateCronJob } from '../../core/validation/cron-job.ts';
import { validateDaemonSet } from '../../core/validation/daemon-set.ts';
import { validateDeployment } from '../../core/validation/deployment.ts';
import { validateJob } from '../../core/validation/job.ts';
import { validateLimitRange } from '../../core/validation/limit-range.ts';
import { validateNamespace } from '../../core/validation/namespace.ts';
import { validatePodDisruptionBudget } from '../../core/validation/pod-disruption-budget.ts';
import { validatePodTemplate } from '../../core/validation/pod-template-object.ts';
import { prepareForCreate } from '../../core/validation/prepare.ts';
import { validatePriorityClass } from '../../core/validation/priority-class.ts';
import { validateReplicaSet } from '../../core/validation/replica-set.ts';
import { validateReplicationController } from '../../core/validation/replication-controller.ts';
import { validateResourceQuota } from '../../core/validation/resource-quota.ts';
import { validateSecret } from '../../core/validation/secret.ts';
import { validateServiceAccount } from '../../core/validation/service-account.ts';
import { validateStatefulSet } from '../../core/validation/stateful-set.ts';
import { storedForm } from '../../core/kube/stored-form.ts';
import { apiWarnings } from '../../core/validation/warnings.ts';
import type { FieldError } from '../../core/kube/field-error.ts';

export interface Answer {
  /** `type field message` of each. */
  readonly causes: readonly string[];
  readonly warnings: readonly string[];
  readonly defaulted: unknown;
}

const validators: Readonly<
  Record<string, (object: JsonObject, context: ValidationContext) => readonly FieldError[]>
> = {
  ConfigMap: validateConfigMap,
  CronJob: validateCronJob,
  DaemonSet: validateDaemonSet,
  Deployment: validateDeployment,
  Job: validateJob,
  LimitRange: validateLimitRange,
  Namespace: validateNamespace,
  PodDisruptionBudget: validatePodDisruptionBudget,
  PodTemplate: validatePodTemplate,
  PriorityClass: validatePriorityClass,
  ReplicaSet: validateReplicaSet,
  ReplicationController: validateReplicationController,
  ResourceQuota: validateResourceQuota,
  Secret: validateSecret,
  ServiceAccount: validateServiceAccount,
  StatefulSet: validateStatefulSet,
};

export function answerOf(
  document: JsonObject & { readonly apiVersion: string; readonly kind: string },
  context = defaultContext,
): Answer {
  const { apiVersion, kind } = document;
  const isNamespaced = kind !== 'Namespace' && kind !== 'PriorityClass';
  const defaulted = applyDefaults(apiVersion, kind, document as JsonObject);
  const prepared = prepareForCreate(apiVersion, kind, defaulted, context);
  const errors = validators[kind]?.(prepared, context) ?? [];
  return {
    causes: errors.map((error) => `${error.type} ${error.field} ${error.message}`),
    warnings:
      errors.length > 0 ? [] : apiWarnings(apiVersion, kind, defaulted, context).map((warning) => warning.message),
    defaulted: errors.length > 0 ? undefined : inNamespace(storedForm(apiVersion, kind, prepared), isNamespaced),
  };
}

/** The oracle fills in the namespace of the request. */
function inNamespace(stored: JsonObject, isNamespaced: boolean): JsonObject {
  if (!isNamespaced) return stored;
  return { ...stored, metadata: { namespace: 'default', ...(stored.metadata as JsonObject) } };
}
