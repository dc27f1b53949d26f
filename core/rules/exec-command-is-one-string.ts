/** An exec probe or hook is written as one string: no shell splits it, so no such program is found. */
import { child, type FieldPath, index } from '../kube/field-path.ts';
import { asObject, type JsonObject, stringsAt } from '../kube/json.ts';
import { examplePod } from './examples.ts';
import { type ContainerView, probeTypes, probeWords } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const execCommandIsOneString = defineRule({
  meta: {
    id: 'exec-command-is-one-string',
    summary: 'An exec probe or hook holds a whole command line in one item.',
    why:
      'exec starts a program without a shell: the first item of command is its name, spaces included. ' +
      '"cat /tmp/healthy" is looked up as one file name and is never found, so the probe or hook always fails.',
    category: 'probes',
    level: 'fails',
    defaultSeverity: 'warning',
    fixKind: 'suggestion',
    references: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    ],
    invalid: [
      examplePod('livenessProbe:\n  exec:\n    command: ["cat /tmp/healthy"]'),
      examplePod('lifecycle:\n  preStop:\n    exec:\n      command:\n        - nginx -s quit'),
    ],
    valid: [
      examplePod('livenessProbe:\n  exec:\n    command: [cat, /tmp/healthy]'),
      examplePod('livenessProbe:\n  exec:\n    command: [sh, -c, cat /tmp/healthy]'),
      examplePod('livenessProbe:\n  exec:\n    command: ["/opt/my program"]'),
    ],
  },
  *check(pod) {
    for (const container of pod.containers) {
      for (const { words, at, exec } of execActions(container)) {
        const command = stringsAt(exec, 'command');
        const line = command[0] ?? '';
        if (command.length !== 1 || !isCommandLine(line)) continue;
        yield {
          at: index(child(at, 'command'), 0),
          message:
            `exec runs no shell: it looks for one program named "${line}" and finds none, so the ${words} always fails. ` +
            'Write each word as an item of its own.',
          fix: { kind: 'set', at: child(at, 'command'), value: splitLine(line), title: 'Split the command into words' },
        };
      }
    }
  },
});

interface ExecAction {
  readonly words: string;
  readonly at: FieldPath;
  readonly exec: JsonObject;
}

function execActions(container: ContainerView): ExecAction[] {
  const lifecycle = asObject(container.written['lifecycle']);
  const probes = probeTypes.map((type) => ({
    words: probeWords(type),
    at: child(container.path, type, 'exec'),
    exec: asObject(asObject(container.written[type])?.['exec']),
  }));
  const hooks = (['postStart', 'preStop'] as const).map((hook) => ({
    words: `${hook} hook`,
    at: child(container.path, 'lifecycle', hook, 'exec'),
    exec: asObject(asObject(lifecycle?.[hook])?.['exec']),
  }));
  return [...probes, ...hooks].flatMap(({ words, at, exec }) => (exec === undefined ? [] : [{ words, at, exec }]));
}

/** A path with a space in it stays a path: only a bare program name or a path followed by an argument counts. */
function isCommandLine(line: string): boolean {
  const [first = '', ...rest] = line.trim().split(/\s+/);
  if (rest.length === 0) return false;
  return !first.includes('/') || /\s(-|\/|&&|\||>)/.test(line);
}

function splitLine(line: string): readonly string[] {
  return /["'$|&;<>`\\*?]/.test(line) ? ['sh', '-c', line] : line.trim().split(/\s+/);
}
