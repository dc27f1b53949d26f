import { hairTriggerLiveness } from '../../core/rules/hair-trigger-liveness.ts';
import { checkRule } from '../support/rules.ts';

const probe = (fields: string, type = 'livenessProbe'): { container: string } => ({
  container: `${type}: {${fields}, httpGet: {port: 80}}`,
});

checkRule(hairTriggerLiveness, {
  finds: [
    {
      ...probe('failureThreshold: 1'),
      finds: ['spec.containers[0].livenessProbe.failureThreshold: One answer later than 1 s restarts app.'],
    },
    probe('failureThreshold: 1, timeoutSeconds: 5'),
    probe('failureThreshold: 1, periodSeconds: 60'),
    probe('failureThreshold: 1, timeoutSeconds: 9'),
    probe('failureThreshold: 1, initialDelaySeconds: 30'),
    { container: 'livenessProbe: {failureThreshold: 1, exec: {command: [check]}}' },
  ],
  misses: [
    probe('failureThreshold: 2'),
    probe('periodSeconds: 1'),
    probe('failureThreshold: 1, timeoutSeconds: 30'),
    probe('failureThreshold: 1', 'readinessProbe'),
    probe('failureThreshold: 1', 'startupProbe'),
    probe('failureThreshold: 3'),
  ],
});
