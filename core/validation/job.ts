/** Checks of a Job and of the Job inside a CronJob (pkg/apis/batch/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type FieldPath, child } from '../kube/field-path.ts';
import { type JsonObject, integerAt, objectAt, optionalStringAt, stringAt, structAt } from '../kube/json.ts';
import { selectorAsPrinted, selectorOf, sortedMap } from '../kube/label-selector.ts';
import { dnsLabelErrors, nameIsSubdomain } from '../kube/names.ts';
import type { ValidationContext } from './context.ts';
import { asJson, invalid, notSupported, required } from './errors.ts';
import { validateCompletionMode, validateManagedBy } from './job-completions.ts';
import { validatePodFailurePolicy, validateSuccessPolicy } from './job-policies.ts';
import { validateObjectMeta } from './metadata.ts';
import { validatePodTemplateSpec } from './pod-template.ts';
import { unknownUid } from './prepare/job.ts';
import { generatedName } from './prepare/name.ts';
import { validateLabelSelector } from './selector.ts';
import { nonNegative, templateLabels, validateMatch } from './workload.ts';

/** Errors of a defaulted Job, its selector already generated, in the server's order. */
export function validateJob(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const metadata = structAt(object, 'metadata');
  const spec = structAt(object, 'spec');
  const errors = [
    ...validateObjectMeta(metadata, 'metadata', { nameFormat: nameIsSubdomain }, context),
    ...validateGeneratedSelector(generatedName(metadata), spec),
    ...validateJobSpec(spec, 'spec', context),
    ...validateSelector(spec),
    ...validateIndexedName(generatedName(metadata), spec),
  ];
  return errors.map((error) => ({ ...error, message: withoutDrawn(error.message, metadata) }));
}

/** What the server will draw, id and end of a generated name, is shown as open. */
function withoutDrawn(message: string, metadata: JsonObject): string {
  const base = stringAt(metadata, 'generateName');
  const open = message.replaceAll(unknownUid, '<uid>');
  return base === '' || stringAt(metadata, 'name') !== '' ? open : open.replaceAll(`${base}xxxxx`, `${base}<random>`);
}

/** Everything of a JobSpec but its selector, which a CronJob may not have. */
export function validateJobSpec(spec: JsonObject, at: FieldPath, context: ValidationContext): readonly FieldError[] {
  return [
    ...validateCounts(spec, at),
    ...validateManagedBy(optionalStringAt(spec, 'managedBy'), child(at, 'managedBy')),
    ...validateCompletionMode(spec, at),
    ...validatePodFailurePolicy(spec, child(at, 'podFailurePolicy')),
    ...validateSuccessPolicy(spec, child(at, 'successPolicy')),
    ...validateReplacement(spec, child(at, 'podReplacementPolicy')),
    ...validatePodTemplateSpec(spec.template, child(at, 'template'), context),
    ...validateRestartPolicy(spec, child(at, 'template', 'spec', 'restartPolicy')),
  ];
}

function validateCounts(spec: JsonObject, at: FieldPath): readonly FieldError[] {
  const errors = [
    ...nonNegative('job-parallelism', spec, at, 'parallelism', 1),
    ...nonNegative('job-completions', spec, at, 'completions', 1),
    ...nonNegative('job-active-deadline', spec, at, 'activeDeadlineSeconds'),
    ...nonNegative('job-backoff-limit', spec, at, 'backoffLimit', 6),
    ...nonNegative('job-ttl', spec, at, 'ttlSecondsAfterFinished', 0),
    ...nonNegative('job-backoff-per-index', spec, at, 'backoffLimitPerIndex'),
    ...nonNegative('job-max-failed-negative', spec, at, 'maxFailedIndexes'),
  ];
  if (integerAt(spec, 'maxFailedIndexes') === undefined || integerAt(spec, 'backoffLimitPerIndex') !== undefined)
    return errors;
  const fix = { kind: 'add', at, field: 'backoffLimitPerIndex', value: 1 } as const;
  return [
    ...errors,
    required('job-max-failed-needs-backoff', child(at, 'backoffLimitPerIndex'), 'when maxFailedIndexes is specified', {
      fix,
    }),
  ];
}

