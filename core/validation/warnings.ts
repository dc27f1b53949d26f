/**
 * Warnings of the API server about an object it accepts, in its words and order (pkg/registry strategies,
 * WarningsOnCreate, 1.36).
 */
import type { ApiWarning } from '../kube/field-error.ts';
import { index } from '../kube/field-path.ts';
import { type JsonObject, integerAt, objectAt, objectsAt, stringAt, structAt } from '../kube/json.ts';
import { dnsLabelErrors, toDnsLabel } from '../kube/names.ts';
import { compareQuantities, quantityText } from '../kube/quantity.ts';
import { resourceListAt } from '../kube/pod-resources.ts';
import { type ValidationContext, atLeast } from './context.ts';
import { prepareForCreate } from './prepare.ts';
import { generatedName } from './prepare/name.ts';
import { appArmorWarningsOfPod } from './warnings/annotations.ts';
import { secretWarnings } from './warnings/secret.ts';
import { claimWarnings } from './warnings/volumes.ts';
import { podWarnings } from './warnings/pod-spec.ts';

/** The warnings for a defaulted object (see `applyDefaults`); an object that is refused with 400 or 422 gets none. */
export function apiWarnings(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  context: ValidationContext,
): readonly ApiWarning[] {
  const prepared = prepareForCreate(apiVersion, kind, object, context);
  const warnings = [...ownerWarnings(prepared), ...warningsOfKind(`${apiVersion} ${kind}`, object, prepared, context)];
  const first = new Map<string, ApiWarning>();
  for (const warning of warnings) if (!first.has(warning.message)) first.set(warning.message, warning);
  return [...first.values()];
}

function warningsOfKind(
  kind: string,
  object: JsonObject,
  prepared: JsonObject,
  context: ValidationContext,
): readonly ApiWarning[] {
  const spec = structAt(prepared, 'spec');
  const template = (owner: JsonObject, at: string): readonly ApiWarning[] => {
    const found = objectAt(owner, 'template');
    return found === undefined ? [] : podWarnings(found, at, context);
  };
  switch (kind) {
    case 'v1 Pod':
      return [...appArmorWarningsOfPod(object), ...podNameWarnings(prepared), ...podWarnings(prepared, '', context)];
    case 'v1 PodTemplate':
      return template(prepared, 'template');
    case 'apps/v1 Deployment':
    case 'apps/v1 ReplicaSet':
    case 'v1 ReplicationController':
      return [...workloadNameWarnings(prepared), ...template(spec, 'spec.template')];
    case 'apps/v1 DaemonSet':
      return template(spec, 'spec.template');
    case 'apps/v1 StatefulSet':
      return [...template(spec, 'spec.template'), ...statefulSetWarnings(spec, context)];
    case 'batch/v1 Job':
      return [...workloadNameWarnings(prepared), ...indexedWarnings(spec, 'spec'), ...template(spec, 'spec.template')];
    case 'batch/v1 CronJob': {
      const job = structAt(structAt(spec, 'jobTemplate'), 'spec');
      const at = 'spec.jobTemplate.spec';
      return [...workloadNameWarnings(prepared), ...indexedWarnings(job, at), ...template(job, `${at}.template`)];
    }
    case 'v1 ResourceQuota':
      return atLeast(context, 35) ? quotaWarnings(spec) : [];
    case 'v1 Secret':
      return secretWarnings(prepared);
    case 'v1 ServiceAccount':
      return serviceAccountWarnings(prepared);
    default:
      return [];
  }
}

function podNameWarnings(object: JsonObject): readonly ApiWarning[] {
  return nameWarnings('warn-pod-name', object, "this is used in the Pod's hostname");
}

function workloadNameWarnings(object: JsonObject): readonly ApiWarning[] {
  return nameWarnings('warn-workload-name', object, 'this is used in Pod names and hostnames');
}

