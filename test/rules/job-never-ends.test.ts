import { jobNeverEnds } from '../../core/rules/job-never-ends.ts';
import { checkRule } from '../support/rules.ts';

const spec = 'restartPolicy: Never';
const forEver = { app: { neverEnds: true, source: 'its command' } } as const;

checkRule(jobNeverEnds, {
  finds: [
    {
      kind: 'Job',
      spec,
      programs: forEver,
      finds: [
        'spec.template.spec.containers[0].name: app never ends (known from its command), so the Job never completes.',
      ],
    },
    { kind: 'Job', spec: 'restartPolicy: OnFailure', programs: forEver },
    { kind: 'Job', spec, container: 'command: [tail, -f, /dev/null]', programs: forEver },
    { kind: 'Job', spec: `${spec}\ninitContainers: [{name: i, image: i:1}]`, programs: forEver },
    { kind: 'Job', spec, programs: { app: { neverEnds: true, source: 'the image nginx' } } },
    { kind: 'Job', spec, container: 'ports: [{containerPort: 80}]', programs: forEver },
  ],
  misses: [
    { programs: forEver },
    { kind: 'Job', spec },
    { kind: 'Job', spec, programs: { app: { ends: { afterMs: 10_000, exitCode: 0 }, source: 'its command' } } },
    {
      kind: 'Job',
      spec: `${spec}\ninitContainers: [{name: s, image: s:1, restartPolicy: Always}]`,
      programs: { s: { neverEnds: true, source: 'x' } },
    },
    { kind: 'Job', spec, programs: { other: { neverEnds: true, source: 'x' } } },
    { spec: 'restartPolicy: Never', programs: forEver },
  ],
});
