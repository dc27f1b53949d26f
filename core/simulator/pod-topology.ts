/**
 * Which nodes other Pods allow or forbid: affinity, anti-affinity and spreading over topologies. Mirrors
 * pkg/scheduler/framework/plugins/interpodaffinity and podtopologyspread (1.36).
 */
import { meetsRequirement } from '../kube/requirement.ts';
import { fields, list, strings, text, type Fields, sameJson } from '../kube/json.ts';
import { matchesNode, untolerated } from './node-fit.ts';
import type { Labelled, Neighbour } from './neighbours.ts';
import type { NodeState } from './world.ts';

/** The cluster as the scheduler sees it while it looks for a node. */
export interface Trial {
  readonly pod: Labelled;
  readonly nodes: readonly NodeState[];
  readonly others: readonly Neighbour[];
}

function selects(selector: unknown, labels: Fields): boolean {
  if (typeof selector !== 'object' || selector === null) return false;
  const { matchLabels, matchExpressions } = fields(selector);
  return (
    Object.entries(fields(matchLabels)).every(([key, value]) => labels[key] === value) &&
    list(matchExpressions).every((e) => meetsRequirement(e, labels[text(e['key'])] as string | undefined))
  );
}

/** Does the Pod have the same values as `owner` under these labels (matchLabelKeys)? Labels that `owner` lacks do not count. */
const shares = (keys: unknown, owner: Labelled, pod: Labelled, isWanted = true): boolean =>
  strings(keys).every((key) => owner.labels[key] === undefined || (owner.labels[key] === pod.labels[key]) === isWanted);

function takes(trial: Trial, owner: Labelled, term: Fields, pod: Labelled): boolean {
  const { namespaces, namespaceSelector: selector } = term,
    named = strings(namespaces);
  // Which labels other namespaces have is not known: an empty selector takes all of them.
  const isAll = selector !== undefined && Object.keys(fields(selector)).length === 0,
    all = isAll ? [trial.pod, ...trial.others].map(({ namespace }) => namespace) : [];
  return (
    [...named, ...all, ...(named.length === 0 && selector === undefined ? [owner.namespace] : [])].includes(
      pod.namespace,
    ) &&
    selects(term['labelSelector'], pod.labels) &&
    shares(term['matchLabelKeys'], owner, pod) &&
    shares(term['mismatchLabelKeys'], owner, pod, false)
  );
}

const terms = (pod: Labelled, kind: 'podAffinity' | 'podAntiAffinity'): readonly Fields[] =>
  list(fields(fields(pod.spec.raw['affinity'])[kind])['requiredDuringSchedulingIgnoredDuringExecution']);

const keyOf = (term: Fields): string => text(term['topologyKey']);

/** Does the other Pod stand in the same topology as the node? */
function isNear(trial: Trial, node: NodeState, other: Neighbour, key: string): boolean {
  const there = trial.nodes.find(({ name }) => name === other.spec.nodeName)?.labels[key];
  return there !== undefined && there === node.labels[key];
}

/** What affinity and anti-affinity say against the node; the second part: those Pods might go. */
export function podAffinityRefusal(
  trial: Trial,
  node: NodeState,
): readonly [text: string, isOthers?: boolean] | undefined {
  const { pod, others } = trial,
    wanted = terms(pod, 'podAffinity');
  if (wanted.length > 0) {
    const friends = others.filter((other) => wanted.every((term) => takes(trial, pod, term, other)));
    const isFirst =
      !friends.some((friend) => wanted.some((term) => isPlaced(trial, friend, keyOf(term)))) &&
      wanted.every((term) => takes(trial, pod, term, pod));
    const fits = wanted.every((term) => {
      const key = keyOf(term);
      return node.labels[key] !== undefined && (isFirst || friends.some((friend) => isNear(trial, node, friend, key)));
    });
    if (!fits) return ["node(s) didn't match pod affinity rules"];
  }
  const isNearOne = (owner: Labelled, other: Labelled, place: Neighbour): boolean =>
    terms(owner, 'podAntiAffinity').some(
      (term) => takes(trial, owner, term, other) && isNear(trial, node, place, keyOf(term)),
    );
  if (others.some((other) => isNearOne(pod, other, other)))
    return ["node(s) didn't match pod anti-affinity rules", true];
  if (others.some((other) => isNearOne(other, pod, other)))
    return ["node(s) didn't satisfy existing pods anti-affinity rules", true];
  return undefined;
}

