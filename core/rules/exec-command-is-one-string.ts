/** An exec probe or hook is written as one string: no shell splits it, so no such program is found. */
import { index } from '../kube/field-path.ts';
import { examplePod } from './examples.ts';
import { execActions } from './exec-actions.ts';
import { neverTried } from './pod-view.ts';
import { defineRule } from './rule.ts';

export const execCommandIsOneString = defineRule({
  meta: {
    id: 'exec-command-is-one-string',
    summary: 'An exec probe or hook holds a whole command line in one item.',
    why:
      'exec starts a program without a shell: the first item of command is its name, spaces included. ' +
      '"cat /tmp/healthy" is looked up as one file name and is never found. A probe that cannot be started counts neither as success nor as failure; a hook fails.',
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
      for (const { what, at, command } of execActions(container)) {
        const line = command[0] ?? '';
        if (command.length !== 1 || !isCommandLine(line)) continue;
        yield {
          at: index(at, 0),
          message:
            `exec runs no shell: it looks for one program named "${line}" and finds none, so ${neverTried[what]}. ` +
            'Write each word as an item of its own.',
          fix: { kind: 'set', at, value: splitLine(line), title: 'Split the command into words' },
        };
      }
    }
  },
});

/** A path with a space in it stays a path: only a bare program name or a path followed by an argument counts. */
function isCommandLine(line: string): boolean {
  const [first = '', ...rest] = line.trim().split(/\s+/);
  if (rest.length === 0) return false;
  return !first.includes('/') || /\s(-|\/|&&|\||>)/.test(line);
}

function splitLine(line: string): readonly string[] {
  return /["'$|&;<>`\\*?]/.test(line) ? ['sh', '-c', line] : line.trim().split(/\s+/);
}