function validateReplacement(spec: JsonObject, at: FieldPath): readonly FieldError[] {
  const policy = optionalStringAt(spec, 'podReplacementPolicy');
  if (policy === undefined) return [];
  if (objectAt(spec, 'podFailurePolicy') !== undefined) {
    if (policy === 'Failed') return [];
    return [
      notSupported('job-pod-replacement-pfp', at, policy, ['Failed'], { fix: { kind: 'set', at, value: 'Failed' } }),
    ];
  }
  const supported = ['Failed', 'TerminatingOrFailed'];
  return supported.includes(policy) ? [] : [notSupported('job-pod-replacement', at, policy, supported)];
}

function validateRestartPolicy(spec: JsonObject, at: FieldPath): readonly FieldError[] {
  const policy = stringAt(structAt(objectAt(spec, 'template'), 'spec'), 'restartPolicy');
  const fix = { kind: 'set', at, value: 'Never' } as const;
  if (policy === 'Always' || policy === '')
    return [required('job-restart-policy-required', at, 'valid values: "OnFailure", "Never"', { fix })];
  if (policy !== 'OnFailure' && policy !== 'Never')
    return [notSupported('job-restart-policy-value', at, policy, ['OnFailure', 'Never'])];
  if (policy === 'Never' || objectAt(spec, 'podFailurePolicy') === undefined) return [];
  const detail = 'only "Never" is supported when podFailurePolicy is specified';
  return [invalid('job-restart-policy-pfp', at, asJson(policy), detail, { fix })];
}

function validateSelector(spec: JsonObject): readonly FieldError[] {
  const fields = objectAt(spec, 'selector');
  const selector = selectorOf(spec.selector);
  return [
    ...(fields === undefined
      ? [required('wl-selector-required', 'spec.selector')]
      : validateLabelSelector(fields, 'spec.selector')),
    ...(selector === undefined ? [] : validateMatch(selector, spec, 'spec')),
  ];
}

/**
 * Labels and selector that the server generates must be as it would have generated them, unless `manualSelector` is
 * true.
 */
function validateGeneratedSelector(name: string, spec: JsonObject): readonly FieldError[] {
  if (spec.manualSelector === true || objectAt(spec, 'selector') === undefined) return [];
  const labels = templateLabels(spec);
  const expected = {
    'controller-uid': unknownUid,
    'job-name': name,
    'batch.kubernetes.io/controller-uid': unknownUid,
    'batch.kubernetes.io/job-name': name,
  };
  const errors = Object.entries(expected).flatMap(([key, value]) => validateHasLabel(labels, key, value));
  const selector = selectorOf(spec.selector);
  if (selector === undefined || selector.matches(expected)) return errors;
  const fix = { kind: 'remove', at: 'spec.selector' } as const;
  const value = asJson(selectorAsPrinted(spec.selector));
  return [
    ...errors,
    invalid('job-selector-generated', 'spec.selector', value, '`selector` not auto-generated', { fix }),
  ];
}

function validateHasLabel(labels: JsonObject | undefined, key: string, expected: string): readonly FieldError[] {
  const at = 'spec.template.metadata.labels';
  const code = key.endsWith('uid') ? 'job-selector-uid-label' : 'job-selector-name-label';
  const actual = labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
  const place = `${at}[${key}]`;
  if (actual === undefined) return [required(code, place, `must be '${expected}'`)];
  if (actual === expected) return [];
  return [
    invalid(code, place, asJson(sortedMap(labels)), `must be '${expected}'`, { fix: { kind: 'remove', at: place } }),
  ];
}

/** Pods of an Indexed Job get the index behind its name, and the result has to be a host name. */
function validateIndexedName(name: string, spec: JsonObject): readonly FieldError[] {
  const completions = integerAt(spec, 'completions');
  if (spec.completionMode !== 'Indexed' || completions === undefined || completions <= 0) return [];
  const host = `${name}-${BigInt(completions) - 1n}`;
  if (dnsLabelErrors(host).length === 0) return [];
  return [
    invalid('job-indexed-name', 'metadata.name', name, `will not able to create pod with invalid DNS label: ${host}`),
  ];
}