const isPlaced = (trial: Trial, pod: Neighbour, key: string): boolean =>
  trial.nodes.some(({ name, labels }) => name === pod.spec.nodeName && labels[key] !== undefined);

/** May a Pod that comes or goes change what affinity says? Every term has to take it (isSchedulableAfterPodChange). */
export function podHelpsAffinity(trial: Trial, other: Labelled, isGone: boolean): boolean {
  const takesAll = (owner: Labelled, kind: 'podAffinity' | 'podAntiAffinity', one: Labelled): boolean => {
    const all = terms(owner, kind);
    return all.length > 0 && all.every((term) => takes(trial, owner, term, one));
  };
  if (!isGone) return takesAll(trial.pod, 'podAffinity', other);
  return takesAll(trial.pod, 'podAntiAffinity', other) || takesAll(other, 'podAntiAffinity', trial.pod);
}

export const podHelpsSpreading = ({ pod }: Trial, other: Labelled): boolean =>
  other.namespace === pod.namespace &&
  hardConstraints(pod).some((constraint) => selects(constraint['labelSelector'], other.labels));

/** May a node that comes or gets other labels change what affinity says? */
export function nodeHelpsAffinity({ pod }: Trial, before: NodeState | undefined, after: NodeState): boolean {
  const differs = (term: Fields, least: NodeState | undefined): boolean => {
    const key = keyOf(term);
    return least?.labels[key] !== undefined && before?.labels[key] !== after.labels[key];
  };
  return (
    terms(pod, 'podAffinity').some((term) => differs(term, after)) ||
    terms(pod, 'podAntiAffinity').some((term) => !before || differs(term, before))
  );
}

export function nodeHelpsSpreading({ pod }: Trial, before?: NodeState, after?: NodeState): boolean {
  const hard = hardConstraints(pod),
    labelsOf = (node?: NodeState): string =>
      node && hasKeys(node, hard) ? JSON.stringify(hard.map((c) => node.labels[keyOf(c)])) : '';
  const isIn = labelsOf(after) !== '';
  return (
    labelsOf(before) !== labelsOf(after) || (isIn && before !== undefined && !sameJson(before.taints, after?.taints))
  );
}

function hardConstraints(pod: Labelled): readonly Fields[] {
  return list(pod.spec.raw['topologySpreadConstraints']).filter((c) => c['whenUnsatisfiable'] !== 'ScheduleAnyway');
}

const hasKeys = (node: NodeState, constraints: readonly Fields[]): boolean =>
  constraints.every((c) => node.labels[keyOf(c)] !== undefined);

/** What the constraints of even spreading say against the node. */
export function spreadRefusal(trial: Trial, node: NodeState): readonly [text: string, isOthers?: boolean] | undefined {
  const { pod, nodes, others } = trial,
    hard = hardConstraints(pod);
  const words = "node(s) didn't match pod topology spread constraints",
    keyed = nodes.filter((one) => hasKeys(one, hard));
  for (const constraint of hard) {
    const key = keyOf(constraint),
      value = node.labels[key];
    if (value === undefined) return [`${words} (missing required label)`];
    const counts = new Map<string, number>();
    const fits = (other: Labelled): boolean =>
      other.namespace === pod.namespace &&
      selects(constraint['labelSelector'], other.labels) &&
      shares(constraint['matchLabelKeys'], pod, other);
    for (const domain of keyed.filter((one) => isIncluded(one, pod, constraint))) {
      const here = others.filter((other) => other.spec.nodeName === domain.name && fits(other)).length;
      counts.set(domain.labels[key]!, (counts.get(domain.labels[key]!) ?? 0) + here);
    }
    const least = counts.size < Number(constraint['minDomains'] ?? 1) ? 0 : Math.min(...counts.values());
    if ((counts.get(value) ?? 0) + Number(fits(pod)) - least > Number(constraint['maxSkew'] ?? 1)) return [words, true];
  }
  return undefined;
}

const isIncluded = (node: NodeState, { spec }: Labelled, constraint: Fields): boolean =>
  (constraint['nodeAffinityPolicy'] === 'Ignore' || matchesNode(node, spec)) &&
  (constraint['nodeTaintsPolicy'] !== 'Honor' || !untolerated(node.taints, spec));
