/** An init container that looks like a sidecar (it offers ports) and is none: the Pod waits for it to end. */
import { child } from '../kube/field-path.ts';
import { objectsAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { makeSidecar } from './make-sidecar.ts';
import { defineRule } from './rule.ts';

export const sidecarWithoutRestartPolicy = defineRule({
  meta: {
    id: 'sidecar-without-restart-policy',
    summary: 'An init container declares ports but is no sidecar.',
    why:
      'What offers a port is meant to go on running. A plain init container must end before the next one starts; only with ' +
      'restartPolicy: Always does it run beside them.',
    category: 'lifecycle',
    level: 'advice',
    defaultSeverity: 'hint',
    fixKind: 'suggestion',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/'],
    invalid: [
      examplePod('', 'initContainers:\n  - name: proxy\n    image: proxy:1\n    ports: [{containerPort: 15001}]'),
    ],
    valid: [
      examplePod(
        '',
        'initContainers:\n  - name: proxy\n    image: proxy:1\n    restartPolicy: Always\n    ports: [{containerPort: 15001}]',
      ),
      examplePod('', 'initContainers:\n  - name: prepare\n    image: tool:1'),
    ],
  },
  *check(pod) {
    for (const container of pod.containers) {
      if (container.role !== 'init' || objectsAt(container.written, 'ports').length === 0) continue;
      const program = pod.programs[container.name];
      if (program?.neverEnds === true || program?.ends !== undefined) continue;
      yield {
        at: child(container.path, 'name'),
        message: `${container.name} offers ports, but the Pod waits until it ends. If it is a sidecar, it needs restartPolicy: Always.`,
        fix: makeSidecar(container.path),
      };
    }
  },
});
