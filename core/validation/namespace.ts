/** Checks of a Namespace (pkg/apis/core/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { index } from '../kube/field-path.ts';
import { type JsonObject, stringsAt, structAt } from '../kube/json.ts';
import { labelKeyErrors } from '../kube/labels.ts';
import { nameIsLabel } from '../kube/names.ts';
import type { ValidationContext } from './context.ts';
import { invalid, invalidEach } from './errors.ts';
import { validateObjectMeta } from './metadata.ts';

const standardFinalizers = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** Errors of a defaulted Namespace in the server's order. */
export function validateNamespace(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  return [
    ...validateObjectMeta(
      structAt(object, 'metadata'),
      'metadata',
      { nameFormat: nameIsLabel, isNamespaced: false },
      context,
    ),
    ...stringsAt(structAt(object, 'spec'), 'finalizers').flatMap((name, i) =>
      validateFinalizer(name, index('spec.finalizers', i)),
    ),
  ];
}

/** The server's paths have no index here. */
function validateFinalizer(name: string, at: string): readonly FieldError[] {
  const field = 'spec.finalizers';
  const isKnown = name.includes('/') || standardFinalizers.includes(name);
  const detail = 'name is neither a standard finalizer name nor is it fully qualified';
  return [
    ...invalidEach('meta-finalizer-name', field, name, labelKeyErrors(name), { at }),
    ...(isKnown ? [] : [invalid('meta-finalizer-standard', field, name, detail, { at })]),
  ];
}
