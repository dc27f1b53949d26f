/** A container has no CPU limit, and neither the Pod nor a LimitRange supplies one. */
import { missingResource } from './container-resources.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const requireCpuLimit = defineRule({
  meta: {
    id: 'require-cpu-limit',
    summary: 'A container has no CPU limit.',
    why: 'Some teams demand a CPU limit for equal figures everywhere, others forbid it because it throttles a container although the node is idle. Podscope takes no side: the rule is off until you switch it on.',
    category: 'resources',
    level: 'advice',
    defaultSeverity: 'off',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/'],
    invalid: [examplePod('resources: {requests: {cpu: 100m}}')],
    valid: [examplePod('resources: {limits: {cpu: "1"}}')],
  },
  check: (pod) => missingResource(pod, 'limits', 'cpu', 'it may use every idle core of the node.'),
});
