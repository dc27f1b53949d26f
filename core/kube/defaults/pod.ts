/** Defaults that only a Pod gets, never a template (Kubernetes 1.36, SetDefaults_Pod). */
import { type Draft, fill, fillEntries, isRecord, update, updateEach, updateStruct } from './draft.ts';
import { defaultPodSpec } from './pod-spec.ts';

export function defaultPod(pod: Draft): void {
  updateStruct(pod, 'spec', (spec) => {
    for (const list of ['containers', 'initContainers']) updateEach(spec, list, requestWhatIsLimited);
    fill(spec, 'enableServiceLinks', true);
    if (spec.hostNetwork === true) for (const list of ['containers', 'initContainers']) updateEach(spec, list, useHostPorts);
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

function useHostPorts(container: Draft): void {
  updateEach(container, 'ports', (port) => {
    const unset = port.hostPort === undefined || port.hostPort === null || port.hostPort === 0;
    if (unset && typeof port.containerPort === 'number' && port.containerPort !== 0) port.hostPort = port.containerPort;
  });
}
