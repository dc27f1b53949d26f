/** A container has no CPU request, and neither the Pod nor a LimitRange supplies one. */
import { requireResource } from './container-resources.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const requireCpuRequest = defineRule(
  requireResource({
    bound: 'requests',
    resource: 'cpu',
    why: 'The scheduler places a Pod by its requests, and the kernel shares a busy CPU in their proportion. Without one the container may starve on a full node.',
    consequence: 'on a busy node it may starve.',
    defaultSeverity: 'hint',
    invalid: [examplePod('resources: {requests: {memory: 64Mi}}')],
    valid: [examplePod('resources: {requests: {cpu: 100m}}')],
  }),
);
