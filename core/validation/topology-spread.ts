/** Checks of topology spread constraints (pkg/apis/core/validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, integerAt, objectsAt, optionalStringAt, stringAt } from '../kube/json.ts';
import { type ValidationContext, isEnabled } from './context.ts';
import { type Errors, asJson, duplicate, invalid, none, notSupported, remove, required, set } from './errors.ts';
import { isNotPositiveText, validatePositive } from './formats.ts';
import { type LabelKeyCodes, validateLabelKeyLists, validateUnmergedLabelKeys } from './match-label-keys.ts';
import { validateLabelSelector } from './selector.ts';

const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const nodePolicies = ['Honor', 'Ignore'];

const keyCodes: LabelKeyCodes = {
  withoutSelector: 'spread-matchlabelkeys-no-selector',
  format: 'spread-matchlabelkeys-format',
  inSelector: 'spread-matchlabelkeys-in-selector',
  inBoth: 'spread-matchlabelkeys-in-selector',
};

/** Errors of the `topologySpreadConstraints` of a pod spec at `path`. */
export function validateTopologySpread(spec: JsonObject, path: FieldPath, context: ValidationContext): Errors {
  const constraints = objectsAt(spec, 'topologySpreadConstraints');
  const last = new Map(constraints.map((constraint, position) => [pairOf(constraint), position]));
  return constraints.flatMap((constraint, position) => {
    const at = index(path, position);
    const repeated = last.get(pairOf(constraint)) ?? position;
    return [
      ...validateBasics(constraint, at),
      ...(repeated > position ? [repeatedPair(constraint, at, index(path, repeated))] : none),
      ...validateMinDomains(constraint, at),
      ...['nodeAffinityPolicy', 'nodeTaintsPolicy'].flatMap((key) => validateNodePolicy(constraint, key, at)),
      ...validateKeys(constraint, at, context),
      ...validateLabelSelector(constraint['labelSelector'], child(at, 'labelSelector')),
    ];
  });
}

function pairOf(constraint: JsonObject): string {
  return `{${stringAt(constraint, 'topologyKey')}, ${stringAt(constraint, 'whenUnsatisfiable')}}`;
}

/** The server reports the earlier of two equal constraints, and its path holds the braces. */
function repeatedPair(constraint: JsonObject, at: FieldPath, later: FieldPath): FieldError {
  const field = child(at, '{topologyKey, whenUnsatisfiable}');
  return duplicate('spread-duplicate', field, pairOf(constraint), {
    at,
    related: [{ at: later, message: 'the same pair again' }],
    ...remove(later),
  });
}

function validateBasics(constraint: JsonObject, at: FieldPath): Errors {
  const skew = integerAt(constraint, 'maxSkew') ?? 0;
  const action = stringAt(constraint, 'whenUnsatisfiable');
  const errors: FieldError[] = [];
  if (skew <= 0) {
    const field = child(at, 'maxSkew');
    const fix =
      constraint['maxSkew'] === undefined ? ({ kind: 'add', at, field: 'maxSkew', value: 1 } as const) : set(field, 1);
    errors.push(invalid('spread-maxskew', field, skew, isNotPositiveText, { fix }));
  }
  if (stringAt(constraint, 'topologyKey') === '')
    errors.push(required('spread-topologykey', child(at, 'topologyKey'), 'can not be empty'));
  if (!actions.includes(action))
    errors.push(notSupported('spread-when', child(at, 'whenUnsatisfiable'), action, actions));
  return errors;
}

function validateMinDomains(constraint: JsonObject, at: FieldPath): Errors {
  const domains = integerAt(constraint, 'minDomains');
  if (domains === undefined) return none;
  const field = child(at, 'minDomains');
  const action = stringAt(constraint, 'whenUnsatisfiable');
  const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
  return [
    ...validatePositive('spread-mindomains-positive', field, domains),
    ...(action === 'DoNotSchedule'
      ? none
      : [invalid('spread-mindomains-when', field, asJson(domains), detail, remove(field))]),
  ];
}

function validateNodePolicy(constraint: JsonObject, key: string, at: FieldPath): Errors {
  const policy = optionalStringAt(constraint, key);
  if (policy === undefined || nodePolicies.includes(policy)) return none;
  return [notSupported('spread-node-policy', child(at, key), policy, nodePolicies)];
}

function validateKeys(constraint: JsonObject, at: FieldPath, context: ValidationContext): Errors {
  const merges =
    isEnabled(context, 'MatchLabelKeysInPodTopologySpread') &&
    isEnabled(context, 'MatchLabelKeysInPodTopologySpreadSelectorMerge');
  if (!merges) return validateUnmergedLabelKeys(constraint, at, keyCodes);
  return validateLabelKeyLists({ ...constraint, mismatchLabelKeys: undefined }, at, keyCodes);
}
