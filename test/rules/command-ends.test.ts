import { commandEnds } from '../../core/rules/command-ends.ts';
import { checkRule } from '../support/rules.ts';

const ends = (afterMs: number, exitCode = 0): { programs: object } => ({
  programs: { app: { ends: { afterMs, exitCode }, source: 'its command' } },
});
const known = { app: { ends: { afterMs: 30_000, exitCode: 0 }, source: 'its command' } };

checkRule(commandEnds, {
  finds: [
    {
      container: 'command: [sleep, "30"]',
      programs: known,
      finds: [
        'spec.containers[0].command: app ends after 30 s with exit code 0, and restartPolicy Always starts it again',
      ],
    },
    { container: 'args: [run]', programs: known, finds: ['spec.containers[0].args: app ends'] },
    { container: '', programs: known, finds: ['spec.containers[0].image: app ends'] },
    { spec: 'restartPolicy: Always', programs: known },
    {
      container: 'command: [x]',
      ...(ends(10, 1) as { programs: typeof known }),
      finds: [
        'spec.containers[0].command: app ends at once with exit code 1, and restartPolicy Always starts it again: it goes round in CrashLoopBackOff. This is known from its command;',
      ],
    },
    { container: 'restartPolicy: Always', spec: 'restartPolicy: Never', programs: known },
  ],
  misses: [
    { container: 'command: [sleep, "30"]', spec: 'restartPolicy: OnFailure', programs: known },
    { container: 'command: [sleep, "30"]', spec: 'restartPolicy: Never', programs: known },
    { container: 'command: [sleep, "30"]' },
    { container: 'command: [serve]', programs: { app: { neverEnds: true, source: 'its command' } } },
    { container: 'restartPolicy: Never', programs: known },
    { kind: 'Job', spec: 'restartPolicy: Never', programs: known },
  ],
});
