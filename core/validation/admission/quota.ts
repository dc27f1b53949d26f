/**
 * Whether the quotas of a namespace leave room for an object (apiserver resourcequota plugin,
 * pkg/quota/v1/evaluator/core, 1.36).
 */
import { type FieldPath, child, index } from '../../kube/field-path.ts';
import { type JsonObject, integerAt, objectAt, objectsAt, stringAt, stringsAt, structAt } from '../../kube/json.ts';
import { type ResourceList, isPodLevelResource, podResources, resourceListAt } from '../../kube/pod-resources.ts';
import {
  type Quantity,
  addQuantities,
  compareQuantities,
  quantityOf,
  quantitySign,
  quantityText,
  zeroQuantity,
} from '../../kube/quantity.ts';
import { isExtendedResource } from '../resource-names.ts';
import { resourceOf } from './resources.ts';

const computed = ['cpu', 'memory', 'ephemeral-storage'];
/** Resources that every container has to name where a quota counts them. */
const mandatory = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];
/** Kinds that also have a short name in quotas. */
const shortNames = [
  'services',
  'secrets',
  'configmaps',
  'replicationcontrollers',
  'resourcequotas',
  'persistentvolumeclaims',
];

export interface QuotaRefusal {
  readonly text: string;
  readonly quota: JsonObject;
  /** The first container that leaves something out. */
  readonly at?: FieldPath;
}

/** The first quota that refuses the object (after admission's defaults); without a status nothing is used yet. */
export function quotaRefusal(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  quotas: readonly JsonObject[],
): QuotaRefusal | undefined {
  const usage = kind === 'Pod' ? podUsage(object) : countUsage(apiVersion, kind);
  const matching = quotas.flatMap((quota) => {
    const hard = hardOf(quota);
    const relevant = [...hard.keys()].filter((name) => usage.has(name) || (kind === 'Pod' && isPodResource(name)));
    return relevant.length > 0 && matchesScopes(quota, kind, object) ? [{ quota, hard, relevant }] : [];
  });
  // What is not said comes first, whichever quota asks for it.
  for (const { quota, relevant } of matching) {
    const missing = kind === 'Pod' ? missingText(object, relevant) : undefined;
    if (missing !== undefined)
      return { text: `failed quota: ${nameOf(quota)}: ${missing.text}`, quota, at: missing.at };
  }
  for (const { quota, hard } of matching) {
    const exceeded = exceededText(quota, hard, usage);
    if (exceeded !== undefined) return { text: `exceeded quota: ${nameOf(quota)}, ${exceeded}`, quota };
  }
  return undefined;
}

function nameOf(quota: JsonObject): string {
  return stringAt(structAt(quota, 'metadata'), 'name');
}

function hardOf(quota: JsonObject): ResourceList {
  const status = resourceListAt(objectAt(quota, 'status'), 'hard');
  return status.size > 0 ? status : resourceListAt(objectAt(quota, 'spec'), 'hard');
}

function exceededText(quota: JsonObject, hard: ResourceList, usage: ResourceList): string | undefined {
  const used = resourceListAt(objectAt(quota, 'status'), 'used');
  const over = [...usage].filter(([name, amount]) => {
    const limit = hard.get(name);
    return (
      limit !== undefined &&
      quantitySign(amount) !== 0 &&
      compareQuantities(addQuantities(used.get(name) ?? zeroQuantity, amount), limit) > 0
    );
  });
  if (over.length === 0) return undefined;
  const names = over.map(([name]) => name).sort((a, b) => (a < b ? -1 : 1));
  const print = (list: ResourceList): string =>
    names.map((name) => `${name}=${quantityText(list.get(name) ?? quantityOf('0'))}`).join(',');
  return `requested: ${print(usage)}, used: ${print(used)}, limited: ${print(hard)}`;
}

function isPodResource(name: string): boolean {
  const plain = name.replace(/^(?:requests|limits)\./, '');
  return (
    name === 'pods' ||
    name === 'count/pods' ||
    computed.includes(plain) ||
    /^(?:requests\.)?hugepages-/.test(name) ||
    (name.startsWith('requests.') && isExtendedResource(plain))
  );
}

function countUsage(apiVersion: string, kind: string): ResourceList {
  const resource = resourceOf(apiVersion, kind);
  const one: Quantity = quantityOf('1');
  const names = [`count/${resource.group === '' ? resource.name : `${resource.name}.${resource.group}`}`];
  if (resource.group === '' && shortNames.includes(resource.name)) names.push(resource.name);
  return new Map(names.map((name) => [name, one]));
}

function podUsage(pod: JsonObject): ResourceList {
  const spec = structAt(pod, 'spec');
  return new Map([
    ['count/pods', quantityOf('1')],
    ...usageOf(podResources(spec, 'requests'), podResources(spec, 'limits')),
  ]);
}

