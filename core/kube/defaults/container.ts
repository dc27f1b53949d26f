/**
 * Defaults of one container of any type (Kubernetes 1.36, pkg/apis/core/v1/defaults.go and zz_generated.defaults.go).
 */
import { defaultPullPolicy } from '../image-name.ts';
import { type Draft, fill, fillEmpty, update, updateEach } from './draft.ts';
import { roundResources } from './resources.ts';

export function defaultContainer(container: Draft): void {
  fillEmpty(container, 'imagePullPolicy', defaultPullPolicy(container.image));
  fillEmpty(container, 'terminationMessagePath', '/dev/termination-log');
  fillEmpty(container, 'terminationMessagePolicy', 'File');
  updateEach(container, 'ports', (port) => fillEmpty(port, 'protocol', 'TCP'));
  updateEach(container, 'env', (entry) => update(entry, 'valueFrom', defaultValueFrom));
  update(container, 'resources', roundResources);
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) update(container, probe, defaultProbe);
  update(container, 'lifecycle', (lifecycle) => {
    for (const hook of ['postStart', 'preStop'])
      update(lifecycle, hook, (handler) => update(handler, 'httpGet', defaultHttpGet));
  });
}

export function defaultFieldRef(fieldRef: Draft): void {
  fillEmpty(fieldRef, 'apiVersion', 'v1');
}

function defaultValueFrom(source: Draft): void {
  update(source, 'fieldRef', defaultFieldRef);
  update(source, 'fileKeyRef', (ref) => fill(ref, 'optional', false));
}

function defaultProbe(probe: Draft): void {
  fillEmpty(probe, 'timeoutSeconds', 1);
  fillEmpty(probe, 'periodSeconds', 10);
  fillEmpty(probe, 'successThreshold', 1);
  fillEmpty(probe, 'failureThreshold', 3);
  update(probe, 'httpGet', defaultHttpGet);
  update(probe, 'grpc', (grpc) => fill(grpc, 'service', ''));
}

function defaultHttpGet(action: Draft): void {
  fillEmpty(action, 'path', '/');
  fillEmpty(action, 'scheme', 'HTTP');
}
