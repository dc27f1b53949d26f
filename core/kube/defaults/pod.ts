/** Defaults that only a Pod gets, never a template (Kubernetes 1.36, SetDefaults_Pod). */
import type { JsonObject } from '../json.ts';
import { type ResourceList, aggregateContainers, isPodLevelResource } from '../pod-resources.ts';
import { quantityText } from '../quantity.ts';
import {
  type Draft,
  fill,
  fillEntries,
  isEmptyMap,
  isRecord,
  isUnset,
  update,
  updateEach,
  updateStruct,
} from './draft.ts';
import { defaultPodSpec } from './pod-spec.ts';

export function defaultPod(pod: Draft): void {
  updateStruct(pod, 'spec', (spec) => {
    for (const list of ['containers', 'initContainers']) updateEach(spec, list, requestWhatIsLimited);
    defaultPodLevelResources(spec);
    fill(spec, 'enableServiceLinks', true);
    if (spec.hostNetwork === true)
      for (const list of ['containers', 'initContainers']) updateEach(spec, list, useHostPorts);
    defaultPodSpec(spec);
  });
}

/** A limit without a request of the same resource is the request, too. */
function requestWhatIsLimited(container: Draft): void {
  update(container, 'resources', (resources) => {
    if (!isRecord(resources.limits)) return;
    fill(resources, 'requests', {});
    update(resources, 'requests', (requests) => fillEntries(requests, resources.limits));
  });
}

/** Pod-level resources (feature gate PodLevelResources): hugepage limits and requests follow from the containers. */
function defaultPodLevelResources(spec: Draft): void {
  update(spec, 'resources', (resources) => {
    if (isEmptyMap(resources.limits) && isEmptyMap(resources.requests)) return;
    const requested = isRecord(resources.requests) ? resources.requests : {};
    const isHugePage = (name: string): boolean => name.startsWith('hugepages-');
    addMissing(
      resources,
      'limits',
      aggregateContainers(spec as JsonObject, 'limits'),
      (name) => isHugePage(name) && !Object.hasOwn(requested, name),
    );
    if (isEmptyMap(resources.limits)) return;
    const isOvercommittable = (name: string): boolean => isPodLevelResource(name) && !isHugePage(name);
    addMissing(resources, 'requests', aggregateContainers(spec as JsonObject, 'requests'), isOvercommittable);
    addLimits(resources);
  });
}

function addMissing(resources: Draft, key: string, amounts: ResourceList, isWanted: (name: string) => boolean): void {
  const wanted = [...amounts].filter(([name]) => isWanted(name)).map(([name, amount]) => [name, quantityText(amount)]);
  if (wanted.length > 0) updateStruct(resources, key, (list) => fillEntries(list, Object.fromEntries(wanted)));
}

function addLimits(resources: Draft): void {
  const limits = Object.entries(isRecord(resources.limits) ? resources.limits : {}).filter(([name]) =>
    isPodLevelResource(name),
  );
  if (limits.length > 0)
    updateStruct(resources, 'requests', (requests) => fillEntries(requests, Object.fromEntries(limits)));
}

function useHostPorts(container: Draft): void {
  updateEach(container, 'ports', (port) => {
    const unset = isUnset(port.hostPort) || port.hostPort === 0;
    if (unset && typeof port.containerPort === 'number' && port.containerPort !== 0) port.hostPort = port.containerPort;
  });
}