/** The names under which quotas count requests and limits. */
function usageOf(requests: ResourceList, limits: ResourceList): ResourceList {
  const usage = new Map<string, Quantity>([['pods', quantityOf('1')]]);
  for (const [name, amount] of requests) {
    const isHugePages = name.startsWith('hugepages-');
    if (computed.includes(name) || isHugePages) usage.set(name, amount);
    if (computed.includes(name) || isHugePages || isExtendedResource(name)) usage.set(`requests.${name}`, amount);
  }
  for (const [name, amount] of limits) if (computed.includes(name)) usage.set(`limits.${name}`, amount);
  return usage;
}

interface Missing {
  readonly text: string;
  readonly at: FieldPath;
}

/** Which containers leave out what a quota counts; Pods with pod-level resources are let through. */
function missingText(pod: JsonObject, relevant: readonly string[]): Missing | undefined {
  const spec = structAt(pod, 'spec');
  const podLevel = ['requests', 'limits'].flatMap((kind) => [
    ...resourceListAt(objectAt(spec, 'resources'), kind).keys(),
  ]);
  if (podLevel.some(isPodLevelResource)) return undefined;
  const required = relevant.filter((name) => mandatory.includes(name)).sort();
  const containers = ['containers', 'initContainers'].flatMap((list) =>
    objectsAt(spec, list).map((container, i) => ({ container, at: child(index(`spec.${list}`, i), 'resources') })),
  );
  const lacks = (container: JsonObject, name: string): boolean => !usageOfContainer(container).has(name);
  const texts = required.flatMap((name) => {
    const names = containers
      .filter(({ container }) => lacks(container, name))
      .map(({ container }) => stringAt(container, 'name'));
    return names.length === 0 ? [] : [`${name} for: ${[...new Set(names)].sort().join(',')}`];
  });
  const first = containers.find(({ container }) => required.some((name) => lacks(container, name)));
  return first === undefined ? undefined : { text: `must specify ${texts.join('; ')}`, at: first.at };
}

function usageOfContainer(container: JsonObject): ResourceList {
  const resources = structAt(container, 'resources');
  return usageOf(resourceListAt(resources, 'requests'), resourceListAt(resources, 'limits'));
}

interface ScopeRequirement {
  readonly scope: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Scopes are properties of Pods: a quota that has one counts nothing else. */
function matchesScopes(quota: JsonObject, kind: string, object: JsonObject): boolean {
  const spec = structAt(quota, 'spec');
  const requirements: readonly ScopeRequirement[] = [
    ...stringsAt(spec, 'scopes').map((scope) => ({ scope, operator: 'Exists', values: [] })),
    ...objectsAt(structAt(spec, 'scopeSelector'), 'matchExpressions').map((expression) => ({
      scope: stringAt(expression, 'scopeName'),
      operator: stringAt(expression, 'operator'),
      values: stringsAt(expression, 'values'),
    })),
  ];
  return requirements.every((requirement) => kind === 'Pod' && matchesScope(requirement, structAt(object, 'spec')));
}

function matchesScope({ scope, operator, values }: ScopeRequirement, spec: JsonObject): boolean {
  const isTerminating = (integerAt(spec, 'activeDeadlineSeconds') ?? -1) >= 0;
  const priorityClass = stringAt(spec, 'priorityClassName');
  switch (scope) {
    case 'Terminating':
      return isTerminating;
    case 'NotTerminating':
      return !isTerminating;
    case 'BestEffort':
      return isBestEffort(spec);
    case 'NotBestEffort':
      return !isBestEffort(spec);
    case 'PriorityClass':
      if (operator === 'In') return values.includes(priorityClass);
      if (operator === 'NotIn') return !values.includes(priorityClass);
      return operator === 'Exists' ? priorityClass !== '' : priorityClass === '';
    case 'CrossNamespacePodAffinity':
      return crossesNamespaces(spec);
    default:
      return false;
  }
}

function isBestEffort(spec: JsonObject): boolean {
  const owners = [spec, ...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')];
  return owners.every((owner) =>
    ['requests', 'limits'].every((kind) =>
      [...resourceListAt(objectAt(owner, 'resources'), kind)].every(
        ([name, amount]) => (name !== 'cpu' && name !== 'memory') || quantitySign(amount) === 0,
      ),
    ),
  );
}

function crossesNamespaces(spec: JsonObject): boolean {
  const crosses = (term: JsonObject): boolean =>
    stringsAt(term, 'namespaces').length > 0 || objectAt(term, 'namespaceSelector') !== undefined;
  return ['podAffinity', 'podAntiAffinity'].some((kind) => {
    const affinity = structAt(structAt(spec, 'affinity'), kind);
    return (
      objectsAt(affinity, 'requiredDuringSchedulingIgnoredDuringExecution').some(crosses) ||
      objectsAt(affinity, 'preferredDuringSchedulingIgnoredDuringExecution').some((weighted) =>
        crosses(structAt(weighted, 'podAffinityTerm')),
      )
    );
  });
}
