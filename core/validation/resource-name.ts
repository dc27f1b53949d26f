/**
 * Checks of the resource names of containers with their repairs, and of single quantities
 * (pkg/apis/core/validation, 1.36).
 */
import type { FieldError } from '../kube/field-error.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { nearest } from '../kube/nearest.ts';
import { type Quantity, quantitySign, quantityText, scaledValue } from '../kube/quantity.ts';
import { type Errors, type More, asJson, invalid, none } from './errors.ts';
import { isNegativeText } from './formats.ts';
import { isIntegerResource, validateContainerResource } from './resource-names.ts';

const commonResources = ['cpu', 'memory', 'ephemeral-storage'];

/** One check of the server, several rules of ours: each text has its page. */
const codesByText: readonly (readonly [text: string, code: string])[] = [
  ['must be a standard resource type or fully qualified', 'res-name-standard'],
  ['must be a standard resource for containers', 'res-name-container'],
  ["doesn't follow extended resource name standard", 'res-name-extended'],
];

/** Errors of a resource name of a container. `field` is `limits[name]`. */
export function validateContainerResourceName(name: string, field: FieldPath): Errors {
  const errors = validateContainerResource('res-name-format', name, field);
  if (errors.length === 0) return none;
  const fix = renameFix(field, name);
  return errors.map((error) => {
    const code = codesByText.find(([text]) => error.message.endsWith(text))?.[1] ?? error.code;
    return { ...error, code, ...fix };
  });
}

/** What people call a resource that has a longer name. */
const usualNames: Readonly<Record<string, string>> = {
  storage: 'ephemeral-storage',
  disk: 'ephemeral-storage',
  gpu: 'nvidia.com/gpu',
  mem: 'memory',
  ram: 'memory',
};

function renameFix(at: FieldPath, name: string): More {
  const bare = name.trim();
  const plain = bare.replace(/^(?:requests|limits)\./, '');
  if (plain !== bare && (bare.includes('/') || commonResources.includes(plain)))
    return { fix: { kind: 'rename', at, to: plain } };
  const right = Object.hasOwn(usualNames, bare) ? usualNames[bare] : nearest(bare, commonResources);
  return right === undefined || right === name ? {} : { fix: { kind: 'rename', at, to: right } };
}

/** Errors of the amount of a resource: not negative, and whole where the resource is counted. */
export function validateResourceQuantity(name: string, quantity: Quantity, field: FieldPath): Errors {
  const errors: FieldError[] = [];
  if (quantitySign(quantity) < 0) errors.push(invalid('res-negative', field, quantityText(quantity), isNegativeText));
  if (isIntegerResource(name) && scaledValue(quantity, -3) % 1000n !== 0n) {
    errors.push(invalid('res-extended-integer', field, asJson(quantityText(quantity)), 'must be an integer'));
  }
  return errors;
}
