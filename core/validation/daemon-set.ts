/** Checks of a DaemonSet (pkg/apis/apps/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child } from '../kube/field-path.ts';
import { type JsonObject, objectAt, stringAt, structAt } from '../kube/json.ts';
import { selectorOf } from '../kube/label-selector.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import type { ValidationContext } from './context.ts';
import { asJson, invalid, nearestFix, notSupported, required } from './errors.ts';
import { intOrPercent, validateAtMost100Percent, validateIntOrPercent } from './int-or-percent.ts';
import { validateObjectMeta } from './metadata.ts';
import { validatePodTemplateSpec } from './pod-template.ts';
import { validateLabelSelector } from './selector.ts';
import {
  addSelector,
  nonNegative,
  validateAlways,
  validateMatch,
  validateNoDeadline,
  validateNotEmpty,
} from './workload.ts';

const strategies = ['RollingUpdate', 'OnDelete'];

/** Errors of a defaulted DaemonSet in the server's order. */
export function validateDaemonSet(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const spec = structAt(object, 'spec');
  const template = 'spec.template';
  return [
    ...validateObjectMeta(structAt(object, 'metadata'), 'metadata', { nameFormat: nameIsSubdomain }, context),
    ...validateSelector(spec),
    ...validatePodTemplateSpec(spec.template, template, context),
    ...validateAlways(spec.template, template),
    ...validateNoDeadline(spec.template, template, 'DaemonSet', 'wl-active-deadline-ds'),
    ...nonNegative('wl-min-ready-negative', spec, 'spec', 'minReadySeconds', 0),
    ...validateUpdateStrategy(structAt(spec, 'updateStrategy'), 'spec.updateStrategy'),
    ...nonNegative('wl-revision-history-negative', spec, 'spec', 'revisionHistoryLimit', 10),
  ];
}

/** A missing selector is only a mismatch here, and one that cannot be converted has no error of its own. */
function validateSelector(spec: JsonObject): readonly FieldError[] {
  const selector = selectorOf(spec.selector);
  const fields = objectAt(spec, 'selector');
  const mismatch = selector === undefined ? [] : validateMatch(selector, spec, 'spec');
  return [
    ...validateLabelSelector(fields, 'spec.selector'),
    ...(fields === undefined
      ? mismatch.map((error) => ({ ...error, code: 'ds-selector-missing', ...addSelector(spec, 'spec') }))
      : mismatch),
    ...(fields === undefined ? [] : validateNotEmpty(fields, spec, 'spec', 'daemonset')),
  ];
}

function validateUpdateStrategy(strategy: JsonObject, at: FieldPath): readonly FieldError[] {
  const type = stringAt(strategy, 'type');
  const rolling = objectAt(strategy, 'rollingUpdate');
  if (type === 'OnDelete') return [];
  if (type === 'RollingUpdate') return validateRollingUpdate(rolling ?? {}, child(at, 'rollingUpdate'));
  const printed =
    rolling === undefined ? null : { MaxUnavailable: rolling.maxUnavailable ?? 0, MaxSurge: rolling.maxSurge ?? 0 };
  return [
    notSupported('ds-update-type', at, asJson({ Type: type, RollingUpdate: printed }), strategies, {
      at: child(at, 'type'),
      ...nearestFix(child(at, 'type'), type, strategies),
    }),
  ];
}

function validateRollingUpdate(rolling: JsonObject, at: FieldPath): readonly FieldError[] {
  return [
    ...validateIntOrPercent(rolling, at, 'maxUnavailable'),
    ...validateIntOrPercent(rolling, at, 'maxSurge'),
    ...validateAtMost100Percent(rolling, at, 'maxUnavailable'),
    ...validateAtMost100Percent(rolling, at, 'maxSurge'),
    ...validateOneOfBoth(rolling, at),
  ];
}

/** Exactly one of the two may be other than zero, and `maxUnavailable` is 1 where nothing is said. */
function validateOneOfBoth(rolling: JsonObject, at: FieldPath): readonly FieldError[] {
  const hasUnavailable = intOrPercent(rolling.maxUnavailable) !== 0;
  const hasSurge = intOrPercent(rolling.maxSurge) !== 0;
  const unavailable = child(at, 'maxUnavailable');
  const surge = child(at, 'maxSurge');
  if (hasUnavailable && hasSurge) {
    const fix = { kind: 'set', at: unavailable, value: 0 } as const;
    return [
      invalid(
        'ds-both-nonzero',
        surge,
        asJson(rolling.maxSurge ?? 0),
        'may not be set when maxUnavailable is non-zero',
        { fix },
      ),
    ];
  }
  if (hasUnavailable || hasSurge) return [];
  return [
    required('ds-both-zero', unavailable, 'cannot be 0 when maxSurge is 0', {
      fix: { kind: 'set', at: unavailable, value: 1 },
    }),
  ];
}
