/**
 * Pod Security as the admission plugin applies it: `enforce` refuses Pods, warnings look at templates, too
 * (pod-security-admission, 1.36).
 */
import type { ApiWarning } from '../../kube/field-error.ts';
import { type JsonObject, stringAt, structAt } from '../../kube/json.ts';
import type { ValidationContext } from '../context.ts';
import { type SecurityPolicy, policiesOf, violatingPlace, violations } from './pod-security.ts';
import type { Refusal } from './refusal.ts';
import { forbiddenMessage } from './resources.ts';

export interface SecurityReview {
  readonly forbidden: Refusal | undefined;
  /** None for an object that is refused anyway. */
  readonly warnings: readonly ApiWarning[];
}

/** `namespace` is the Namespace object, whose labels decide; empty where none is known. */
export function reviewPodSecurity(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  namespace: JsonObject,
  context: ValidationContext,
): SecurityReview {
  const path = podPathOf(apiVersion, kind);
  if (path === undefined) return { forbidden: undefined, warnings: [] };
  const pod = path.reduce<JsonObject>((parent, key) => structAt(parent, key), object);
  const { enforce, warn } = policiesOf(structAt(structAt(namespace, 'metadata'), 'labels'));
  const minor = Number(context.kubernetesVersion.split('.')[1]);
  const where = (policy: SecurityPolicy): { readonly at?: string } => {
    const at = violatingPlace(policy, pod, [...path, 'spec'].join('.'), minor);
    return at === undefined ? {} : { at };
  };
  const refused = kind === 'Pod' ? violations(enforce, pod, minor) : undefined;
  if (refused !== undefined) {
    const text = `violates PodSecurity "${enforce.level}:${enforce.version}": ${refused}`;
    const metadata = structAt(object, 'metadata');
    const name = stringAt(metadata, 'name') || stringAt(metadata, 'generateName');
    const because = { kind: 'Namespace', name: stringAt(structAt(namespace, 'metadata'), 'name') };
    const message = forbiddenMessage(apiVersion, kind, name, text);
    return { forbidden: { plugin: 'PodSecurity', message, because, ...where(enforce) }, warnings: [] };
  }
  const warned = violations(warn, pod, minor);
  if (warned === undefined) return { forbidden: undefined, warnings: [] };
  const message = `would violate PodSecurity "${warn.level}:${warn.version}": ${warned}`;
  return { forbidden: undefined, warnings: [{ code: 'warn-podsecurity', message, ...where(warn) }] };
}

/** Where the Pod, or the template of a workload, is in an object; `undefined` for kinds without one. */
function podPathOf(apiVersion: string, kind: string): readonly string[] | undefined {
  if (kind === 'Pod') return [];
  if (kind === 'PodTemplate') return ['template'];
  if (kind === 'CronJob') return ['spec', 'jobTemplate', 'spec', 'template'];
  const isWorkload = /^(?:apps|batch)\/v1$/.test(apiVersion) || kind === 'ReplicationController';
  return isWorkload ? ['spec', 'template'] : undefined;
}
