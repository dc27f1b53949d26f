import { initNeverEnds } from '../../core/rules/init-never-ends.ts';
import { checkRule } from '../support/rules.ts';

const init = (fields = ''): string => `initContainers: [{name: log, image: busybox:1${fields}}]`;
const forEver = { log: { neverEnds: true, source: 'its command' } } as const;

checkRule(initNeverEnds, {
  finds: [
    {
      spec: init(),
      programs: forEver,
      finds: ['spec.initContainers[0].name: log never ends (known from its command), so no container after it starts.'],
    },
    { spec: init(', command: [tail, -f, /dev/null]'), programs: forEver },
    { spec: init(', restartPolicy: Never'), programs: forEver },
    { kind: 'Job', spec: `restartPolicy: Never\n${init()}`, programs: forEver },
    {
      spec: 'initContainers: [{name: first, image: a:1}, {name: log, image: a:1}]',
      programs: forEver,
      finds: ['spec.initContainers[1].name'],
    },
    {
      spec: init(),
      programs: { log: { neverEnds: true, source: 'the image nginx' } },
      finds: ['spec.initContainers[0].name: log never ends (known from the image nginx)'],
    },
  ],
  misses: [
    { spec: init(', restartPolicy: Always'), programs: forEver },
    { spec: init() },
    { spec: init(), programs: { log: { ends: { afterMs: 1, exitCode: 0 }, source: 'its command' } } },
    { container: '', programs: { app: { neverEnds: true, source: 'its command' } } },
    { spec: init(), programs: { other: { neverEnds: true, source: 'its command' } } },
    { spec: 'initContainers: []', programs: forEver },
  ],
});
