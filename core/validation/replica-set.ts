/** Checks of a ReplicaSet (pkg/apis/apps/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type JsonObject, structAt } from '../kube/json.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import type { ValidationContext } from './context.ts';
import { validateObjectMeta } from './metadata.ts';
import { nonNegative, validateSelectorAndTemplate } from './workload.ts';

/** Errors of a defaulted ReplicaSet in the server's order. */
export function validateReplicaSet(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const spec = structAt(object, 'spec');
  return [
    ...validateObjectMeta(structAt(object, 'metadata'), 'metadata', { nameFormat: nameIsSubdomain }, context),
    ...nonNegative('wl-replicas-negative', spec, 'spec', 'replicas', 0),
    ...nonNegative('wl-min-ready-negative', spec, 'spec', 'minReadySeconds', 0),
    ...validateSelectorAndTemplate(spec, 'spec', context),
  ];
}
