/**
 * The Priority plugin: the number and the preemption of a Pod follow from its class (plugin/pkg/admission/priority,
 * 1.36).
 */
import { type JsonObject, integerAt, stringAt, structAt } from '../../kube/json.ts';
import { systemPriorityClasses } from '../priority-class.ts';

export type PriorityAnswer = { readonly pod: JsonObject } | { readonly refusal: string; readonly at: string };

interface Computed {
  readonly name: string;
  readonly value: number;
  readonly preemption: string;
}

/** `classes` are the PriorityClass objects of the cluster; the two system classes are always there. */
export function withPriority(pod: JsonObject, classes: readonly JsonObject[]): PriorityAnswer {
  const spec = structAt(pod, 'spec');
  const name = stringAt(spec, 'priorityClassName');
  const computed = name === '' ? defaultClass(classes) : namedClass(name, classes);
  if (computed === undefined)
    return { refusal: `no PriorityClass with name ${name} was found`, at: 'spec.priorityClassName' };
  const given = integerAt(spec, 'priority');
  const tail = 'from the given PriorityClass name';
  if (given !== undefined && Number(given) !== computed.value) {
    const text = `the integer value of priority (${given}) must not be provided in pod spec; priority admission controller computed`;
    return { refusal: `${text} ${computed.value} ${tail}`, at: 'spec.priority' };
  }
  const preemption = spec['preemptionPolicy'];
  if (typeof preemption === 'string' && preemption !== computed.preemption) {
    const text = `the string value of PreemptionPolicy (${preemption}) must not be provided in pod spec; priority admission controller computed`;
    return { refusal: `${text} ${computed.preemption} ${tail}`, at: 'spec.preemptionPolicy' };
  }
  const filled = { ...spec, priority: computed.value, preemptionPolicy: computed.preemption };
  return { pod: { ...pod, spec: computed.name === '' ? filled : { ...filled, priorityClassName: computed.name } } };
}

function namedClass(name: string, classes: readonly JsonObject[]): Computed | undefined {
  const found = classes.find((one) => stringAt(structAt(one, 'metadata'), 'name') === name);
  if (found !== undefined) return readClass(found);
  const value = Object.hasOwn(systemPriorityClasses, name) ? systemPriorityClasses[name] : undefined;
  return value === undefined ? undefined : { name, value, preemption: 'PreemptLowerPriority' };
}

/** Of several global defaults the one with the lowest value counts. */
function defaultClass(classes: readonly JsonObject[]): Computed {
  const defaults = classes
    .filter((one) => one['globalDefault'] === true)
    .map(readClass)
    .sort((a, b) => a.value - b.value);
  return defaults[0] ?? { name: '', value: 0, preemption: 'PreemptLowerPriority' };
}

function readClass(found: JsonObject): Computed {
  return {
    name: stringAt(structAt(found, 'metadata'), 'name'),
    value: Number(integerAt(found, 'value') ?? 0),
    preemption: stringAt(found, 'preemptionPolicy') || 'PreemptLowerPriority',
  };
}
