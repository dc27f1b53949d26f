import { execCommandIsOneString } from '../../core/rules/exec-command-is-one-string.ts';
import { checkRule } from '../support/rules.ts';

const liveness = (command: string): { container: string } => ({
  container: `livenessProbe: {exec: {command: ${command}}}`,
});

checkRule(execCommandIsOneString, {
  finds: [
    {
      ...liveness('["cat /tmp/healthy"]'),
      finds: [
        'spec.containers[0].livenessProbe.exec.command[0]: exec runs no shell: it looks for one program named "cat /tmp/healthy"',
      ],
    },
    liveness('["pg_isready -U postgres"]'),
    liveness('["/bin/sh -c \'test -f x\'"]'),
    liveness('["curl http://localhost/ && true"]'),
    { container: 'readinessProbe: {exec: {command: ["redis-cli ping"]}}' },
    { container: 'lifecycle: {preStop: {exec: {command: ["nginx -s quit"]}}}' },
    { container: 'lifecycle: {postStart: {exec: {command: ["touch /tmp/x"]}}}' },
  ],
  misses: [
    liveness('[cat, /tmp/healthy]'),
    liveness('[/bin/check]'),
    liveness('["/opt/my tool"]'),
    liveness('[sh, -c, "cat /tmp/healthy"]'),
    liveness('["check "]'),
    { container: 'command: ["serve --port 80"]' },
    { container: 'lifecycle: {preStop: {exec: {command: [nginx, -s, quit]}}}' },
  ],
});
