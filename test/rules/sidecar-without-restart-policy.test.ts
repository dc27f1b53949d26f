import { sidecarWithoutRestartPolicy } from '../../core/rules/sidecar-without-restart-policy.ts';
import { checkRule } from '../support/rules.ts';

const init = (fields: string): { spec: string } => ({ spec: `initContainers: [{name: proxy, image: p:1, ${fields}}]` });

checkRule(sidecarWithoutRestartPolicy, {
  finds: [
    {
      ...init('ports: [{containerPort: 1}]'),
      finds: ['spec.initContainers[0].name: proxy offers ports, but the Pod waits until it ends.'],
    },
    init('ports: [{containerPort: 1}, {containerPort: 2}]'),
    init('ports: [{name: a, containerPort: 1}]'),
    init('restartPolicy: OnFailure, ports: [{containerPort: 1}]'),
    init('command: [serve], ports: [{containerPort: 1}]'),
    { kind: 'Job', spec: `restartPolicy: Never\n${init('ports: [{containerPort: 1}]').spec}` },
  ],
  misses: [
    init('restartPolicy: Always, ports: [{containerPort: 1}]'),
    init('command: [x]'),
    init('ports: []'),
    { container: 'ports: [{containerPort: 1}]' },
    { ...init('ports: [{containerPort: 1}]'), programs: { proxy: { neverEnds: true, source: 'its command' } } },
    {
      ...init('ports: [{containerPort: 1}]'),
      programs: { proxy: { ends: { afterMs: 1, exitCode: 0 }, source: 'its command' } },
    },
  ],
});
