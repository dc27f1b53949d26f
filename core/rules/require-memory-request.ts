/** A container has no memory request, and neither the Pod nor a LimitRange supplies one. */
import { requireResource } from './container-resources.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const requireMemoryRequest = defineRule(
  requireResource({
    bound: 'requests',
    resource: 'memory',
    why: 'The scheduler places a Pod by its requests. Without one for memory the container counts as needing nothing, and it is among the first that the kubelet evicts when the node runs low.',
    consequence: 'the scheduler counts it as needing none, and it is evicted early.',
    defaultSeverity: 'hint',
    invalid: [examplePod('resources: {requests: {cpu: 100m}}')],
    valid: [examplePod('resources: {requests: {memory: 64Mi}}')],
  }),
);
