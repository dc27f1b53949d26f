/**
 * Checks of the downward API: references to fields of the Pod and to resources of a container
 * (pkg/apis/core/validation, 1.36).
 */
import { type FieldPath, child } from '../kube/field-path.ts';
import { type JsonObject, stringAt } from '../kube/json.ts';
import { labelKeyErrors } from '../kube/labels.ts';
import { nearest } from '../kube/nearest.ts';
import { quantityOf, quantitySign, quantityText } from '../kube/quantity.ts';
import { type Errors, type More, invalid, invalidEach, none, notSupportedText, required, set } from './errors.ts';

/** The fields that an environment variable may hold. */
export const envFieldPaths = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** The fields that a file of a volume may hold. */
export const volumeFieldPaths = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];
/** The resources of a container that both may hold; besides `limits.hugepages-*` and `requests.hugepages-*`. */
export const containerResources = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

const knownLabels: ReadonlySet<string> = new Set([
  ...envFieldPaths,
  ...volumeFieldPaths,
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]);

/** Errors of a `fieldRef` at `path`; `unsupported` is the rule id of a known field that is not allowed here. */
export function validateFieldRef(
  ref: JsonObject,
  path: FieldPath,
  allowed: readonly string[],
  unsupported: string,
  at: FieldPath = path,
): Errors {
  const apiVersion = stringAt(ref, 'apiVersion');
  const fieldPath = stringAt(ref, 'fieldPath');
  const field = child(path, 'fieldPath');
  const place = at === path ? {} : { at: child(at, 'fieldPath') };
  if (apiVersion === '') return [required('env-fieldref-apiversion', child(path, 'apiVersion'))];
  if (fieldPath === '') return [required('env-fieldref-path-required', field, '', place)];
  const failure = conversionFailure(apiVersion, fieldPath);
  if (failure !== undefined) {
    const detail = `error converting fieldPath: ${failure}`;
    return [
      invalid('env-fieldref-conversion', field, fieldPath, detail, {
        ...fixFor(fieldPath, allowed, child(at, 'fieldPath')),
        ...place,
      }),
    ];
  }
  const subscript = splitSubscript(fieldPath);
  if (subscript !== undefined) return validateSubscript(subscript, path, child(at, 'fieldPath'));
  const internal = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
  if (allowed.includes(internal)) return none;
  const { fix: _, ...error } = notSupportedText(unsupported, field, internal, allowed, place);
  return [{ ...error, ...fixFor(internal, allowed, child(at, 'fieldPath')) }];
}

function fixFor(fieldPath: string, allowed: readonly string[], at: FieldPath): More {
  const [plain = ''] = fieldPath.split('[');
  const owner = plain.slice(0, plain.indexOf('.') + 1);
  const siblings = allowed.filter((path) => path.startsWith(owner)).map((path) => path.slice(owner.length));
  const last = plain.slice(owner.length);
  const sibling = owner === '' ? undefined : siblings.includes(last) ? last : nearest(last, siblings);
  const right = sibling === undefined ? nearest(last, allowed, 1) : owner + sibling;
  return right === undefined ? {} : { fix: set(at, right) };
}

interface Subscript {
  readonly path: string;
  readonly key: string;
}

/** `metadata.labels['app']` in its two parts. */
function splitSubscript(fieldPath: string): Subscript | undefined {
  const start = fieldPath.endsWith("']") ? fieldPath.slice(0, -2).indexOf("['") : -1;
  return start <= 0 ? undefined : { path: fieldPath.slice(0, start), key: fieldPath.slice(start + 2, -2) };
}

function conversionFailure(apiVersion: string, fieldPath: string): string | undefined {
  if (apiVersion !== 'v1') return `unsupported pod version: ${apiVersion}`;
  const subscript = splitSubscript(fieldPath);
  if (subscript !== undefined) {
    const isMap = subscript.path === 'metadata.annotations' || subscript.path === 'metadata.labels';
    return isMap ? undefined : `field label does not support subscript: ${fieldPath}`;
  }
  return knownLabels.has(fieldPath) || fieldPath === 'spec.host'
    ? undefined
    : `field label not supported: ${fieldPath}`;
}

function validateSubscript({ path, key }: Subscript, field: FieldPath, at: FieldPath): Errors {
  const shown = path === 'metadata.annotations' ? key.toLowerCase() : key;
  return invalidEach('env-fieldref-subscript-key', field, shown, labelKeyErrors(shown), { at });
}

/** Errors of a `resourceFieldRef` at `path`; a volume needs the container's name. */
export function validateResourceFieldRef(
  ref: JsonObject,
  path: FieldPath,
  isVolume: boolean,
  at: FieldPath = path,
): Errors {
  const resource = stringAt(ref, 'resource');
  return [...validateResource(ref, resource, path, isVolume, at), ...validateDivisor(ref, resource, path, at)];
}

function validateResource(
  ref: JsonObject,
  resource: string,
  path: FieldPath,
  isVolume: boolean,
  at: FieldPath,
): Errors {
  const place = (key: string): More => (at === path ? {} : { at: child(at, key) });
  const code = isVolume ? 'vol-downward-resource' : 'env-resourceref';
  if (isVolume && stringAt(ref, 'containerName') === '') {
    return [required('vol-downward-resource-container', child(path, 'containerName'), '', place('containerName'))];
  }
  const field = child(path, 'resource');
  if (resource === '') return [required(isVolume ? code : `${code}-required`, field, '', place('resource'))];
  if (containerResources.includes(resource) || isHugePages(resource)) return none;
  return [
    notSupportedText(isVolume ? code : `${code}-unsupported`, field, resource, containerResources, place('resource')),
  ];
}

function isHugePages(resource: string): boolean {
  return resource.startsWith('limits.hugepages-') || resource.startsWith('requests.hugepages-');
}

const cpuDivisors = ['1m', '1'];
const byteDivisors = ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

interface DivisorRule {
  readonly name: string;
  readonly kind: string;
  readonly allowed: readonly string[];
}

function divisorRule(resource: string): DivisorRule | undefined {
  if (isHugePages(resource)) return { name: 'hugepages', kind: 'hugepages', allowed: byteDivisors };
  switch (containerResources.includes(resource) ? resource.replace(/^[a-z]+\./, '') : '') {
    case 'cpu':
      return { name: 'cpu', kind: 'cpu', allowed: cpuDivisors };
    case 'memory':
      return { name: 'memory', kind: 'memory', allowed: byteDivisors };
    case 'ephemeral-storage':
      return { name: 'storage', kind: 'local ephemeral storage', allowed: byteDivisors };
    default:
      return undefined;
  }
}

/** The bad value that the server prints is the resource, not the divisor. */
function validateDivisor(ref: JsonObject, resource: string, path: FieldPath, at: FieldPath): Errors {
  const divisor = quantityOf(ref['divisor']);
  const rule = divisorRule(resource);
  if (quantitySign(divisor) === 0 || rule === undefined || rule.allowed.includes(quantityText(divisor))) return none;
  const values = rule.kind === 'cpu' ? '1m and 1' : byteDivisors.join(', ');
  const detail = `only divisor's values ${values} are supported with the ${rule.kind} resource`;
  const fix = set(child(at, 'divisor'), rule.kind === 'cpu' ? '1m' : '1');
  return [
    invalid(`env-resourceref-divisor-${rule.name}`, child(path, 'divisor'), resource, detail, {
      at: child(at, 'divisor'),
      fix,
    }),
  ];
}
