import { requireReadinessProbe } from '../../core/rules/require-readiness-probe.ts';
import { checkRule } from '../support/rules.ts';

const ports = 'ports: [{containerPort: 80}]';
const listens = { app: { neverEnds: true, listensOn: [80], source: 'the image nginx' } } as const;

checkRule(requireReadinessProbe, {
  finds: [
    { container: ports, finds: ['spec.containers[0].name: app has no readiness probe'] },
    { container: `${ports}\nlivenessProbe: {tcpSocket: {port: 80}}` },
    { container: `${ports}\nstartupProbe: {tcpSocket: {port: 80}}` },
    { container: 'image: nginx:1', programs: listens },
    { container: ports, spec: 'restartPolicy: Never' },
    {
      container: ports,
      spec: 'initContainers: [{name: s, image: s:1, restartPolicy: Always, readinessProbe: {tcpSocket: {port: 1}}}]',
    },
  ],
  misses: [
    { container: `${ports}\nreadinessProbe: {tcpSocket: {port: 80}}` },
    { container: 'command: [work]' },
    { container: ports, kind: 'Job', spec: 'restartPolicy: Never' },
    { container: 'ports: []' },
    { spec: 'initContainers: [{name: s, image: s:1, ports: [{containerPort: 1}]}]' },
    { container: '', programs: { app: { neverEnds: true, listensOn: [], source: 'its command' } } },
  ],
});
