import { commandNotInImage } from '../../core/rules/command-not-in-image.ts';
import { checkRule } from '../support/rules.ts';

const pause = { app: { neverEnds: true, missingCommands: ['cat', 'sh', 'curl'], source: 'the image pause' } } as const;
const exec = (command: string, type = 'livenessProbe'): { container: string; programs: typeof pause } => ({
  container: `${type}: {exec: {command: ${command}}}`,
  programs: pause,
});

checkRule(commandNotInImage, {
  finds: [
    {
      ...exec('[cat, /tmp/healthy]'),
      finds: [
        'spec.containers[0].livenessProbe.exec.command[0]: The image of app holds no program "cat", so the probe never counts a failure',
      ],
    },
    exec('[sh, -c, "exit 0"]'),
    exec('[curl, localhost]', 'readinessProbe'),
    exec('[sh]', 'startupProbe'),
    { container: 'lifecycle: {preStop: {exec: {command: [sh, -c, sync]}}}', programs: pause },
    { container: 'lifecycle: {postStart: {exec: {command: [cat]}}}', programs: pause },
  ],
  misses: [
    exec('[/pause]'),
    exec('[other]'),
    { container: 'livenessProbe: {exec: {command: [cat]}}' },
    { container: 'livenessProbe: {httpGet: {port: 80}}', programs: pause },
    { container: 'command: [cat]', programs: pause },
    exec('[]'),
  ],
});
