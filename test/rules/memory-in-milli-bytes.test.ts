import { memoryInMilliBytes } from '../../core/rules/memory-in-milli-bytes.ts';
import { checkRule } from '../support/rules.ts';

const memory = (value: string, bound = 'limits'): { container: string } => ({
  container: `resources: {${bound}: {memory: ${value}}}`,
});

checkRule(memoryInMilliBytes, {
  finds: [
    {
      ...memory('512m'),
      finds: [
        'spec.containers[0].resources.limits[memory]: 512m of memory is 0.512 bytes: m means thousandths. No process fits',
      ],
    },
    memory('64m', 'requests'),
    memory('1.5m'),
    memory('"100m"'),
    memory('2000m'),
    memory('0m', 'requests'),
  ],
  misses: [
    memory('512Mi'),
    memory('512M'),
    memory('64Mi', 'requests'),
    memory('134217728'),
    memory('1Gi'),
    { container: 'resources: {limits: {cpu: 512m}}' },
  ],
});
