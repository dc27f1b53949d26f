/** A Job in which one container does its work and another runs for ever: the Job never completes. */
import { child } from '../kube/field-path.ts';
import { examplePod } from './examples.ts';
import type { ContainerView, PodView } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const jobNeverEnds = defineRule({
  meta: {
    id: 'job-never-ends',
    summary: 'A container of a Job never ends, so the Job never completes.',
    why:
      'A Pod of a Job succeeds when all its regular containers have ended. A helper beside the worker that runs for ever keeps it ' +
      'running. As an init container with restartPolicy: Always it is stopped when the worker has ended.',
    category: 'lifecycle',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers'],
    invalid: [examplePod('image: busybox:1.36\ncommand: [tail, -f, /dev/null]', 'restartPolicy: Never', 'Job')],
    valid: [
      examplePod('image: busybox:1.36\ncommand: [tail, -f, /dev/null]'),
      examplePod('image: busybox:1.36\ncommand: [sleep, "10"]', 'restartPolicy: Never', 'Job'),
    ],
  },
  *check(pod) {
    if (pod.kind !== 'Job' && pod.kind !== 'CronJob') return;
    const regular = pod.containers.filter(({ role }) => role === 'regular');
    for (const container of regular) {
      const program = pod.programs[container.name];
      if (program?.neverEnds !== true || findsPortTaken(container, pod)) continue;
      const helper =
        regular.length > 1
          ? ' Make it an init container with restartPolicy: Always: then it stops when the work is done.'
          : '';
      yield {
        at: child(container.path, 'name'),
        message: `${container.name} never ends (known from ${program.source}), so the Job never completes.${helper}`,
      };
    }
  },
});

/** It ends with an error because a container before it listens on its port. */
function findsPortTaken(container: ContainerView, pod: PodView): boolean {
  const own = pod.programs[container.name]?.listensOn ?? [];
  const before = pod.containers.slice(0, pod.containers.indexOf(container));
  return before.some(({ name }) => pod.programs[name]?.listensOn?.some((port) => own.includes(port)) === true);
}
