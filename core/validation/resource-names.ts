/** Which resource names exist, and where they may be used (pkg/apis/core/helper and validation, 1.36). */
import type { FieldError } from '../kube/field-error.ts';
import type { FieldPath } from '../kube/field-path.ts';
import { labelKeyErrors } from '../kube/labels.ts';
import { nearest } from '../kube/nearest.ts';
import { type More, asJson, invalid } from './errors.ts';

const counted = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const quotas = [
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  ...counted,
];
const standard = [...quotas, 'storage'];

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

function isQuotaHugePages(name: string): boolean {
  return isHugePages(name) || name.startsWith('requests.hugepages-');
}

/** Resources of Kubernetes itself: without a prefix, or with one that contains `kubernetes.io/`. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}

/** A device or the like: `example.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  if (isNativeResource(name) || name.startsWith('requests.')) return false;
  return labelKeyErrors(`requests.${name}`).length === 0;
}

export function isIntegerResource(name: string): boolean {
  return counted.includes(name) || isExtendedResource(name);
}

export function isStandardQuotaResource(name: string): boolean {
  return quotas.includes(name) || isQuotaHugePages(name);
}

export function validateResource(code: string, name: string, at: FieldPath): readonly FieldError[] {
  const errors = labelKeyErrors(name).map((text) => invalid(code, at, asJson(name), text));
  if (errors.length > 0 || name.includes('/') || standard.includes(name) || isQuotaHugePages(name)) return errors;
  return [invalid(code, at, asJson(name), 'must be a standard resource type or fully qualified', renameFix(at, name))];
}

/** A repair if a known resource is near: `memoty`, `Memory`. */
function renameFix(at: FieldPath, name: string): More {
  const right = nearest(name, ['cpu', 'memory', 'ephemeral-storage']) ?? nearest(name, standard);
  return right === undefined ? {} : { fix: { kind: 'rename', at, to: right } };
}

export function validateContainerResource(code: string, name: string, at: FieldPath): readonly FieldError[] {
  const errors = validateResource(code, name, at);
  if (!name.includes('/')) {
    const known = ['cpu', 'memory', 'ephemeral-storage'].includes(name) || isHugePages(name);
    return known
      ? errors
      : [...errors, invalid(code, at, asJson(name), 'must be a standard resource for containers', renameFix(at, name))];
  }
  if (isNativeResource(name) || isExtendedResource(name)) return errors;
  return [...errors, invalid(code, at, asJson(name), "doesn't follow extended resource name standard")];
}

export function validateQuotaResource(code: string, name: string, at: FieldPath): readonly FieldError[] {
  const errors = validateResource(code, name, at);
  if (name.includes('/') || isStandardQuotaResource(name)) return errors;
  return [...errors, invalid(code, at, asJson(name), 'must be a standard resource for quota')];
}
