/** A container has no memory limit, and neither the Pod nor a LimitRange supplies one. */
import { missingResource } from './container-resources.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const requireMemoryLimit = defineRule({
  meta: {
    id: 'require-memory-limit',
    summary: 'A container has no memory limit.',
    why: 'Without a limit a leak in this container takes the memory of its neighbours, and the kernel may kill one of them instead. With one, the leak ends where it began.',
    category: 'resources',
    level: 'advice',
    defaultSeverity: 'hint',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    invalid: [examplePod('resources: {requests: {memory: 64Mi}}')],
    valid: [examplePod('resources: {limits: {memory: 128Mi}}')],
  },
  check: (pod) => missingResource(pod, 'limits', 'memory', "a leak can take the whole node's memory."),
});
