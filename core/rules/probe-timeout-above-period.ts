/** A probe may take longer than its period: while it hangs, the next ones do not happen. */
import { child } from '../kube/field-path.ts';
import { examplePod } from './examples.ts';
import { probesOf, probeWords } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const probeTimeoutAbovePeriod = defineRule({
  meta: {
    id: 'probe-timeout-above-period',
    summary: "A probe's timeout is longer than its period.",
    why:
      'A probe waits for its answer before it asks again. If nothing answers, each attempt takes timeoutSeconds, so failures are ' +
      'counted more slowly than periodSeconds says.',
    category: 'probes',
    level: 'advice',
    defaultSeverity: 'hint',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/probes/'],
    invalid: [examplePod('livenessProbe:\n  timeoutSeconds: 15\n  httpGet: {port: 80}')],
    valid: [examplePod('livenessProbe:\n  timeoutSeconds: 10\n  httpGet: {port: 80}')],
  },
  *check(pod) {
    for (const container of pod.containers) {
      for (const { type, path, probe } of probesOf(container)) {
        const { timeoutSeconds: timeout, periodSeconds: period } = probe;
        if (typeof timeout !== 'number' || typeof period !== 'number' || timeout <= period) continue;
        yield {
          at: child(path, 'timeoutSeconds'),
          message:
            `While an answer hangs, the ${probeWords(type)} asks every ${timeout} s, not every ${period} s: ` +
            'timeoutSeconds is longer than periodSeconds.',
        };
      }
    }
  },
});
