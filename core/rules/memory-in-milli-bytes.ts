/** A memory figure with the suffix m: thousandths of a byte, where mebibytes were meant. */
import { child, index } from '../kube/field-path.ts';
import { stringAt, structAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { defineRule } from './rule.ts';

export const memoryInMilliBytes = defineRule({
  meta: {
    id: 'memory-in-milli-bytes',
    summary: 'A memory figure counts in thousandths of a byte.',
    why:
      'The suffix m means thousandths. A limit of 512m is half a byte: no process fits into it, and the container never starts. ' +
      'A request of 512m asks for nothing. Nearly always Mi (mebibytes) was meant.',
    category: 'resources',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'suggestion',
    references: ['https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory'],
    invalid: [examplePod('resources: {limits: {memory: 512m}}'), examplePod('resources: {requests: {memory: 64m}}')],
    valid: [examplePod('resources: {limits: {memory: 512Mi}}'), examplePod('resources: {limits: {cpu: 512m}}')],
  },
  *check(pod) {
    for (const container of pod.containers) {
      const resources = structAt(container.written, 'resources');
      for (const bound of ['requests', 'limits']) {
        const value = stringAt(structAt(resources, bound), 'memory');
        if (!/^\d+(\.\d+)?m$/.test(value)) continue;
        const at = index(child(container.path, 'resources', bound), 'memory');
        const intended = `${value}i`.replace('mi', 'Mi');
        yield {
          at,
          message: `${value} of memory is ${Number.parseFloat(value) / 1000} bytes: m means thousandths. ${consequence(bound)} Did you mean ${intended}?`,
          fix: { kind: 'set', at, value: intended, title: `Change to ${intended}` },
          // Nothing fails for a request of nothing, but the server warns of it.
          ...(bound === 'requests' && { level: 'warned' }),
        };
      }
    }
  },
});

function consequence(bound: string): string {
  return bound === 'limits'
    ? 'No process fits into that, so the container cannot start.'
    : 'The scheduler reserves nothing for it.';
}
