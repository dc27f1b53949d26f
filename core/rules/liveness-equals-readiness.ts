/** Liveness asks the same as readiness and is no more patient: a busy container is killed instead of spared. */
import { child } from '../kube/field-path.ts';
import { type JsonObject, sameJson, structAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { probesOf } from './pod-view.ts';
import { defineRule } from './rule.ts';

const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

export const livenessEqualsReadiness = defineRule({
  meta: {
    id: 'liveness-equals-readiness',
    summary: 'The liveness probe equals the readiness probe and is no more patient.',
    why:
      'Readiness takes a busy container out of the Service, so that it can recover. If liveness asks the same question and gives up ' +
      'at the same moment, the container is killed instead, and its load falls on the others.',
    category: 'probes',
    level: 'advice',
    defaultSeverity: 'hint',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/probes/'],
    invalid: [
      examplePod('livenessProbe:\n  httpGet: {port: 80, path: /ok}\nreadinessProbe:\n  httpGet: {port: 80, path: /ok}'),
    ],
    valid: [
      examplePod(
        'livenessProbe:\n  failureThreshold: 6\n  httpGet: {port: 80}\nreadinessProbe:\n  httpGet: {port: 80}',
      ),
      examplePod(
        'livenessProbe:\n  httpGet: {port: 80, path: /live}\nreadinessProbe:\n  httpGet: {port: 80, path: /ready}',
      ),
    ],
  },
  *check(pod) {
    for (const container of pod.containers) {
      const probes = probesOf(container);
      const liveness = probes.find(({ type }) => type === 'livenessProbe');
      const readiness = probes.find(({ type }) => type === 'readinessProbe');
      if (!liveness || !readiness || !asksTheSame(liveness.probe, readiness.probe)) continue;
      if (patience(liveness.probe) > patience(readiness.probe)) continue;
      yield {
        at: liveness.path,
        message:
          'Liveness asks what readiness asks and gives up as early: a busy container is killed instead of taken out of the Service. ' +
          'Raise failureThreshold here.',
        related: [{ at: child(container.path, 'readinessProbe'), message: 'the same question' }],
      };
    }
  },
});

function asksTheSame(left: JsonObject, right: JsonObject): boolean {
  return handlers.some(
    (handler) => left[handler] !== undefined && sameJson(structAt(left, handler), structAt(right, handler)),
  );
}

/** Seconds of failing answers that the probe takes before it acts. */
function patience(probe: JsonObject): number {
  return figure(probe, 'failureThreshold', 3) * figure(probe, 'periodSeconds', 10);
}

function figure(probe: JsonObject, field: string, fallback: number): number {
  const value = probe[field];
  return typeof value === 'number' && value > 0 ? value : fallback;
}
