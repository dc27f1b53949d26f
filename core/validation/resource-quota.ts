/** Checks of a ResourceQuota (pkg/apis/core/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child, index } from '../kube/field-path.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, stringsAt, structAt } from '../kube/json.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import { resourceListAt } from '../kube/pod-resources.ts';
import { type Quantity, quantitySign, quantityText, scaledValue } from '../kube/quantity.ts';
import { type ValidationContext, atLeast } from './context.ts';
import { asJson, invalid, required } from './errors.ts';
import { validateObjectMeta } from './metadata.ts';
import { isIntegerResource, isStandardQuotaResource, validateQuotaResource } from './resource-names.ts';

const compute = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const ofPods = ['pods', ...compute];
/** Which resources each scope can count. */
type Scopes = Readonly<Record<string, readonly string[]>>;

const scopes: Scopes = {
  Terminating: ofPods,
  NotTerminating: ofPods,
  NotBestEffort: ofPods,
  PriorityClass: ofPods,
  CrossNamespacePodAffinity: ofPods,
  BestEffort: ['pods'],
  VolumeAttributesClass: ['persistentvolumeclaims', 'requests.storage'],
};
/** The scope came with 1.33. */
const { VolumeAttributesClass: _youngest, ...olderScopes } = scopes;

const opposites = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];
const existsOnly = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
const mustExist =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, " +
  'ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity';

/** Errors of a defaulted ResourceQuota. The server walks `hard` in random order. */
export function validateResourceQuota(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const spec = structAt(object, 'spec');
  const known = atLeast(context, 33) ? scopes : olderScopes;
  return [
    ...validateObjectMeta(structAt(object, 'metadata'), 'metadata', { nameFormat: nameIsSubdomain }, context),
    ...[...resourceListAt(spec, 'hard')].flatMap(([name, amount]) =>
      validateHard(name, amount, index('spec.hard', name)),
    ),
    ...validateScopes(spec, 'spec.scopes', known),
    ...validateScopeSelector(spec, 'spec.scopeSelector', known),
  ];
}

function validateHard(name: string, amount: Quantity, at: FieldPath): readonly FieldError[] {
  const text = quantityText(amount);
  const isFraction = isIntegerResource(name) && scaledValue(amount, -3) % 1000n !== 0n;
  return [
    ...validateQuotaResource('quota-resource', name, at),
    ...(quantitySign(amount) < 0 ? [invalid('quota-amount', at, text, 'must be greater than or equal to 0')] : []),
    ...(isFraction ? [invalid('quota-amount', at, asJson(text), 'must be an integer')] : []),
  ];
}

function validateScopes(spec: JsonObject, at: FieldPath, known: Scopes): readonly FieldError[] {
  const given = stringsAt(spec, 'scopes');
  if (given.length === 0) return [];
  const problem = (detail: string): FieldError => invalid('quota-scope', at, asJson(given), detail);
  return [
    ...given.flatMap((scope) => [
      ...(Object.hasOwn(known, scope) ? [] : [problem('unsupported scope')]),
      ...unfit(spec, fittingOf(known, scope)).map(() => problem('unsupported scope applied to resource')),
    ]),
    ...conflicts(given).map(() => problem('conflicting scopes')),
  ];
}

function validateScopeSelector(spec: JsonObject, at: FieldPath, known: Scopes): readonly FieldError[] {
  const selector = objectAt(spec, 'scopeSelector');
  if (selector === undefined) return [];
  const path = child(at, 'matchExpressions');
  const expressions = objectsAt(selector, 'matchExpressions');
  const printed = asJson({
    MatchExpressions: Array.isArray(selector.matchExpressions) ? expressions.map(expressionAsPrinted) : null,
  });
  const names = expressions.map((expression) => stringAt(expression, 'scopeName'));
  const scopesValue = asJson(Array.isArray(spec.scopes) ? stringsAt(spec, 'scopes') : null);
  return [
    ...expressions.flatMap((expression, i) =>
      validateExpression(spec, expression, path, { at: index(path, i), printed, known }),
    ),
    ...conflicts(names).map(() => invalid('quota-scope', path, scopesValue, 'conflicting scopes')),
  ];
}

function expressionAsPrinted(expression: JsonObject): JsonObject {
  const values = Array.isArray(expression.values) ? stringsAt(expression, 'values') : null;
  return { ScopeName: stringAt(expression, 'scopeName'), Operator: stringAt(expression, 'operator'), Values: values };
}

interface Place {
  readonly at: FieldPath;
  readonly printed: ReturnType<typeof asJson>;
  readonly known: Scopes;
}

/** The server's paths have no index here. */
function validateExpression(
  spec: JsonObject,
  expression: JsonObject,
  path: FieldPath,
  { at, printed, known }: Place,
): readonly FieldError[] {
  const scope = stringAt(expression, 'scopeName');
  const operator = stringAt(expression, 'operator');
  const place = (key: string): { at: FieldPath } => ({ at: child(at, key) });
  const field = child(path, 'operator');
  const unknown = Object.hasOwn(known, scope)
    ? []
    : [invalid('quota-scope', child(path, 'scopeName'), asJson(scope), 'unsupported scope', place('scopeName'))];
  return [
    ...unknown,
    ...unfit(spec, fittingOf(known, scope)).map(() =>
      invalid('quota-scope', path, printed, 'unsupported scope applied to resource', { at }),
    ),
    ...(existsOnly.includes(scope) && operator !== 'Exists'
      ? [
          invalid('quota-scope', field, asJson(operator), mustExist, {
            ...place('operator'),
            fix: { kind: 'set', at: child(at, 'operator'), value: 'Exists' },
          }),
        ]
      : []),
    ...validateValues(expression, operator, path, at),
  ];
}

function validateValues(
  expression: JsonObject,
  operator: string,
  path: FieldPath,
  at: FieldPath,
): readonly FieldError[] {
  const values = stringsAt(expression, 'values');
  const field = child(path, 'values');
  const place = { at: child(at, 'values') };
  if (operator === 'In' || operator === 'NotIn') {
    const detail = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
    return values.length === 0 ? [required('quota-scope', field, detail, place)] : [];
  }
  if (operator === 'Exists' || operator === 'DoesNotExist') {
    const detail = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
    return values.length === 0 ? [] : [invalid('quota-scope', field, asJson(values), detail, place)];
  }
  return [
    invalid('quota-scope', child(path, 'operator'), asJson(operator), 'not a valid selector operator', {
      at: child(at, 'operator'),
    }),
  ];
}

function fittingOf(known: Scopes, scope: string): readonly string[] | undefined {
  return Object.hasOwn(known, scope) ? known[scope] : undefined;
}

/** The resources of `hard` that a scope cannot count. */
function unfit(spec: JsonObject, fitting: readonly string[] | undefined): readonly string[] {
  if (fitting === undefined) return [];
  return Object.keys(objectAt(spec, 'hard') ?? {}).filter(
    (name) => isStandardQuotaResource(name) && !fitting.includes(name),
  );
}

function conflicts(given: readonly string[]): readonly (readonly string[])[] {
  return opposites.filter((pair) => pair.every((scope) => given.includes(scope)));
}
