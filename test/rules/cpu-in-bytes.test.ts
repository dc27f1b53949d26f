import { cpuInBytes } from '../../core/rules/cpu-in-bytes.ts';
import { checkRule } from '../support/rules.ts';

const cpu = (value: string, bound = 'requests'): { container: string } => ({
  container: `resources: {${bound}: {cpu: ${value}}}`,
});

checkRule(cpuInBytes, {
  finds: [
    {
      ...cpu('100Mi'),
      finds: ['spec.containers[0].resources.requests[cpu]: 100Mi of CPU is millions of cores: Mi is a unit of memory.'],
    },
    cpu('1Gi'),
    cpu('2G'),
    cpu('500M', 'limits'),
    cpu('1Ki'),
    cpu('0.5Gi', 'limits'),
  ],
  misses: [
    cpu('100m'),
    cpu('2'),
    cpu('0.5', 'limits'),
    cpu('"1"'),
    cpu('1e3m', 'limits'),
    { container: 'resources: {requests: {memory: 100Mi}}' },
    { container: 'resources: {requests: {ephemeral-storage: 1Gi}}' },
  ],
});
