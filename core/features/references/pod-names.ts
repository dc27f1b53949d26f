/** Names inside a Pod: volumes, containers, ports and variables, and what other objects call them by. */
import type { MapNode, Node } from '../../syntax/tree.ts';
import { type Collector, itemsAt, mapAt, mapOf, nodeAt, note, noteText, textAt, textsOf } from './collector.ts';
import { envNames } from './env-names.ts';
import type { Holder } from './name-use.ts';
import { podReferences, variableReferences, volumeReferences } from './object-names.ts';

/** `scope`: the document, or the item of a List, that holds the Pod. */
export function podNames(collector: Collector, spec: MapNode, scope: string, holder: Holder): void {
  podReferences(collector, spec);
  for (const volume of itemsAt(spec, 'volumes')) {
    note(collector, nodeAt(volume, 'name'), { kind: 'volume', scope, isDefinition: true });
    volumeReferences(collector, volume);
    const files = [volume, ...itemsAt(volume, 'projected', 'sources')];
    for (const file of files.flatMap((one) => itemsAt(one, 'downwardAPI', 'items')))
      useContainer(collector, nodeAt(file, 'resourceFieldRef', 'containerName'), scope);
  }
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'])
    for (const [position, container] of itemsAt(spec, list).entries())
      containerNames(collector, container, { pod: scope, own: `${scope} ${list} ${position}`, holder });
}

interface Scopes {
  readonly pod: string;
  readonly own: string;
  readonly holder: Holder;
}

function containerNames(collector: Collector, container: MapNode, scopes: Scopes): void {
  const { pod, own, holder } = scopes;
  note(collector, nodeAt(container, 'name'), { kind: 'container', scope: pod, isDefinition: true, holder });
  useContainer(collector, nodeAt(container, 'targetContainerName'), pod);
  for (const port of itemsAt(container, 'ports'))
    note(collector, nodeAt(port, 'name'), { kind: 'port', scope: own, isDefinition: true, holder });
  for (const handler of handlersOf(container))
    for (const type of ['httpGet', 'tcpSocket'])
      noteText(collector, nodeAt(handler, type, 'port'), { kind: 'port', scope: own, isDefinition: false });
  for (const list of ['volumeMounts', 'volumeDevices'])
    for (const mount of itemsAt(container, list))
      note(collector, nodeAt(mount, 'name'), { kind: 'volume', scope: pod, isDefinition: false });
  for (const variable of itemsAt(container, 'env')) {
    useContainer(collector, nodeAt(variable, 'valueFrom', 'resourceFieldRef', 'containerName'), pod);
    const volume = nodeAt(variable, 'valueFrom', 'fileKeyRef', 'volumeName');
    note(collector, volume, { kind: 'volume', scope: pod, isDefinition: false });
  }
  variableReferences(collector, container);
  envNames(collector, container, own, handlersOf(container));
}

/** The maps that may hold `httpGet`, `tcpSocket` and `exec`. */
function handlersOf(container: MapNode): readonly MapNode[] {
  const found = [
    ...['livenessProbe', 'readinessProbe', 'startupProbe'].map((name) => mapAt(container, name)),
    mapAt(container, 'lifecycle', 'postStart'),
    mapAt(container, 'lifecycle', 'preStop'),
  ];
  return found.filter((handler) => handler !== undefined);
}

export function useContainer(collector: Collector, node: Node | undefined, scope: string): void {
  note(collector, node, { kind: 'container', scope, isDefinition: false });
}

/** A Service asks the Pods of its selector for a port by name. */
export function servicePorts(collector: Collector, root: MapNode, namespace: string): void {
  const selector = mapAt(root, 'spec', 'selector');
  if (selector === undefined) return;
  const search = { namespace, selector: textsOf(selector) };
  for (const port of itemsAt(root, 'spec', 'ports')) {
    const name = textAt(port, 'targetPort');
    const scope = `search ${JSON.stringify(search)} ${name}`;
    noteText(collector, nodeAt(port, 'targetPort'), { kind: 'port', scope, isDefinition: false, search });
  }
}

/** A Scenario names containers of the object that it is about. */
export function scenarioNames(collector: Collector, root: MapNode): void {
  const [kind, name] = [textAt(root, 'spec', 'target', 'kind'), textAt(root, 'spec', 'target', 'name')];
  if (name === '') return;
  const search = { name, ...(kind !== '' && { kind }) };
  const scope = `search ${kind} ${name}`;
  for (const container of itemsAt(root, 'spec', 'containers'))
    note(collector, nodeAt(container, 'name'), { kind: 'container', scope, isDefinition: false, search });
  for (const list of ['actions', 'expect'])
    for (const item of itemsAt(root, 'spec', list))
      note(collector, nodeAt(mapOf(item), 'container'), { kind: 'container', scope, isDefinition: false, search });
}
