/**
 * What LimitRange objects of the namespace do to a Pod: defaults first, limits after validation
 * (plugin/pkg/admission/limitranger, 1.36).
 */
import { goFixed } from '../../kube/go-number.ts';
import { type Draft, edited, isRecord, updateEach, updateStruct } from '../../kube/defaults/draft.ts';
import { type FieldPath, child, index } from '../../kube/field-path.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, structAt } from '../../kube/json.ts';
import { type ResourceList, aggregateContainers, resourceListAt } from '../../kube/pod-resources.ts';
import { type Quantity, quantityText, scaledValue, zeroQuantity } from '../../kube/quantity.ts';

const annotation = 'kubernetes.io/limit-ranger';
const maxMilliValue = (2n ** 63n - 1n) / 1000n;

/** The Pod with the defaults of all LimitRanges; they are defaulted objects themselves. */
export function withLimitRangeDefaults(pod: JsonObject, limitRanges: readonly JsonObject[]): JsonObject {
  return limitRanges.reduce((current, limitRange) => withDefaultsOf(current, limitRange), pod);
}

function withDefaultsOf(pod: JsonObject, limitRange: JsonObject): JsonObject {
  const limits = containerDefaults(limitRange, 'default');
  const requests = containerDefaults(limitRange, 'defaultRequest');
  const notes: string[] = [];
  return edited(pod, (draft) => {
    updateStruct(draft, 'spec', (spec) => {
      for (const [list, word] of [
        ['containers', 'container'],
        ['initContainers', 'init container'],
      ] as const) {
        updateEach(spec, list, (container) => mergeInto(container, { limits, requests }, word, notes));
      }
    });
    if (notes.length === 0) return;
    updateStruct(draft, 'metadata', (metadata) =>
      updateStruct(metadata, 'annotations', (annotations) => {
        annotations[annotation] = `LimitRanger plugin set: ${notes.join('; ')}`;
      }),
    );
  }) as JsonObject;
}

function containerDefaults(limitRange: JsonObject, key: string): Readonly<Record<string, unknown>> {
  const limits = objectsAt(structAt(limitRange, 'spec'), 'limits').filter((limit) => limit['type'] === 'Container');
  return Object.assign({}, ...limits.map((limit) => objectAt(limit, key) ?? {})) as Readonly<Record<string, unknown>>;
}

type Defaults = Readonly<Record<'limits' | 'requests', Readonly<Record<string, unknown>>>>;

function mergeInto(container: Draft, defaults: Defaults, word: string, notes: string[]): void {
  const set = { limits: [] as string[], requests: [] as string[] };
  updateStruct(container, 'resources', (resources) => {
    for (const key of ['limits', 'requests'] as const) {
      updateStruct(resources, key, (list) => {
        for (const [name, amount] of Object.entries(defaults[key])) {
          if (Object.hasOwn(list, name)) continue;
          list[name] = amount;
          set[key].push(name);
        }
      });
    }
  });
  const name = typeof container.name === 'string' ? container.name : '';
  for (const [key, noun] of [
    ['requests', 'request'],
    ['limits', 'limit'],
  ] as const) {
    if (set[key].length > 0) notes.push(`${set[key].sort().join(', ')} ${noun} for ${word} ${name}`);
  }
}

/** One text with which a LimitRange refuses a Pod, and the resources it is about. */
export interface LimitViolation {
  readonly text: string;
  readonly at: FieldPath;
}

/** What one LimitRange says against a Pod, each text once. */
export function limitRangeViolations(pod: JsonObject, limitRange: JsonObject): readonly LimitViolation[] {
  const spec = structAt(pod, 'spec');
  const containers = ['containers', 'initContainers'].flatMap((list) =>
    objectsAt(spec, list).map((container, i) => ({ container, at: child(index(`spec.${list}`, i), 'resources') })),
  );
  const violations = objectsAt(structAt(limitRange, 'spec'), 'limits').flatMap((limit) => {
    const type = stringAt(limit, 'type');
    if (type === 'Pod')
      return constraints(limit, type, podAmounts(spec)).map((text) => ({ text, at: 'spec.containers' }));
    if (type !== 'Container') return [];
    return containers.flatMap(({ container, at }) => {
      const resources = structAt(container, 'resources');
      const amounts = { requests: resourceListAt(resources, 'requests'), limits: resourceListAt(resources, 'limits') };
      return constraints(limit, type, amounts).map((text) => ({ text, at }));
    });
  });
  return violations.filter(({ text }, i) => violations.findIndex((one) => one.text === text) === i);
}

