/** Checks of `matchLabelKeys` and `mismatchLabelKeys` beside a label selector (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, stringMapAt, stringsAt } from '../kube/json.ts';
import { labelKeyErrors } from '../kube/labels.ts';
import { type Errors, type More, forbidden, invalid, invalidEach, none, remove } from './errors.ts';

/** Rule ids of the same checks in pod affinity and in spread constraints. */
export interface LabelKeyCodes {
  readonly withoutSelector: string;
  readonly format: string;
  readonly inSelector: string;
  readonly inBoth: string;
}

const noSelector = 'must not be specified when labelSelector is not set';
const inSelectorText = 'exists in both matchLabelKeys and labelSelector';

/** Errors of both lists of a term at `path`, after the server has merged the keys into the selector. */
export function validateLabelKeyLists(term: JsonObject, path: FieldPath, codes: LabelKeyCodes): Errors {
  const matches = stringsAt(term, 'matchLabelKeys');
  const mismatches = stringsAt(term, 'mismatchLabelKeys');
  if (matches.length === 0 && mismatches.length === 0) return none;
  const mismatched = new Set(mismatches);
  return [
    ...validateKeys(term, matches, child(path, 'matchLabelKeys'), codes),
    ...validateKeys(term, mismatches, child(path, 'mismatchLabelKeys'), codes),
    ...validateNotRepeated(term, matches, path, codes),
    ...matches.flatMap((key, position) => {
      const field = index(child(path, 'matchLabelKeys'), position);
      return mismatched.has(key)
        ? [invalid(codes.inBoth, field, key, 'exists in both matchLabelKeys and mismatchLabelKeys', remove(field))]
        : none;
    }),
  ];
}

function validateKeys(term: JsonObject, keys: readonly string[], path: FieldPath, codes: LabelKeyCodes): Errors {
  if (keys.length === 0) return none;
  if (objectAt(term, 'labelSelector') === undefined)
    return [forbidden(codes.withoutSelector, path, noSelector, addSelector(path))];
  return keys.flatMap((key, position) => invalidEach(codes.format, index(path, position), key, labelKeyErrors(key)));
}

/** An empty selector: the server adds the Pod's own values of the keys to it. */
function addSelector(keys: FieldPath): More {
  return { fix: { kind: 'add', at: keys.slice(0, keys.lastIndexOf('.')), field: 'labelSelector', value: {} } };
}

/** The server prints the index of the key behind the term, not behind the list. */
function validateNotRepeated(
  term: JsonObject,
  matches: readonly string[],
  path: FieldPath,
  codes: LabelKeyCodes,
): Errors {
  const selector = objectAt(term, 'labelSelector');
  const positions = new Map(matches.map((key, position) => [key, position]));
  const seen = new Set(stringMapAt(selector, 'matchLabels').map(([key]) => key));
  const errors: FieldError[] = [];
  for (const expression of objectsAt(selector, 'matchExpressions')) {
    const key = stringAt(expression, 'key');
    const position = positions.get(key);
    if (position !== undefined && seen.has(key)) {
      const at = index(child(path, 'matchLabelKeys'), position);
      errors.push(invalid(codes.inSelector, index(path, position), key, inSelectorText, { at, ...remove(at) }));
    }
    seen.add(key);
  }
  return errors;
}

/** Errors of `matchLabelKeys` before 1.34, when nothing was merged. */
export function validateUnmergedLabelKeys(term: JsonObject, path: FieldPath, codes: LabelKeyCodes): Errors {
  const keys = stringsAt(term, 'matchLabelKeys');
  if (keys.length === 0) return none;
  const field = child(path, 'matchLabelKeys');
  const selector = objectAt(term, 'labelSelector');
  const selected = new Set([
    ...stringMapAt(selector, 'matchLabels').map(([key]) => key),
    ...objectsAt(selector, 'matchExpressions').map((expression) => stringAt(expression, 'key')),
  ]);
  return [
    ...(selector === undefined ? [forbidden(codes.withoutSelector, field, noSelector, addSelector(field))] : none),
    ...keys.flatMap((key, position) => {
      const at = index(field, position);
      const repeated = selected.has(key) ? [invalid(codes.inSelector, at, key, inSelectorText, remove(at))] : none;
      return [...invalidEach(codes.format, at, key, labelKeyErrors(key)), ...repeated];
    }),
  ];
}
