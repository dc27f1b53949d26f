/**
 * Which nodes a Pod may go to by its own wishes and by their taints: the checks that scheduler and kubelet share. Mirrors
 * component-helpers/scheduling (1.36).
 */
import { meetsRequirement } from '../kube/requirement.ts';
import { fields, list, strings, text, type Fields } from '../kube/json.ts';
import type { PodSpec } from './pod.ts';
import type { NodeState } from './world.ts';

type Taint = NodeState['taints'][number];

/** What scheduler and kubelet say of a node. */
export const NO_MATCH = "node(s) didn't match Pod's node affinity/selector";
export const NO_PORTS = "node(s) didn't have free ports for the requested pod ports";

export function matchesNode(node: NodeState, spec: PodSpec): boolean {
  if (node.isAssumed === true) return true;
  const selector = Object.entries(fields(spec.raw['nodeSelector']));
  if (!selector.every(([key, value]) => node.labels[key] === value)) return false;
  const required = requiredAffinity(spec),
    terms = list(required['nodeSelectorTerms']);
  return (
    Object.keys(required).length === 0 ||
    terms.some((term) => {
      const labels = list(term['matchExpressions']),
        names = list(term['matchFields']);
      if (labels.length === 0 && names.length === 0) return false;
      return (
        labels.every((e) => meetsRequirement(e, node.labels[text(e['key'])])) &&
        names.every((e) => meetsRequirement(e, text(e['key']) === 'metadata.name' ? node.name : undefined))
      );
    })
  );
}

/** The only nodes that the terms of affinity name, if every one names some. */
export function fixedNames(spec: PodSpec): readonly string[] | undefined {
  const terms = list(requiredAffinity(spec)['nodeSelectorTerms']).map((term) =>
    list(term['matchFields'])
      .filter((e) => e['key'] === 'metadata.name' && e['operator'] === 'In')
      .map((e) => strings(e['values'])),
  );
  if (!terms.every((names) => names.length > 0)) return undefined;
  const named = terms.flatMap(([first = [], ...more]) => first.filter((name) => more.every((m) => m.includes(name))));
  return terms.length > 0 ? named : undefined;
}

function requiredAffinity(spec: PodSpec): Fields {
  return fields(fields(fields(spec.raw['affinity'])['nodeAffinity'])['requiredDuringSchedulingIgnoredDuringExecution']);
}

/** Is there a taint of these effects that the Pod does not tolerate? */
export const untolerated = (
  taints: readonly Taint[],
  { raw }: PodSpec,
  effects: readonly string[] = ['NoSchedule', 'NoExecute'],
): boolean =>
  taints.some(
    (taint) => effects.includes(taint.effect) && !list(raw['tolerations']).some((one) => tolerates(one, taint)),
  );

export function tolerates(toleration: Fields, taint: Taint): boolean {
  const effect = text(toleration['effect']),
    key = text(toleration['key']);
  if ((effect !== '' && effect !== taint.effect) || (key !== '' && key !== taint.key)) return false;
  return toleration['operator'] === 'Exists' || (key !== '' && text(toleration['value']) === (taint.value ?? ''));
}
