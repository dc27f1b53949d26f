/** A probe or hook calls a program that the well-known image does not hold: it can never be tried. */
import { index } from '../kube/field-path.ts';
import { examplePod } from './examples.ts';
import { execActions } from './exec-actions.ts';
import { neverTried } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const commandNotInImage = defineRule({
  meta: {
    id: 'command-not-in-image',
    summary: 'A probe or hook calls a program that its image does not hold.',
    why:
      "exec runs a program of the container's own image. Small images hold few: pause has no shell at all, and most have neither " +
      'curl nor wget. A probe whose program is not there counts neither as success nor as failure; a hook fails.',
    category: 'probes',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'none',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    ],
    invalid: [examplePod('image: registry.k8s.io/pause:3.10\nlivenessProbe:\n  exec: {command: [cat, /tmp/healthy]}')],
    valid: [
      examplePod(
        'image: busybox:1.36\ncommand: [sleep, infinity]\nlivenessProbe:\n  exec: {command: [cat, /etc/passwd]}',
      ),
      examplePod('livenessProbe:\n  exec: {command: [check]}'),
    ],
  },
  *check(pod) {
    for (const container of pod.containers) {
      const missing = pod.programs[container.name]?.missingCommands ?? [];
      if (missing.length === 0) continue;
      for (const { what, at, command } of execActions(container)) {
        const program = command[0] ?? '';
        if (!missing.includes(program)) continue;
        yield {
          at: index(at, 0),
          message:
            `The image of ${container.name} holds no program "${program}", so ${neverTried[what]}. ` +
            'Use a program of the image, or probe over HTTP or TCP.',
        };
      }
    }
  },
});
