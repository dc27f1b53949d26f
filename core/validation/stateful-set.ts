/** Checks of a StatefulSet (pkg/apis/apps/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child } from '../kube/field-path.ts';
import { type Json, type JsonObject, objectAt, stringAt, structAt } from '../kube/json.ts';
import { selectorAsPrinted, selectorOf } from '../kube/label-selector.ts';
import { dnsLabelErrors, nameIsLabel, toDnsLabel } from '../kube/names.ts';
import { type ValidationContext, atLeast } from './context.ts';
import { asJson, invalid, invalidEach, nearestFix, notSupported } from './errors.ts';
import { intOrPercent, validateAtMost100Percent, validateIntOrPercent } from './int-or-percent.ts';
import { validateObjectMeta } from './metadata.ts';
import { validateClaimTemplates, validateStatefulSetTemplate } from './stateful-set-template.ts';
import {
  nonNegative,
  validateAlways,
  validateMatch,
  validateNoDeadline,
  validateRequiredSelector,
} from './workload.ts';

const template = 'spec.template';

/** Errors of a defaulted StatefulSet in the server's order. */
export function validateStatefulSet(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const spec = structAt(object, 'spec');
  return [
    ...validateObjectMeta(structAt(object, 'metadata'), 'metadata', { nameFormat: nameIsLabel }, context),
    ...validatePodManagement(stringAt(spec, 'podManagementPolicy')),
    ...validateUpdateStrategy(structAt(spec, 'updateStrategy'), 'spec.updateStrategy'),
    ...validateRetention(
      structAt(spec, 'persistentVolumeClaimRetentionPolicy'),
      'spec.persistentVolumeClaimRetentionPolicy',
    ),
    ...(atLeast(context, 34) ? validateClaimTemplates(spec, 'spec.volumeClaimTemplates', context) : []),
    ...nonNegative('wl-replicas-negative', spec, 'spec', 'replicas', 0),
    ...nonNegative('wl-min-ready-negative', spec, 'spec', 'minReadySeconds', 0),
    ...nonNegative('sts-ordinals', structAt(spec, 'ordinals'), 'spec.ordinals', 'start', 0),
    ...(atLeast(context, 33) ? validateServiceName(stringAt(spec, 'serviceName')) : []),
    ...validateRequiredSelector(spec, 'spec', 'statefulset'),
    ...validateTemplate(spec, context),
    ...validateAlways(spec.template, template),
    ...validateNoDeadline(spec.template, template, 'StatefulSet', 'wl-active-deadline-sts'),
  ];
}

function validatePodManagement(policy: string): readonly FieldError[] {
  const field = 'spec.podManagementPolicy';
  if (policy === 'OrderedReady' || policy === 'Parallel') return [];
  return [
    invalid('sts-pod-management', field, asJson(policy), "must be 'OrderedReady' or 'Parallel'", {
      ...nearestFix(field, policy, ['OrderedReady', 'Parallel']),
    }),
  ];
}

function validateUpdateStrategy(strategy: JsonObject, at: FieldPath): readonly FieldError[] {
  const type = stringAt(strategy, 'type');
  const rolling = objectAt(strategy, 'rollingUpdate');
  const field = child(at, 'rollingUpdate');
  if (type === 'RollingUpdate') return rolling === undefined ? [] : validateRollingUpdate(rolling, field);
  const printed = rolling === undefined ? null : rollingAsPrinted(rolling);
  if (type !== 'OnDelete') {
    const value = asJson({ Type: type, RollingUpdate: printed });
    return [
      invalid('sts-update-type', at, value, "must be 'RollingUpdate' or 'OnDelete'", {
        at: child(at, 'type'),
        ...nearestFix(child(at, 'type'), type, ['RollingUpdate', 'OnDelete']),
      }),
    ];
  }
  if (rolling === undefined) return [];
  const detail = "only allowed for updateStrategy 'RollingUpdate'";
  return [invalid('sts-ondelete-rolling', field, asJson(printed), detail, { fix: { kind: 'remove', at: field } })];
}

function rollingAsPrinted(rolling: JsonObject): Json {
  return { Partition: rolling.partition ?? 0, MaxUnavailable: rolling.maxUnavailable ?? null };
}

function validateRollingUpdate(rolling: JsonObject, at: FieldPath): readonly FieldError[] {
  const errors = nonNegative('sts-partition', rolling, at, 'partition', 0);
  const unavailable = rolling.maxUnavailable;
  if (unavailable === undefined || unavailable === null) return errors;
  const field = child(at, 'maxUnavailable');
  const fix = { kind: 'set', at: field, value: 1 } as const;
  const zero =
    intOrPercent(unavailable) === 0
      ? [invalid('sts-max-unavailable-zero', field, asJson(unavailable), 'cannot be 0', { fix })]
      : [];
  return [
    ...errors,
    ...validateIntOrPercent(rolling, at, 'maxUnavailable'),
    ...zero,
    ...validateAtMost100Percent(rolling, at, 'maxUnavailable'),
  ];
}

function validateRetention(policy: JsonObject, at: FieldPath): readonly FieldError[] {
  return ['whenDeleted', 'whenScaled'].flatMap((key) => {
    const value = stringAt(policy, key);
    return value === 'Retain' || value === 'Delete'
      ? []
      : [notSupported('sts-pvc-retention', child(at, key), value, ['Retain', 'Delete'])];
  });
}

function validateServiceName(name: string): readonly FieldError[] {
  const field = 'spec.serviceName';
  if (name === '') return [];
  return invalidEach('sts-service-name', field, name, dnsLabelErrors(name), {
    fix: { kind: 'set', at: field, value: toDnsLabel(name) },
  });
}

/** A selector that cannot be converted hides the template's errors. */
function validateTemplate(spec: JsonObject, context: ValidationContext): readonly FieldError[] {
  const selector = selectorOf(spec.selector);
  if (selector === undefined)
    return [invalid('wl-selector-invalid', 'spec.selector', asJson(selectorAsPrinted(spec.selector)), '')];
  return [
    ...(selector.isEmpty ? [] : validateMatch(selector, spec, 'spec')),
    ...validateStatefulSetTemplate(spec, template, context),
  ];
}
