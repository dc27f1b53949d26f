/** Checks of a Deployment (pkg/apis/apps/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child } from '../kube/field-path.ts';
import { type JsonObject, integerAt, objectAt, stringAt, structAt } from '../kube/json.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import type { ValidationContext } from './context.ts';
import { asJson, forbidden, invalid, nearestFix, notSupported } from './errors.ts';
import { intOrPercent, validateAtMost100Percent, validateIntOrPercent } from './int-or-percent.ts';
import { validateObjectMeta } from './metadata.ts';
import { nonNegative, validateSelectorAndTemplate } from './workload.ts';

const strategies = ['Recreate', 'RollingUpdate'];

/** Errors of a defaulted Deployment in the server's order. */
export function validateDeployment(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const spec = structAt(object, 'spec');
  return [
    ...validateObjectMeta(structAt(object, 'metadata'), 'metadata', { nameFormat: nameIsSubdomain }, context),
    ...nonNegative('wl-replicas-negative', spec, 'spec', 'replicas', 0),
    ...validateSelectorAndTemplate(spec, 'spec', context),
    ...validateStrategy(structAt(spec, 'strategy'), 'spec.strategy'),
    ...nonNegative('wl-min-ready-negative', spec, 'spec', 'minReadySeconds', 0),
    ...nonNegative('wl-revision-history-negative', spec, 'spec', 'revisionHistoryLimit', 10),
    ...nonNegative('dep-progress-negative', spec, 'spec', 'progressDeadlineSeconds', 600),
    ...validateDeadline(spec),
  ];
}

function validateStrategy(strategy: JsonObject, at: FieldPath): readonly FieldError[] {
  const type = stringAt(strategy, 'type');
  const rolling = objectAt(strategy, 'rollingUpdate');
  const field = child(at, 'rollingUpdate');
  if (type === 'RollingUpdate') return validateRollingUpdate(rolling ?? {}, field);
  if (type !== 'Recreate')
    return [
      notSupported('dep-strategy-type', at, asJson(strategyAsPrinted(type, rolling)), strategies, {
        at: child(at, 'type'),
        ...nearestFix(child(at, 'type'), type, strategies),
      }),
    ];
  if (rolling === undefined) return [];
  const detail = "may not be specified when strategy `type` is 'Recreate'";
  return [forbidden('dep-recreate-rolling', field, detail, { fix: { kind: 'remove', at: field } })];
}

function strategyAsPrinted(type: string, rolling: JsonObject | undefined): JsonObject {
  if (rolling === undefined) return { Type: type, RollingUpdate: null };
  return {
    Type: type,
    RollingUpdate: { MaxUnavailable: rolling.maxUnavailable ?? 0, MaxSurge: rolling.maxSurge ?? 0 },
  };
}

function validateRollingUpdate(rolling: JsonObject, at: FieldPath): readonly FieldError[] {
  return [
    ...validateIntOrPercent(rolling, at, 'maxUnavailable'),
    ...validateIntOrPercent(rolling, at, 'maxSurge'),
    ...validateNotBothZero(rolling, at),
    ...validateAtMost100Percent(rolling, at, 'maxUnavailable'),
  ];
}

function validateNotBothZero(rolling: JsonObject, at: FieldPath): readonly FieldError[] {
  if (intOrPercent(rolling.maxUnavailable) !== 0 || intOrPercent(rolling.maxSurge) !== 0) return [];
  const field = child(at, 'maxUnavailable');
  const related = [{ at: child(at, 'maxSurge'), message: 'maxSurge is 0, too' }];
  const fix = { kind: 'set', at: child(at, 'maxSurge'), value: 1 } as const;
  return [
    invalid('dep-both-zero', field, asJson(rolling.maxUnavailable ?? 0), 'may not be 0 when `maxSurge` is 0', {
      related,
      fix,
    }),
  ];
}

function validateDeadline(spec: JsonObject): readonly FieldError[] {
  const deadline = integerAt(spec, 'progressDeadlineSeconds');
  const ready = integerAt(spec, 'minReadySeconds') ?? 0;
  if (deadline === undefined || deadline > ready) return [];
  const field = 'spec.progressDeadlineSeconds';
  const related = [{ at: 'spec.minReadySeconds', message: `minReadySeconds is ${ready}` }];
  const fix = { kind: 'set', at: field, value: Number(ready) + 60 } as const;
  return [invalid('dep-progress-min-ready', field, deadline, 'must be greater than minReadySeconds', { related, fix })];
}
