/**
 * Checks that the controllers share: counts, selectors against template labels, restart policy
 * (pkg/apis/apps/validation, 1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child } from '../kube/field-path.ts';
import { type Json, type JsonObject, asObject, integerAt, objectAt, stringAt, structAt } from '../kube/json.ts';
import { type Selector, selectorAsPrinted, selectorOf, sortedMap } from '../kube/label-selector.ts';
import type { ValidationContext } from './context.ts';
import { asJson, forbidden, invalid, notSupported, required } from './errors.ts';
import { validatePodTemplateSpec } from './pod-template.ts';
import { validateLabelSelector } from './selector.ts';

const negative = 'must be greater than or equal to 0';
const mismatch = '`selector` does not match template `labels`';

/** An error where the number at `key` is below zero; a missing one counts as zero. */
export function nonNegative(
  code: string,
  parent: JsonObject,
  at: FieldPath,
  key: string,
  repair?: number,
): readonly FieldError[] {
  const value = integerAt(parent, key);
  if (value === undefined || value >= 0) return [];
  const field = child(at, key);
  return [
    invalid(
      code,
      field,
      value,
      negative,
      repair === undefined ? undefined : { fix: { kind: 'set', at: field, value: repair } },
    ),
  ];
}

/**
 * Selector, then template against it, as Deployment and ReplicaSet check them: a selector that cannot be converted
 * hides the template.
 */
export function validateSelectorAndTemplate(
  spec: JsonObject,
  at: FieldPath,
  context: ValidationContext,
): readonly FieldError[] {
  const selector = selectorOf(spec.selector);
  const errors = [...validateRequiredSelector(spec, at, 'deployment')];
  if (selector === undefined) {
    return [
      ...errors,
      invalid(
        'wl-selector-invalid',
        child(at, 'selector'),
        asJson(selectorAsPrinted(spec.selector)),
        'invalid label selector',
      ),
    ];
  }
  const template = child(at, 'template');
  return [
    ...errors,
    ...(selector.isEmpty ? [] : validateMatch(selector, spec, at)),
    ...validatePodTemplateSpec(spec.template, template, context),
    ...validateAlways(spec.template, template),
    ...validateNoDeadline(spec.template, template, 'ReplicaSet', 'wl-active-deadline'),
  ];
}

/** The errors of a selector that has to be there and to say something; `kind` is the word in the server's text. */
export function validateRequiredSelector(spec: JsonObject, at: FieldPath, kind: string): readonly FieldError[] {
  const field = child(at, 'selector');
  const selector = objectAt(spec, 'selector');
  if (selector === undefined) return [required('wl-selector-required', field, '', addSelector(spec, at))];
  return [...validateLabelSelector(selector, field), ...validateNotEmpty(selector, spec, at, kind)];
}

export function validateNotEmpty(
  selector: JsonObject,
  spec: JsonObject,
  at: FieldPath,
  kind: string,
): readonly FieldError[] {
  if (!isEmptySelector(selector)) return [];
  const field = child(at, 'selector');
  return [
    invalid('wl-selector-empty', field, { json: '{}' }, `empty selector is invalid for ${kind}`, setSelector(spec, at)),
  ];
}

/** The selector has to match the labels of the template. */
export function validateMatch(selector: Selector, spec: JsonObject, at: FieldPath): readonly FieldError[] {
  const labels = templateLabels(spec);
  if (selector.matches(labels)) return [];
  const field = child(at, 'template', 'metadata', 'labels');
  const wanted = objectAt(objectAt(spec, 'selector'), 'matchLabels') ?? {};
  const missing = Object.entries(wanted).find(([key, value]) => labels?.[key] !== value);
  const related = [{ at: child(at, 'selector'), message: 'the selector' }];
  const fix =
    missing && typeof missing[1] === 'string'
      ? { fix: { kind: 'add', at: field, field: missing[0], value: missing[1] } as const }
      : {};
  return [invalid('wl-selector-mismatch', field, asJson(sortedMap(labels)), mismatch, { related, ...fix })];
}

export function templateLabels(spec: JsonObject): JsonObject | undefined {
  return objectAt(structAt(objectAt(spec, 'template'), 'metadata'), 'labels');
}

/** Controllers that replace their Pods run them for ever. */
export function validateAlways(template: Json | undefined, at: FieldPath): readonly FieldError[] {
  const policy = stringAt(structAt(asObject(template), 'spec'), 'restartPolicy');
  if (policy === 'Always') return [];
  const field = child(at, 'spec', 'restartPolicy');
  return [
    notSupported('wl-restart-policy-always', field, policy, ['Always'], {
      fix: { kind: 'set', at: field, value: 'Always' },
    }),
  ];
}

export function validateNoDeadline(
  template: Json | undefined,
  at: FieldPath,
  kind: string,
  code: string,
): readonly FieldError[] {
  const spec = structAt(asObject(template), 'spec');
  if (integerAt(spec, 'activeDeadlineSeconds') === undefined) return [];
  const field = child(at, 'spec', 'activeDeadlineSeconds');
  const detail = `activeDeadlineSeconds in ${kind} is not Supported`;
  return [forbidden(code, field, detail, { fix: { kind: 'remove', at: field } })];
}

function isEmptySelector(selector: JsonObject): boolean {
  const labels = objectAt(selector, 'matchLabels');
  const expressions = selector.matchExpressions;
  return (
    (labels === undefined || Object.keys(labels).length === 0) &&
    !(Array.isArray(expressions) && expressions.length > 0)
  );
}

/** The repair of a missing selector: the labels of the template. */
export function addSelector(spec: JsonObject, at: FieldPath): { fix: FieldError['fix'] & object } | undefined {
  const labels = templateLabels(spec);
  if (labels === undefined || Object.keys(labels).length === 0) return undefined;
  return { fix: { kind: 'add', at, field: 'selector', value: { matchLabels: labels } } };
}

function setSelector(spec: JsonObject, at: FieldPath): { fix: FieldError['fix'] & object } | undefined {
  const labels = templateLabels(spec);
  if (labels === undefined || Object.keys(labels).length === 0) return undefined;
  return { fix: { kind: 'add', at: child(at, 'selector'), field: 'matchLabels', value: labels } };
}
