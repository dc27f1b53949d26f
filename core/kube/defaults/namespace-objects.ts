/**
 * Defaults of the objects around Pods: LimitRange, ResourceQuota, Service, Secret, ConfigMap, Namespace,
 * PriorityClass (Kubernetes 1.36).
 */
import {
  type Draft,
  fill,
  fillEmpty,
  fillEntries,
  isRecord,
  isUnset,
  update,
  updateEach,
  updateStruct,
} from './draft.ts';
import { roundList } from './resources.ts';

export function defaultLimitRange(limitRange: Draft): void {
  updateStruct(limitRange, 'spec', (spec) => updateEach(spec, 'limits', defaultLimitRangeItem));
}

function defaultLimitRangeItem(item: Draft): void {
  if (item.type === 'Container') {
    fill(item, 'default', {});
    fill(item, 'defaultRequest', {});
    update(item, 'default', (limits) => fillEntries(limits, item.max));
    update(item, 'defaultRequest', (requests) => {
      fillEntries(requests, item.default);
      fillEntries(requests, item.min);
    });
  }
  for (const list of ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio']) update(item, list, roundList);
}

export function defaultResourceQuota(quota: Draft): void {
  update(quota, 'spec', (spec) => update(spec, 'hard', roundList));
}

export function defaultSecret(secret: Draft): void {
  fillEmpty(secret, 'type', 'Opaque');
}

export function defaultConfigMap(configMap: Draft): void {
  fill(configMap, 'data', {});
}

export function defaultNamespace(namespace: Draft): void {
  const name = isRecord(namespace.metadata) ? namespace.metadata.name : undefined;
  if (typeof name !== 'string' || name === '') return;
  updateStruct(namespace, 'metadata', (metadata) =>
    updateStruct(metadata, 'labels', (labels) => {
      labels['kubernetes.io/metadata.name'] = name;
    }),
  );
}

export function defaultPriorityClass(priorityClass: Draft): void {
  fill(priorityClass, 'preemptionPolicy', 'PreemptLowerPriority');
}

export function defaultService(service: Draft): void {
  updateStruct(service, 'spec', (spec) => {
    fillEmpty(spec, 'sessionAffinity', 'None');
    defaultAffinityTimeout(spec);
    fillEmpty(spec, 'type', 'ClusterIP');
    updateEach(spec, 'ports', (port) => {
      fillEmpty(port, 'protocol', 'TCP');
      fillEmpty(port, 'targetPort', port.port ?? 0);
    });
    defaultTrafficPolicies(spec);
  });
}

function defaultAffinityTimeout(spec: Draft): void {
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  if (spec.sessionAffinity !== 'ClientIP') return;
  const config = isRecord(spec.sessionAffinityConfig) ? spec.sessionAffinityConfig.clientIP : undefined;
  if (!isRecord(config) || isUnset(config.timeoutSeconds))
    spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: 10800 } };
}

function defaultTrafficPolicies(spec: Draft): void {
  const balanced = spec.type === 'LoadBalancer';
  const external =
    balanced ||
    spec.type === 'NodePort' ||
    (spec.type === 'ClusterIP' && Array.isArray(spec.externalIPs) && spec.externalIPs.length > 0);
  if (external) fillEmpty(spec, 'externalTrafficPolicy', 'Cluster');
  if (balanced || spec.type === 'NodePort' || spec.type === 'ClusterIP') fill(spec, 'internalTrafficPolicy', 'Cluster');
  if (balanced) fill(spec, 'allocateLoadBalancerNodePorts', true);
}
