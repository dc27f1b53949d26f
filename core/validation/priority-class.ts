/** Checks of a PriorityClass (pkg/apis/scheduling/validation/validation.go, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import { type JsonObject, integerAt, optionalStringAt, structAt } from '../kube/json.ts';
import { nameIsSubdomain } from '../kube/names.ts';
import type { ValidationContext } from './context.ts';
import { forbidden, notSupported, required } from './errors.ts';
import { validateObjectMeta } from './metadata.ts';
import { generatedName } from './prepare/name.ts';

const highestUserPriority = 1_000_000_000;

/** The classes that every cluster has, with their values. */
export const systemPriorityClasses: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

/** Errors of a defaulted PriorityClass in the server's order. */
export function validatePriorityClass(object: JsonObject, context: ValidationContext): readonly FieldError[] {
  const metadata = structAt(object, 'metadata');
  return [
    ...validateObjectMeta(metadata, 'metadata', { nameFormat: nameIsSubdomain, isNamespaced: false }, context),
    ...validateValue(generatedName(metadata), Number(integerAt(object, 'value') ?? 0), object.globalDefault === true),
    ...validatePreemption(optionalStringAt(object, 'preemptionPolicy')),
  ];
}

function validateValue(name: string, value: number, isGlobal: boolean): readonly FieldError[] {
  if (name.startsWith('system-')) {
    const error = systemClassError(name, value, isGlobal);
    if (error === undefined) return [];
    return [
      forbidden(
        'pc-system-name',
        'metadata.name',
        `priority class names with 'system-' prefix are reserved for system use only. error: ${error}`,
      ),
    ];
  }
  if (value <= highestUserPriority) return [];
  const detail = `maximum allowed value of a user defined priority is ${highestUserPriority}`;
  return [forbidden('pc-value', 'value', detail, { fix: { kind: 'set', at: 'value', value: highestUserPriority } })];
}

function systemClassError(name: string, value: number, isGlobal: boolean): string | undefined {
  const expected = Object.hasOwn(systemPriorityClasses, name) ? systemPriorityClasses[name] : undefined;
  if (expected === undefined) return `${name} is not a known system priority class`;
  if (value !== expected) return `value of ${name} PriorityClass must be ${expected}`;
  return isGlobal ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}

function validatePreemption(policy: string | undefined): readonly FieldError[] {
  const supported = ['PreemptLowerPriority', 'Never'];
  if (policy === undefined || supported.includes(policy)) return [];
  if (policy === '') return [required('pc-preemption', 'preemptionPolicy')];
  return [notSupported('pc-preemption', 'preemptionPolicy', policy, supported)];
}
