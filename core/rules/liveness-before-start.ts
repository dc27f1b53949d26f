/** Liveness gives up before the program has started: it is killed while starting, for ever. */
import type { JsonObject } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { probesOf } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const livenessBeforeStart = defineRule({
  meta: {
    id: 'liveness-before-start',
    summary: 'Liveness kills the program before its stated start-up time is over.',
    why:
      'Liveness counts failures from initialDelaySeconds on. If the program needs longer to start than the failures take, it is killed ' +
      'while starting, and every further start ends the same way. A startupProbe holds liveness back until the program answers.',
    category: 'probes',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/probes/#startup-probe'],
    invalid: [
      examplePod(
        'image: busybox:1.36\ncommand: [sh, -c, "sleep 60; nc -lk -p 8080"]\nlivenessProbe:\n  tcpSocket: {port: 8080}',
      ),
    ],
    valid: [
      examplePod(
        'image: busybox:1.36\ncommand: [sh, -c, "sleep 60; nc -lk -p 8080"]\nstartupProbe:\n  failureThreshold: 10\n  tcpSocket: {port: 8080}\nlivenessProbe:\n  tcpSocket: {port: 8080}',
      ),
      examplePod('livenessProbe:\n  tcpSocket: {port: 8080}'),
    ],
  },
  *check(pod) {
    for (const container of pod.containers) {
      const startMs = pod.programs[container.name]?.listensAfterMs;
      const probes = probesOf(container);
      const guard =
        probes.find(({ type }) => type === 'startupProbe') ?? probes.find(({ type }) => type === 'livenessProbe');
      if (startMs === undefined || guard === undefined || guard.probe['exec'] !== undefined) continue;
      const patience = latestKillSeconds(guard.probe);
      if (patience * 1000 >= startMs) continue;
      const which = guard.type === 'startupProbe' ? 'The startup probe' : 'Liveness';
      yield {
        at: guard.path,
        message:
          `${which} gives up after at most ${patience} s, and ${container.name} needs ${Math.round(startMs / 1000)} s to start: ` +
          `it is killed while starting, for ever. ${advice(guard.type)}`,
      };
    }
  },
});

function advice(type: string): string {
  return type === 'startupProbe' ? 'Raise its failureThreshold.' : 'Add a startupProbe with enough failures.';
}

/** The last moment after the start at which the failure that kills may come: the first probe is up to a period late. */
function latestKillSeconds(probe: JsonObject): number {
  const period = figure(probe, 'periodSeconds', 10);
  const delay = figure(probe, 'initialDelaySeconds', 0);
  return delay + figure(probe, 'failureThreshold', 3) * period;
}

function figure(probe: JsonObject, field: string, fallback: number): number {
  const value = probe[field];
  return typeof value === 'number' ? value : fallback;
}
