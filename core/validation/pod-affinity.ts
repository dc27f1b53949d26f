/** Checks of pod affinity and anti-affinity (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectsAt, stringAt, stringsAt, structAt } from '../kube/json.ts';
import { labelKeyErrors } from '../kube/labels.ts';
import { type Errors, invalidEach, none, required } from './errors.ts';
import { validateDnsLabel } from './formats.ts';
import { type LabelKeyCodes, validateLabelKeyLists } from './match-label-keys.ts';
import { validateWeight } from './node-affinity.ts';
import { validateLabelSelector } from './selector.ts';

/** Errors of a `podAffinity` or `podAntiAffinity` at `path`. */
export function validatePodAffinity(affinity: JsonObject | undefined, path: FieldPath): Errors {
  if (affinity === undefined) return none;
  const preferred = child(path, 'preferredDuringSchedulingIgnoredDuringExecution');
  const requiredPath = child(path, 'requiredDuringSchedulingIgnoredDuringExecution');
  return [
    ...objectsAt(affinity, 'requiredDuringSchedulingIgnoredDuringExecution').flatMap((term, position) =>
      validateTerm(term, index(requiredPath, position)),
    ),
    ...objectsAt(affinity, 'preferredDuringSchedulingIgnoredDuringExecution').flatMap((term, position) => [
      ...validateWeight('pa-weight', term, index(preferred, position)),
      ...validateTerm(structAt(term, 'podAffinityTerm'), child(index(preferred, position), 'podAffinityTerm')),
    ]),
  ];
}

const keyCodes: LabelKeyCodes = {
  withoutSelector: 'pa-matchlabelkeys-no-selector',
  format: 'pa-matchlabelkeys-format',
  inSelector: 'pa-matchlabelkeys-in-selector',
  inBoth: 'pa-matchlabelkeys-both',
};

function validateTerm(term: JsonObject, path: FieldPath): Errors {
  const namespaces = child(path, 'namespaces');
  return [
    ...validateLabelSelector(term['labelSelector'], child(path, 'labelSelector')),
    ...validateLabelSelector(term['namespaceSelector'], child(path, 'namespaceSelector')),
    ...stringsAt(term, 'namespaces').flatMap((name, position) =>
      validateDnsLabel('pa-namespace', child(path, 'namespace'), name, { at: index(namespaces, position) }),
    ),
    ...validateLabelKeyLists(term, path, keyCodes),
    ...validateTopologyKey(stringAt(term, 'topologyKey'), child(path, 'topologyKey')),
  ];
}

function validateTopologyKey(key: string, field: FieldPath): Errors {
  const errors: FieldError[] = [];
  if (key === '') errors.push(required('pa-topologykey-required', field, 'can not be empty'));
  return [...errors, ...invalidEach('pa-topologykey-format', field, key, labelKeyErrors(key))];
}