interface Amounts {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

/** Without overhead; pod-level amounts replace the sums. */
function podAmounts(spec: JsonObject): Amounts {
  const own = (kind: 'requests' | 'limits'): ResourceList => {
    const total = new Map(aggregateContainers(spec, kind));
    for (const [name, amount] of resourceListAt(objectAt(spec, 'resources'), kind)) {
      if (name === 'cpu' || name === 'memory') total.set(name, amount);
    }
    return total;
  };
  return { requests: own('requests'), limits: own('limits') };
}

function constraints(limit: JsonObject, type: string, amounts: Amounts): readonly string[] {
  const each = (key: string, check: (name: string, enforced: Quantity) => string | undefined): readonly string[] =>
    isRecord(limit[key])
      ? [...resourceListAt(limit, key)].flatMap(([name, enforced]) => check(name, enforced) ?? [])
      : [];
  return [
    ...each('min', (name, enforced) => minText(name, type, enforced, amounts)),
    ...each('max', (name, enforced) => maxText(name, type, enforced, amounts)),
    ...each('maxLimitRequestRatio', (name, enforced) => ratioText(name, type, enforced, amounts)),
  ];
}

/** The three amounts as whole numbers, in thousandths where all are small enough for that. */
function comparable(
  request: Quantity | undefined,
  limit: Quantity | undefined,
  enforced: Quantity,
): readonly [bigint, bigint, bigint] {
  const all = [request ?? zeroQuantity, limit ?? zeroQuantity, enforced] as const;
  const isSmall = all.every((quantity) => scaledValue(quantity, 0) <= maxMilliValue);
  const value = (quantity: Quantity): bigint => scaledValue(quantity, isSmall ? -3 : 0);
  return [value(all[0]), value(all[1]), value(all[2])];
}

function minText(name: string, type: string, enforced: Quantity, { requests, limits }: Amounts): string | undefined {
  const request = requests.get(name);
  const limit = limits.get(name);
  const [requested, limited, least] = comparable(request, limit, enforced);
  const start = `minimum ${name} usage per ${type} is ${quantityText(enforced)}`;
  if (request === undefined) return `${start}.  No request is specified`;
  if (requested < least) return `${start}, but request is ${quantityText(request)}`;
  return limit !== undefined && limited < least ? `${start}, but limit is ${quantityText(limit)}` : undefined;
}

function maxText(name: string, type: string, enforced: Quantity, { requests, limits }: Amounts): string | undefined {
  const request = requests.get(name);
  const limit = limits.get(name);
  const [requested, limited, most] = comparable(request, limit, enforced);
  const start = `maximum ${name} usage per ${type} is ${quantityText(enforced)}`;
  if (limit === undefined) return `${start}.  No limit is specified`;
  if (limited > most) return `${start}, but limit is ${quantityText(limit)}`;
  return request !== undefined && requested > most ? `${start}, but request is ${quantityText(request)}` : undefined;
}

function ratioText(name: string, type: string, enforced: Quantity, { requests, limits }: Amounts): string | undefined {
  const [requested, limited] = comparable(requests.get(name), limits.get(name), enforced);
  const start = `${name} max limit to request ratio per ${type} is ${quantityText(enforced)}`;
  if (requested === 0n) return `${start}, but no request is specified or request is 0`;
  if (limited === 0n) return `${start}, but no limit is specified or limit is 0`;
  const ratio = Number(limited) / Number(requested);
  const most =
    scaledValue(enforced, 0) <= maxMilliValue
      ? Number(scaledValue(enforced, -3)) / 1000
      : Number(scaledValue(enforced, 0));
  return ratio > most ? `${start}, but provided ratio is ${goFixed(ratio)}` : undefined;
}
