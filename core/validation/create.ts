/** A create request as the API server takes it: admission that changes, preparation, validation, warnings, admission that refuses (1.36). */
import { applyDefaults } from '../kube/defaults.ts';
import type { ApiWarning, FieldError } from '../kube/field-error.ts';
import { type JsonObject, objectAt, stringAt, structAt } from '../kube/json.ts';
import { storedForm } from '../kube/stored-form.ts';
import { limitRangeViolations, withLimitRangeDefaults } from './admission/limit-ranger.ts';
import { policiesOf, violations } from './admission/pod-security.ts';
import { withPriority } from './admission/priority.ts';
import { quotaRefusal } from './admission/quota.ts';
import { forbiddenMessage } from './admission/resources.ts';
import { withRuntimeClass } from './admission/runtime-class.ts';
import { withServiceAccount } from './admission/service-account.ts';
import { withDefaultTolerations } from './admission/tolerations.ts';
import { type ValidationContext, defaultContext } from './context.ts';
import { validateObject } from './index.ts';
import { prepareForCreate } from './prepare.ts';
import { apiWarnings } from './warnings.ts';

/** An admission plugin's 403. */
export interface Refusal {
  readonly plugin: 'ServiceAccount' | 'Priority' | 'RuntimeClass' | 'LimitRanger' | 'PodSecurity' | 'ResourceQuota';
  /** The whole message: `pods "web" is forbidden: …`. */
  readonly message: string;
  /** The place it is about where there is one. */
  readonly at?: string;
  /** The object of the namespace or cluster that decides: kind and name. */
  readonly because?: { readonly kind: string; readonly name: string };
}

export interface CreateAnswer {
  readonly errors: readonly FieldError[];
  readonly warnings: readonly ApiWarning[];
  /** Refused by limits, quota or Pod Security, after everything else was right. */
  readonly forbidden: Refusal | undefined;
  /** ServiceAccount, Priority and RuntimeClass look at the cluster before validation; the rest is then answered as if they had not refused. */
  readonly clusterRefusal: Refusal | undefined;
  /** What would be stored; where there are errors, the object as it was validated. */
  readonly stored: JsonObject;
}

/**
 * The answer to a create. `object` is decoded and defaulted. `objects` are those that decide about its namespace, decoded:
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
  const errors = validateObject(apiVersion, kind, pod, context);
  const prepared = prepareForCreate(apiVersion, kind, pod, context);
  if (errors.length > 0)
    return { errors, warnings: [], forbidden: undefined, clusterRefusal: refusal, stored: prepared };
  const security = podSecurity(apiVersion, kind, prepared, cluster, context);
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
  return { errors, warnings, forbidden, clusterRefusal: refusal, stored };
}

interface Cluster {
  readonly labels: JsonObject;
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
    labels: structAt(structAt(namespace, 'metadata'), 'labels'),
    limitRanges: all('LimitRange').map((one) => applyDefaults('v1', 'LimitRange', one)),
    quotas: all('ResourceQuota'),
    accounts: all('ServiceAccount'),
    priorityClasses: all('PriorityClass'),
    runtimeClasses: all('RuntimeClass'),
  };
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
      refusal ??= { plugin, message: forbiddenMessage('v1', 'Pod', nameOf(pod), answer.refusal), at: answer.at };
    }
  }
  return { pod: current, refusal };
}

function limitRanger(pod: JsonObject, cluster: Cluster): Refusal | undefined {
  for (const limitRange of cluster.limitRanges) {
    const texts = limitRangeViolations(pod, limitRange);
    if (texts.length === 0) continue;
    const text = texts.length === 1 ? (texts[0] ?? '') : `[${texts.join(', ')}]`;
    return {
      plugin: 'LimitRanger',
      message: forbiddenMessage('v1', 'Pod', nameOf(pod), text),
      because: { kind: 'LimitRange', name: nameOf(limitRange) },
    };
  }
  return undefined;
}

function resourceQuota(apiVersion: string, kind: string, object: JsonObject, cluster: Cluster): Refusal | undefined {
  const refusal = quotaRefusal(apiVersion, kind, object, cluster.quotas);
  if (refusal === undefined) return undefined;
  const message = forbiddenMessage(apiVersion, kind, nameOf(object), refusal.text);
  return { plugin: 'ResourceQuota', message, because: { kind: 'ResourceQuota', name: nameOf(refusal.quota) } };
}

/** Where the Pod, or the template of a workload, is in an object. */
function podOf(apiVersion: string, kind: string, object: JsonObject): JsonObject | undefined {
  const spec = structAt(object, 'spec');
  if (kind === 'Pod') return object;
  if (kind === 'PodTemplate') return objectAt(object, 'template');
  if (kind === 'CronJob') return objectAt(structAt(structAt(spec, 'jobTemplate'), 'spec'), 'template');
  return /^(?:apps|batch)\/v1$/.test(apiVersion) || kind === 'ReplicationController'
    ? objectAt(spec, 'template')
    : undefined;
}

/** `enforce` refuses Pods only; warnings look at templates, too, unless the object is refused anyway. */
function podSecurity(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  cluster: Cluster,
  context: ValidationContext,
): { readonly forbidden: Refusal | undefined; readonly warnings: readonly ApiWarning[] } {
  const pod = podOf(apiVersion, kind, object);
  if (pod === undefined) return { forbidden: undefined, warnings: [] };
  const { enforce, warn } = policiesOf(cluster.labels);
  const minor = Number(context.kubernetesVersion.split('.')[1]);
  const refused = kind === 'Pod' ? violations(enforce, pod, minor) : undefined;
  if (refused !== undefined) {
    const text = `violates PodSecurity "${enforce.level}:${enforce.version}": ${refused}`;
    return {
      forbidden: { plugin: 'PodSecurity', message: forbiddenMessage(apiVersion, kind, nameOf(object), text) },
      warnings: [],
    };
  }
  const warned = violations(warn, pod, minor);
  if (warned === undefined) return { forbidden: undefined, warnings: [] };
  const message = `would violate PodSecurity "${warn.level}:${warn.version}": ${warned}`;
  return { forbidden: undefined, warnings: [{ code: 'warn-podsecurity', message }] };
}
