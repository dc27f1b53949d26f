/** From the defaulted object to the one that the API server validates: names, gated fields, generated selectors (pkg/registry, 1.36). */
import { type Draft, edited, isRecord, isUnset, update, updateEach, updateStruct } from '../kube/defaults/draft.ts';
import type { JsonObject } from '../kube/json.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { dropDisabledFields } from './prepare/drop-disabled.ts';
import { withGeneratedSelector } from './prepare/job.ts';
import { preparePod } from './prepare/pod.ts';

/** Five characters that the server draws; here they are always these. */
const randomSuffix = 'xxxxx';
const maxGenerateName = 58;

/**
 * The object as validation, warnings and storage see it. `object` is defaulted already and does not change.
 * Preparing twice is the caller's mistake: keys of spread constraints would be merged twice.
 */
export function prepareForCreate(apiVersion: string, kind: string, object: JsonObject, context: ValidationContext): JsonObject {
  const named = withName(object);
  const template = (owner: Draft): void => update(owner, 'template', (draft) => update(draft, 'spec', (spec) => dropDisabledFields(spec, context)));
  const change = (draft: Draft): void => {
    switch (`${apiVersion} ${kind}`) {
      case 'v1 Pod':
        return preparePod(draft, context);
      case 'v1 PodTemplate':
        return template(draft);
      case 'apps/v1 StatefulSet':
        update(draft, 'spec', (spec) => {
          template(spec);
          if (!isEnabled(context, 'MaxUnavailableStatefulSet')) dropMaxUnavailable(spec);
        });
        return;
      case 'batch/v1 CronJob':
        return update(draft, 'spec', (spec) => update(spec, 'jobTemplate', (job) => update(job, 'spec', template)));
      case 'v1 Namespace':
        return addNamespaceFinalizer(draft);
      case 'v1 ServiceAccount':
        return updateEach(draft, 'secrets', keepName);
      default:
        return update(draft, 'spec', template);
    }
  };
  const prepared = edited(named, change) as JsonObject;
  return apiVersion === 'batch/v1' && kind === 'Job' ? withGeneratedSelector(prepared) : prepared;
}

/** A `generateName` becomes a name, cut so that the suffix fits. */
function withName(object: JsonObject): JsonObject {
  const metadata = object.metadata;
  if (!isRecord(metadata) || typeof metadata.generateName !== 'string' || metadata.generateName === '') return object;
  if (!isUnset(metadata.name) && metadata.name !== '') return object;
  const name = metadata.generateName.slice(0, maxGenerateName) + randomSuffix;
  return { ...object, metadata: { ...metadata, name } as JsonObject };
}

function dropMaxUnavailable(spec: Draft): void {
  update(spec, 'updateStrategy', (strategy) => update(strategy, 'rollingUpdate', (rolling) => delete rolling.maxUnavailable));
}

function addNamespaceFinalizer(namespace: Draft): void {
  updateStruct(namespace, 'spec', (spec) => {
    const finalizers: readonly unknown[] = Array.isArray(spec.finalizers) ? spec.finalizers : [];
    if (!finalizers.includes('kubernetes')) spec.finalizers = [...finalizers, 'kubernetes'];
  });
}

function keepName(secret: Draft): void {
  for (const key of Object.keys(secret)) if (key !== 'name') delete secret[key];
}
