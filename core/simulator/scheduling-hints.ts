/**
 * Whether a change of the cluster may help a Pod that the scheduler found no place for: the queueing hints of its
 * plugins. Mirrors their EventsToRegister and buildQueueingHintMap in pkg/scheduler (1.36).
 */
import { lacking, matchesNode, untolerated } from './node-fit.ts';
import { sharesPort } from './neighbours.ts';
import type { PodSpec } from './pod.ts';
import type { NodeState, PodLife, SchedulerPlugin, Unscheduled } from './world.ts';

/** A node that came, changed or went; another Pod that came or went; the Pod itself; an object that it names. */
export type ClusterChange =
  | { readonly of: 'node'; readonly before: NodeState | undefined; readonly after: NodeState | undefined }
  | { readonly of: 'pod'; readonly spec: PodSpec; readonly isGone: boolean }
  | { readonly of: 'self'; readonly plugins: readonly SchedulerPlugin[] }
  | { readonly of: 'object' };

export function isWorthATry(life: PodLife, { plugins }: Unscheduled, change: ClusterChange): boolean {
  const spec = life.lastApi.spec;
  switch (change.of) {
    case 'node':
      return plugins.length === 0 || plugins.some((plugin) => nodeHelps(plugin, spec, change.before, change.after));
    case 'pod':
      return plugins.some((plugin) => podHelps(plugin, spec, change.spec, change.isGone));
    case 'self':
      return plugins.some((plugin) => change.plugins.includes(plugin));
    case 'object':
      return plugins.includes('claims');
  }
}

function nodeHelps(
  plugin: SchedulerPlugin,
  spec: PodSpec,
  before: NodeState | undefined,
  after: NodeState | undefined,
): boolean {
  if (!after) return plugin === 'spread';
  const isNew = !before,
    hasOtherTaints =
      before !== undefined &&
      (JSON.stringify(before.taints) !== JSON.stringify(after.taints) ||
        (before.unschedulable && !after.unschedulable)),
    hasOtherLabels = before !== undefined && JSON.stringify(before.labels) !== JSON.stringify(after.labels);
  switch (plugin) {
    case 'unschedulable':
      return !after.unschedulable && (isNew || before.unschedulable);
    case 'taint':
      return isTolerable(after, spec) && (isNew || (hasOtherTaints && !isTolerable(before, spec)));
    case 'affinity':
      return hasOtherTaints || (matchesNode(after, spec) && (isNew || (hasOtherLabels && !matchesNode(before, spec))));
    case 'fit':
      return hasOtherTaints || (lacking(after, spec, []).length === 0 && (isNew || hasMore(before, after)));
    case 'spread':
      return isNew || hasOtherLabels;
    case 'pods':
      return hasOtherTaints || isNew || hasOtherLabels;
    case 'ports':
      return hasOtherTaints || isNew;
    case 'claims':
      return false;
  }
}

function isTolerable(node: NodeState, spec: PodSpec): boolean {
  return untolerated(node, spec, ['NoSchedule', 'NoExecute']) === undefined;
}

function hasMore(before: NodeState, after: NodeState): boolean {
  return Object.entries(after.allocatable).some(([name, amount]) => amount > (before.allocatable[name] ?? 0));
}

function podHelps(plugin: SchedulerPlugin, spec: PodSpec, other: PodSpec, isGone: boolean): boolean {
  if (plugin === 'spread' || plugin === 'pods') return true;
  return isGone && (plugin === 'fit' || (plugin === 'ports' && sharesPort(spec, other)));
}
