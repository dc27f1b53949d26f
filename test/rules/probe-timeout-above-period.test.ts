import { probeTimeoutAbovePeriod } from '../../core/rules/probe-timeout-above-period.ts';
import { checkRule } from '../support/rules.ts';

const probe = (fields: string, type = 'livenessProbe'): { container: string } => ({
  container: `${type}: {${fields}, httpGet: {port: 80}}`,
});

checkRule(probeTimeoutAbovePeriod, {
  finds: [
    {
      ...probe('timeoutSeconds: 15'),
      finds: [
        'spec.containers[0].livenessProbe.timeoutSeconds: While an answer hangs, the liveness probe asks every 15 s, not every 10 s',
      ],
    },
    probe('timeoutSeconds: 3, periodSeconds: 2'),
    probe('timeoutSeconds: 11', 'readinessProbe'),
    probe('timeoutSeconds: 31, periodSeconds: 30', 'startupProbe'),
    probe('periodSeconds: 1, timeoutSeconds: 2'),
    { container: 'livenessProbe: {timeoutSeconds: 60, exec: {command: [check]}}' },
  ],
  misses: [
    probe('timeoutSeconds: 10'),
    probe('timeoutSeconds: 5'),
    probe('periodSeconds: 1'),
    probe('timeoutSeconds: 30, periodSeconds: 30'),
    probe('periodSeconds: 60, timeoutSeconds: 59'),
    probe('initialDelaySeconds: 20'),
  ],
});
