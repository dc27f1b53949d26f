/** A container has no CPU request, and neither the Pod nor a LimitRange supplies one. */
import { missingResource } from './container-resources.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const requireCpuRequest = defineRule({
  meta: {
    id: 'require-cpu-request',
    summary: 'A container has no CPU request.',
    why: 'The scheduler places a Pod by its requests, and the kernel shares a busy CPU in their proportion. Without one the container may starve on a full node.',
    category: 'resources',
    level: 'advice',
    defaultSeverity: 'hint',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    invalid: [examplePod('resources: {requests: {memory: 64Mi}}')],
    valid: [examplePod('resources: {requests: {cpu: 100m}}')],
  },
  check: (pod) => missingResource(pod, 'requests', 'cpu', 'on a busy node it may starve.'),
});
