/**
 * What a Pod asks for in all (component-helpers resource/helpers.go, 1.36): sums of containers, sidecars and init
 * containers.
 */
import { type JsonObject, objectAt, objectsAt } from './json.ts';
import { type Quantity, addQuantities, compareQuantities, quantityOf, quantitySign } from './quantity.ts';

/** Amounts by resource name, in the order in which they were first named. */
export type ResourceList = ReadonlyMap<string, Quantity>;

export type ResourceKind = 'requests' | 'limits';

/** The list at `key` of a resources field; empty where there is none. A `null` amount is zero. */
export function resourceListAt(parent: JsonObject | undefined, key: string): ResourceList {
  return new Map(Object.entries(objectAt(parent, key) ?? {}).map(([name, value]) => [name, quantityOf(value)]));
}

/** Pod-level resources know only these. */
export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');
}

/**
 * The sum over the containers; init containers run one after the other and count with the sidecars started before
 * them.
 */
export function aggregateContainers(spec: JsonObject, kind: ResourceKind): ResourceList {
  const total = new Map<string, Quantity>();
  for (const container of objectsAt(spec, 'containers'))
    addAll(total, resourceListAt(objectAt(container, 'resources'), kind));
  const sidecars = new Map<string, Quantity>();
  const highest = new Map<string, Quantity>();
  for (const container of objectsAt(spec, 'initContainers')) {
    const own = resourceListAt(objectAt(container, 'resources'), kind);
    if (container.restartPolicy === 'Always') {
      addAll(total, own);
      addAll(sidecars, own);
      raiseAll(highest, sidecars);
    } else {
      const together = new Map(own);
      addAll(together, sidecars);
      raiseAll(highest, together);
    }
  }
  raiseAll(total, highest);
  return total;
}

/**
 * What the scheduler and quotas count: pod-level resources replace the sum, overhead is added (to limits only where
 * there is one).
 */
export function podResources(spec: JsonObject, kind: ResourceKind): ResourceList {
  const total = new Map(aggregateContainers(spec, kind));
  for (const [name, quantity] of resourceListAt(objectAt(spec, 'resources'), kind)) {
    if (isPodLevelResource(name)) total.set(name, quantity);
  }
  for (const [name, overhead] of resourceListAt(spec, 'overhead')) {
    const value = total.get(name);
    if (kind === 'requests') total.set(name, value ? addQuantities(value, overhead) : overhead);
    else if (value && quantitySign(value) !== 0) total.set(name, addQuantities(value, overhead));
  }
  return total;
}

function addAll(target: Map<string, Quantity>, source: ResourceList): void {
  for (const [name, quantity] of source) {
    const value = target.get(name);
    target.set(name, value ? addQuantities(value, quantity) : quantity);
  }
}

function raiseAll(target: Map<string, Quantity>, source: ResourceList): void {
  for (const [name, quantity] of source) {
    const value = target.get(name);
    if (!value || compareQuantities(quantity, value) > 0) target.set(name, quantity);
  }
}
