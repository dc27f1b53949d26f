/**
 * From the defaulted object to the one that the API server validates: gated fields, generated selectors
 * (pkg/registry, 1.36).
 */
import { type Draft, edited, update, updateEach, updateStruct } from '../kube/defaults/draft.ts';
import type { JsonObject } from '../kube/json.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { dropDisabledFields } from './prepare/drop-disabled.ts';
import { unknownUid, withGeneratedSelector } from './prepare/job.ts';
import { generatedName } from './prepare/name.ts';
import { preparePod } from './prepare/pod.ts';

/**
 * The object as validation, warnings and storage see it. `object` is defaulted already and does not change.
 * Preparing twice is the caller's mistake: keys of spread constraints would be merged twice.
 */
export function prepareForCreate(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  context: ValidationContext,
): JsonObject {
  const template = (owner: Draft): void =>
    update(owner, 'template', (draft) => update(draft, 'spec', (spec) => dropDisabledFields(spec, context)));
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
      case 'v1 LimitRange':
        return updateStruct(draft, 'metadata', fillName);
      case 'v1 ServiceAccount':
        return updateEach(draft, 'secrets', keepName);
      default:
        return update(draft, 'spec', template);
    }
  };
  const prepared = edited(object, change) as JsonObject;
  return apiVersion === 'batch/v1' && kind === 'Job' ? withGeneratedSelector(prepared) : prepared;
}

function dropMaxUnavailable(spec: Draft): void {
  update(spec, 'updateStrategy', (strategy) =>
    update(strategy, 'rollingUpdate', (rolling) => delete rolling.maxUnavailable),
  );
}

function addNamespaceFinalizer(namespace: Draft): void {
  updateStruct(namespace, 'spec', (spec) => {
    const finalizers: readonly unknown[] = Array.isArray(spec.finalizers) ? spec.finalizers : [];
    if (!finalizers.includes('kubernetes')) spec.finalizers = [...finalizers, 'kubernetes'];
  });
}

/** Only a LimitRange without a name gets one: a unique id. */
function fillName(metadata: Draft): void {
  if (generatedName(metadata as JsonObject) === '') metadata.name = unknownUid;
}

function keepName(secret: Draft): void {
  for (const key of Object.keys(secret)) if (key !== 'name') delete secret[key];
}
