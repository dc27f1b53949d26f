/** A liveness probe that kills at the first failed answer: one slow moment restarts the container. */
import { child } from '../kube/field-path.ts';
import { examplePod } from './examples.ts';
import { probesOf } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const hairTriggerLiveness = defineRule({
  meta: {
    id: 'hair-trigger-liveness',
    summary: 'A liveness probe kills at its first failure.',
    why:
      'With failureThreshold 1 a single answer that comes late (a garbage collection, a busy node) restarts the container. ' +
      'Two or three failures in a row cost a few seconds and avoid that.',
    category: 'probes',
    level: 'advice',
    defaultSeverity: 'hint',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/probes/'],
    invalid: [examplePod('livenessProbe:\n  failureThreshold: 1\n  httpGet: {port: 80}')],
    valid: [
      examplePod('livenessProbe:\n  failureThreshold: 2\n  httpGet: {port: 80}'),
      examplePod(
        'livenessProbe:\n  failureThreshold: 1\n  timeoutSeconds: 30\n  periodSeconds: 60\n  httpGet: {port: 80}',
      ),
    ],
  },
  *check(pod) {
    for (const container of pod.containers) {
      const liveness = probesOf(container).find(({ type }) => type === 'livenessProbe');
      if (!liveness || liveness.probe['failureThreshold'] !== 1) continue;
      const timeout = liveness.probe['timeoutSeconds'] ?? 1;
      if (typeof timeout !== 'number' || timeout >= 10) continue;
      yield {
        at: child(liveness.path, 'failureThreshold'),
        message: `One answer later than ${timeout} s restarts ${container.name}. Allow two or three failures in a row.`,
      };
    }
  },
});
