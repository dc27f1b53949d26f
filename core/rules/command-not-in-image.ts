/** A probe or hook calls a program that the well-known image does not hold: it fails every time. */
import { child, type FieldPath, index } from '../kube/field-path.ts';
import { asObject, stringsAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { type ContainerView, probeTypes, probeWords } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const commandNotInImage = defineRule({
  meta: {
    id: 'command-not-in-image',
    summary: 'A probe or hook calls a program that its image does not hold.',
    why:
      "exec runs a program of the container's own image. Small images hold few: pause has no shell at all, and most have neither " +
      'curl nor wget. A program that is not there makes the probe or hook fail every time.',
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
      for (const { words, at, program } of execPrograms(container)) {
        if (!missing.includes(program)) continue;
        yield {
          at,
          message:
            `The image of ${container.name} holds no program "${program}", so the ${words} fails every time. ` +
            'Use a program of the image, or probe over HTTP or TCP.',
        };
      }
    }
  },
});

interface ExecProgram {
  readonly words: string;
  readonly at: FieldPath;
  readonly program: string;
}

function execPrograms(container: ContainerView): ExecProgram[] {
  const lifecycle = asObject(container.written['lifecycle']);
  const probes = probeTypes.map((type) => ({
    words: probeWords(type),
    path: child(container.path, type),
    holder: asObject(container.written[type]),
  }));
  const hooks = (['postStart', 'preStop'] as const).map((hook) => ({
    words: `${hook} hook`,
    path: child(container.path, 'lifecycle', hook),
    holder: asObject(lifecycle?.[hook]),
  }));
  return [...probes, ...hooks].flatMap(({ words, path, holder }) => {
    const program = stringsAt(asObject(holder?.['exec']), 'command')[0];
    return program === undefined ? [] : [{ words, at: index(child(path, 'exec', 'command'), 0), program }];
  });
}
