/** A CPU figure with a unit of memory: `100Mi` is a hundred million cores, and no node has them. */
import { child, index } from '../kube/field-path.ts';
import { stringAt, structAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const cpuInBytes = defineRule({
  meta: {
    id: 'cpu-in-bytes',
    summary: 'A CPU figure has a unit of memory.',
    why:
      'CPU counts in cores: 1, 0.5 or 500m (thousandths). Ki, Mi and Gi multiply by 1024 and more, so 100Mi of CPU asks for ' +
      'over a hundred million cores. As a request it leaves the Pod Pending for ever.',
    category: 'resources',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'suggestion',
    references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-cpu'],
    invalid: [examplePod('resources: {requests: {cpu: 100Mi}}'), examplePod('resources: {limits: {cpu: 2G}}')],
    valid: [examplePod('resources: {requests: {cpu: 100m}}'), examplePod('resources: {requests: {memory: 100Mi}}')],
  },
  *check(pod) {
    for (const container of pod.containers) {
      const resources = structAt(container.written, 'resources');
      for (const bound of ['requests', 'limits']) {
        const value = stringAt(structAt(resources, bound), 'cpu');
        const [, digits, unit] = /^(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti|Pi|Ei|k|M|G|T|P|E)$/.exec(value) ?? [];
        if (digits === undefined) continue;
        const at = index(child(container.path, 'resources', bound), 'cpu');
        const intended = unit === 'Mi' || unit === 'M' ? `${digits}m` : undefined;
        yield {
          at,
          message: `${value} of CPU is millions of cores: ${unit} is a unit of memory. ${consequence(bound)} CPU counts in cores (1, 0.5, 500m).`,
          ...(intended === undefined
            ? {}
            : { fix: { kind: 'set', at, value: intended, title: `Change to ${intended}` } as const }),
        };
      }
    }
  },
});

function consequence(bound: string): string {
  return bound === 'requests'
    ? 'No node has them, so the Pod stays Pending.'
    : 'Without a request of its own the Pod asks for them and stays Pending.';
}
