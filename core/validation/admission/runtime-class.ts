/**
 * The RuntimeClass plugin: overhead, node selector and tolerations of the class (plugin/pkg/admission/runtimeclass,
 * 1.36).
 */
import { type JsonObject, listAt, objectAt, sameJson, stringAt, stringMapAt, structAt } from '../../kube/json.ts';
import { resourceListAt } from '../../kube/pod-resources.ts';
import { compareQuantities } from '../../kube/quantity.ts';

export type RuntimeClassAnswer = { readonly pod: JsonObject } | { readonly refusal: string; readonly at: string };

const withoutClass = 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';

/** `classes` are the RuntimeClass objects of the cluster. */
export function withRuntimeClass(pod: JsonObject, classes: readonly JsonObject[]): RuntimeClassAnswer {
  const spec = structAt(pod, 'spec');
  const name = stringAt(spec, 'runtimeClassName');
  const overhead = objectAt(spec, 'overhead');
  if (name === '') return overhead === undefined ? { pod } : { refusal: withoutClass, at: 'spec.overhead' };
  const found = classes.find((one) => stringAt(structAt(one, 'metadata'), 'name') === name);
  if (found === undefined)
    return { refusal: `pod rejected: RuntimeClass "${name}" not found`, at: 'spec.runtimeClassName' };
  const fixed = objectAt(structAt(found, 'overhead'), 'podFixed');
  if (overhead !== undefined && fixed === undefined) return { refusal: withoutClass, at: 'spec.overhead' };
  if (overhead !== undefined && !isSameOverhead(spec, structAt(found, 'overhead'))) {
    return {
      refusal: "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead",
      at: 'spec.overhead',
    };
  }
  const scheduled = withScheduling(spec, structAt(found, 'scheduling'));
  if ('refusal' in scheduled) return scheduled;
  return { pod: { ...pod, spec: fixed === undefined ? scheduled.spec : { ...scheduled.spec, overhead: fixed } } };
}

function isSameOverhead(spec: JsonObject, ofClass: JsonObject): boolean {
  const ours = resourceListAt(spec, 'overhead');
  const theirs = resourceListAt(ofClass, 'podFixed');
  return (
    ours.size === theirs.size &&
    [...ours].every(([name, amount]) => {
      const other = theirs.get(name);
      return other !== undefined && compareQuantities(amount, other) === 0;
    })
  );
}

function withScheduling(
  spec: JsonObject,
  scheduling: JsonObject,
): { readonly spec: JsonObject } | { readonly refusal: string; readonly at: string } {
  const wanted = stringMapAt(scheduling, 'nodeSelector');
  const own = structAt(spec, 'nodeSelector');
  const conflict = wanted.find(([key, value]) => Object.hasOwn(own, key) && own[key] !== value);
  if (conflict !== undefined) {
    const [key, value] = conflict;
    const refusal = `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${stringAt(own, key)}`;
    return { refusal, at: `spec.nodeSelector[${key}]` };
  }
  const selected = wanted.length === 0 ? spec : { ...spec, nodeSelector: { ...own, ...Object.fromEntries(wanted) } };
  const given = listAt(spec, 'tolerations');
  const added = listAt(scheduling, 'tolerations').filter(
    (toleration) => !given.some((one) => sameJson(one, toleration)),
  );
  return { spec: added.length === 0 ? selected : { ...selected, tolerations: [...given, ...added] } };
}
