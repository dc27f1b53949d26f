/** A Scenario with a node that takes a Pod whatever it asks for, to show what happens when it runs. */
import type { NodeFacts, Scenario } from '../behaviour/scenario.ts';
import { type JsonObject, objectAt, objectsAt, stringAt, stringsAt, structAt } from '../kube/json.ts';

const plenty = { cpu: '1000000', memory: '1000Ti', 'ephemeral-storage': '1000Ti', pods: '110' };

export function withFittingNode(scenario: Scenario, spec: JsonObject): Scenario {
  const node: NodeFacts = {
    name: 'node-1',
    allocatable: { ...extended(spec), ...plenty },
    labels: { ...spreadLabels(spec), ...affinityLabels(spec), ...selectorLabels(spec) },
  };
  return { ...scenario, cluster: { ...scenario.cluster, nodes: [node] } };
}

function selectorLabels(spec: JsonObject): Record<string, string> {
  const entries = Object.entries(structAt(spec, 'nodeSelector'));
  return Object.fromEntries(entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
}

/** Of the alternatives the first; what must not be there is left out. */
function affinityLabels(spec: JsonObject): Record<string, string> {
  const required = objectAt(
    structAt(structAt(spec, 'affinity'), 'nodeAffinity'),
    'requiredDuringSchedulingIgnoredDuringExecution',
  );
  const [term] = required === undefined ? [] : objectsAt(required, 'nodeSelectorTerms');
  if (term === undefined) return {};
  const wanted = objectsAt(term, 'matchExpressions').filter((one) =>
    ['In', 'Exists'].includes(stringAt(one, 'operator')),
  );
  return Object.fromEntries(wanted.map((one) => [stringAt(one, 'key'), stringsAt(one, 'values')[0] ?? 'there']));
}

function spreadLabels(spec: JsonObject): Record<string, string> {
  const keys = objectsAt(spec, 'topologySpreadConstraints').map((constraint) => stringAt(constraint, 'topologyKey'));
  return Object.fromEntries(keys.filter((key) => key !== 'kubernetes.io/hostname').map((key) => [key, 'there']));
}

/** Devices and the like, by their names. */
function extended(spec: JsonObject): Record<string, string> {
  const containers = ['initContainers', 'containers'].flatMap((list) => objectsAt(spec, list));
  const names = containers.flatMap((container) =>
    Object.keys(structAt(structAt(container, 'resources'), 'limits')).filter((name) => name.includes('/')),
  );
  return Object.fromEntries(names.map((name) => [name, '1000000']));
}
