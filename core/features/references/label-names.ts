/** Labels of Pods and the selectors that look for them, in workloads, Services, budgets and placement rules. */
import { type MapNode, resolveAlias } from '../../syntax/tree.ts';
import { type Collector, itemsAt, mapAt, nodesAt, note, textAt } from './collector.ts';

/** Labels that the Pods of an object get, and all selectors in it. `template` is where the Pod stands. */
export function labelNames(collector: Collector, kind: string, root: MapNode, template: MapNode | undefined): void {
  if (template !== undefined) {
    noteLabels(collector, mapAt(template, 'metadata', 'labels'), true);
    for (const selector of placementSelectors(mapAt(template, 'spec'))) noteSelector(collector, selector);
  }
  const selector = mapAt(root, 'spec', 'selector');
  if (kind === 'Service' || kind === 'ReplicationController') noteLabels(collector, selector, false);
  else noteSelector(collector, selector);
}

/** Of affinities and spreading: they look at other Pods. */
function placementSelectors(spec: MapNode | undefined): readonly (MapNode | undefined)[] {
  const spread = itemsAt(spec, 'topologySpreadConstraints').map((rule) => mapAt(rule, 'labelSelector'));
  const near = ['podAffinity', 'podAntiAffinity'].flatMap((field) => [
    ...itemsAt(spec, 'affinity', field, 'requiredDuringSchedulingIgnoredDuringExecution').map((term) =>
      mapAt(term, 'labelSelector'),
    ),
    ...itemsAt(spec, 'affinity', field, 'preferredDuringSchedulingIgnoredDuringExecution').map((term) =>
      mapAt(term, 'podAffinityTerm', 'labelSelector'),
    ),
  ]);
  return [...spread, ...near];
}

function noteSelector(collector: Collector, selector: MapNode | undefined): void {
  noteLabels(collector, mapAt(selector, 'matchLabels'), false);
  for (const rule of itemsAt(selector, 'matchExpressions')) {
    const key = textAt(rule, 'key');
    for (const value of nodesAt(rule, 'values')) note(collector, value, labelUse(collector, key, false));
  }
}

function noteLabels(collector: Collector, labels: MapNode | undefined, isDefinition: boolean): void {
  for (const { key, value } of labels?.entries ?? [])
    if (key !== undefined) note(collector, resolveAlias(value), labelUse(collector, key, isDefinition));
}

function labelUse(
  { namespace }: Collector,
  key: string,
  isDefinition: boolean,
): { kind: 'label'; scope: string; owner: string; isDefinition: boolean } {
  return { kind: 'label', scope: `${namespace} label ${key}`, owner: key, isDefinition };
}
