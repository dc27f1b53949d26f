/** A container listens for requests and has no readiness probe: it gets traffic before it can answer. */
import { child } from '../kube/field-path.ts';
import { asObject, objectsAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import type { ContainerView, PodView } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const requireReadinessProbe = defineRule({
  meta: {
    id: 'require-readiness-probe',
    summary: 'A container that listens has no readiness probe.',
    why:
      'Without a readiness probe a container counts as ready the moment its process starts, so Services send it requests ' +
      'that it cannot answer yet, and they go on when it hangs.',
    category: 'probes',
    level: 'advice',
    defaultSeverity: 'hint',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/probes/'],
    invalid: [examplePod('ports:\n  - containerPort: 8080')],
    valid: [
      examplePod('ports:\n  - containerPort: 8080\nreadinessProbe:\n  tcpSocket:\n    port: 8080'),
      examplePod('command: [work]'),
      examplePod('ports:\n  - containerPort: 8080', 'restartPolicy: Never', 'Job'),
    ],
  },
  *check(pod) {
    if (pod.kind === 'Job' || pod.kind === 'CronJob') return;
    for (const container of pod.containers) {
      if (container.role !== 'regular' || asObject(container.written['readinessProbe']) !== undefined) continue;
      if (!listens(container, pod)) continue;
      yield {
        at: child(container.path, 'name'),
        missing: 'readiness probe',
        message: `${container.name} has no readiness probe: it gets requests from the moment its process starts.`,
      };
    }
  },
});

function listens(container: ContainerView, pod: PodView): boolean {
  if (objectsAt(container.written, 'ports').length > 0) return true;
  return (pod.programs[container.name]?.listensOn?.length ?? 0) > 0;
}
