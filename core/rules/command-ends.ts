/** A container's command ends by itself although the Pod restarts it always: it ends in CrashLoopBackOff. */
import { child } from '../kube/field-path.ts';
import { stringAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import type { ContainerView, PodView } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const commandEnds = defineRule({
  meta: {
    id: 'command-ends',
    summary: 'A command ends by itself under restartPolicy: Always.',
    why:
      'restartPolicy Always starts a container again whenever it ends, also with exit code 0. A command that does its work and ends ' +
      'goes round in CrashLoopBackOff. Work that ends belongs in a Job, or under restartPolicy OnFailure.',
    category: 'lifecycle',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'none',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy'],
    invalid: [
      examplePod('image: busybox:1.36\ncommand: [sh, -c, echo hello]'),
      examplePod('image: busybox:1.36\ncommand: [sleep, "60"]'),
    ],
    valid: [
      examplePod('image: busybox:1.36\ncommand: [sh, -c, echo hello]', 'restartPolicy: OnFailure'),
      examplePod('image: busybox:1.36\ncommand: [sh, -c, "while true; do sleep 5; done"]'),
    ],
  },
  *check(pod) {
    for (const container of pod.containers) {
      const ends = pod.programs[container.name]?.ends;
      if (container.role !== 'regular' || ends === undefined || !restartsAlways(container, pod)) continue;
      yield {
        at: child(container.path, commandField(container)),
        message:
          `${container.name} ends ${after(ends.afterMs)} with exit code ${ends.exitCode}, and restartPolicy Always starts it again: ` +
          `it goes round in CrashLoopBackOff. ${remedy(ends.exitCode, pod.programs[container.name]?.source ?? '')}`,
        atMs: ends.afterMs,
      };
    }
  },
});

function restartsAlways(container: ContainerView, pod: PodView): boolean {
  const own = stringAt(container.written, 'restartPolicy');
  return (
    (own || stringAt(pod.defaulted, 'restartPolicy') || 'Always') === 'Always' &&
    container.written['restartPolicyRules'] === undefined
  );
}

function commandField(container: ContainerView): string {
  return ['command', 'args'].find((field) => container.written[field] !== undefined) ?? 'image';
}

/** Work that is done belongs elsewhere; what fails must be mended where it is. */
function remedy(exitCode: number, source: string): string {
  return exitCode === 0
    ? 'Use a Job, or restartPolicy: OnFailure in a Pod.'
    : `This is known from ${source}; a simulated run shows what it writes before.`;
}

function after(ms: number): string {
  return ms < 1000 ? 'at once' : `after ${Math.round(ms / 1000)} s`;
}
