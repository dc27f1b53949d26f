/** A container has no memory limit, and neither the Pod nor a LimitRange supplies one. */
import { requireResource } from './container-resources.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const requireMemoryLimit = defineRule(
  requireResource({
    bound: 'limits',
    resource: 'memory',
    why: 'Without a limit a leak in this container takes the memory of its neighbours, and the kernel may kill one of them instead. With one, the leak ends where it began.',
    consequence: "a leak can take the whole node's memory.",
    defaultSeverity: 'hint',
    invalid: [examplePod('resources: {requests: {memory: 64Mi}}')],
    valid: [examplePod('resources: {limits: {memory: 128Mi}}')],
  }),
);
