/**
 * Why nodes do not take a Pod, in the scheduler's words, and whom it could displace. Mirrors the filters and the
 * default preemption of pkg/scheduler (1.36).
 */
import { fixedNames, matchesNode, untolerated, NO_MATCH, NO_PORTS } from './node-fit.ts';
import { lacking } from './node-resources.ts';
import { CORDON } from './node-state.ts';
import { labelled, neighbours, priorityOf, sharesPort, type Neighbour } from './neighbours.ts';
import type { ApiPod } from './pod.ts';
import { podAffinityRefusal, spreadRefusal, type Trial } from './pod-topology.ts';
import type { SchedulerPlugin } from './placing.ts';
import type { NodeState, PodLife } from './world.ts';

export interface Refusal {
  readonly plugin: SchedulerPlugin;
  readonly text: string;
  /** Below the spec. */
  readonly field: string;
  /** Another Pod is in the way: it might go. */
  readonly isOthers: boolean;
}

export function createTrial(life: PodLife, pod: ApiPod): Trial {
  const { cluster } = life;
  return { pod: labelled(pod.meta.raw, pod.spec), nodes: cluster.nodes, others: neighbours(life) };
}

/** The first filter that refuses; several resources may be short at once. */
export function refusal(node: NodeState, trial: Trial): readonly Refusal[] {
  const { spec } = trial.pod,
    names = fixedNames(spec);
  const one = (
    plugin: SchedulerPlugin,
    field: string,
    [text, isOthers = false]: readonly [text: string, isOthers?: boolean],
  ): readonly Refusal[] => [{ plugin, text, field, isOthers }];
  if (names && !names.includes(node.name) && !node.isAssumed)
    return one('affinity', 'affinity.nodeAffinity', ["node(s) didn't satisfy plugin(s) [NodeAffinity]"]);
  if (node.unschedulable && untolerated([CORDON], spec))
    return one('unschedulable', 'tolerations', ['node(s) were unschedulable']);
  if (untolerated(node.taints, spec)) return one('taint', 'tolerations', ['node(s) had untolerated taint(s)']);
  if (!matchesNode(node, spec)) {
    const field = spec.raw['nodeSelector'] !== undefined ? 'nodeSelector' : 'affinity.nodeAffinity';
    return one('affinity', field, [NO_MATCH]);
  }
  const here = trial.others.filter((other) => other.spec.nodeName === node.name).map((other) => other.spec);
  if (here.some((other) => sharesPort(spec, other))) return one('ports', 'containers[0].ports', [NO_PORTS, true]);
  const lacks = lacking(node, spec, here).flatMap(({ name, requested, capacity }) =>
    name === 'pods'
      ? one('fit', REQUESTS, ['Too many pods', true])
      : one('fit', REQUESTS, [`Insufficient ${name}`, requested <= capacity]),
  );
  if (lacks.length > 0 || (node.isAssumed && trial.others.length === 0)) return lacks;
  const spread = spreadRefusal(trial, node);
  if (spread) return one('spread', 'topologySpreadConstraints', spread);
  const company = podAffinityRefusal(trial, node);
  return company ? one('pods', 'affinity', company) : [];
}

const REQUESTS = 'containers[0].resources.requests';

type Refusals = readonly (readonly Refusal[])[];

/** `0/2 nodes are available: 1 Insufficient cpu, 1 node(s) were unschedulable.` */
export function reasons(refusals: Refusals): string {
  if (refusals.length === 0) return 'no nodes available to schedule pods';
  return histogram(
    refusals.flatMap((list) => list.map(({ text }) => text)),
    refusals.length,
  );
}

function histogram(texts: readonly string[], nodes: number): string {
  const parts = [...new Set(texts)].map((text) => `${texts.filter((one) => one === text).length} ${text}`).sort();
  return `0/${nodes} nodes are available: ${parts.join(', ')}.`;
}

/** What preemption has to say where it finds nobody: a node that others block, without the less important ones. */
export function preemptionMessage(life: PodLife, trial: Trial, refusals: Refusals, isWaiting: boolean): string {
  if (refusals.length === 0) return '';
  const claims = life.gates.minor >= 36 ? ' no new claims to deallocate,' : '';
  const isNot = `${claims} preemption: not eligible due to`;
  if (!mayPreempt(trial)) return `${isNot} preemptionPolicy=Never.`;
  if (isWaiting) return `${isNot} a terminating pod on the nominated node.`;
  const found = refusals.flatMap((list, i) => {
    if (!list.every(({ isOthers }) => isOthers)) return ['Preemption is not helpful for scheduling'];
    const node = trial.nodes[i]!;
    if (lowerOn(trial, node).length === 0) return ['No preemption victims found for incoming pod'];
    return refusal(node, without(trial, lowerOn(trial, node))).map(({ text }) => text);
  });
  return `${claims} preemption: ${histogram(found, refusals.length)}`;
}

const mayPreempt = (trial: Trial): boolean => trial.pod.spec.raw['preemptionPolicy'] !== 'Never';

/** The less important Pods of a node, the most important of them first. */
function lowerOn(trial: Trial, node: NodeState): readonly Neighbour[] {
  const own = priorityOf(trial.pod.spec);
  return trial.others
    .filter((other) => other.spec.nodeName === node.name && other.priority < own)
    .sort((a, b) => b.priority - a.priority);
}

const without = (trial: Trial, gone: readonly Neighbour[]): Trial => ({
  ...trial,
  others: trial.others.filter((other) => !gone.includes(other)),
});

/**
 * The Pods of lower priority whose end lets the Pod in: of each node as few as possible, and of the nodes the one
 * where least is lost (pickOneNodeForPreemption).
 */
export function findVictims(trial: Trial, refusals: Refusals): readonly Neighbour[] {
  if (!mayPreempt(trial)) return [];
  let best: readonly Neighbour[] = [];
  for (const [i, node] of trial.nodes.entries()) {
    const lower = lowerOn(trial, node);
    let victims = lower;
    if (lower.length === 0 || !refusals[i]!.every(({ isOthers }) => isOthers)) continue;
    if (refusal(node, without(trial, lower)).length > 0) continue;
    for (const one of lower) {
      const fewer = victims.filter((victim) => victim !== one);
      if (refusal(node, without(trial, fewer)).length === 0) victims = fewer;
    }
    if (victims.length > 0 && (best.length === 0 || costs(victims, best) < 0)) best = victims;
  }
  return best;
}

/** Less than 0: `a` costs less than `b`. */
function costs(a: readonly Neighbour[], b: readonly Neighbour[]): number {
  const sum = (victims: readonly Neighbour[]): number =>
    victims.reduce((total, { priority }) => total + priority + 2 ** 31, 0);
  return a[0]!.priority - b[0]!.priority || sum(a) - sum(b) || a.length - b.length;
}