function nameWarnings(code: string, object: JsonObject, use: string): readonly ApiWarning[] {
  const errors = dnsLabelErrors(generatedName(structAt(object, 'metadata')));
  if (errors.length === 0) return [];
  const message = `metadata.name: ${use}, which can result in surprising behavior; a DNS label is recommended: [${errors.join(' ')}]`;
  const right = toDnsLabel(generatedName(structAt(object, 'metadata')));
  const isWritten = stringAt(structAt(object, 'metadata'), 'name') !== '';
  const fix = isWritten && right !== '' ? { fix: { kind: 'set', at: 'metadata.name', value: right } as const } : {};
  return [{ code, at: 'metadata.name', message, ...fix }];
}

/** The server warns about equal owners of any object before it looks at the kind. */
function ownerWarnings(object: JsonObject): readonly ApiWarning[] {
  const uids = objectsAt(objectAt(object, 'metadata'), 'ownerReferences').map((owner) => stringAt(owner, 'uid'));
  const twice = [...new Set(uids.filter((uid, i) => uids.indexOf(uid) < i))];
  if (twice.length === 0) return [];
  const message =
    '.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such ' +
    `requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${twice.join(', ')}`;
  const second = index(
    'metadata.ownerReferences',
    uids.findIndex((uid, i) => uids.indexOf(uid) < i),
  );
  return [{ code: 'warn-owner-duplicate', at: second, message, fix: { kind: 'remove', at: second } }];
}

function statefulSetWarnings(spec: JsonObject, context: ValidationContext): readonly ApiWarning[] {
  const claims = objectsAt(spec, 'volumeClaimTemplates').flatMap((claim, i) => {
    const at = `spec.volumeClaimTemplates[${i}]`;
    return claimWarnings('warn-sts-vct-storage', structAt(claim, 'spec'), at, `${at}.spec`);
  });
  const limit = integerAt(spec, 'revisionHistoryLimit');
  if (limit === undefined || limit >= 0 || !atLeast(context, 33)) return claims;
  const at = 'spec.revisionHistoryLimit';
  const message = `${at}: a negative value retains all historical revisions; a value >= 0 is recommended`;
  return [...claims, { code: 'warn-sts-revision-history', at, message, fix: { kind: 'set', at, value: 10 } }];
}

function indexedWarnings(spec: JsonObject, at: string): readonly ApiWarning[] {
  const many = (integerAt(spec, 'completions') ?? 0) > 100_000 && (integerAt(spec, 'parallelism') ?? 0) > 10_000;
  if (spec['completionMode'] !== 'Indexed' || !many) return [];
  const message =
    `${at}: In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, ` +
    'Kubernetes might not be able to track completedIndexes when a big number of indexes fail';
  return [{ code: 'warn-job-indexed-large', at, message }];
}

/** A quota that admits more requests than limits. */
function quotaWarnings(spec: JsonObject): readonly ApiWarning[] {
  const hard = resourceListAt(spec, 'hard');
  return ['cpu', 'memory', 'storage', 'ephemeral-storage'].flatMap((name) => {
    const isShort = !hard.has(`requests.${name}`) && (name === 'cpu' || name === 'memory');
    const requests = isShort ? name : `requests.${name}`;
    const request = hard.get(requests);
    const limit = hard.get(`limits.${name}`);
    if (request === undefined || limit === undefined || compareQuantities(request, limit) <= 0) return [];
    const message = `ResourceQuota ${requests} (${quantityText(request)}) should be less than limits.${name} (${quantityText(limit)})`;
    return [{ code: 'warn-quota-requests', at: `spec.hard[${requests}]`, message }];
  });
}

function serviceAccountWarnings(object: JsonObject): readonly ApiWarning[] {
  const key = 'kubernetes.io/enforce-mountable-secrets';
  const annotations = objectAt(structAt(object, 'metadata'), 'annotations') ?? {};
  if (!Object.hasOwn(annotations, key)) return [];
  const at = `metadata.annotations[${key}]`;
  return [
    {
      code: 'warn-sa-mountable',
      at,
      message: `${at}: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets`,
    },
  ];
}
