/**
 * A create request as the API server takes it: admission that changes, preparation, validation, warnings, admission
 * that refuses (1.36).
 */
import { applyDefaults } from '../kube/defaults.ts';
import type { ApiWarning, FieldError } from '../kube/field-error.ts';
import { type JsonObject, stringAt, structAt } from '../kube/json.ts';
import { storedForm } from '../kube/stored-form.ts';
import { limitRangeViolations, withLimitRangeDefaults } from './admission/limit-ranger.ts';
import { reviewPodSecurity } from './admission/pod-security-review.ts';
import { validatePolicyLabels } from './admission/policy-labels.ts';
import { withPriority } from './admission/priority.ts';
import { quotaRefusal } from './admission/quota.ts';
import type { Refusal } from './admission/refusal.ts';
import { forbiddenMessage } from './admission/resources.ts';
import { withRuntimeClass } from './admission/runtime-class.ts';
import { withServiceAccount } from './admission/service-account.ts';
import { withDefaultTolerations } from './admission/tolerations.ts';
import { type ValidationContext, atLeast, defaultContext } from './context.ts';
import { validateObject } from './index.ts';
import { prepareForCreate } from './prepare.ts';
import { apiWarnings } from './warnings.ts';

export type { Refusal };

export interface CreateAnswer {
  readonly errors: readonly FieldError[];
  readonly warnings: readonly ApiWarning[];
  /** Refused by limits, quota or Pod Security, after everything else was right. */
  readonly forbidden: Refusal | undefined;
  /**
   * ServiceAccount, Priority and RuntimeClass look at the cluster before validation; the rest is then answered as if
   * they had not refused.
   */
  readonly clusterRefusal: Refusal | undefined;
  /** What would be stored; where there are errors, the object as it was validated. */
  readonly stored: JsonObject;
}

/**
 * The answer to a create. `object` is decoded and defaulted. `objects` are those that decide about its namespace,
 * decoded:
 * the Namespace itself, LimitRange, ResourceQuota, ServiceAccount of it, PriorityClass and RuntimeClass of the cluster.
 */
export function createObject(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  objects: readonly JsonObject[] = [],
  context: ValidationContext = defaultContext,
): CreateAnswer {
  const cluster = readCluster(objects);
  const isPod = apiVersion === 'v1' && kind === 'Pod';
  const { pod, refusal } = isPod ? mutate(object, cluster) : { pod: object, refusal: undefined };
  const invalid = validateObject(apiVersion, kind, pod, context);
  const errors = invalid.length === 0 && kind === 'Namespace' ? validatePolicyLabels(pod) : invalid;
  const prepared = prepareForCreate(apiVersion, kind, pod, context);
  if (errors.length > 0)
    return {
      errors,
      warnings: [],
      forbidden: undefined,
      clusterRefusal: refusal?.isLate ? undefined : refusal,
      stored: prepared,
    };
  const security = reviewPodSecurity(apiVersion, kind, prepared, cluster.namespace, context);
  const forbidden =
    (isPod ? limitRanger(prepared, cluster) : undefined) ??
    security.forbidden ??
    resourceQuota(apiVersion, kind, prepared, cluster);
  const warnings = [
    ...apiWarnings(apiVersion, kind, pod, context),
    ...(forbidden === undefined ? security.warnings : []),
  ];
  // Defaults apply once more when the object is read back: only then a Job without labels gets those of its template.
  const stored = storedForm(apiVersion, kind, applyDefaults(apiVersion, kind, prepared));
  const isCounted = !isPod || atLeast(context, 33);
  return { errors, warnings, forbidden, clusterRefusal: refusal, stored: isCounted ? stored : uncounted(stored) };
}

interface Cluster {
  readonly namespace: JsonObject;
  readonly limitRanges: readonly JsonObject[];
  readonly quotas: readonly JsonObject[];
  readonly accounts: readonly JsonObject[];
  readonly priorityClasses: readonly JsonObject[];
  readonly runtimeClasses: readonly JsonObject[];
}

function readCluster(objects: readonly JsonObject[]): Cluster {
  const all = (kind: string): readonly JsonObject[] => objects.filter((one) => one['kind'] === kind);
  const namespace = all('Namespace')[0];
  return {
    namespace: namespace ?? {},
    limitRanges: all('LimitRange').map((one) => applyDefaults('v1', 'LimitRange', one)),
    quotas: all('ResourceQuota'),
    accounts: all('ServiceAccount'),
    priorityClasses: all('PriorityClass'),
    runtimeClasses: all('RuntimeClass'),
  };
}

/** Before 1.33 Pods had no generation. */
function uncounted(pod: JsonObject): JsonObject {
  const { generation: _generation, ...metadata } = structAt(pod, 'metadata');
  return { ...pod, metadata };
}

function nameOf(object: JsonObject): string {
  const metadata = structAt(object, 'metadata');
  return stringAt(metadata, 'name') || stringAt(metadata, 'generateName');
}

/** The plugins that change a Pod, in their order; one that refuses leaves the Pod as it is. */
function mutate(
  pod: JsonObject,
  cluster: Cluster,
): { readonly pod: JsonObject; readonly refusal: Refusal | undefined } {
  let current = withLimitRangeDefaults(pod, cluster.limitRanges);
  let refusal: Refusal | undefined;
  const plugins = [
    ['ServiceAccount', (it: JsonObject) => withServiceAccount(it, cluster.accounts)],
    ['Priority', (it: JsonObject) => withPriority(it, cluster.priorityClasses)],
    ['DefaultTolerationSeconds', (it: JsonObject) => ({ pod: withDefaultTolerations(it) })],
    ['RuntimeClass', (it: JsonObject) => withRuntimeClass(it, cluster.runtimeClasses)],
  ] as const;
  for (const [plugin, change] of plugins) {
    const answer = change(current);
    if ('pod' in answer) current = answer.pod;
    else if (plugin !== 'DefaultTolerationSeconds') {
      const message = forbiddenMessage('v1', 'Pod', nameOf(pod), answer.refusal);
      refusal ??= { plugin, message, at: answer.at, ...('isLate' in answer && { isLate: true as const }) };
    }
  }
  return { pod: current, refusal };
}

function limitRanger(pod: JsonObject, cluster: Cluster): Refusal | undefined {
  for (const limitRange of cluster.limitRanges) {
    const violations = limitRangeViolations(pod, limitRange);
    const [first] = violations;
    if (first === undefined) continue;
    const text = violations.length === 1 ? first.text : `[${violations.map((one) => one.text).join(', ')}]`;
    return {
      plugin: 'LimitRanger',
      message: forbiddenMessage('v1', 'Pod', nameOf(pod), text),
      at: first.at,
      because: { kind: 'LimitRange', name: nameOf(limitRange) },
    };
  }
  return undefined;
}

function resourceQuota(apiVersion: string, kind: string, object: JsonObject, cluster: Cluster): Refusal | undefined {
  const refusal = quotaRefusal(apiVersion, kind, object, cluster.quotas);
  if (refusal === undefined) return undefined;
  const message = forbiddenMessage(apiVersion, kind, nameOf(object), refusal.text);
  const because = { kind: 'ResourceQuota', name: nameOf(refusal.quota) };
  return { plugin: 'ResourceQuota', message, because, ...(refusal.at === undefined ? {} : { at: refusal.at }) };
}
