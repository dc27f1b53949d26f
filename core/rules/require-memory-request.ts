/** A container has no memory request, and neither the Pod nor a LimitRange supplies one. */
import { missingResource } from './container-resources.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const requireMemoryRequest = defineRule({
  meta: {
    id: 'require-memory-request',
    summary: 'A container has no memory request.',
    why: 'The scheduler places a Pod by its requests. Without one for memory the container counts as needing nothing, and it is among the first that the kubelet evicts when the node runs low.',
    category: 'resources',
    level: 'advice',
    defaultSeverity: 'hint',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    invalid: [examplePod('resources: {requests: {cpu: 100m}}')],
    valid: [examplePod('resources: {requests: {memory: 64Mi}}')],
  },
  check: (pod) =>
    missingResource(pod, 'requests', 'memory', 'the scheduler counts it as needing none, and it is evicted early.'),
});
