/**
 * The RuntimeClass plugin: overhead, node selector and tolerations of the class (plugin/pkg/admission/runtimeclass,
 * 1.36).
 */
import {
  type JsonObject,
  integerAt,
  objectAt,
  objectsAt,
  sameJson,
  stringAt,
  stringMapAt,
  structAt,
} from '../../kube/json.ts';
import { resourceListAt } from '../../kube/pod-resources.ts';
import { compareQuantities } from '../../kube/quantity.ts';

export type RuntimeClassAnswer =
  { readonly pod: JsonObject } | { readonly refusal: string; readonly at: string; readonly isLate?: true };

const withoutClass = 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';

/** `classes` are the RuntimeClass objects of the cluster. */
export function withRuntimeClass(pod: JsonObject, classes: readonly JsonObject[]): RuntimeClassAnswer {
  const spec = structAt(pod, 'spec');
  const name = stringAt(spec, 'runtimeClassName');
  const overhead = objectAt(spec, 'overhead');
  if (name === '')
    return overhead === undefined ? { pod } : { refusal: withoutClass, at: 'spec.overhead', isLate: true };
  const found = classes.find((one) => stringAt(structAt(one, 'metadata'), 'name') === name);
  if (found === undefined)
    return { refusal: `pod rejected: RuntimeClass "${name}" not found`, at: 'spec.runtimeClassName' };
  const fixed = objectAt(structAt(found, 'overhead'), 'podFixed');
  if (overhead !== undefined && fixed === undefined)
    return { refusal: withoutClass, at: 'spec.overhead', isLate: true };
  // An empty one is filled.
  if (
    overhead !== undefined &&
    Object.keys(overhead).length > 0 &&
    !isSameOverhead(spec, structAt(found, 'overhead'))
  ) {
    return {
      refusal: "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead",
      at: 'spec.overhead',
    };
  }
  const scheduling = objectAt(found, 'scheduling');
  const scheduled = scheduling === undefined ? { spec } : withScheduling(spec, scheduling);
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
  const labels = structAt(spec, 'nodeSelector');
  const conflict = wanted.find(([key, value]) => Object.hasOwn(labels, key) && labels[key] !== value);
  if (conflict !== undefined) {
    const [key, value] = conflict;
    const refusal = `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${stringAt(labels, key)}`;
    return { refusal, at: `spec.nodeSelector[${key}]` };
  }
  const selected = wanted.length === 0 ? spec : { ...spec, nodeSelector: { ...labels, ...Object.fromEntries(wanted) } };
  const own = objectsAt(spec, 'tolerations');
  const merged = mergeTolerations([...own, ...objectsAt(scheduling, 'tolerations')]);
  return { spec: sameJson(merged, own) ? selected : { ...selected, tolerations: merged } };
}

/** Without those that another one covers; of equal ones the first stays. */
function mergeTolerations(all: readonly JsonObject[]): readonly JsonObject[] {
  const merged: JsonObject[] = [];
  for (const [i, one] of all.entries()) {
    const isCovered =
      merged.some((other) => covers(other, one)) ||
      all.slice(i + 1).some((other) => !sameJson(other, one) && covers(other, one));
    if (!isCovered) merged.push(one);
  }
  return merged;
}

/** Whether a toleration lets pass at least what another one does (pkg/util/tolerations, isSuperset). */
function covers(wide: JsonObject, narrow: JsonObject): boolean {
  if (sameJson(wide, narrow)) return true;
  const [key, operator, effect] = ['key', 'operator', 'effect'].map((name) => stringAt(wide, name));
  if (stringAt(narrow, 'key') !== key && (key !== '' || operator !== 'Exists')) return false;
  if (stringAt(narrow, 'effect') !== effect && effect !== '') return false;
  const most = integerAt(wide, 'tolerationSeconds');
  if (effect === 'NoExecute' && most !== undefined) {
    const seconds = integerAt(narrow, 'tolerationSeconds');
    if (seconds === undefined || seconds > most) return false;
  }
  if (operator === 'Exists') return true;
  const isEqual = operator === 'Equal' || operator === '';
  return isEqual && stringAt(narrow, 'operator') === 'Equal' && stringAt(narrow, 'value') === stringAt(wide, 'value');
}
