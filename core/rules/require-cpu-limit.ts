/** A container has no CPU limit, and neither the Pod nor a LimitRange supplies one. */
import { requireResource } from './container-resources.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const requireCpuLimit = defineRule(
  requireResource({
    bound: 'limits',
    resource: 'cpu',
    why: 'Some teams demand a CPU limit for equal figures everywhere, others forbid it because it throttles a container although the node is idle. Podscope takes no side: the rule is off until you switch it on.',
    consequence: 'it may use every idle core of the node.',
    defaultSeverity: 'off',
    invalid: [examplePod('resources: {requests: {cpu: 100m}}')],
    valid: [examplePod('resources: {limits: {cpu: "1"}}')],
  }),
);
