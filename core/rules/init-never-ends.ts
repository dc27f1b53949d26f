/** An init container whose program never ends: the containers after it never start. */
import { child } from '../kube/field-path.ts';
import { examplePod } from './examples.ts';
import { makeSidecar } from './make-sidecar.ts';
import { defineRule } from './rule.ts';

export const initNeverEnds = defineRule({
  meta: {
    id: 'init-never-ends',
    summary: 'An init container never ends.',
    why:
      'Init containers run one after the other, each to its end. One that runs for ever keeps the Pod in Init:0/1. ' +
      'With restartPolicy: Always it becomes a sidecar, which the next container does not wait for.',
    category: 'lifecycle',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'suggestion',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/'],
    invalid: [
      examplePod('', 'initContainers:\n  - name: log\n    image: busybox:1.36\n    command: [tail, -f, /dev/null]'),
    ],
    valid: [
      examplePod(
        '',
        'initContainers:\n  - name: log\n    image: busybox:1.36\n    restartPolicy: Always\n    command: [tail, -f, /dev/null]',
      ),
      examplePod('', 'initContainers:\n  - name: wait\n    image: busybox:1.36\n    command: [sleep, "5"]'),
    ],
  },
  *check(pod) {
    for (const container of pod.containers) {
      const program = pod.programs[container.name];
      if (container.role !== 'init' || program?.neverEnds !== true) continue;
      yield {
        at: child(container.path, 'name'),
        message:
          `${container.name} never ends (known from ${program.source}), so no container after it starts. ` +
          'To run beside the others it needs restartPolicy: Always.',
        fix: makeSidecar(container.path),
      };
    }
  },
});
