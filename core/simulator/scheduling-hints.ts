/**
 * Whether a change of the cluster may help a Pod that the scheduler found no place for: the queueing hints of its
 * plugins. Mirrors their EventsToRegister and buildQueueingHintMap in pkg/scheduler (1.36).
 */
import { sameJson } from '../kube/json.ts';
import { matchesNode, untolerated } from './node-fit.ts';
import { lacking, requestsWithRoom } from './node-resources.ts';
import { sharesPort, type Labelled, type Neighbour } from './neighbours.ts';
import { createTrial } from './node-refusal.ts';
import {
  nodeHelpsAffinity,
  nodeHelpsSpreading,
  podHelpsAffinity,
  podHelpsSpreading,
  type Trial,
} from './pod-topology.ts';
import type { PodSpec } from './pod.ts';
import type { SchedulerPlugin } from './placing.ts';
import type { NodeState, PodLife } from './world.ts';

/** A node that came, changed or went; another Pod that came or went; the Pod itself; an object that it names. */
export type ClusterChange =
  | { readonly of: 'node'; readonly before: NodeState | undefined; readonly after: NodeState | undefined }
  | { readonly of: 'pod'; readonly pod: Labelled; readonly isGone: boolean }
  | { readonly of: 'self'; readonly plugins: readonly SchedulerPlugin[] }
  | { readonly of: 'object' };

/** Something has changed that might let the Pod in. */
export function tellScheduler(life: PodLife, change: ClusterChange): void {
  const { unscheduled } = life.placing;
  if (!unscheduled) return;
  const trial = createTrial(life, life.lastApi);
  if (unscheduled.plugins.some((plugin) => helps(plugin, trial, change))) life.listeners.worthATry(life);
}

/** Another Pod goes. */
export function removePod(life: PodLife, pod: Neighbour): void {
  life.cluster.objects.delete(pod.key);
  tellScheduler(life, { of: 'pod', pod, isGone: true });
}

function helps(plugin: SchedulerPlugin, trial: Trial, change: ClusterChange): boolean {
  switch (change.of) {
    case 'node':
      return nodeHelps(plugin, trial, change.before, change.after);
    case 'pod':
      return podHelps(plugin, trial, change.pod, change.isGone);
    case 'self':
      return change.plugins.includes(plugin);
    case 'object':
      return plugin === 'claims';
  }
}

function nodeHelps(plugin: SchedulerPlugin, trial: Trial, before?: NodeState, after?: NodeState): boolean {
  if (plugin === 'spread') return nodeHelpsSpreading(trial, before, after);
  if (!after) return false;
  const { spec } = trial.pod;
  const hasOtherTaints =
      before !== undefined &&
      (!sameJson(before.taints, after.taints) || (before.unschedulable && !after.unschedulable)),
    isNow = (test: (node: NodeState) => boolean): boolean => test(after) && !(before && test(before));
  switch (plugin) {
    case 'unschedulable':
      return isNow((node) => !node.unschedulable);
    case 'taint':
      return isNow((node) => !untolerated(node.taints, spec));
    // The others are woken by every change of taints (buildQueueingHintMap).
    case 'affinity':
      return hasOtherTaints || isNow((node) => matchesNode(node, spec));
    case 'fit':
      return hasOtherTaints || (lacking(after, spec, []).length === 0 && (!before || hasMore(before, after, spec)));
    case 'pods':
      return hasOtherTaints || nodeHelpsAffinity(trial, before, after);
    case 'ports':
      return hasOtherTaints || !before;
    case 'claims':
      return false;
  }
}

const hasMore = (before: NodeState, after: NodeState, spec: PodSpec): boolean =>
  Object.entries(requestsWithRoom(spec)).some(
    ([name, amount]) => amount > 0 && (after.allocatable[name] ?? 0) > (before.allocatable[name] ?? 0),
  );

function podHelps(plugin: SchedulerPlugin, trial: Trial, other: Labelled, isGone: boolean): boolean {
  switch (plugin) {
    case 'spread':
      return podHelpsSpreading(trial, other);
    case 'pods':
      return podHelpsAffinity(trial, other, isGone);
    case 'fit':
      return isGone;
    case 'ports':
      return isGone && sharesPort(trial.pod.spec, other.spec);
    default:
      return false;
  }
}
